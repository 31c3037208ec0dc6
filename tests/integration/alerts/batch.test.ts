import { beforeAll, expect, it } from 'vitest'
import { mintAccountActor } from '#lib/access/actor.ts'
import { caseOf, readForAlerts } from '#lib/alerts/evaluation/queries.ts'
import { caseAlertFindings, redOfExercises } from '#lib/alerts/evaluation/rules.ts'
import { alertInputIds, defaultAlertLimits } from '#lib/alerts/findings/rules.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { painToldAgain } from '#lib/outcomes/course/rules.ts'
import { outcomeRuleValues } from '#lib/outcomes/indicators/rules.ts'
import { readCaseOutcomes } from '#lib/outcomes/queries.ts'
import type { RunsRead } from '#lib/programs/progression/run-rows/rules.ts'
import { readBatch } from '#lib/review/indicators/batch/queries.ts'
import { batchCase } from '#lib/review/indicators/batch/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { olderAgeId } from '#lib/rules/registry.ts'
import { adherenceOf, lastFortnight } from '#lib/tracking/progress/adherence/rules.ts'
import { readCaseCourse } from '#lib/tracking/progress/queries.ts'
import { seedDemo } from '#prisma/seed/demo.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { testDatabase } from '#tests/support/database.ts'
import { ownerClient } from '#tests/support/world.ts'

const database = await testDatabase()
const now = new Date('2026-11-20T12:00:00Z')
beforeAll(async () => {
  await seedDemo(database.ownerUrl, now)
  // Pain of a whole session, of no single exercise.
  await runSql(
    database.ownerUrl,
    `INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", safety, "enteredById", "recordedAt", "sessionLogId")
     SELECT uuidv7(), l."clinicId", l."patientId", l."caseId", 'during_exercise', 9, l."recordedAt", l."logDate", '{}', l."enteredById",
       l."recordedAt", l.id
     FROM "SessionLog" l WHERE l."supersededAt" IS NULL AND l."withdrawnAt" IS NULL AND l."logDate" >= DATE '2026-11-14'`,
  )
  // Of every second patient the record names another date of birth than her form.
  await runSql(
    database.ownerUrl,
    `UPDATE "Patient" SET "dateOfBirth" = "dateOfBirth" + interval '3 years' WHERE number % 2 = 0`,
  )
}, 60_000)

const ages = ({ today, answersOn }: RunsRead) =>
  ['age_years', olderAgeId].map((id) => answersOn(today).get(id) ?? null)

/** A number of the newest run stands for one run, which alerts ask of each run by itself. */
const perRun = ['ind_session_spike_pct', 'ind_run_ratio_30d', 'ind_run_type_ok']

it('alerts read the same numbers as the pages of a case, whatever happened in it', async () => {
  const owner = ownerClient(database.ownerUrl)
  const cases = await owner.case.findMany({
    where: { status: { in: ['open', 'on_hold'] } },
    include: { team: { where: { role: 'lead', removedAt: null } }, patient: true, clinic: true },
    orderBy: { id: 'asc' },
    take: 24,
  })
  // Numbers of the clinics' own count for both.
  const set = { flare_rise: 1, flare_least: 2, plateau_weeks: 2, plateau_pain: 1, review_later_days: 40 }
  for (const clinicId of new Set(cases.map((one) => one.clinicId))) {
    const byId = cases.find((one) => one.clinicId === clinicId)?.team[0]?.accountId ?? ''
    const numbers = Object.entries(set).map(([limitId, value]) => ({ limitId, value }))
    await owner.ruleLimit.createMany({
      data: numbers.map((number) => ({ ...number, clinicId, note: 'Decided by the team.', byId })),
    })
  }
  await owner.$disconnect()
  expect(cases.length).toBeGreaterThan(10)
  let compared = 0
  let twoAges = 0
  for (const one of cases) {
    const zone = one.patient.timeZone ?? one.clinic.timeZone
    const actor = mintAccountActor({
      kind: 'account',
      clinicId: one.clinicId,
      accountId: one.team[0]?.accountId ?? '',
      sessionId: one.id,
      roles: ['physio'],
      patientId: null,
      name: '',
      clinicName: '',
      timeZone: one.clinic.timeZone,
      ownZone: one.clinic.timeZone,
    })
    const target = { clinicId: one.clinicId, caseId: one.id, patientId: one.patientId, timeZone: zone }
    await asActor(actor, async (tx) => {
      const full = await readCaseInput(tx, target, now)
      const { input, today } = await readCaseOutcomes(tx, actor, one.id, now)
      const measured = outcomeRuleValues(input, today)
      const number = (id: string) => (measured.get(id) as number | null | undefined) ?? null
      const outcomes = {
        micCount: number('ind_mic_count'),
        micRecent: number('ind_mic_recent'),
        worseCount: number('ind_worse_count'),
        overdueDays: number('ind_outcome_overdue_days'),
        painAgain: painToldAgain(input),
      }
      const found = indicatorsOf({ ...full.input, outcomes })
      const items = full.input.phase?.items ?? []
      const wide = new Map([...found.values, ['ex_red_last3', redOfExercises(found, items)]])
      const shown = await readCaseCourse(tx, actor, one.id, 16, now)
      const { items: due } = adherenceOf(lastFortnight(shown.course, full.input.today))
      expect([one.id, due.value]).toEqual([one.id, wide.get('ind_adherence_pct') ?? null])
      const [read] = await readForAlerts(tx, actor, caseOf(one.clinicId, one.id), now)
      if (!read) throw new Error('no case')
      expect(full.input.limits).toMatchObject(set)
      expect(read.one.input.limits).toEqual(full.input.limits)
      const [row] = await readBatch(tx, caseOf(one.clinicId, one.id), zone, now)
      if (!row) throw new Error('no case')
      expect([one.id, ages(batchCase(row).runs)]).toEqual([one.id, ages(full.runs)])
      if (ages(full.runs)[1] !== null) twoAges += 1
      const narrow = caseAlertFindings(read.one, read.outcomes, defaultAlertLimits, null).values
      for (const id of alertInputIds) {
        if ((!id.startsWith('ind_') && id !== 'ex_red_last3') || perRun.includes(id)) continue
        expect([one.id, id, narrow.get(id) ?? null]).toEqual([one.id, id, wide.get(id) ?? null])
        if ((wide.get(id) ?? null) !== null) compared += 1
      }
    })
  }
  expect(compared).toBeGreaterThan(200)
  expect(twoAges).toBeGreaterThan(3)
}, 60_000)
