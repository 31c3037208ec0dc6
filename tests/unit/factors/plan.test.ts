import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factors } from '#lib/content/factors/index.ts'
import { blockKinds, blockLimits } from '#lib/content/factors/plan.ts'
import type { BlockKind } from '#lib/content/factors/types.ts'
import { blockById, blocks, programTemplates, templateById } from '#lib/content/programs/index.ts'
import { proposeBlocks } from '#lib/factors/plan/blocks/rules.ts'
import { mayProposeMore, proposeProgram } from '#lib/factors/plan/rules.ts'
import { proposeRunning } from '#lib/factors/plan/running/rules.ts'
import { changedCells } from '#lib/programs/base/rules.ts'
import { impactNames } from '#lib/programs/permission/rules.ts'
import { minutesByDay } from '#lib/programs/schedule/minutes/rules.ts'
import { type ProgramPhase, programVersionContent, weekdays } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { Fit } from '#lib/programs/template/schema.ts'
import { evaluation, type Values, valuesOf } from '#tests/unit/factors/people.ts'

const free = { block_level: 'none', unresolved_level: 'none' }
const absent = { flag_bsi_knee: 'absent', flag_bsi_hip: 'absent', flag_bsi_hip_acute: 'absent' }
const blocksFor = (values: Values, program: string | null = null, block = 'none') =>
  proposeBlocks(
    valuesOf({ ...free, block_level: block, ...values }),
    evaluation(values),
    program ? templateById(program) : null,
  ).map(({ id }) => id)

test('nothing is suggested beside a referral, nor before it is decided', () => {
  const bone = {
    ...free,
    rf_bone_focal: 'yes',
    rf_bone_impact_progressive: 'yes',
    palp_bone_focal_right: 'positive',
  }
  const more = (values: Values) => mayProposeMore(proposeProgram(valuesOf(values), evaluation(values)))
  expect(proposeProgram(valuesOf({ ...bone, ...absent }), evaluation(bone)).note).toBe('none; refer')
  expect(more({ ...bone, ...absent })).toBe(false)
  expect(more({ ...free, ...absent, flag_bsi_hip: null })).toBe(false)
  expect(more({ ...free, ...absent })).toBe(true)
  expect(more({ ...free, ...absent, block_level: 'impact' })).toBe(true)
  expect(more({ ...free, ...absent, unresolved_level: 'same_day' })).toBe(false)
  const stopped = valuesOf({ ...free, running_status: 'stopped' })
  expect(proposeRunning(stopped, 2, false).choice).toBe('refer')
  expect(proposeRunning(stopped, 2).choice).toBe('return_to_run')
})

