import { describe, expect, it } from 'vitest'
import { closeAlert } from '#lib/alerts/commands.ts'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import {
  acceptSuggestion,
  changeSuggestion,
  declineSuggestion,
} from '#lib/programs/progression/deciding/commands.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { changedOnDuty } from '#tests/support/attempt.ts'
import {
  active,
  answer,
  at,
  calm,
  eachBeginsWith,
  me,
  morning,
  patient,
  physio,
  publishOnly,
  run,
  setUp,
  sql,
  suggestions,
  waiting,
  world,
} from './setting.ts'

await setUp()

const stopped = { runner_type: 'recreational', running_status: 'stopped', stopped_weeks: 5 }
eachBeginsWith('prog_return_to_run', { ...calm, ...stopped })

/** Two red runs after one step back. */
async function stop() {
  await run(1, 7)
  await acceptSuggestion(physio(), await waiting(1), at(1))
  await run(3, 7)
}

/** Paused while these runs hurt, from the day before the first to the day after the last. */
async function pausedFor(...days: [number, ...number[]]) {
  const caseId = me().caseId
  await pauseProgram(physio(), { caseId, reason: 'Holiday' }, at(days[0] - 1))
  for (const day of days) await run(day, 7)
  await resumeProgram(physio(), { caseId }, at((days.at(-1) ?? 0) + 1))
}

const alerts = () => sql<{ id: string; severity: string; closedAt: Date | null; outcome: string | null }[]>`
  SELECT id, severity, "closedAt", outcome FROM "Alert" WHERE "caseId" = ${me().caseId} AND "alertId" = 'al_run_stop'`

/** Runs that she is shown in the days from `n` on, on each of her pages; and the sentence. */
async function shown(n: number) {
  const days = [0, 1, 2, 3, 4, 5, 6].map((more) => at(n + more))
  const today = await Promise.all(days.map((now) => todayView(patient(), me().caseId, 0, now)))
  const forms = await Promise.all(
    days.map((now) => sessionForm(patient(), { caseId: me().caseId } as never, now)),
  )
  const ask = { caseId: me().caseId, correct: null }
  const runForms = await Promise.all(days.map((now) => runForm(patient(), ask, now)))
  const program = await myProgram(patient(), at(n))
  if (program.state !== 'running') throw new Error(program.state)
  return {
    today: today.flatMap(({ current }) => [...(current?.runs ?? []), ...(current?.withRun ?? [])]).length,
    form: forms.flatMap(({ items }) => items).filter(isRunningItem).length,
    program: program.phase.items.filter(isRunningItem).length,
    again: [today[0]?.current?.again, program.phase.again, runForms[0]?.again],
    mayRun: runForms.filter(({ paused }) => !paused).length > 0,
  }
}

