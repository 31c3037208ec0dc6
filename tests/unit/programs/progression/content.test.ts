import { describe, expect, test } from 'vitest'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { builderPhase } from '#lib/programs/builder/rules.ts'
import { saidDose } from '#lib/programs/dose/rules.ts'
import { readItem } from '#lib/programs/draft/rules.ts'
import { applyIntent } from '#lib/programs/edits/rules.ts'
import { changedContent, isThere } from '#lib/programs/progression/content/rules.ts'
import { bandBackNote, moreLoadNotes } from '#lib/programs/progression/ladder/rules.ts'
import {
  amountOf,
  type PastVersion,
  rungOf,
  stageOfItem,
  stagesOf,
  withOutgrown,
} from '#lib/programs/progression/past/rules.ts'
import { stageAt } from '#lib/programs/progression/running/rules.ts'
import type { Change } from '#lib/programs/progression/schema.ts'
import {
  type ProgramItem,
  type ProgramVersionContent,
  programVersionContent,
  type Weekday,
  weekdays,
} from '#lib/programs/schema.ts'
import { saidOfItem, stageFor } from '#lib/programs/stages/rules.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import { monday } from '../../review/logs.ts'

const fit = {
  equipment: ['mini_band', 'step'],
  daysAvailable: ['mon', 'wed', 'fri', 'sun'] as const,
  minutesPerSession: 60,
  runStage: 2,
}
const made = (id: string, days: readonly Weekday[] = fit.daysAvailable): ProgramVersionContent => {
  const found = fromTemplate(id, { ...fit, atClinic: true, daysAvailable: [...days] })
  if (!found) throw new Error('no template')
  return found.content
}
const hip = made('prog_hip_focus')
const phaseKey = 'prog_hip_focus_p1'
const bridge = hip.phases[0]?.items.find(({ exerciseId }) => exerciseId === 'ex_hip_bridge') as ProgramItem
const itemsOf = (content: ProgramVersionContent | null, key = phaseKey) =>
  content?.phases.find((phase) => phase.key === key)?.items ?? []
const changed = (change: Change, content = hip, subject = bridge.key) =>
  changedContent(content, phaseKey, subject, change)
const dose = amountOf(bridge)
const step = (to: object, raisesLoad = false): Change => ({
  kind: 'dose',
  from: dose,
  to: { ...dose, ...to },
  note: null,
  raisesLoad,
})

