import { describe, expect, it } from 'vitest'
import { closeAlert } from '#lib/alerts/commands.ts'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import { programHandout } from '#lib/programs/handout/queries.ts'
import {
  acceptSuggestion,
  changeSuggestion,
  declineSuggestion,
} from '#lib/programs/progression/deciding/commands.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myProgram, previewProgram } from '#lib/programs/queries.ts'
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
  sentence,
  session,
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
        today: 0,
        form: 0,
        program: 0,
        mayRun: false,
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
    expect(await alerts()).toMatchObject([
      { outcome: expect.stringContaining('Seen, calm'), closedAt: expect.any(Date) },
    ])
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

describe('a stop that was accepted', () => {
  const around = ['blk_warmup', 'blk_cooldown']
  /** What goes around each run, as she finds it on her page and on paper. */
  const routine = async (n: number) => {
    const program = await myProgram(patient(), at(n))
    const paper = await programHandout(physio(), me().caseId, at(n))
    const phases = [program.state === 'running' ? program.phase : null, paper.phase]
    const today = (await todayView(patient(), me().caseId, 0, at(n))).current?.withRun ?? []
    return [...phases.flatMap((phase) => phase?.items ?? []), ...today.map(() => ({ eachRun: true }))].filter(
      ({ eachRun }) => eachRun,
    ).length
  }
  const dangerous = async (n: number) => {
    await run(n, 1, ['calf_swollen'])
    await answer('ruled_out', n)
    const { open } = await suggestions(n)
    const found = open.find(({ ruleId }) => ruleId === 'r_run_stop')
    return { caseId: me().caseId, suggestionId: found?.id ?? '' }
  }
  const onDay = (n: number) => dayIn(patient().timeZone, at(n))
  const firstRun = async () => {
    const [item] = await sql`SELECT i.* FROM "ProgramItem" i JOIN "ProgramPhase" h ON h.id = i."phaseId"
      WHERE i."caseId" = ${me().caseId} AND i.stage IS NOT NULL AND h.position = 0`
    return item
  }
  const putRun = (item: unknown) => (draftId: string) =>
    sql`
    INSERT INTO "ProgramItem" SELECT (jsonb_populate_record(null::"ProgramItem", ${sql.json(item as never)} || jsonb_build_object(
      'id', gen_random_uuid(), 'phaseId', h.id, 'position', 40))).* FROM "ProgramPhase" h WHERE h."versionId" = ${draftId} AND h.position = 0`
  const takeRuns = (draftId: string) => sql`DELETE FROM "ProgramItem" i USING "ProgramPhase" h
    WHERE h.id = i."phaseId" AND h."versionId" = ${draftId} AND i.stage IS NOT NULL`
  /** A newer stop of running, answered a day after the one that was accepted. */
  const answeredAnew = (state: 'accepted' | 'declined') =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`INSERT INTO "Suggestion" SELECT (jsonb_populate_record(y, jsonb_build_object('id', gen_random_uuid(), 'state', ${state}::text,
        'createdAt', y."createdAt" + interval '1 day', 'decidedAt', y."decidedAt" + interval '1 day'))).* FROM "Suggestion" y
        WHERE y."caseId" = ${me().caseId} AND y."ruleId" = 'r_run_stop' AND y.state = 'accepted'`
    })
  /** Writes the next version on day `n`; `more`: what its form says. */
  const write = async (n: number, change: (draftId: string) => Promise<unknown>, more: object = {}) => {
    await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(n))
    const { draft } = await programPage(physio(), me().caseId, undefined, at(n))
    if (!draft) throw new Error('no draft')
    await change(draft.versionId)
    const before = await previewProgram(physio(), me().caseId, at(n))
    const form = {
      caseId: me().caseId,
      versionId: draft.versionId,
      version: draft.version,
      note: '',
      startsOn: draft.publish.today,
      phaseKey: draft.publish.phaseKey,
      pregnancyReason: '',
      impactReason: 'looked at together',
      entryReason: 'looked at together',
      ...more,
    }
    await publishDraft(physio(), form, new Date(at(n).getTime() + 60_000))
    return before.phases[0]?.items.filter(({ eachRun }) => eachRun).length
  }

  it('hides what goes around runs until they are back in the program', async () => {
    await publishOnly('prog_hip_focus', { ...calm, ...stopped }, ['blk_walk_run', ...around])
    expect(await routine(1)).toBeGreaterThan(0)
    const item = await firstRun()
    await acceptSuggestion(physio(), await dangerous(1), at(1))
    for (const n of [1, 6]) expect(await routine(n)).toBe(0)
    expect(await sentence(6)).toContain('Please do not run for now')
    expect((await shown(6)).again).toEqual(Array(3).fill(expect.stringContaining('No run is planned')))
    // A version without runs does not bring them back, one with runs does, and it stays so.
    expect(await write(7, async () => {})).toBe(0)
    expect(await routine(7)).toBe(0)
    expect(await write(8, putRun(item))).toBeGreaterThan(0)
    expect(await routine(9)).toBeGreaterThan(0)
    expect(await sentence(8)).toBeNull()
    expect((await shown(9)).again).toEqual([null, null, null])
  })

  it('is not ended by a version with runs that never held', async () => {
    await publishOnly('prog_hip_focus', { ...calm, ...stopped }, ['blk_walk_run', ...around])
    const item = await firstRun()
    await acceptSuggestion(physio(), await dangerous(1), at(1))
    await write(3, putRun(item), { startsOn: onDay(6) })
    // Published on an earlier day for the same day, and for an earlier one.
    await write(4, takeRuns, { startsOn: onDay(6) })
    expect(await routine(7)).toBe(0)
    await write(8, putRun(item), { startsOn: onDay(12) })
    await write(9, takeRuns)
    expect(await routine(13)).toBe(0)
    expect((await shown(13)).again).toEqual(Array(3).fill(expect.stringContaining('No run is planned')))
  })

  it('of nothing but runs ends when the program goes on with them, and not with a version without any', async () => {
    const runsWait = async (n: number) =>
      (await shown(n)).again.some((text) => text?.includes('No run is planned'))
    const accepted = async () => {
      await stop()
      await acceptSuggestion(physio(), await waiting(3), at(3))
      expect((await active(3)).paused).not.toBeNull()
    }
    await accepted()
    await resumeProgram(physio(), { caseId: me().caseId }, at(5))
    expect(await runsWait(6)).toBe(false)
    await publishOnly('prog_return_to_run', { ...calm, ...stopped })
    await accepted()
    await write(
      4,
      (draftId) => sql`
      UPDATE "ProgramItem" i SET "exerciseId" = 'ex_hip_bridge', stage = NULL, minutes = NULL, sets = 3, reps = 10 FROM "ProgramPhase" h
      WHERE h.id = i."phaseId" AND h."versionId" = ${draftId} AND i.stage IS NOT NULL`,
    )
    await resumeProgram(physio(), { caseId: me().caseId }, at(5))
    expect(await runsWait(6)).toBe(true)
  })

  it('of nothing but runs takes them out of what waits to begin, and of the draft, as well', async () => {
    await stop()
    const bridge = { ...(await firstRun()), exerciseId: 'ex_hip_bridge', key: 'bridge', stage: null }
    await write(3, putRun(bridge), { startsOn: onDay(10) })
    await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(3))
    await acceptSuggestion(physio(), await waiting(3), at(3))
    expect((await active(3)).paused).not.toBeNull()
    const draft =
      await sql`SELECT i."exerciseId" FROM "ProgramItem" i JOIN "ProgramPhase" h ON h.id = i."phaseId"
      JOIN "ProgramVersion" v ON v.id = h."versionId" WHERE v."caseId" = ${me().caseId} AND v."publishedAt" IS NULL`
    expect(draft.map(({ exerciseId }) => exerciseId)).toEqual(['ex_hip_bridge'])
    await resumeProgram(physio(), { caseId: me().caseId }, at(4))
    const { content } = await active(10)
    expect(content.phases[0]?.items.map(({ exerciseId }) => exerciseId)).toEqual(['ex_hip_bridge'])
  })

  it('nor by runs of a later phase that were out of the program before it began', async () => {
    await publishOnly('prog_hip_focus', { ...calm, ...stopped }, ['blk_walk_run', ...around])
    const { content } = await active(1)
    expect(content.phases[1]?.items.some(isRunningItem)).toBe(true)
    await acceptSuggestion(physio(), await dangerous(1), at(1))
    await write(3, takeRuns)
    await write(4, async () => {}, { phaseKey: content.phases[1]?.key })
    expect(await routine(5)).toBe(0)
  })

  it.each([
    ['runs in the program', { ...calm, ...stopped }, ['blk_walk_run', ...around]],
    ['runs on days of her own', calm, around],
  ])('with %s ends when a version that says so holds, and with no other', async (_, answers, blocks) => {
    await publishOnly('prog_hip_focus', answers, blocks)
    const stop = await dangerous(1)
    expect(await routine(1)).toBe(0)
    await acceptSuggestion(physio(), stop, at(1))
    await write(6, async () => {})
    expect(await routine(7)).toBe(0)
    const tick = { endsStopId: stop.suggestionId }
    await write(7, async () => {}, { ...tick, startsOn: onDay(10) })
    expect(await Promise.all([9, 10].map(routine))).toEqual([0, expect.toSatisfy((count) => count > 0)])
    await write(8, async () => {})
    expect(await routine(10)).toBe(0)
    await write(9, async () => {}, tick)
    expect(await routine(9)).toBeGreaterThan(0)
    const [audit] = await sql`
      SELECT data FROM "AuditEvent" WHERE type = 'program.published' AND "caseId" = ${me().caseId} ORDER BY at DESC, id DESC LIMIT 1`
    expect(audit?.data).toMatchObject({ runsAgain: true })
    // A copy of it says nothing, and the answer stays, also from the same day on.
    await write(9, async () => {})
    expect(await routine(9)).toBeGreaterThan(0)
    await write(11, async () => {})
    expect(await routine(11)).toBeGreaterThan(0)
    // Where nothing stops her it is not kept: it would end a stop that nobody has seen yet.
    await write(12, async () => {}, tick)
    const [kept] = await sql`
      SELECT "endsStopId", note FROM "ProgramVersion" WHERE "caseId" = ${me().caseId} ORDER BY number DESC LIMIT 1`
    expect(kept).toMatchObject({ endsStopId: null, note: expect.not.stringContaining('run again') })
  })

  it('is asked about when a version is published, while it holds', async () => {
    await publishOnly('prog_hip_focus', calm, around)
    const asks = async (n: number) => {
      await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(n))
      return (await programPage(physio(), me().caseId, undefined, at(n))).draft?.publish.runStopId
    }
    expect(await asks(1)).toBeNull()
    const stop = await dangerous(1)
    await acceptSuggestion(physio(), stop, at(1))
    // A draft that was open before the stop ends nothing either.
    expect(await asks(2)).toBe(stop.suggestionId)
    await write(2, async () => {})
    expect(await routine(3)).toBe(0)
    await write(4, async () => {}, { endsStopId: stop.suggestionId })
    expect(await asks(5)).toBeNull()
  })

  it('is ended by the tick that was made for it, and not by that for an older one', async () => {
    await publishOnly('prog_hip_focus', calm, around)
    const first = await dangerous(1)
    await acceptSuggestion(physio(), first, at(1))
    await write(2, async () => {}, { endsStopId: first.suggestionId, startsOn: onDay(10) })
    await answeredAnew('accepted')
    await expect(write(3, async () => {}, { endsStopId: first.suggestionId })).rejects.toThrow('A newer stop')
    expect(await routine(12)).toBe(0)
    // What waits is published again by a step down, and ends no more than before.
    await session(4, 7)
    await acceptSuggestion(physio(), await waiting(4), at(4))
    const [newest] = await sql`
      SELECT number, "endsStopId" FROM "ProgramVersion" WHERE "caseId" = ${me().caseId} AND "publishedAt" IS NOT NULL ORDER BY number DESC LIMIT 1`
    expect(newest).toEqual({ number: 4, endsStopId: null })
    expect(await routine(12)).toBe(0)
  })

  it('is not ended by a tick for an older one in what is published again when it takes the runs', async () => {
    await publishOnly('prog_hip_focus', { ...calm, ...stopped }, ['blk_walk_run', ...around])
    const item = await firstRun()
    const first = await dangerous(1)
    await acceptSuggestion(physio(), first, at(1))
    const tick = { endsStopId: first.suggestionId, startsOn: onDay(10) }
    await write(2, putRun(item), tick)
    const newer = crypto.randomUUID()
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`INSERT INTO "Suggestion" SELECT (jsonb_populate_record(y, jsonb_build_object('id', ${newer}::text, 'state', 'open',
        'createdAt', y."createdAt" + interval '2 days', 'decidedAt', NULL, 'decidedById', NULL, 'appliedNumber', NULL))).*
        FROM "Suggestion" y WHERE y.id = ${first.suggestionId}`
    })
    await acceptSuggestion(physio(), { caseId: me().caseId, suggestionId: newer }, at(3))
    const versions =
      await sql`SELECT to_char("startsOn", 'YYYY-MM-DD') AS on, "endsStopId" FROM "ProgramVersion"
      WHERE "caseId" = ${me().caseId} AND "publishedAt" IS NOT NULL ORDER BY number DESC LIMIT 1`
    expect(versions).toEqual([{ on: onDay(10), endsStopId: null }])
    expect(await routine(12)).toBe(0)
  })

  it('stands no more once a newer one was declined', async () => {
    await publishOnly('prog_hip_focus', calm, around)
    await acceptSuggestion(physio(), await dangerous(1), at(1))
    expect(await routine(4)).toBe(0)
    await answeredAnew('declined')
    expect(await routine(4)).toBeGreaterThan(0)
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
