import { describe, expect, it } from 'vitest'
import { caseOf, readForAlerts } from '#lib/alerts/evaluation/queries.ts'
import { caseAlertFindings } from '#lib/alerts/evaluation/rules.ts'
import { dayIn, dayNumber } from '#lib/dates.ts'
import { asActor, onSafetyDuty } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { actorOfClinic } from '#lib/jobs/queries.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { acceptSuggestion, declineSuggestion } from '#lib/programs/progression/deciding/commands.ts'
import { acceptMissed } from '#lib/programs/progression/missed/commands.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { newReview } from '#lib/review/queries.ts'
import { dueBetween } from '#lib/tracking/progress/adherence/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import { ownCourse, readCaseCourse } from '#lib/tracking/progress/queries.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
import { timelineSearch } from '#lib/tracking/timeline/schema.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { answered } from '../setting.ts'
import {
  answer,
  at,
  calm,
  eachBeginsWith,
  me,
  morning,
  ownerUrl,
  patient,
  physio,
  publishOnly,
  sentence,
  session,
  setUp,
  sql,
  suggestions,
  waiting,
  world,
} from './setting.ts'

await setUp()

/** Runs without stages, on every weekday. */
eachBeginsWith('prog_hip_focus')

const unseen = (work: (tx: typeof sql) => Promise<unknown>) =>
  sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await work(tx as never)
  })
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const easyRuns = (days: readonly string[] = everyDay) =>
  unseen(
    (
      tx,
    ) => tx`UPDATE "ProgramItem" SET "exerciseId" = 'ex_rtr_long_build', days = ${[...days]}::text[], stage = NULL
      WHERE id = (SELECT i.id FROM "ProgramItem" i JOIN "ProgramPhase" p ON p.id = i."phaseId"
        WHERE i."caseId" = ${me().caseId} AND p.position = 0 ORDER BY i.position LIMIT 1)`,
  )
const run = (n: number, pain: number, unit: 'km' | 'mi' = 'km') =>
  recordRun(
    patient(),
    {
      id: newId(),
      caseId: me().caseId,
      note: '',
      shoes: '',
      log_safety: ['none'],
      distance: unit === 'km' ? 8 : 5,
      unit,
      minutes: 50,
      finished: 'yes',
      type: 'easy',
      surface: 'road',
      settle: 'no_increase',
      pain_during: pain,
    } as never,
    at(n),
  )
const told = async (n: number) => {
  const program = await myProgram(patient(), at(n))
  const { current } = await todayView(patient(), me().caseId, 0, at(n))
  return [current?.runCap, program.state === 'running' ? program.phase.runCap : program.state]
}
const dayOf = (n: number) => dayNumber(dayIn(patient().timeZone, at(n)))
const target = () => {
  const { patientId, caseId } = me()
  return { clinicId: world.one.clinicId, patientId, caseId, timeZone: patient().timeZone }
}
/** What the team's rules read, the patient's own page, and the night: the same stops. */
async function own(n: number) {
  const { input } = await asActor(physio(), (tx) => readCaseInput(tx, target(), at(n)))
  const team = await asActor(physio(), (tx) => readCaseCourse(tx, physio(), me().caseId, 30, at(n)))
  const hers = await asActor(patient(), (tx) => ownCourse(tx, patient(), me().caseId, 30, at(n)))
  const stops = ({ runStops, runWaits = [] }: Course) => ({ runStops, runWaits })
  expect(stops(team.course)).toEqual(stops(input.course))
  expect(hers && stops(hers.course)).toEqual(stops(input.course))
  const server = actorOfClinic({ clinicId: world.one.clinicId, zone: physio().timeZone, lastDay: null })
  const [night] = await asActor(server, (tx) =>
    onSafetyDuty(tx, () => readForAlerts(tx, server, caseOf(world.one.clinicId, me().caseId), at(n))),
  )
  expect(night && stops(night.one.input.course)).toEqual(stops(input.course))
  return input
}
/** Whether the night tells the team that her runs wait. */
async function waitTold(n: number) {
  const server = actorOfClinic({ clinicId: world.one.clinicId, zone: physio().timeZone, lastDay: null })
  const [night] = await asActor(server, (tx) =>
    onSafetyDuty(tx, () => readForAlerts(tx, server, caseOf(world.one.clinicId, me().caseId), at(n))),
  )
  if (!night) throw new Error('no case')
  const { findings } = caseAlertFindings(night.one, night.outcomes, night.limits, null)
  return findings.find(({ alertId }) => alertId === 'al_run_waits')
}
/** Whether the run was due on each day before day `n`. */
async function dueRuns(n: number) {
  const { course } = await own(n)
  const due = dueBetween(course, dayOf(0), dayOf(n - 1)).filter(({ item }) => isRunningItem(item))
  return [...Array(n).keys()].map((day) => due.some((one) => one.day === dayOf(day)))
}
/** The longest run of 30 days, as a review shows it. */
const reviewed = async (n: number) =>
  Object.values((await newReview(physio(), me().caseId, at(n))).record.rows)
    .flat()
    .find(({ id }) => id === 'ind_longest_30d_km')
