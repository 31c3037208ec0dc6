import { describe, expect, it } from 'vitest'
import { exercises } from '#lib/content/exercises/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { runStages } from '#lib/content/programs/index.ts'
import { allowedUnder, type BlockLevel, isImpactItem } from '#lib/programs/block/rules.ts'
import { plainPhase } from '#lib/programs/plain/rules.ts'
import { dueItems, weekdayOf, weekOfPhase } from '#lib/programs/rules.ts'
import { runStage, stageText, startStage, startStageNow } from '#lib/programs/running/rules.ts'
import {
  type ProgramItem,
  type ProgramVersionContent,
  programItem,
  programVersionContent,
} from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import { versionDiff } from '#lib/programs/version/rules.ts'

const answers = { runnerType: 'regular', runningStatus: 'full', stoppedWeeks: null, painOnsetMinutes: null }

describe('starting stage (6.3)', () => {
  it.each([
    [{ ...answers, runnerType: 'beginner' }, 1],
    [{ ...answers, runningStatus: 'stopped', stoppedWeeks: 12 }, 1],
    [{ ...answers, runningStatus: 'stopped', stoppedWeeks: 11 }, 2],
    [{ ...answers, runningStatus: 'stopped', stoppedWeeks: 4 }, 2],
    [{ ...answers, runningStatus: 'stopped', stoppedWeeks: 3 }, 4],
    [{ ...answers, runningStatus: 'stopped', stoppedWeeks: 0 }, 4],
    [{ ...answers, runningStatus: 'stopped' }, 1],
    [{ ...answers, painOnsetMinutes: 18 }, 7],
    [{ ...answers, painOnsetMinutes: 5 }, 4],
    [{ ...answers, painOnsetMinutes: 7.5 }, 5],
    [{ ...answers, painOnsetMinutes: 0 }, 1],
    [{ ...answers, runningStatus: 'walk_run', painOnsetMinutes: 300 }, 7],
    [answers, 1],
    [{ runnerType: null, runningStatus: null, stoppedWeeks: null, painOnsetMinutes: 30 }, 1],
  ])('%o starts at stage %d', (given, stage) => {
    expect(startStage(given, defaultLimits).stage).toBe(stage)
  })

  it.each([
    ['start_long_stop_weeks', 10, { runningStatus: 'stopped', stoppedWeeks: 10 }, 1],
    ['start_short_stop_weeks', 6, { runningStatus: 'stopped', stoppedWeeks: 5 }, 4],
    ['start_pain_pct', 60, { painOnsetMinutes: 18 }, 6],
  ] as const)('%s is what the clinic set', (id, value, given, stage) => {
    const found = startStage({ ...answers, ...given }, { ...defaultLimits, [id]: value })
    expect(found.stage).toBe(stage)
    expect(startStage({ ...answers, ...given }, defaultLimits).stage).not.toBe(stage)
  })

  it('says the weeks of the clinic', () => {
    const limits = { ...defaultLimits, start_long_stop_weeks: 10, start_short_stop_weeks: 6 }
    const said = (stoppedWeeks: number) =>
      startStage({ ...answers, runningStatus: 'stopped', stoppedWeeks }, limits).situation
    expect([10, 9, 5].map(said)).toEqual([
      'Beginner, or 10 weeks or more without running',
      '6 to 9 weeks without running',
      'Up to 5 weeks without running',
    ])
  })

  it('says a stage in words', () => {
    expect(runStages.map(stageText).slice(0, 2)).toEqual(['Walk 30 min', '6 times: walk 4 min, jog 1 min'])
    expect(runStage(9) && stageText(runStages[9] ?? (runStages[0] as never))).toBe(
      'Jog 30 min without a break',
    )
    expect(runStage(10)).toBeNull()
  })
})