describe('a stop of running that waits', () => {
  it('is not taken back on duty while nothing waits in its place', async () => {
    await stop()
    const where = { caseId: me().caseId, advice: 'stop', state: 'open' as const }
    for (const actor of [patient(), physio()]) {
      const done = changedOnDuty(actor, (tx) =>
        tx.suggestion.updateMany({ where, data: { state: 'superseded' } }),
      )
      expect(await done).toBe(0)
    }
    expect((await suggestions(3)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    expect(await alerts()).toMatchObject([{ closedAt: null }])
    // A newer stop takes its place.
    await run(4, 8)
    await run(5, 9)
    expect((await suggestions(5)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
  })

  it('plans no run on any page of the patient, long after the entry, until it is declined with a reason', async () => {
    await stop()
    const sentence = expect.stringContaining('No run is planned')
    for (const n of [3, 6])
      expect(await shown(n)).toEqual({
        ...{ today: 0, form: 0, program: 0, mayRun: false },
        again: [sentence, sentence, sentence],
      })
    await expect(
      declineSuggestion(physio(), { ...(await waiting(6)), reason: '' }, at(6)),
    ).rejects.toMatchObject({ fieldErrors: { reason: [expect.stringContaining('why')] } })
    await declineSuggestion(physio(), { ...(await waiting(6)), reason: 'Seen, calm' }, at(6))
    const after = await shown(6)
    expect(after.program).toBeGreaterThan(0)
    expect([after.again, after.mayRun]).toEqual([[null, null, null], true])
  })

  it('is an alert for the team, once, which closes with the answer and with nothing else', async () => {
    await stop()
    await run(4, 7)
    await runAlertRound(world.one.clinicId, () => new Date(at(5).setUTCHours(11, 0, 0, 0)))
    const [alert, ...more] = await alerts()
    expect(more).toEqual([])
    expect(alert).toMatchObject({ severity: 'act', closedAt: null })
    const close = { alertId: alert?.id ?? '', seen: 'act', outcome: 'Called her' }
    await expect(closeAlert(physio(), close, at(5))).rejects.toThrow('Accept or decline the stop')
    await declineSuggestion(physio(), { ...(await waiting(5)), reason: 'Seen, calm' }, at(5))
    expect(await alerts()).toMatchObject([{ outcome: expect.stringContaining('Seen, calm') }])
    expect((await alerts())[0]?.closedAt).not.toBeNull()
  })

  it('is an alert again when a program that goes on a second time stops running a second time', async () => {
    await run(1, 7)
    await acceptSuggestion(physio(), await waiting(1), at(1))
    await pausedFor(3)
    expect((await suggestions(4)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    await declineSuggestion(physio(), { ...(await waiting(4)), reason: 'Seen, calm' }, at(4))
    await run(6, 7)
    await acceptSuggestion(physio(), await waiting(6), at(6))
    await pausedFor(8)
    expect((await suggestions(9)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    expect((await alerts()).filter(({ closedAt }) => closedAt === null)).toHaveLength(1)
  })

  it('reaches the team in the first ten weeks of running, too', async () => {
    await publishOnly('prog_beginner_prevention', calm)
    await run(1, 7)
    await run(3, 7)
    expect((await suggestions(3)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    expect(await alerts()).toMatchObject([{ severity: 'act', closedAt: null }])
  })

  it('goes on waiting when the patient takes her red run back: only a clinician ends it', async () => {
    await run(1, 7)
    await acceptSuggestion(physio(), await waiting(1), at(1))
    await run(3, 7)
    const [last] = await sql<{ id: string }[]>`
      SELECT id FROM "RunLog" WHERE "caseId" = ${me().caseId} ORDER BY "logDate" DESC LIMIT 1`
    const entry = { caseId: me().caseId, kind: 'run' as const, entryId: last?.id ?? '', reason: '' }
    await withdrawEntry(patient(), entry, at(4))
    expect((await suggestions(4)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    expect((await shown(4)).program).toBe(0)
  })

  it('once answered is not asked again of old runs, by good runs and mornings since', async () => {
    await stop()
    await declineSuggestion(physio(), { ...(await waiting(3)), reason: 'Seen, calm' }, at(3))
    for (const n of [5, 7]) {
      await morning(n - 1)
      await run(n, 1)
      expect((await suggestions(n)).open.map(({ ruleId }) => ruleId)).not.toContain('r_run_stop')
    }
    await run(9, 7)
    expect((await suggestions(9)).open).toMatchObject([{ ruleId: 'r_run_back' }])
    await acceptSuggestion(physio(), await waiting(9), at(9))
    await run(11, 7)
    expect((await suggestions(11)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
  })

  it('once answered stays so when its dangerous answer is read again', async () => {
    await run(1, 1, ['calf_swollen'])
    await answer('ruled_out', 1)
    const stopped = await waiting(1)
    expect((await suggestions(1)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    await declineSuggestion(physio(), { ...stopped, reason: 'Seen, calm' }, at(1))
    await run(3, 1)
    const [last] = await sql<{ id: string }[]>`
      SELECT id FROM "RunLog" WHERE "caseId" = ${me().caseId} ORDER BY "logDate" DESC LIMIT 1`
    const entry = { caseId: me().caseId, kind: 'run' as const, entryId: last?.id ?? '', reason: '' }
    await withdrawEntry(patient(), entry, at(4))
    await morning(5)
    expect((await suggestions(5)).open.map(({ ruleId }) => ruleId)).not.toContain('r_run_stop')
  })

  it('is not taken into a draft, where it would hold nothing', async () => {
    await stop()
    await expect(changeSuggestion(physio(), await waiting(3), at(3))).rejects.toThrow('Running is stopped')
  })

  it('pauses the program when nothing but runs was planned', async () => {
    await stop()
    await acceptSuggestion(physio(), await waiting(3), at(3))
    const { paused, content } = await active(3)
    const runs = content.phases[0]?.items.filter(isRunningItem) ?? []
    expect(paused !== null || runs.length === 0).toBe(true)
    expect(await alerts()).toMatchObject([{ outcome: expect.stringContaining('accepted') }])
  })
})

describe('while somebody writes a draft', () => {
  it('a step back and a stop hold at once, and in the draft as well', async () => {
    await run(1, 7)
    await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(1))
    const before = (await programPage(physio(), me().caseId, undefined, at(1))).draft
    await acceptSuggestion(physio(), await waiting(1), at(1))
    const page = await programPage(physio(), me().caseId, undefined, at(1))
    expect(page.current?.number).toBe(2)
    expect(page.draft).toMatchObject({ versionId: before?.versionId, number: 3 })
    expect((await active(1)).content.phases[0]?.items[0]?.stage).toBe(1)
    expect(page.draft?.phase.items[0]?.stage).toBe(1)
    expect(page.draft?.changes?.list).toEqual([])
  })

  it('a step up waits for it', async () => {
    for (const n of [1, 3]) {
      await run(n, 1)
      await morning(n + 1)
    }
    await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(4))
    await expect(acceptSuggestion(physio(), await waiting(4), at(4))).rejects.toThrow('draft of this program')
  })
})