describe('focus blocks', () => {
  test('every block that a modifiable factor names exists', () => {
    const named = factors.filter(({ modifiable }) => modifiable).flatMap((factor) => factor.blocks)
    expect(named.filter((id) => !blockById(id))).toEqual([])
    expect(Object.keys(blockKinds).filter((id) => !blockById(id))).toEqual([])
  })

  test('work on what was found, at most two of a kind, the most points first', () => {
    expect(blocksFor({ lsi_knee_ext: 60 })).toEqual(['blk_quad_strength', 'blk_warmup', 'blk_cooldown'])
    const weak = { lsi_knee_ext: 60, lsi_hip_abd: 79, func_bridge_sl: 10, func_plank_s: 10 }
    const strength = blocksFor(weak).filter((id) => blockKinds[id] === 'strength')
    expect(strength).toHaveLength(2)
    expect(strength[0]).toBe('blk_quad_strength')
  })

  test('leave out what the program has already', () => {
    expect(blocksFor({ lsi_hip_abd: 79 })).toContain('blk_hip_strength')
    expect(blocksFor({ lsi_hip_abd: 79 }, 'prog_hip_focus')).not.toContain('blk_hip_strength')
  })

  test('hold against pain is for an irritable knee, and for nobody whose irritability is unknown', () => {
    expect(blocksFor({ irritability: 'high' })).toContain('blk_isometric_relief')
    expect(blocksFor({ irritability: 'low' })).not.toContain('blk_isometric_relief')
    expect(blocksFor({})).not.toContain('blk_isometric_relief')
  })

  test('cross-training is for who has stopped running and has something to train on', () => {
    const stopped = { running_status: 'stopped' }
    expect(blocksFor({ ...stopped, equipment: ['bike'] })).toContain('blk_cross_training')
    expect(blocksFor({ ...stopped, equipment: ['long_band'] })).not.toContain('blk_cross_training')
    expect(blocksFor(stopped)).not.toContain('blk_cross_training')
    expect(blocksFor({ running_status: 'full', equipment: ['pool'] })).not.toContain('blk_cross_training')
  })

  test('nothing that runs or jumps while a flag blocks impact, or while nobody knows', () => {
    const slow = { gait_cadence_spm: 155 }
    expect(blocksFor(slow)).toContain('blk_gait_cadence')
    expect(blocksFor(slow, null, 'impact')).not.toContain('blk_gait_cadence')
    expect(proposeBlocks(valuesOf(slow), evaluation(slow), null).map(({ id }) => id)).not.toContain(
      'blk_gait_cadence',
    )
  })

  test('the routine around every run is always added, once, and says the factors that it is for (8.5)', () => {
    const routine = (values: Values, program: string | null = null, block = 'none') =>
      blocksFor(values, program, block).filter((id) => blockKinds[id] === 'routine')
    expect(routine({})).toEqual(['blk_warmup', 'blk_cooldown'])
    const habits = { warmup_freq: 'never', cooldown_freq: 'never', stretch_days: 0 }
    expect(routine(habits).toSorted()).toEqual(['blk_cooldown', 'blk_warmup'])
    const found = proposeBlocks(valuesOf({ ...free, ...habits }), evaluation(habits), null)
    const factorsOf = (id: string) => found.find((block) => block.id === id)?.factorIds.toSorted()
    expect(factorsOf('blk_warmup')).toEqual(['fac_no_warmup'])
    expect(factorsOf('blk_cooldown')).toEqual(['fac_no_cooldown', 'fac_no_stretching'])
    for (const block of ['impact', 'programme']) expect(routine(habits, null, block)).toEqual([])
    expect(routine(habits, 'prog_beginner_prevention')).toEqual([])
  })

  test('never more of a kind than the limit, whatever was measured', () => {
    const percent = fc.integer({ min: 30, max: 110 })
    const measured = fc.record({
      lsi_knee_ext: percent,
      lsi_hip_abd: percent,
      lsi_hip_er: percent,
      lsi_knee_flex: percent,
    })
    fc.assert(
      fc.property(measured, (values) => {
        const count = (kind: BlockKind) => blocksFor(values).filter((id) => blockKinds[id] === kind).length
        for (const kind of ['strength', 'flexibility', 'gait', 'routine'] as const)
          expect(count(kind)).toBeLessThanOrEqual(blockLimits[kind])
      }),
      { numRuns: 50 },
    )
  })
})

describe('running', () => {
  const choice = (values: Values, limit: number | null = 2) =>
    proposeRunning(valuesOf({ ...free, ...values }), limit).choice
  const well = { running_status: 'full', nprs_during_run: 1, settle_time: 'at_once' }

  test.each<[string, Values, string]>([
    ['who stopped comes back by stages', { ...well, running_status: 'stopped' }, 'return_to_run'],
    ['who walks and runs too', { ...well, running_status: 'walk_run' }, 'return_to_run'],
    ['more pain than the phase accepts', { ...well, nprs_during_run: 3 }, 'return_to_run'],
    ['pain that stays for a day', { ...well, settle_time: 'over_24h' }, 'return_to_run'],
    ['one reason is enough, whatever is missing', { running_status: 'stopped' }, 'return_to_run'],
    ['a flag blocks impact', { ...well, block_level: 'impact' }, 'wait'],
  ])('%s', (_, values, expected) => expect(choice(values)).toBe(expected))

  test.each(['running_status', 'nprs_during_run', 'settle_time'])('without %s nothing is decided', (id) => {
    const { [id]: _, ...rest } = well as Record<string, Values[string]>
    expect(choice(rest)).toBe('open')
  })

  test('who does well keeps running; without a program nobody knows the limit', () => {
    expect(choice(well)).toBe('keep_running')
    expect(choice(well, null)).toBe('open')
    expect(proposeRunning(valuesOf({}), 2).choice).toBe('wait')
  })
})

