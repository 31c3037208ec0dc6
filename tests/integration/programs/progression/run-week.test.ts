import { describe, expect, it } from 'vitest'
import { caseOf, readForAlerts } from '#lib/alerts/evaluation/queries.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor, onSafetyDuty } from '#lib/db/as-actor.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { actorOfClinic } from '#lib/jobs/queries.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { changePhase, pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { declineSuggestion } from '#lib/programs/progression/deciding/commands.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { caseload } from '#lib/tracking/caseload/queries.ts'
import { caseloadSearch } from '#lib/tracking/caseload/schema.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { caseProgress, ownProgress } from '#lib/tracking/progress/queries.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { at, eachBeginsWith, me, morning, patient, physio, setUp, sql, world } from './setting.ts'

await setUp()

eachBeginsWith('prog_beginner_prevention')
const server = () => actorOfClinic({ clinicId: world.one.clinicId, zone: physio().timeZone, lastDay: null })

async function run(n: number, pain: number, supersedes?: string, log_safety = ['none']) {
  const id = newId()
  await recordRun(
    patient(),
    {
      id,
      caseId: me().caseId,
      note: '',
      shoes: '',
      log_safety,
      supersedes,
      distance: 3,
      unit: 'km',
      minutes: 24,
      finished: 'yes',
      type: 'walk_run',
      surface: 'road',
      settle: 'no_increase',
      pain_during: pain,
      logDate: dayIn(patient().timeZone, at(n)),
    } as never,
    at(supersedes ? 7 : n),
  )
  return id
}

/** Two runs and the mornings after them; the first entry is the newest run. */
async function week(pain = 1) {
  await run(1, 1)
  await morning(2)
  const last = await run(4, pain)
  await morning(5)
  return last
}

const first = '6 times: jog 1 min, walk 3 min'
const second = '7 times: jog 1 min, walk 2.5 min'
const isRun = ({ exerciseId }: { exerciseId: string }) => exerciseId === 'ex_rtr_walk_run'

/** The run on the page of the program; what `/today` and the form of a session show may not be another one. */
async function shown(n: number) {
  const program = await myProgram(patient(), at(n))
  if (program.state !== 'running') throw new Error(program.state)
  const { current } = await todayView(patient(), me().caseId, 0, at(n))
  expect(current?.again).toBe(program.phase.again)
  const runs = program.phase.items.filter(isRun)
  expect(runs).toHaveLength(1)
  const form = await sessionForm(patient(), { caseId: me().caseId } as never, at(n))
  // On a free day as well nothing of another week, and nothing twice.
  const inForm = form.items.map(({ exerciseId }) => exerciseId)
  expect(new Set(inForm).size).toBe(inForm.length)
  expect(program.phase.items.map(({ exerciseId }) => exerciseId)).toEqual(expect.arrayContaining(inForm))
  for (const { note } of form.items.filter(isRun)) expect(runs[0]?.note).toBe(note)
  expect((current?.runs ?? []).map(({ key }) => key)).toEqual(
    runs.filter(({ today }) => today).map(({ key }) => key),
  )
  expect(JSON.stringify([program, current])).not.toMatch(/over_limit|r_run_|needN|green/)
  return { note: runs[0]?.note, again: program.phase.again }
}
const told = async (n: number) =>
  (await programPage(physio(), me().caseId, undefined, at(n))).current?.runWeek

