import { describe, expect, it } from 'vitest'
import { dayIn, dayNumber } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { dueBetween } from '#lib/tracking/progress/adherence/rules.ts'
import { caseProgress } from '#lib/tracking/progress/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { at, eachBeginsWith, me, patient, physio, setUp, sql, world } from './setting.ts'

await setUp()

eachBeginsWith('prog_hip_focus')

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const unseen = (work: (tx: typeof sql) => Promise<unknown>) =>
  sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await work(tx as never)
  })

/** Form cues from week 2 and hills, or other exercises, from week 3, on every weekday. */
const drills = (later = 'ex_run_hill_up') =>
  unseen(async (tx) => {
    for (const [position, exerciseId, week] of [
      [0, 'ex_run_form_cue', 2],
      [1, later, 3],
    ] as const)
      await tx`UPDATE "ProgramItem" SET "exerciseId" = ${exerciseId}, days = ${everyDay}::text[], "fromWeek" = ${week}
        WHERE id = (SELECT i.id FROM "ProgramItem" i JOIN "ProgramPhase" p ON p.id = i."phaseId"
          WHERE i."caseId" = ${me().caseId} AND p.position = 0 ORDER BY i.position OFFSET ${position} LIMIT 1)`
  })
/** Low energy from day `from`, settled on day `to`. */
const reds = (from: number, to: number | null) =>
  unseen(
    (
      tx,
    ) => tx`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs, "raisedAt", "resolvedAt")
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_reds', 'monitor', 'none', 1, '{}', ${at(from)}, ${to === null ? null : at(to)})`,
  )

/** What she tells of her health in a form of day `n`. */
const says = (n: number, conditions: string[]) =>
  unseen(async (tx) => {
    const { patientId, caseId } = me()
    const [form] =
      await tx`INSERT INTO "Intake" (id, "clinicId", "patientId", "caseId", kind, status, "submittedAt", "savedAt")
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${patientId}, ${caseId}, 'review_form', 'submitted', ${at(n)}, ${at(n)}) RETURNING id`
    await tx`INSERT INTO "IntakeAnswers" ("intakeId", "clinicId", "patientId", answers)
      VALUES (${form?.id}, ${world.one.clinicId}, ${patientId}, ${tx.json({ medical_conditions: conditions })})`
  })

/** What she is shown of both on day `n`, the same on each of her pages, and what counts as due. */
async function shown(n: number) {
  const drill = ({ exerciseId }: { exerciseId: string }) => /^ex_(run|ply)_/.test(exerciseId)
  const program = await myProgram(patient(), at(n), me().caseId)
  if (program.state !== 'running') throw new Error(program.state)
  const ids = program.phase.items
    .filter(drill)
    .map(({ exerciseId }) => exerciseId)
    .toSorted()
  const { current } = await todayView(patient(), me().caseId, 0, at(n))
  const today = [...(current?.items ?? []), ...(current?.runs ?? [])].filter(drill)
  expect(today.map(({ exerciseId }) => exerciseId).toSorted()).toEqual(ids)
  const form = await sessionForm(patient(), { caseId: me().caseId } as never, at(n))
  expect(
    form.items
      .filter(drill)
      .map(({ exerciseId }) => exerciseId)
      .toSorted(),
  ).toEqual(ids)
  const { patientId, caseId } = me()
  const target = { clinicId: world.one.clinicId, patientId, caseId, timeZone: patient().timeZone }
  const { course } = (await asActor(physio(), (tx) => readCaseInput(tx, target, at(n)))).input
  const day = dayNumber(dayIn(target.timeZone, at(n)))
  expect(
    dueBetween(course, day, day)
      .map(({ item }) => item)
      .filter(drill)
      .map(({ exerciseId }) => exerciseId)
      .toSorted(),
  ).toEqual(ids)
  expect(JSON.stringify([program, current])).not.toMatch(/flag_reds|running load/)
  return ids
}
const told = async (n: number) =>
  (await programPage(physio(), me().caseId, undefined, at(n))).current?.runWeek

describe('running that begins from week n (3.4)', () => {
  it('begins by the calendar while nothing holds it', async () => {
    await drills()
    expect(await shown(6)).toEqual([])
    expect(await shown(7)).toEqual(['ex_run_form_cue'])
    expect(await shown(14)).toEqual(['ex_run_form_cue', 'ex_run_hill_up'])
    expect(await told(14)).toBeNull()
  })

  it('waits while the load may not rise; what had begun goes on, and the weeks go on from there', async () => {
    await drills()
    await reds(10, null)
    expect(await shown(15)).toEqual(['ex_run_form_cue'])
    expect(await told(15)).toContain('Runs as in week 2')
    expect(await caseProgress(physio(), me().caseId, '4', at(15))).toBeDefined()
    await unseen((tx) => tx`DELETE FROM "RedFlag" WHERE "patientId" = ${me().patientId}`)
    await reds(10, 15)
    expect(await shown(16)).toEqual(['ex_run_form_cue'])
    expect(await shown(21)).toEqual(['ex_run_form_cue', 'ex_run_hill_up'])
  })

  it('lets jumps wait in pregnancy as well, and not for low energy', async () => {
    await drills('ex_ply_pogo_double')
    await reds(10, null)
    expect(await shown(15)).toEqual(['ex_ply_pogo_double', 'ex_run_form_cue'])
    await unseen((tx) => tx`DELETE FROM "RedFlag" WHERE "patientId" = ${me().patientId}`)
    await says(10, ['pregnancy'])
    expect(await shown(15)).toEqual(['ex_run_form_cue'])
    expect(await told(15)).toContain('Jumps as in week 2')
    await says(15, ['none'])
    expect(await shown(16)).toEqual(['ex_run_form_cue'])
    expect(await shown(21)).toEqual(['ex_ply_pogo_double', 'ex_run_form_cue'])
  })
})

describe('what another treatment of hers knows (3.4)', () => {
  /** A second treatment, whose team is another one. */
  const second = async () => {
    const { clinicId, physioB } = world.one
    const [row] =
      await sql`INSERT INTO "Case" (id, "clinicId", "patientId", "openedById", complaint, side, status, "openedAt")
      VALUES (gen_random_uuid(), ${clinicId}, ${me().patientId}, ${physioB.accountId}, 'Left knee', 'left', 'open', ${at(-1)}) RETURNING id`
    return String(row?.id)
  }
  const move = (table: 'RedFlag' | 'Intake', other: string) =>
    unseen(
      (tx) =>
        tx`UPDATE ${tx(table)} SET "caseId" = ${other} WHERE "patientId" = ${me().patientId} AND "caseId" = ${me().caseId}`,
    )

  it('holds the running load for low energy that was found there, and its team is not told so', async () => {
    await drills()
    await reds(10, null)
    await move('RedFlag', await second())
    expect(await shown(15)).toEqual(['ex_run_form_cue'])
    expect(await told(15)).toContain('Runs as in week 2')
  })

  it('holds it for a pregnancy that was told there, until a newer form says otherwise', async () => {
    await drills()
    await says(10, ['pregnancy'])
    await move('Intake', await second())
    expect(await shown(15)).toEqual(['ex_run_form_cue'])
    await says(15, [])
    expect(await shown(21)).toEqual(['ex_run_form_cue', 'ex_run_hill_up'])
  })
})
