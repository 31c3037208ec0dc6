import { describe, expect, it } from 'vitest'
import { holdCase, resumeCase } from '#lib/cases/status/commands.ts'
import { newId } from '#lib/ids.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import {
  acceptSuggestion,
  changeSuggestion,
  declineSuggestion,
} from '#lib/programs/progression/deciding/commands.ts'
import { acceptMissed, keepMissed } from '#lib/programs/progression/missed/commands.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { answered } from '../setting.ts'
import {
  active,
  answer,
  at,
  calm,
  eachBeginsWith,
  good,
  me,
  morning,
  ownerUrl,
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

eachBeginsWith('prog_hip_focus')

describe('after a log', () => {
  it('waits for the next morning, then suggests a step with its rule and values', async () => {
    await session(1, 1)
    const [first] = (await suggestions(1)).past
    expect([first?.ruleId, first?.state]).toEqual(['r_ex_hold', 'noted'])
    await morning(2)
    await session(3, 1)
    await morning(4)
    const { open } = await suggestions(4)
    expect(open).toMatchObject([
      { ruleId: 'r_ex_progress_dose', advice: 'progress', text: '14 repetitions instead of 12' },
    ])
    expect(open[0]?.inputs).toContainEqual({ id: 'ex_good_streak', value: 2 })
  })

  it('goes back at once after too much pain, and says so kindly to the patient', async () => {
    await session(1, 7)
    expect((await suggestions(1)).open).toMatchObject([
      { ruleId: 'r_ex_regress_dose', text: '2 sets instead of 3' },
    ])
    expect(await sentence(1)).toBe('Bridge: that was a bit much for your knee, so one set less next time.')
  })

  it('a bad next morning turns the advice', async () => {
    await session(1, 1)
    await morning(2, 6)
    expect((await suggestions(2)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose' }])
  })

  it('a newer result overtakes what waited, and an entry that is taken back no longer counts', async () => {
    await good()
    const bad = await session(5, 8)
    expect((await suggestions(5)).open.map(({ ruleId }) => ruleId)).toEqual(['r_ex_regress_dose'])
    await withdrawEntry(patient(), { caseId: me().caseId, kind: 'session', entryId: bad, reason: '' }, at(5))
    expect((await suggestions(5)).open.map(({ ruleId }) => ruleId)).toEqual(['r_ex_progress_dose'])
  })

  it('taking back the only session leaves nothing waiting and nothing said', async () => {
    const only = await session(1, 8)
    expect((await suggestions(1)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose' }])
    await withdrawEntry(patient(), { caseId: me().caseId, kind: 'session', entryId: only, reason: '' }, at(1))
    expect((await suggestions(1)).open).toEqual([])
    expect(await sentence(1)).toBeNull()
  })

  it('the hold of the evening is silent after the green morning', async () => {
    await session(1, 1)
    expect(await sentence(1)).toContain('Tell us tomorrow morning')
    await morning(2)
    expect(await sentence(2)).toBeNull()
  })

  it('the same entry sent again adds nothing', async () => {
    const id = newId()
    await session(1, 7, { id })
    await session(1, 7, { id })
    const [row] = await sql`SELECT count(*)::int AS rows FROM "Suggestion" WHERE "caseId" = ${me().caseId}`
    expect(row?.rows).toBe(1)
  })

  it('no rule runs while a flag stops the program', async () => {
    await session(1, 1, { log_safety: ['calf_swollen'] })
    expect(await suggestions(1)).toEqual({ open: [], past: [] })
  })

  it('says what a session called for once the flag that stopped the program is answered, once', async () => {
    await session(1, 7, { log_safety: ['calf_swollen'] })
    await answer('confirmed', 2)
    expect(await suggestions(2)).toEqual({ open: [], past: [] })
    await answer('ruled_out', 2)
    expect((await suggestions(2)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose', advice: 'regress' }])
    expect(await sentence(2)).toContain('a bit much for your knee')
    await acceptSuggestion(physio(), await waiting(2), at(2))
    await sql`UPDATE "RedFlag" SET "resolvedAt" = NULL WHERE "caseId" = ${me().caseId}`
    await answer('ruled_out', 3)
    expect((await suggestions(3)).open).toEqual([])
  })

  it('but no step up, which waits for the next session', async () => {
    await sql`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_dvt', 'same_day', 'programme', 1, '{}')`
    await good()
    await answer('ruled_out', 4)
    expect((await suggestions(4)).open).toEqual([])
    await session(5, 1)
    await morning(6)
    expect((await suggestions(6)).open).toMatchObject([{ ruleId: 'r_ex_progress_dose' }])
  })

  it('and what was logged while the program was paused or the case on hold, when it goes on', async () => {
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'Holiday' }, at(1))
    await session(2, 7)
    expect((await suggestions(2)).open).toEqual([])
    await resumeProgram(physio(), { caseId: me().caseId }, at(3))
    expect((await suggestions(3)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose' }])
    await acceptSuggestion(physio(), await waiting(3), at(3))
    const change = async () => {
      const [row] = await sql<{ version: number }[]>`SELECT version FROM "Case" WHERE id = ${me().caseId}`
      return { caseId: me().caseId, version: row?.version ?? 0, reason: 'Travels', note: '' } as never
    }
    await holdCase(physio(), await change(), at(4))
    await session(5, 7)
    expect((await suggestions(5)).open).toEqual([])
    await resumeCase(physio(), await change(), at(6))
    expect((await suggestions(6)).open).toMatchObject([{ advice: 'regress' }])
  })

  it('a step up does not wait on past a worse session that was logged while the program stands still', async () => {
    await good()
    await session(5, 1, { log_safety: ['calf_swollen'] })
    expect((await suggestions(5)).open).toEqual([])
  })

  it('nor past one that was logged in a pause', async () => {
    await good()
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'Holiday' }, at(4))
    try {
      await session(5, 7)
      expect((await suggestions(5)).open).toEqual([])
    } finally {
      await resumeProgram(physio(), { caseId: me().caseId }, at(5))
    }
  })
})

describe('running stages', () => {
  const stage = async (n: number) => (await active(n)).content.phases[0]?.items.map(({ stage }) => stage)

  const byStages = async () => {
    const stopped = { runner_type: 'recreational', running_status: 'stopped', stopped_weeks: 5 }
    await publishOnly('prog_return_to_run', { ...calm, ...stopped })
  }

  it('the next stage after two good runs, one back after a red one', async () => {
    await byStages()
    expect(await stage(0)).toEqual([2])
    await run(1, 1)
    await morning(2)
    await run(3, 1)
    await morning(4)
    expect((await suggestions(4)).open).toMatchObject([{ name: 'Running', text: 'Stage 3 instead of 2' }])
    await acceptSuggestion(physio(), await waiting(4), at(4))
    expect(await stage(4)).toEqual([3])
    await run(5, 7)
    expect((await suggestions(5)).open).toMatchObject([{ ruleId: 'r_run_back' }])
    await acceptSuggestion(physio(), await waiting(5), at(5))
    // The run that led to the step has had its say: it is not one of the new stage, although it is of the same day.
    await morning(6)
    expect((await suggestions(6)).open).toEqual([])
  })

  it('a step back waits for its answer, whatever she runs meanwhile, and leads to no next stage', async () => {
    await byStages()
    await run(1, 7)
    const back = { ruleId: 'r_run_back', text: 'Stage 1 instead of 2, at least twice' }
    expect((await suggestions(1)).open).toMatchObject([back])
    // The same evening, and on a morning that nobody knows yet.
    await run(1.001, 1)
    expect((await suggestions(1)).open).toMatchObject([back])
    for (const n of [3, 5, 7]) {
      await run(n, 1)
      expect((await suggestions(n)).open).toMatchObject([back])
      await morning(n + 1)
      expect((await suggestions(n + 1)).open).toMatchObject([back])
    }
    expect((await suggestions(8)).past).toEqual([])
    await acceptSuggestion(physio(), await waiting(8), at(8))
    expect(await stage(8)).toEqual([1])
  })

  it('a step back ends when the run that it rests on is taken back', async () => {
    await byStages()
    await run(1, 1)
    await run(3, 7)
    await run(5, 1)
    expect((await suggestions(5)).open).toMatchObject([{ ruleId: 'r_run_back' }])
    const [red] = await sql<{ id: string }[]>`
      SELECT id FROM "RunLog" WHERE "caseId" = ${me().caseId} ORDER BY "logDate" OFFSET 1 LIMIT 1`
    const entry = { caseId: me().caseId, kind: 'run' as const, entryId: red?.id ?? '', reason: '' }
    await withdrawEntry(patient(), entry, at(6))
    expect((await suggestions(6)).open.map(({ ruleId }) => ruleId)).not.toContain('r_run_back')
  })

  it('stops after a second red run, also when the step back was taken into a draft', async () => {
    await byStages()
    await run(1, 7)
    await changeSuggestion(physio(), await waiting(1), at(1))
    await run(3, 7)
    expect((await suggestions(3)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    // Only a clinician ends it: not a calm run, long after the red ones.
    await run(19, 1)
    await morning(20)
    expect((await suggestions(20)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
  })

  it('after a week without a run she is told to start gently, on both of her pages, and from four on to wait', async () => {
    await byStages()
    await run(1, 1)
    const told = async (n: number) => {
      const program = await myProgram(patient(), at(n))
      const { current } = await todayView(patient(), me().caseId, 0, at(n))
      return [current?.again, program.state === 'running' && program.phase.again]
    }
    expect(await told(7)).toEqual([null, null])
    const gently = expect.stringContaining('start again gently')
    for (const n of [9, 29]) expect(await told(n)).toEqual([gently, gently])
    const waits = expect.stringContaining('please wait with your next run')
    expect(await told(30)).toEqual([waits, waits])
    await run(31, 1)
    await run(33, 1)
    const anyway = expect.stringContaining('please do not run until then')
    for (const n of [31, 35]) expect(await told(n)).toEqual([anyway, anyway])
  })

  it('after four weeks without a run none is planned until somebody has spoken with her', async () => {
    await publishOnly('prog_return_to_run', { ...calm, running_status: 'stopped', stopped_weeks: 1 })
    await run(1, 1)
    const runs = async (n: number) => {
      const program = await myProgram(patient(), at(n))
      const shown = program.state === 'running' ? program.phase.items : []
      const week = [0, 1, 2, 3, 4, 5, 6].map((day) => todayView(patient(), me().caseId, 0, at(n + day)))
      const planned = (await Promise.all(week)).flatMap(({ current }) => current?.runs ?? [])
      const ask = { caseId: me().caseId, correct: null }
      const forms = [0, 1, 2, 3, 4, 5, 6].map((day) => sessionForm(patient(), ask, at(n + day)))
      const sent = (await Promise.all(forms)).some((form) => form.run)
      const { paused, again } = await runForm(patient(), ask, at(n))
      expect([paused, paused && again === null]).toEqual([planned.length === 0, false])
      return [planned.length > 0, shown.some(({ exerciseId }) => exerciseId === 'ex_rtr_walk_run'), sent]
    }
    expect(await runs(22)).toEqual([true, true, true])
    expect(await runs(30)).toEqual([false, false, false])
    await run(40, 1)
    await run(42, 1)
    expect(await runs(42)).toEqual([false, false, false])
    // By what waits after a run no more than by the page: first the safety questions, and not what was said of fewer weeks.
    const first = await waiting(42)
    expect((await suggestions(42)).open).toMatchObject([
      { ruleId: 'r_run_missed', text: /^No run for 5 weeks/ },
    ])
    await expect(acceptSuggestion(physio(), first, at(42))).rejects.toThrow('Ask the safety questions first')
    const keep = { ...first, reason: '' }
    await expect(declineSuggestion(physio(), keep, at(42))).rejects.toMatchObject({
      fieldErrors: { reason: [expect.stringContaining('why')] },
    })
    const why = { ...first, reason: 'Seen, calm' }
    await expect(declineSuggestion(physio(), why, at(42))).rejects.toThrow('Ask the safety questions first')
    await answered(ownerUrl, me(), calm, -41)
    await acceptSuggestion(physio(), first, at(42))
    expect(await runs(42)).toEqual([true, true, true])
  })

  it('a next stage that waited is not taken after a week without a run', async () => {
    await byStages()
    await run(1, 1)
    await morning(2)
    await run(3, 1)
    await morning(4)
    await expect(acceptSuggestion(physio(), await waiting(11), at(11))).rejects.toThrow(
      'There was no run for 1 week: begin again with stage 2, not 3.',
    )
    await acceptSuggestion(physio(), await waiting(10), at(10))
  })

  it('after two missed weeks one good run leads back and not on, until somebody answers', async () => {
    await publishOnly('prog_return_to_run', {
      ...calm,
      runner_type: 'recreational',
      running_status: 'stopped',
      stopped_weeks: 1,
    })
    expect(await stage(0)).toEqual([4])
    await run(1, 1)
    await morning(2)
    await run(17, 1)
    await morning(18)
    const back = { ruleId: 'r_run_missed', text: 'No run for 2 weeks: begin again with stage 2 instead of 4' }
    expect((await suggestions(18)).open).toMatchObject([back])
    await run(19, 1)
    await morning(20)
    expect((await suggestions(20)).open).toMatchObject([back])
    await acceptSuggestion(physio(), await waiting(20), at(20))
    expect(await stage(20)).toEqual([2])
  })

  it('goes on at the present stage when a physio says why, after the same answers', async () => {
    await publishOnly('prog_return_to_run', { ...calm, running_status: 'stopped', stopped_weeks: 1 })
    await run(1, 1)
    const keep = async (n: number) => {
      const { current, next } = await programPage(physio(), me().caseId, undefined, at(n))
      expect(next?.missed).toMatchObject({ stage: 2, from: 4 })
      const ask = { suggestionId: next?.missed?.suggestionId ?? '', version: current?.programVersion ?? 0 }
      return keepMissed(physio(), { caseId: me().caseId, ...ask, reason: 'Examined, calm' }, at(n))
    }
    await expect(keep(31)).rejects.toThrow('Ask the safety questions first')
    await answered(ownerUrl, me(), calm, -30)
    await keep(31)
    expect(await stage(31)).toEqual([4])
    expect((await programPage(physio(), me().caseId, undefined, at(31))).next?.missed).toBeNull()
    expect((await todayView(patient(), me().caseId, 0, at(31))).current?.again).toBeNull()
    await run(32, 1)
    expect((await suggestions(32)).open).toEqual([])
  })

  it('does not stay while a step back waits, whose answer it would take away', async () => {
    await publishOnly('prog_return_to_run', { ...calm, running_status: 'stopped', stopped_weeks: 1 })
    await run(1, 7)
    const { current, next } = await programPage(physio(), me().caseId, undefined, at(10))
    const ask = { suggestionId: next?.missed?.suggestionId ?? '', version: current?.programVersion ?? 0 }
    const keep = () => keepMissed(physio(), { caseId: me().caseId, ...ask, reason: 'Examined, calm' }, at(10))
    await expect(keep()).rejects.toThrow('A step back waits')
    await declineSuggestion(physio(), { ...(await waiting(10)), reason: 'Examined, calm' }, at(10))
    await keep()
    expect((await suggestions(10)).past.map(({ ruleId, state }) => [ruleId, state]).sort()).toEqual([
      ['r_run_back', 'declined'],
      ['r_run_missed', 'declined'],
    ])
  })

  it('begins again with one press, at the first stage as well, after new safety answers', async () => {
    await publishOnly('prog_return_to_run', { ...calm, runner_type: 'beginner' })
    const accept = async (n: number, id = newId()) => {
      const { current, next } = await programPage(physio(), me().caseId, undefined, at(n))
      expect(next?.missed).toMatchObject({ stage: 1, from: 1 })
      return acceptMissed(
        physio(),
        { caseId: me().caseId, suggestionId: id, version: current?.programVersion ?? 0 },
        at(n),
      )
    }
    await expect(accept(30)).rejects.toThrow('Ask the safety questions first')
    const runs = async (n: number) => {
      const program = await myProgram(patient(), at(n))
      return program.state === 'running' && program.phase.again
    }
    expect(await runs(8)).toContain('start again gently')
    await expect(accept(8, world.one.b.suggestionId)).rejects.toThrow(
      'Somebody changed this program meanwhile',
    )
    await accept(8)
    expect(await runs(8)).toBeNull()
    expect((await suggestions(8)).past).toMatchObject([{ ruleId: 'r_run_missed', state: 'accepted' }])
  })
})

describe('the morning that is missing', () => {
  const asked = async (n: number) => {
    const ask = { caseId: me().caseId, correct: null }
    const { current } = await todayView(patient(), me().caseId, 0, at(n))
    return {
      session: (await sessionForm(patient(), ask, at(n))).mornings,
      run: (await runForm(patient(), ask, at(n))).mornings,
      today: current?.openMornings ?? [],
    }
  }

  it.each([
    ['session', session],
    ['run', run],
  ])('is asked for before the next session or run, until it is entered: after a %s', async (_, train) => {
    await train(1, 1)
    // That of today as well: a daily program has a session before it is over. It has a row of its own on the start page.
    expect(await asked(2)).toMatchObject({ session: [{}], run: [{}], today: [] })
    const { session: open, run: beforeRun, today } = await asked(3)
    expect(open).toEqual([
      { day: expect.any(String), text: expect.stringMatching(/^How was the knee the morning after /) },
    ])
    expect([beforeRun, today]).toEqual([open, open])
    const past = { caseId: me().caseId, correct: null, day: open[0]?.day ?? '' }
    expect((await runForm(patient(), past, at(3))).mornings).toEqual(open)
    // The team is not asked.
    expect((await runForm(physio(), past, at(3))).mornings).toEqual([])
    await morning(2)
    expect(await asked(3)).toEqual({ session: [], run: [], today: [] })
  })
})