describe('the run of a week in the first ten weeks of running', () => {
  it('is followed by the next one after two good runs, on every page', async () => {
    await week()
    expect(await shown(6)).toEqual({ note: first, again: null })
    for (const n of [7, 8, 9, 10]) expect(await shown(n)).toEqual({ note: second, again: null })
    expect(await told(7)).toBe('Run of week 2: 0 of 2 good runs in a row, no run recorded in it')
  })

  it('is repeated after a run over the limit, with a sentence for the patient and the reason for the team', async () => {
    const bad = await week(3)
    for (const n of [7, 8, 9, 10])
      expect(await shown(n)).toEqual({ note: first, again: expect.stringContaining("This week's run again") })
    expect(await told(7)).toContain('repeated (week 2 of this run): 0 of 2 good runs in a row, last run over')
    expect((await shown(15)).note).toBe(first)
    // Put right, the run was within the limit all along.
    await run(4, 1, bad)
    expect((await shown(7)).note).toBe(second)
  })

  it('waits for the morning after, and does not count a run that was taken back', async () => {
    await run(1, 1)
    await morning(2)
    const last = await run(6, 1)
    expect(await shown(7)).toEqual({ note: first, again: expect.stringContaining('the morning after') })
    await morning(7)
    expect((await shown(7)).note).toBe(second)
    const entry = { caseId: me().caseId, kind: 'run', entryId: last, reason: '' } as const
    await withdrawEntry(patient(), entry, at(7))
    expect((await shown(7)).note).toBe(first)
  })

  it('does not go on by days on which the program was paused', async () => {
    await week()
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'Holidays' }, at(5))
    await resumeProgram(physio(), { caseId: me().caseId }, at(9))
    expect((await shown(10)).note).toBe(first)
    expect((await shown(11)).note).toBe(second)
  })

  it('nor by days on which she told of a fever', async () => {
    await week()
    await morning(6, 0, ['fever_unwell'])
    expect((await shown(7)).note).toBe(first)
    expect((await shown(8)).note).toBe(second)
  })

  it('leads back on the day after a red run, with a word to the patient and a note for the team', async () => {
    await week()
    await run(8, 6)
    expect((await shown(8)).note).toBe(second)
    expect(await shown(9)).toEqual({ note: first, again: expect.stringContaining('easier one') })
    expect(await told(9)).toContain('Run of week 1, one step back after a run')
    const { suggestions } = await programPage(physio(), me().caseId, undefined, at(9))
    expect(suggestions.past[0]).toMatchObject({ ruleId: 'r_run_back', text: 'Run of week 1, at least twice' })
    const { current } = await todayView(patient(), me().caseId, 0, at(9))
    expect(current?.sentence).toContain('a bit much for your knee')
  })

  it('plans no run after a second red one, until the physio answers', async () => {
    await week()
    await run(8, 6)
    await run(10, 6)
    const stopped = await myProgram(patient(), at(11))
    if (stopped.state !== 'running') throw new Error(stopped.state)
    expect(stopped.phase.items.filter(isRun)).toEqual([])
    expect(stopped.phase.again).toContain('No run is planned')
    const form = await sessionForm(patient(), { caseId: me().caseId } as never, at(11))
    expect(form.items.filter(isRun)).toEqual([])
    expect(await told(11)).toContain('running is paused')
    const [stop] = (await programPage(physio(), me().caseId, undefined, at(11))).suggestions.open
    expect(stop).toMatchObject({ ruleId: 'r_run_stop', acceptable: true })
    await declineSuggestion(
      physio(),
      { caseId: me().caseId, suggestionId: stop?.id ?? '', reason: 'Seen, calm' },
      at(12),
    )
    expect((await shown(13)).note).toBe(first)
  })

  it('asks for an answer to the stop of a run whose flag stopped the program, as soon as that is answered', async () => {
    await run(1, 1, undefined, ['calf_swollen'])
    expect((await programPage(physio(), me().caseId, undefined, at(1))).suggestions.open).toEqual([])
    const [flag] = await sql<{ id: string }[]>`
      SELECT id FROM "RedFlag" WHERE "caseId" = ${me().caseId} AND "supersededAt" IS NULL`
    const text = { kind: 'ruled_out' as const, text: 'No clot' }
    await answerFlag(physio(), { id: newId(), flagRowId: flag?.id ?? '', ...text }, at(2))
    const [stop] = (await programPage(physio(), me().caseId, undefined, at(2))).suggestions.open
    expect(stop).toMatchObject({ ruleId: 'r_run_stop', advice: 'stop' })
    const reason = { suggestionId: stop?.id ?? '', reason: 'No clot' }
    await declineSuggestion(physio(), { caseId: me().caseId, ...reason }, at(2))
    expect((await shown(3)).again).toContain('shorter')
  })

  it('plans no run after four weeks without one, before the safety questions are answered anew', async () => {
    await week()
    expect((await shown(12)).again).toContain('not run for a while')
    const program = await myProgram(patient(), at(34))
    if (program.state !== 'running') throw new Error(program.state)
    expect(program.phase.items.filter(isRun)).toEqual([])
    expect(program.phase.again).toContain('please wait')
    const { current } = await todayView(patient(), me().caseId, 0, at(34))
    expect([current?.again, current?.runs]).toEqual([program.phase.again, []])
    expect(await told(34)).toContain('ask the safety questions anew')
    const today = dayIn(patient().timeZone, at(34))
    const [row] = await sql<
      { version: number }[]
    >`SELECT version FROM "Program" WHERE "caseId" = ${me().caseId}`
    const again = { phaseKey: 'prog_beginner_prevention_p1', startedOn: today, version: row?.version ?? 0 }
    await changePhase(physio(), { caseId: me().caseId, ...again, entryReason: '' }, at(34))
    expect((await shown(34)).note).toBe(first)
  })

  it('counts as due what was shown: on the pages of progress, in the caseload and by night', async () => {
    await run(8, 1)
    const counted = async () => ({
      page: (await caseProgress(physio(), me().caseId, '4', at(14))).adherence,
      own: (await ownProgress(patient(), '4', at(14)))?.adherence,
      list: (await caseload(physio(), caseloadSearch.parse({}), at(14))).rows.find(
        ({ caseId }) => caseId === me().caseId,
      )?.done,
      night: await asActor(server(), (tx) =>
        onSafetyDuty(tx, async () => {
          const [found] = await readForAlerts(tx, server(), caseOf(physio().clinicId, me().caseId), at(14))
          return found && indicatorsOf(found.one.input).readings.ind_adherence_pct.value
        }),
      ),
    })
    const before = await counted()
    expect(before.page.items.of).toBeGreaterThan(6)
    expect(before.list).toBeCloseTo(before.page.items.value ?? 0)
    expect(before.night).toBeCloseTo(before.page.items.value ?? 0)
    // The second week by the calendar; she stands in the first one, because the morning after her run is not known.
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "ProgramItem" SET days = ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] WHERE "caseId" = ${me().caseId}
        AND "exerciseId" = 'ex_rtr_walk_run' AND "fromWeek" = 2`
    })
    expect(await counted()).toEqual(before)
  })
})