describe('what accepting makes of a program', () => {
  test('a dose: this item and nothing else', () => {
    const next = changed(step({ reps: 14 }))
    expect(programVersionContent.safeParse(next).success).toBe(true)
    expect(itemsOf(next).map((item) => item.reps)).toEqual(
      itemsOf(hip).map((item) => (item.key === bridge.key ? 14 : item.reps)),
    )
    expect(next?.phases.slice(1)).toEqual(hip.phases.slice(1))
  })
  test('not when the program was changed meanwhile, or the item is gone', () => {
    const other = changed(step({ sets: 2 })) ?? hip
    expect(changed(step({ reps: 14 }), other)).toBeNull()
    expect(changed(step({ reps: 14 }), hip, 'gone')).toBeNull()
  })
  test('another exercise at its own dose and with its own rest, or none', () => {
    const swapped = changed({ kind: 'swap', from: 'ex_hip_bridge', to: 'ex_hip_bridge_single' })
    expect(itemsOf(swapped).find(({ key }) => key === bridge.key)).toMatchObject({
      exerciseId: 'ex_hip_bridge_single',
      replacedFrom: 'ex_hip_bridge',
      days: ['mon', 'wed', 'fri'],
    })
    const gone = changed({ kind: 'remove', exerciseId: 'ex_hip_bridge' })
    expect(itemsOf(gone).some(({ key }) => key === bridge.key)).toBe(false)
  })
  test('not a second time what the phase has: in its place it stays alone', () => {
    const two: Change = { kind: 'swap', from: 'ex_hip_bridge', to: 'ex_hip_bridge_single' }
    const once = changed(two) ?? hip
    const other = itemsOf(once).find(({ exerciseId }) => exerciseId === 'ex_hip_quadruped_ext') as ProgramItem
    const both = changed({ ...two, from: 'ex_hip_quadruped_ext' }, once, other.key)
    const ids = itemsOf(both).map(({ exerciseId }) => exerciseId)
    expect(ids.filter((id) => id === 'ex_hip_bridge_single')).toHaveLength(1)
    expect(ids).not.toContain('ex_hip_quadruped_ext')
    expect(isThere(itemsOf(once), two)).toBe(true)
    expect(isThere(itemsOf(hip), two)).toBe(false)
  })
  describe('a heavy exercise in the place of a hold', () => {
    const tendon = made('prog_patellar_tendon', [...weekdays])
    const key = 'prog_patellar_tendon_p1'
    const hold = itemsOf(tendon, key).find(
      ({ exerciseId }) => exerciseId === 'ex_quad_ext_iso',
    ) as ProgramItem
    const swap: Change = { kind: 'swap', from: 'ex_quad_ext_iso', to: 'ex_quad_ext_machine' }
    const heavy = (content: ProgramVersionContent) =>
      itemsOf(changedContent(content, key, hold.key, swap), key).find((item) => item.key === hold.key)
    const holdWith = (more: Partial<ProgramItem>) => ({
      ...tendon,
      phases: tendon.phases.map((phase) => ({
        ...phase,
        items: phase.items.map((item) => (item.key === hold.key ? { ...item, ...more } : item)),
      })),
    })
    test('is not done on days in a row', () => {
      expect(hold.days).toHaveLength(7)
      const found = heavy(tendon)
      expect(found).toMatchObject({ days: ['mon', 'wed', 'fri'], perWeek: { min: 3, max: 3 } })
      expect(heavy(holdWith({ days: ['tue', 'thu', 'sat'] }))?.days).toEqual(['tue', 'thu', 'sat'])
      expect(heavy(holdWith({ days: ['mon', 'tue'] }))?.days).toEqual(['mon'])
    })
    test('is not told what the template said of the hold, but what somebody wrote', () => {
      expect(hold.note).toBe('Rest 120 s, about 70 % effort')
      expect(heavy(tendon)?.note).toBeNull()
      expect(heavy(holdWith({ note: `${hold.note}. Left leg first. Smaller range of movement` }))?.note).toBe(
        'Left leg first',
      )
      const back: Change = { kind: 'swap', from: 'ex_quad_ext_machine', to: 'ex_quad_ext_iso' }
      const again = changedContent(changedContent(tendon, key, hold.key, swap) ?? tendon, key, hold.key, back)
      expect(itemsOf(again, key).find((item) => item.key === hold.key)).toMatchObject({
        note: hold.note,
        replacedFrom: null,
      })
    })
    test('goes beside no other heavy one of its region', () => {
      const phases = tendon.phases.map((phase) => ({
        ...phase,
        items: phase.items.map((item) =>
          item.exerciseId === 'ex_calf_raise_single'
            ? { ...item, exerciseId: 'ex_quad_split_squat', days: ['tue' as const, 'thu' as const] }
            : item,
        ),
      }))
      expect(heavy({ ...tendon, phases })?.days).toEqual(['tue', 'thu', 'sat'])
    })
  })
  test('a smaller range is written beside the exercise, once', () => {
    const change: Change = { ...step({}), note: 'Smaller range of movement' } as Change
    const once = changed(change) ?? hip
    const twice = changed(change, once) ?? hip
    expect(itemsOf(twice).find(({ key }) => key === bridge.key)?.note).toBe('Smaller range of movement')
  })
  test('of the next band and the one of before only the newest is written there', () => {
    const own = {
      ...hip,
      phases: hip.phases.map((phase) => ({
        ...phase,
        items: phase.items.map((item) => ({ ...item, note: 'Slowly' })),
      })),
    }
    const next = (content: ProgramVersionContent, note: string) =>
      changed({ ...step({}), note } as Change, content) ?? hip
    const noteOf = (content: ProgramVersionContent) =>
      itemsOf(content).find(({ key }) => key === bridge.key)?.note
    for (const nextBandNote of moreLoadNotes) {
      const up = next(own, nextBandNote)
      expect(noteOf(up)).toBe(`Slowly. ${nextBandNote}`)
      const back = next(up, `${bandBackNote}. Smaller range of movement`)
      expect(noteOf(back)).toBe(`Slowly. ${bandBackNote}. Smaller range of movement`)
      expect(noteOf(next(back, nextBandNote))).toBe(`Slowly. Smaller range of movement. ${nextBandNote}`)
    }
  })
})