describe('blocks of red flags', () => {
  it('stops impact and nothing else', () => {
    const stopped = exercises.filter((e) => isImpactItem(e))
    expect(stopped.map((e) => e.id)).toEqual(
      expect.arrayContaining([
        'ex_wu_easy_jog',
        'ex_wu_stride',
        'ex_wu_heel_flick',
        'ex_ply_bound',
        'ex_run_a_march',
        'ex_rtr_walk_run',
      ]),
    )
    expect(stopped).toHaveLength(3 + 8 + 7 + 5)
    expect(allowedUnder('impact', { exerciseId: 'ex_rtr_walk30' })).toBe(true)
    expect(allowedUnder('impact', { exerciseId: 'ex_quad_set' })).toBe(true)
    expect(allowedUnder('impact', { exerciseId: 'ex_ply_pogo_double' })).toBe(false)
    expect(allowedUnder('impact', { exerciseId: 'ex_unknown' })).toBe(false)
  })

  it('stops everything under the block of the program, nothing without a block', () => {
    expect(allowedUnder('programme', { exerciseId: 'ex_quad_set' })).toBe(false)
    expect(allowedUnder('none', { exerciseId: 'ex_ply_bound' })).toBe(true)
  })
})

const made = (id: string): ProgramVersionContent => {
  const content = fromTemplate(id, {
    equipment: ['mini_band', 'long_band', 'dumbbells', 'step', 'gym_machines', 'foam_roller', 'sliders'],
    daysAvailable: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    minutesPerSession: 120,
  })?.content
  if (!content) throw new Error(id)
  return content
}
const names = (items: readonly ProgramItem[]) => items.map((item) => item.exerciseId)

describe('what is due on a date', () => {
  const content = made('prog_pfp_late')
  const at = { phaseKey: 'prog_pfp_late_p2', phaseStartedOn: '2026-11-02' }

  it('knows weekdays and weeks of the phase, over a daylight-saving change', () => {
    expect(weekdayOf('2026-11-23')).toBe('mon')
    expect(weekdayOf('1969-12-31')).toBe('wed')
    expect(weekOfPhase('2026-03-23', '2026-03-29')).toBe(1)
    expect(weekOfPhase('2026-03-23', '2026-03-30')).toBe(2)
    expect(weekOfPhase('2026-03-23', '2026-03-22')).toBe(0)
  })

  it('starts an item in its week, and a pause does not bring it forward', () => {
    const hops = content.phases[1]?.items.find((item) => item.exerciseId === 'ex_ply_hop_stick')
    const day = hops?.days[0] === 'mon' ? '2026-11-16' : '2026-11-18'
    const before = day === '2026-11-16' ? '2026-11-09' : '2026-11-11'
    expect(hops?.fromWeek).toBe(3)
    expect(names(dueItems(content, { ...at, date: before }))).not.toContain('ex_ply_hop_stick')
    expect(names(dueItems(content, { ...at, date: day }))).toContain('ex_ply_hop_stick')
    expect(
      names(dueItems(content, { ...at, date: day, pausedDays: ['2026-11-04', '2026-11-05', '2026-11-06'] })),
    ).not.toContain('ex_ply_hop_stick')
  })

  it('has nothing before the phase, on a paused day, in an unknown phase, under a block of the program', () => {
    const monday = { ...at, date: '2026-11-02' }
    expect(dueItems(content, monday).length).toBeGreaterThan(3)
    expect(dueItems(content, { ...monday, phaseStartedOn: '2026-11-03' })).toEqual([])
    expect(dueItems(content, { ...monday, pausedDays: ['2026-11-02'] })).toEqual([])
    expect(dueItems(content, { ...monday, phaseKey: 'p9' })).toEqual([])
    expect(dueItems(content, { ...monday, block: 'programme' })).toEqual([])
    expect(
      names(dueItems(content, { ...monday, block: 'impact' })).filter((id) => /ply|rtr|run_/.test(id)),
    ).toEqual([])
  })

  it('leaves out what goes with runs', () => {
    const routine = made('prog_warmup_cooldown')
    const run = { phaseKey: 'prog_warmup_cooldown_p1', phaseStartedOn: '2026-11-02', date: '2026-11-02' }
    expect(dueItems(routine, run)).toEqual([])
  })

  it('takes the beginner from week to week', () => {
    const plan = made('prog_beginner_prevention')
    const [first] = plan.phases
    const notes = [1, 2, 3, 4].map((week) => {
      const runs = first?.items.filter(
        (i) => i.exerciseId === 'ex_rtr_walk_run' && i.fromWeek <= week && week <= (i.untilWeek ?? 99),
      )
      return runs?.map((i) => i.note)
    })
    expect(notes.map((n) => n?.length)).toEqual([1, 1, 1, 1])
    expect(notes[0]).toEqual(['6 times: jog 1 min, walk 3 min'])
    const runs = (exercise: string) =>
      plan.phases[2]?.items.find((i) => i.exerciseId === exercise && i.fromWeek === 2)?.days
    expect(runs('ex_rtr_walk_run')).toEqual(['tue'])
    expect(runs('ex_rtr_easy_run')).toHaveLength(2)
  })
})

