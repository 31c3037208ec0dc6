import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { examinedCase } from '#lib/assessment/record/queries.ts'
import { signedExaminations } from '#lib/assessment/signed/queries.ts'
import { standingFindings } from '#lib/assessment/standing/rules.ts'
import { readDischarge } from '#lib/cases/discharge/queries.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { caseSideOptions } from '#lib/cases/schema.ts'
import { readEnd } from '#lib/cases/status/queries.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { type Day, dayIn, isoDay } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { fillNumbers } from '#lib/flags/messages/rules.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { numbersOf } from '#lib/intake/drafts/messages/rules.ts'
import { historyLines } from '#lib/intake/history/rules.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { presentCourse } from '#lib/outcomes/course/rules.ts'
import { painAtStart } from '#lib/outcomes/pain/rules.ts'
import { readCaseOutcomes } from '#lib/outcomes/queries.ts'
import { scaleViews } from '#lib/outcomes/views/rules.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { currentLogs, isSession } from '#lib/tracking/results/daily/rules.ts'
import {
  type Choices,
  composeLetter,
  type LetterRecord,
  letterMeasure,
  phasesBegun,
} from '../compose/rules.ts'
import { criterionLine } from '../criteria/rules.ts'
import { letterFlags } from '../flags/queries.ts'
import { flagKey } from '../flags/rules.ts'
import type { Composed } from '../newest/rules.ts'
import { readableLetters } from '../policy.ts'

const trends: Readonly<Record<string, string>> = {
  improving: 'Pain is falling over the last 4 weeks (approximate interval)',
  worsening: 'Pain is rising over the last 4 weeks (approximate interval)',
  no_clear_trend: 'No clear trend of pain over the last 4 weeks',
}

/** A letter of the record as it is now, with the flags that it tells. The caller has checked the case and records the writing. */
export async function composedNow(
  tx: Tx,
  actor: Actor,
  caseId: string,
  choices: Choices,
  now: Date,
): Promise<Composed & { flagsTold: string[] }> {
  const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, null, now)
  const flags = await letterFlags(tx, { clinicId: actor.clinicId, caseId, zone: frame.zone })
  const shown = flags.filter(({ replaced }) => !replaced)
  const record = await readLetterRecord(tx, actor, frame, shown, now)
  const { patterns } = choices
  return { patterns, body: composeLetter(record, choices), flagsTold: flags.map(flagKey) }
}

/** How many versions have held by a day. */
async function versionsHeld(tx: Tx, of: { clinicId: string; caseId: string }, zone: string, until: Day) {
  const [row] = await tx.$queryRaw<{ held: number }[]>`
    SELECT count(*)::int AS held FROM "ProgramVersion" v WHERE v."clinicId" = ${of.clinicId}::uuid AND v."caseId" = ${of.caseId}::uuid
      AND v."publishedAt" IS NOT NULL AND v."startsOn" <= ${until}::date AND NOT ${overtakenSql(zone)}`
  return row?.held ?? 0
}

/**
 * What a letter is composed of, of a closed case as of its end. In the transaction of a command that has checked the case and
 * records its writing. About thirty statements, none per row: a letter is begun once.
 */
async function readLetterRecord(
  tx: Tx,
  actor: Actor,
  frame: CaseFrame,
  flags: LetterRecord['flags'],
  now: Date,
): Promise<LetterRecord> {
  const { caseId, patientId, zone, today, openedOn } = frame
  const of = { clinicId: actor.clinicId, caseId }
  const target = await examinedCase(tx, caseId, readableLetters(actor, caseId, now).case, now)
  const examinations = await signedExaminations(tx, actor, target)
  const end = await readEnd(tx, of, frame.status)
  const until = end ? dayIn(zone, end.at) : today
  const read = await readCaseInput(tx, { ...of, patientId, timeZone: zone }, end?.at ?? now)
  const { readings, runs } = indicatorsOf(read.input)
  // What was scored later stands with its day.
  const outcomes = { ...(await readCaseOutcomes(tx, actor, caseId, now)), today: until }
  const { criteria } = end
    ? (end.criteria ?? { criteria: [] })
    : (await readDischarge(tx, actor, { caseId, patientId, zone, today }, now)).check
  const given = await tx.factorRelease.findMany({
    where: { ...of, withdrawnAt: null, kind: 'advice' },
    orderBy: [{ position: 'asc' }, { itemId: 'asc' }],
    select: { text: true },
  })
  const clinic = await tx.clinic.findFirstOrThrow({
    where: { id: actor.clinicId },
    select: { phone: true, emergencyNumber: true, outOfHoursPhone: true },
  })
  const { forms } = await toldIn(tx, of)
  const logs = currentLogs(read.input.logs)
  const number = (id: keyof typeof readings): number | null => {
    const { value } = readings[id]
    return typeof value === 'number' ? value : null
  }
  const { plan } = read.input.course
  const { timeline, pain } = presentCourse(outcomes.input)
  const newest = read.versions.at(-1)
  const trend = readings.ind_trend.value
  const { label = 'Knee' } = caseSideOptions.find(({ value }) => value === frame.banner.side) ?? {}
  const side = label.toLowerCase()
  return {
    complaint: frame.banner.complaint,
    side,
    openedOn,
    closing: end && { words: end.words, note: end.note, on: until },
    history: historyLines(
      forms.map((form) => ({ answers: cleanAnswers(form.answers), on: form.on })),
      side,
    ).map(({ text }) => text),
    flags,
    examinations: examinations.map(({ on, outstanding, rows, generalNote }) => ({
      on,
      outstanding,
      recorded: rows.length,
      note: generalNote,
    })),
    standing: standingFindings(examinations),
    measures: scaleViews(outcomes).flatMap(letterMeasure),
    program:
      plan && newest
        ? {
            from: isoDay(plan.activatedOn),
            versions: await versionsHeld(tx, of, zone, until),
            phases: phasesBegun(read.versions, plan.phases, read.input.today),
            exercises: [
              ...new Set(
                (newest.content.phases[read.phase?.position ?? 0]?.items ?? []).flatMap(
                  ({ exerciseId }) => exerciseById(exerciseId)?.name ?? [],
                ),
              ),
            ],
          }
        : null,
    adherencePct: number('ind_adherence_pct'),
    sessionDays: new Set(logs.exercises.filter(isSession).map(({ day }) => day)).size,
    runs: {
      count: runs.length,
      km: runs.reduce((sum, { entry }) => sum + entry.km, 0),
      longestKm: Math.max(0, ...runs.map(({ entry }) => entry.km)),
    },
    pain: {
      start: timeline.activatedOn ? painAtStart(pain, timeline.activatedOn, until) : null,
      now: number('ind_pain_7d'),
      nowDays: number('ind_pain_days_7d') ?? 0,
    },
    trend: typeof trend === 'string' ? (trends[trend] ?? null) : null,
    criteria: criteria.map((one) => ({ text: criterionLine(one), result: one.result })),
    // Whom to call is filled in when it is read, here too.
    advice: given.map(({ text }) => fillNumbers(text, numbersOf(clinic))),
  }
}