const alerts = () => sql<{ closedAt: Date | null }[]>`
  SELECT "closedAt" FROM "Alert" WHERE "caseId" = ${me().caseId} AND "alertId" = 'al_run_stop'`

describe('runs outside the stage table', () => {
  it('wait by night as on the pages, where the last run before the days that the night reads was in a wait itself', async () => {
    await easyRuns()
    for (const n of [1, 40, 50, 60, 70, 80, 90, 100, 110, 120]) await run(n, 1)
    expect((await own(121)).course.runWaits).toEqual([{ from: dayOf(91), to: dayOf(121) }])
    expect(await waitTold(121)).toMatchObject({ truth: 'T', inputs: { run_missed_weeks: 17 } })
  })

  it('wait after four weeks without one, and begin again with a run that is known', async () => {
    await easyRuns()
    expect(await told(1)).toEqual(Array(2).fill('Begin gently. 6 times: walk 4 min, jog 1 min.'))
    await run(1, 1)
    await morning(2)
    for (const n of [3, 29]) expect(await told(n)).toEqual(Array(2).fill('No single run above 8.8 km.'))
    const { current } = await todayView(patient(), me().caseId, 0, at(38))
    expect(current).toMatchObject({ runsWait: true, runs: [], again: expect.stringContaining('please wait') })
    expect((await runForm(patient(), { caseId: me().caseId, correct: null }, at(38))).paused).toBe(true)
    const page = await programPage(physio(), me().caseId, undefined, at(38))
    const missed = page.next?.missed
    expect(missed).toMatchObject({ weeks: 5, stage: 2, from: null })
    expect(page.week).toMatchObject({ state: 'waits', capKm: null })
    expect(await waitTold(29)).toMatchObject({ truth: 'F' })
    expect(await waitTold(38)).toMatchObject({ truth: 'T', severity: 'act', inputs: { run_missed_weeks: 5 } })
    const accept = () => {
      const version = page.current?.programVersion ?? 0
      const suggestionId = missed?.suggestionId ?? ''
      return acceptMissed(physio(), { caseId: me().caseId, suggestionId, version }, at(38))
    }
    await expect(accept()).rejects.toThrow('Ask the safety questions first')
    // A run in spite of it ends no wait, and is none to go by.
    await run(36, 1)
    await run(37, 1)
    expect((await todayView(patient(), me().caseId, 0, at(38))).current).toMatchObject({
      runsWait: true,
      again: expect.stringContaining('please do not run until then'),
    })
    const still = await programPage(physio(), me().caseId, undefined, at(38))
    expect(still.next?.missed).toMatchObject({ weeks: 5, stage: 2, from: null })
    expect(still.week).toMatchObject({ state: 'waits', capKm: null })
    expect(await waitTold(38)).toMatchObject({ truth: 'T', inputs: { run_missed_weeks: 5 } })
    await answered(ownerUrl, me(), calm, -37)
    await accept()
    expect(await told(38)).toEqual(Array(2).fill('Begin gently. 6 times: walk 3 min, jog 2 min.'))
    expect((await programPage(physio(), me().caseId, undefined, at(38))).next?.missed).toBeNull()
    // Nor on the pages of the team: the first run lies more than 30 days back.
    const { model } = await caseTimeline(physio(), me().caseId, timelineSearch.parse({ weeks: '2' }), at(38))
    expect(model.capKm).toBeNull()
    expect(await reviewed(38)).toMatchObject({ value: '8.0', note: null })
    // What waited was not due; the day of the answer is one of these days.
    expect((await dueRuns(41)).map((due, n) => (due ? null : n)).filter((n) => n !== null)).toEqual([
      30, 31, 32, 33, 34, 35, 36, 37, 38,
    ])
    expect(await waitTold(38)).toMatchObject({ truth: 'F' })
  })

  it('by stages wait likewise, are not due then, and the team is told', async () => {
    await publishOnly('prog_return_to_run', {
      ...calm,
      runner_type: 'recreational',
      running_status: 'stopped',
      stopped_weeks: 1,
    })
    await run(1, 1)
    await morning(2)
    expect(await waitTold(29)).toMatchObject({ truth: 'F' })
    expect(await waitTold(38)).toMatchObject({ truth: 'T', severity: 'act', inputs: { run_missed_weeks: 5 } })
    const due = await dueRuns(41)
    expect([due.slice(20, 30).includes(true), due.slice(30).includes(true)]).toEqual([true, false])
  })

  it('of weeks ago are not spoken of after a session, whose own words stand; their limit is beside the run with its day', async () => {
    await easyRuns()
    await run(1, 7)
    // Nothing is kept of it, as of a run that is older than what was advised: the session asks the rules anew.
    await unseen((tx) => tx`DELETE FROM "Suggestion" WHERE "caseId" = ${me().caseId}`)
    await session(20, 1)
    expect(await sentence(20)).toContain('Tell us tomorrow morning')
    await morning(21)
    expect(await sentence(21)).toBeNull()
    const beside = expect.stringMatching(
      /^No single run above 5.6 km, until two runs went well: that of \w+ \d+ \w+ was a bit much for your knee\.$/,
    )
    expect(await told(21)).toEqual([beside, beside])
  })

  it('go back at once after a red one, and stop after the next, until a clinician answers', async () => {
    await easyRuns()
    await run(1, 7)
    expect((await suggestions(1)).past).toMatchObject([{ ruleId: 'r_run_back', state: 'noted' }])
    expect(await sentence(1)).toContain('at least a third shorter')
    const limit = expect.stringMatching(/^No single run above 5\.6 km, until two runs went well/)
    expect(await told(2)).toEqual([limit, limit])
    expect((await programPage(physio(), me().caseId, undefined, at(2))).week).toMatchObject({ capKm: 5.6 })
    const { model } = await caseTimeline(physio(), me().caseId, timelineSearch.parse({ weeks: '2' }), at(2))
    expect(model.capKm).toBe(5.6)
    expect(await reviewed(2)).toMatchObject({
      note: expect.stringMatching(/^next run at most 5.6 km: 30 % less after the run of/),
    })
    // Nothing was known before the run of yesterday.
    expect(model.days.slice(-2).map(({ day, capKm }) => [day, capKm])).toEqual([
      [dayOf(1), null],
      [dayOf(2), 5.6],
    ])
    await run(3, 7)
    await run(5, 8)
    expect((await suggestions(5)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    expect(await alerts()).toMatchObject([{ closedAt: null }])
    const { current } = await todayView(patient(), me().caseId, 0, at(6))
    expect(current?.runs).toEqual([])
    expect(current?.again).toContain('No run is planned')
    expect(current?.runsWait).toBe(true)
    const ask = { caseId: me().caseId, correct: null }
    expect((await runForm(patient(), ask, at(6))).paused).toBe(true)
    expect((await sessionForm(patient(), ask, at(6))).run).toBe(false)
    await declineSuggestion(physio(), { ...(await waiting(6)), reason: 'Seen, calm' }, at(6))
    expect((await told(6))[0]).toEqual(limit)
    await run(7, 1)
    await morning(8)
    expect((await suggestions(8)).open).toEqual([])
  })

  it('keep their cap on the day on which a flag is ruled out, and have none while it stands', async () => {
    await easyRuns()
    await run(1, 7)
    const search = timelineSearch.parse({ weeks: '2' })
    const capsOfTeam = async (n: number) => {
      const { model } = await caseTimeline(physio(), me().caseId, search, at(n))
      const { week } = await programPage(physio(), me().caseId, undefined, at(n))
      return [week?.capKm ?? null, model.capKm, model.days.at(-1)?.capKm]
    }
    await morning(2, 0, ['calf_swollen'])
    expect(await capsOfTeam(2)).toEqual([null, null, null])
    await answer('ruled_out', 2)
    expect(await capsOfTeam(2)).toEqual([5.6, 5.6, 5.6])
    for (const words of await told(2))
      expect(words).toMatch(/^No single run above 5\.6 km, until two runs went well/)
  })

  it('are not due while a stop waits: neither in adherence nor in the week of /today, and are again once it is answered', async () => {
    await easyRuns()
    await run(1, 7)
    await run(3, 7)
    expect(await dueRuns(8)).toEqual([...Array(8).keys()].map((n) => n < 3))
    expect((await own(8)).course.runStops).toEqual([{ from: dayOf(3), to: null }])
    // Nothing but the run is planned, so that the strip shows it alone.
    await unseen(
      (tx) =>
        tx`UPDATE "ProgramItem" SET days = '{}' WHERE "caseId" = ${me().caseId} AND "exerciseId" <> 'ex_rtr_long_build'`,
    )
    const strips = [0, 1].map((back) => todayView(patient(), me().caseId, back, at(8)))
    const week = (await Promise.all(strips)).flatMap(({ current }) => current?.week ?? [])
    const states = new Map(week.map(({ day, state }) => [dayNumber(day), state]))
    expect([3, 4, 5, 6, 7, 8].map((n) => states.get(dayOf(n)))).toEqual(['done', ...Array(5).fill('rest')])
    await declineSuggestion(physio(), { ...(await waiting(8)), reason: 'Seen, calm' }, at(8))
    expect((await dueRuns(10)).slice(8)).toEqual([false, true])
    expect((await own(10)).course.runStops).toEqual([{ from: dayOf(3), to: dayOf(8) }])
  })

  it('have the cap of a single run where one is planned, in her unit', async () => {
    await easyRuns()
    await run(1, 1, 'mi')
    await morning(2)
    await run(3, 1, 'mi')
    await morning(4)
    expect(await told(4)).toEqual(['No single run above 5.4 miles.', 'No single run above 5.4 miles.'])
    await easyRuns([])
    expect((await told(4))[0]).toBeNull()
  })

  it('stop as well where the program plans none, and the answer changes no version', async () => {
    await run(1, 7)
    await run(3, 7)
    await acceptSuggestion(physio(), await waiting(3), at(3))
    expect((await programPage(physio(), me().caseId, undefined, at(3))).current?.number).toBe(1)
    expect(await alerts()).toMatchObject([{ closedAt: expect.any(Date) }])
    expect(await told(3)).toEqual([null, null])
  })
})