describe('stages', () => {
  const runs = made('prog_return_to_run')
  const key = 'prog_return_to_run_p1'
  const to = (from: number, next: number, content = runs) =>
    changedContent(content, key, 'run', { kind: 'stage', from, to: next })
  test('an item keeps its stage whatever its note says, and the patient reads both', () => {
    const [run] = itemsOf(runs, key)
    if (!run) throw new Error('no run')
    const soft = { ...run, note: 'Soft ground' }
    expect(stageOfItem(soft)).toBe(2)
    expect(saidOfItem(soft)).toBe('6 times: walk 3 min, jog 2 min. Soft ground')
    const typed = { sets: '1', amount: '30 min', days: ['mon'], note: 'Soft ground' }
    expect(readItem(run, typed, {}, key).stage).toBe(2)
    expect(readItem(run, { ...typed, stage: '8' }, {}, key)).toMatchObject({
      exerciseId: 'ex_rtr_easy_run',
      stage: 8,
      minutes: 25,
      note: 'Soft ground',
    })
    expect(readItem(run, { ...typed, stage: '11' }, {}, key).stage).toBe(2)
  })
  test('at stage 10 the distance of the week says how far, and no minutes', () => {
    const [ten] = itemsOf(to(9, 10, to(2, 9) ?? runs) ?? runs, key)
    const exercise = exerciseById('ex_rtr_easy_run')
    if (!ten || !exercise) throw new Error('no run')
    expect(ten).toMatchObject({ stage: 10, minutes: null, exerciseId: exercise.id })
    expect(saidDose(ten, exercise)).toBe("distance by this week's limit")
    expect(saidDose({ ...ten, minutes: 30 }, exercise)).toBe("distance by this week's limit")
    expect(itemsOf(to(10, 9, to(2, 10) ?? runs) ?? runs, key)[0]).toMatchObject({ stage: 9, minutes: 30 })
    const errors = {}
    const typed = { sets: '1', amount: '', rest: '0', days: ['mon'], note: '', stage: '10' }
    expect([readItem(ten, typed, errors, key).minutes, errors]).toEqual([null, {}])
  })
  test('an exercise that is added or swapped has a stage of its own', () => {
    const added = (exerciseId: string) =>
      itemsOf(applyIntent(runs, key, { kind: 'add', exerciseId, press: 'abcdefgh' }), key).at(-1)
    expect(added('ex_rtr_walk_run')).toMatchObject({ stage: 1, minutes: 30 })
    expect(added('ex_rtr_easy_run')?.stage).toBeNull()
    expect(added('ex_hip_bridge')?.stage).toBeNull()
    expect(stageFor(key, 'ex_rtr_walk_run', 9)).toBe(7)
    expect(stageFor(key, 'ex_rtr_walk30', 3)).toBe(0)
  })
  test('the first ten weeks of running have none: none is offered or taken, and one from before can be taken out', () => {
    const weeks = made('prog_beginner_prevention')
    const first = 'prog_beginner_prevention_p1'
    const [phase] = weeks.phases
    const at = phase?.items.findIndex(({ exerciseId }) => exerciseId === 'ex_rtr_walk_run') ?? -1
    const run = phase?.items[at]
    if (!phase || !run) throw new Error('no run')
    const shown = builderPhase(phase, { equipment: null } as never, 'none', defaultLimits)
    expect(shown.items[at]?.mayHaveStage).toBe(false)
    const typed = { sets: '1', amount: '30 min', days: ['mon'], note: 'By the plan' }
    expect(readItem(run, { ...typed, stage: '4' }, {}, first)).toMatchObject({
      stage: null,
      note: 'By the plan',
    })
    expect(readItem({ ...run, stage: 4 }, { ...typed, stage: '' }, {}, first).stage).toBeNull()
    const added = applyIntent(weeks, first, { kind: 'add', exerciseId: 'ex_rtr_walk_run', press: 'abcdefgh' })
    expect(itemsOf(added, first).at(-1)).toMatchObject({ exerciseId: 'ex_rtr_walk_run', stage: null })
  })
  test('a later phase goes on from the stage that was reached, and not from an older one', () => {
    const [phase] = runs.phases
    if (!phase) throw new Error('no phase')
    const later = {
      ...phase,
      key: 'own_p2',
      items: phase.items.map((item) => ({ ...item, key: `${item.key}b` })),
    }
    const two = { ...runs, phases: [phase, later] }
    const back = changedContent(two, key, 'run', { kind: 'stage', from: 2, to: 1 })
    expect(back?.phases.map(({ items }) => items.map(stageOfItem).find((stage) => stage !== null))).toEqual([
      ...[1, 1],
    ])
  })
  test('and a step back makes no later phase harder', () => {
    const [phase] = runs.phases
    if (!phase) throw new Error('no phase')
    const walk = phase.items.map((item) => ({ ...item, key: `${item.key}b`, stage: item.stage && 1 }))
    const two = { ...runs, phases: [phase, { ...phase, key: 'own_p2', items: walk }] }
    const from = changedContent(two, key, 'run', { kind: 'stage', from: 2, to: 3 })
    const stages = (content: ProgramVersionContent | null) =>
      content?.phases.map(({ items }) => items.map(stageOfItem).find((stage) => stage !== null))
    expect(stages(from)).toEqual([3, 3])
    const uneven = { ...two, phases: [{ ...phase, items: itemsOf(from, key) }, ...two.phases.slice(1)] }
    expect(stages(changedContent(uneven, key, 'run', { kind: 'stage', from: 3, to: 2 }))).toEqual([2, 1])
  })
  test('up to the easy run, and on to the distance', () => {
    let content: ProgramVersionContent | null = runs
    for (let stage = 2; stage < 9; stage += 1) content = content && to(stage, stage + 1, content)
    expect(itemsOf(content, key)[0]).toMatchObject({ exerciseId: 'ex_rtr_easy_run', minutes: 30 })
    const last = content && to(9, 10, content)
    expect(programVersionContent.safeParse(last).success).toBe(true)
    expect(itemsOf(last, key).map(stageOfItem)).toContain(10)
    expect(to(5, 6)).toBeNull()
  })
  test('in the order of the versions, from the beginning of the phase', () => {
    const versions: PastVersion[] = [runs, to(2, 3) ?? runs, to(2, 3) ?? runs].map((content, at) => ({
      number: at + 1,
      startsOn: monday + 7 * at,
      publishedAt: at,
      content,
      suggested: new Map(),
    }))
    expect(stagesOf(versions, key, monday + 2)).toEqual([
      { stage: 2, from: monday + 2, at: 0 },
      { stage: 3, from: monday + 7, at: 1 },
    ])
    expect(stagesOf(versions, 'another', monday)).toEqual([])
    // The first ten weeks of running go by their own runs, whatever stage an item names.
    const inTenWeeks = versions.map((version) => ({
      ...version,
      content: {
        ...version.content,
        phases: version.content.phases.map((phase) => ({ ...phase, key: 'prog_beginner_prevention_p3' })),
      },
    }))
    expect(stagesOf(inTenWeeks, 'prog_beginner_prevention_p3', monday)).toEqual([])
  })
  test('none while running is paused, and anew after it', () => {
    const paused = changedContent(runs, key, 'run', { kind: 'pause_running' }) ?? runs
    const version = (content: ProgramVersionContent, at: number): PastVersion => ({
      number: at + 1,
      startsOn: monday + 7 * at,
      publishedAt: at,
      content,
      suggested: new Map(),
    })
    expect(stagesOf([version(runs, 0), version(paused, 1)], key, monday)).toEqual([])
    expect(stagesOf([runs, paused, runs].map(version), key, monday).at(-1)).toEqual({
      stage: 2,
      from: monday + 14,
      at: 2,
    })
  })
  test('a run of the day of a change is of the stage that held when it was recorded', () => {
    const stages = [
      { stage: 4, from: monday, at: 0 },
      { stage: 3, from: monday + 7, at: 5000 },
    ]
    expect([5000, 5001].map((at) => stageAt(stages, monday + 7, at))).toEqual([4, 3])
    expect([monday - 1, monday + 6, monday + 8].map((day) => stageAt(stages, day, 1))).toEqual([null, 4, 3])
  })
  test('stopping takes the runs out and leaves the rest', () => {
    const mixed = made('prog_patellar_tendon')
    const after = changedContent(mixed, 'prog_patellar_tendon_p4', 'run', { kind: 'pause_running' })
    const ids = itemsOf(after, 'prog_patellar_tendon_p4').map(({ exerciseId }) => exerciseId)
    expect(ids.some((id) => id.startsWith('ex_rtr_'))).toBe(false)
    expect(ids.length).toBeGreaterThan(0)
  })
})