describe('what goes around each run, as the patient reads it', () => {
  const content = made('prog_beginner_prevention')
  const at = { phaseKey: 'prog_beginner_prevention_p1', phaseStartedOn: '2026-11-02', today: '2026-11-03' }
  const around = (block: BlockLevel, runsWait = false) => {
    const missed = runsWait ? { sentence: '', runsWait } : null
    const phase = plainPhase(content, { ...at, pausedDays: [], runWeek: null, block, missed })
    return phase?.items.filter(({ eachRun }) => eachRun).map(({ days, note }) => `${days}: ${note}`) ?? []
  }

  it('stands there with its place, and not while running waits', () => {
    expect(new Set(around('none'))).toEqual(
      new Set(['With each run: Before the run', 'With each run: After the run']),
    )
    expect(around('impact')).toEqual([])
    expect(around('none', true)).toEqual([])
  })
})

describe('the starting stage on the day a program is made (6.3, 3.8)', () => {
  const running = {
    runnerType: 'recreational',
    runningStatus: 'full',
    stoppedWeeks: null,
    painOnsetMinutes: 18,
  }
  const stopped = { ...running, runningStatus: 'stopped', stoppedWeeks: 2 }
  const none = { toldOn: '2026-09-01', lastOn: null, begunOn: null }
  const now = (
    answers: typeof running | typeof stopped,
    today: string,
    ran: Partial<typeof none> | object = {},
  ) => startStageNow(answers, { ...none, ...ran }, today, defaultLimits).stage

  it('is the lower one of what was told and of the weeks without a run since', () => {
    expect(now(stopped, '2026-09-01')).toBe(4)
    expect(now(stopped, '2026-09-14')).toBe(4)
    expect(now(stopped, '2026-09-16')).toBe(2)
    expect(now(stopped, '2026-11-11')).toBe(1)
  })
  it('counts from the newest run in the log, and never leads above what was told', () => {
    expect(now(stopped, '2026-11-11', { lastOn: '2026-11-09' })).toBe(4)
    expect(now(running, '2026-11-11', { lastOn: '2026-11-09' })).toBe(7)
    expect(now(running, '2026-11-11', { lastOn: '2026-10-30' })).toBe(4)
    expect(now(running, '2026-11-11', { lastOn: '2026-10-01' })).toBe(2)
  })
  it('lets an answer of somebody who runs stand until a program asks for entries, or it is too old', () => {
    expect(now(running, '2026-09-20')).toBe(7)
    expect(now(running, '2026-10-05')).toBe(2)
    expect(now(running, '2026-09-20', { begunOn: '2026-09-02' })).toBe(4)
    expect(now(running, '2026-09-20', { toldOn: null })).toBe(7)
  })
})

describe('run of the present stage', () => {
  it('sets exercise, minutes and words from the stage table', () => {
    const fit = { equipment: [], daysAvailable: ['mon', 'wed', 'fri'] as const, minutesPerSession: 30 }
    const item = (runStage: number) =>
      fromTemplate('prog_return_to_run', { ...fit, daysAvailable: [...fit.daysAvailable], runStage })?.content
        .phases[0]?.items[0]
    expect(item(4)).toMatchObject({
      exerciseId: 'ex_rtr_walk_run',
      minutes: 30,
      stage: 4,
      note: null,
      days: ['mon', 'wed', 'fri'],
    })
    expect(item(8)).toMatchObject({ exerciseId: 'ex_rtr_easy_run', minutes: 25 })
  })
})