describe('a program', () => {
  const weak = { ...absent, lsi_hip_abd: 79 }
  const runs = { agg_run_down: 'moderate', run_pain_behaviour: 'worsens', run_pain_onset_min: 18 }
  const spot = { pain_spread: 'one_finger', run_pain_behaviour: 'warms_up' }
  const tendon = { pain_zone_main: 'zone_patellar_tendon', ...spot }
  const calf = { func_heel_raise_right: 15, heel_raise_gap: 12, heel_raise_norm_pct: 55.6 }

  test('says which row decided and on what', () => {
    const found = proposeProgram(valuesOf({ ...free, ...weak }), evaluation(weak))
    expect(found).toMatchObject({ program: 'prog_hip_focus', row: 7 })
    expect(found.rule).toContain('top_muscle_factor')
    expect(found.basis).toContainEqual({ id: 'top_muscle_factor', value: 'fac_hip_abd_weak' })
  })

  test.each<[string, Values, string[], string]>([
    ['outer knee', { pain_zone_main: 'zone_lateral_epicondyle', ...runs }, ['prog_itb'], 'prog_quad_focus'],
    ['tendon', tendon, ['prog_patellar_tendon'], 'prog_quad_focus'],
    ['weak hip', weak, ['prog_hip_focus'], 'prog_quad_focus'],
    ['calf', calf, [], 'prog_calf'],
  ])('has running in no phase while a flag blocks impact: %s', (_, values, held, program) => {
    const under = (block_level: string) =>
      proposeProgram(
        valuesOf({ ...free, ...absent, ...values, block_level }),
        evaluation({ ...absent, ...values }),
      )
    expect(under('impact')).toMatchObject({ program, held })
    expect(under('none')).toMatchObject({ program: held[0] ?? program, held: [] })
  })
})