describe('the dose of the phase below the steps of the ladder', () => {
  const version = (
    number: number,
    content: ProgramVersionContent,
    raisesLoad: boolean | null,
  ): PastVersion => ({
    number,
    startsOn: monday + number,
    publishedAt: number,
    content,
    suggested: new Map(raisesLoad === null ? [] : [[bridge.key, { raisesLoad }]]),
  })
  const at = (...reps: [number, boolean | null][]) =>
    rungOf(
      reps.map(([count, raises], n) => version(n + 1, changed(step({ reps: count })) ?? hip, raises)),
      phaseKey,
      bridge.key,
    )
  test('a suggestion moves the dose, a physio moves the default', () => {
    expect(at([12, null], [14, false])).toMatchObject({
      dose: { reps: 14 },
      base: { reps: 12 },
      since: monday + 2,
    })
    expect(at([12, null], [14, null])).toMatchObject({ dose: { reps: 14 }, base: { reps: 14 }, loadSteps: 0 })
    expect(at([12, null], [14, false], [14, null])).toMatchObject({ base: { reps: 12 }, since: monday + 2 })
  })
  test('each raise of the load is counted', () => {
    expect(at([12, null], [12, true], [14, false], [12, true])).toMatchObject({
      loadSteps: 2,
      base: { reps: 12 },
    })
  })
  test('what an item was before is what it was left for upward, and not what it came down from', () => {
    const up = [['k', 'a', 'b'] as const, ['k', 'b', 'c'] as const, ['other', 'x', 'c'] as const]
    const now = (exerciseId: string) => withOutgrown({ key: 'k', exerciseId }, up).outgrown
    expect([now('c'), now('b'), now('a')]).toEqual([['b', 'a'], ['a'], undefined])
  })
  test('not one that was taken back', () => {
    const versions = [14, 12, 14].map((reps, n) => version(n + 1, changed(step({ reps })) ?? hip, n === 1))
    const back = {
      ...versions[2],
      suggested: new Map([[bridge.key, { raisesLoad: false, lowersLoad: true }]]),
    }
    const [first, raised] = versions
    expect(rungOf([first, raised, back] as PastVersion[], phaseKey, bridge.key)).toMatchObject({
      loadSteps: 0,
    })
  })
  test('knows since when it is this exercise, and since when it has less', () => {
    const swap = (from: ProgramVersionContent, to: string) =>
      applyIntent(from, phaseKey, { kind: 'swap', key: bridge.key, exerciseId: to })
    const single = swap(hip, 'ex_hip_bridge_single')
    const of = (...contents: ProgramVersionContent[]) => {
      const versions = contents.map((content, n) => version(n + 1, content, null))
      const { becameOn, loweredOn } = rungOf(versions, phaseKey, bridge.key) ?? {}
      return [becameOn, loweredOn]
    }
    expect(of(hip, hip)).toEqual([monday + 1, null])
    expect(of(hip, single, swap(single, 'ex_hip_bridge'))).toEqual([monday + 3, null])
    const less = changed(step({ sets: 2 })) ?? hip
    expect(of(hip, less, less)).toEqual([monday + 1, monday + 2])
    expect(of(hip, less, hip)).toEqual([monday + 1, monday + 2])
  })
  test('an item that is not there has none', () => {
    expect(rungOf([version(1, hip, null)], phaseKey, 'gone')).toBeNull()
    expect(rungOf([], phaseKey, bridge.key)).toBeNull()
  })
})