describe('difference of two versions', () => {
  const a = made('prog_pfp_early')
  const change = (edit: (content: ProgramVersionContent) => void) => {
    const b = structuredClone(a)
    edit(b)
    return versionDiff(a, b).map(({ kind, text }) => `${kind}: ${text}`)
  }
  const first = (content: ProgramVersionContent) => content.phases[0] ?? (content.phases[0] as never)

  it('is empty for the same content', () => {
    expect(versionDiff(a, structuredClone(a))).toEqual([])
  })

  it('says doses, load and days in words', () => {
    expect(
      change((b) => Object.assign(first(b).items[1] ?? {}, { reps: 10, loadKg: 2, days: ['mon', 'wed'] })),
    ).toEqual([
      'changed: Straight-leg raise: 3 sets of 10, each side instead of 3 sets of 12, each side; 2 kg instead of body weight; Mon, Wed instead of Mon, Wed, Thu, Fri, Sun',
    ])
  })

  it('says what came, went, took a place and moved', () => {
    const out = change((b) => {
      const items = first(b).items
      items.splice(2, 1)
      items.reverse()
      const [item] = items
      if (item) items.push({ ...item, key: 'new', exerciseId: 'ex_st_ham_supine' })
    })
    expect(out).toContain('removed: Wall sit taken out of Early 1')
    expect(out).toContain('added: Hamstring stretch with strap added to Early 1')
    expect(out).toContain('order: Early 1: the order of the exercises changed')
    expect(
      change((b) => Object.assign(first(b).items[2] ?? {}, { exerciseId: 'ex_quad_spanish_squat' })),
    ).toEqual(['changed: Spanish squat hold in place of Wall sit'])
  })

  it('says phases and limits', () => {
    expect(change((b) => b.phases.pop())).toEqual(['removed: Phase Early 2 taken out'])
    expect(change((b) => Object.assign(first(b).params, { runLimit: 3 }))).toEqual([
      'changed: Early 1: pain while running at most 3 instead of pain while running at most 2',
    ])
    expect(change((b) => b.phases.reverse())).toEqual(['order: The order of the phases changed'])
  })
})

describe('limits of a prescription', () => {
  const good = made('prog_pfp_early').phases[0]?.items[0]
  it.each([
    { sets: 0 },
    { sets: 11 },
    { reps: 101 },
    { holdSeconds: 601 },
    { minutes: 0.4 },
    { loadKg: -1 },
    { loadKg: 501 },
    { restSeconds: 601 },
    { perWeek: { min: 1, max: 15 } },
    { perWeek: { min: 3, max: 2 } },
    { note: 'x'.repeat(501) },
    { tempo: '3-1' },
    { days: [] },
    { days: ['mon', 'mon'] },
    { rpeMin: 8, rpeMax: 6 },
    { fromWeek: 3, untilWeek: 2 },
    { reps: null, holdSeconds: null, note: null },
    { extra: 1 },
  ])('refuses %o', (wrong) => {
    expect(programItem.safeParse(good).success).toBe(true)
    expect(programItem.safeParse({ ...good, ...wrong }).success).toBe(false)
  })

  it('refuses doubled keys, no phase and more than 30 items', () => {
    const content = made('prog_pfp_early')
    const [phase] = content.phases
    const items = Array.from({ length: 31 }, (_, i) => ({ ...good, key: `k${i}` }))
    expect(programVersionContent.safeParse({ ...content, phases: [] }).success).toBe(false)
    expect(programVersionContent.safeParse({ ...content, phases: [phase, phase] }).success).toBe(false)
    expect(programVersionContent.safeParse({ ...content, phases: [{ ...phase, items }] }).success).toBe(false)
    expect(
      programVersionContent.safeParse({ ...content, phases: [{ ...phase, items: items.slice(1) }] }).success,
    ).toBe(true)
  })
})