describe('blocks in a template', () => {
  const fit = { equipment: [], daysAvailable: [...weekdays], minutesPerSession: 90, atClinic: true }
  const drafted = (id: string, added: string[], of: Partial<Fit> = {}) =>
    fromTemplate(
      id,
      { ...fit, ...of },
      added.flatMap((block) => blockById(block) ?? []),
    )?.content.phases ?? []
  const exercises = (id: string, added: string[]) =>
    drafted(id, added).map(({ items }) => items.map(({ exerciseId }) => exerciseId))
  const routine = ['blk_warmup', 'blk_cooldown']
  const around = (phases: readonly ProgramPhase[]) =>
    phases.map(({ items }) => items.filter(({ days }) => days === 'each_run').map(({ note }) => note))
  const must = [...Array(5).fill('Before the run'), ...Array(6).fill('After the run')]

  test('first items stand in the first phase, later ones after it', () => {
    const [first, second] = exercises('prog_quad_focus', ['blk_calf_strength'])
    expect(first).toContain('ex_calf_raise_double')
    expect(second).toContain('ex_calf_raise_single')
  })

  test('nothing is twice in a phase that was not before, with every block added to every template', () => {
    const all = blocks.map(({ id }) => id)
    const onDays = (id: string, added: string[]) =>
      drafted(id, added).map(({ items }) =>
        items.flatMap(({ days, exerciseId }) => (days === 'each_run' ? [] : exerciseId)),
      )
    const repeats = (phases: string[][]) => phases.map((phase) => phase.length - new Set(phase).size)
    for (const { id } of programTemplates)
      expect(repeats(onDays(id, all)), id).toEqual(repeats(onDays(id, [])))
  }, 30_000)

  test('the routine stands around each run of the phases in which somebody runs (5.11)', () => {
    expect(around(drafted('prog_itb', routine))).toEqual([[], [], must])
    expect(around(drafted('prog_itb', routine, { runs: true }))).toEqual([must, must, must])
    expect(around(drafted('prog_itb', [...routine, 'blk_walk_run']))).toEqual([must, must, must])
    expect(around(drafted('prog_itb', [], { runs: true }))).toEqual([[], [], []])
    expect(around(drafted('prog_itb', ['blk_cooldown']))).toEqual([[], [], must.slice(5)])
  })

  test('each run of the first ten weeks starts and ends with it (5.9)', () => {
    expect(around(drafted('prog_beginner_prevention', []))).toEqual([must, must, must])
    expect(around(drafted('prog_beginner_prevention', routine))).toEqual([must, must, must])
  })

  test('what is done before faster runs comes with these, so that nothing else brings running and jumps', () => {
    const faster = drafted('prog_pfp_late', routine).map(({ items }) =>
      items.filter(({ note }) => note?.includes('faster')).map(({ fromWeek }) => fromWeek),
    )
    expect(faster).toEqual([[], [6, 6, 6]])
    for (const { id } of programTemplates.filter(({ id }) => id !== 'prog_warmup_cooldown'))
      expect(
        impactNames({ templateId: id, phases: drafted(id, routine, { runs: true }) }).length > 0,
        id,
      ).toBe(impactNames({ templateId: id, phases: drafted(id, []) }).length > 0)
  })

  test('the routine is nobody’s change, takes no minutes of a session and leaves room for the rest', () => {
    const most = ['blk_quad_strength', 'blk_hip_strength', 'blk_flex_quad', 'blk_flex_hip_flexor']
    const rest = ['blk_gait_form', 'blk_isometric_relief', 'blk_cross_training', 'blk_walk_run']
    for (const { id } of programTemplates) {
      const phases = drafted(id, [...most, ...rest, ...routine], { runs: true })
      expect(programVersionContent.safeParse({ templateId: id, phases }).error?.issues, id).toBeUndefined()
      const without = drafted(id, [...most, ...rest], { runs: true })
      for (const [at, { key, items }] of phases.entries()) {
        const added = items.filter(({ days, key }) => days === 'each_run' && key.includes('_run_'))
        expect(added.flatMap((item) => changedCells(key, item))).toEqual([])
        expect(minutesByDay(items, 1)).toEqual(minutesByDay(without[at]?.items ?? [], 1))
      }
    }
  })

  test('while a flag blocks impact a draft ends before the first jumps, and nothing in it runs (8.1)', () => {
    const phases = (id: string) => drafted(id, routine, { block: 'impact' })
    const keys = (id: string) => phases(id).map(({ key }) => key)
    expect(keys('prog_quad_focus')).toEqual(['prog_quad_focus_p1', 'prog_quad_focus_p2'])
    expect(keys('prog_calf')).toEqual(['prog_calf_p1', 'prog_calf_p2'])
    expect(keys('prog_pfp_early')).toEqual(['prog_pfp_early_p1', 'prog_pfp_early_p2'])
    expect(keys('prog_hamstring')).toHaveLength(3)
    expect(keys('prog_maintenance')).toHaveLength(1)
    expect(around(drafted('prog_hamstring', routine, { block: 'impact', runs: true })).flat()).toEqual([])
    for (const { id } of programTemplates)
      expect(
        impactNames({ templateId: id, phases: drafted(id, [], { block: 'impact', runStage: 4 }) }),
        id,
      ).toEqual([])
    const told = fromTemplate('prog_quad_focus', { ...fit, block: 'impact' })?.notices.map(({ text }) => text)
    expect(told).toContain('Thigh 3 was left out: a red flag stops running and jumping.')
  })
})
