import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { blockById } from '#lib/content/programs/index.ts'
import { choiceOf, stateOf, withoutImpact } from '#lib/programs/entry/rules.ts'
import type { GoesOnFrom } from '#lib/programs/entry/schema.ts'
import { againstRules, entryErrors } from '#lib/programs/entry/words/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

const fit = { equipment: ['none'], daysAvailable: ['mon', 'wed', 'fri'], minutesPerSession: 60, runStage: 1 }
function made(id: string, ...blocks: string[]): ProgramVersionContent {
  const chosen = blocks.flatMap((one) => blockById(one) ?? [])
  const found = fromTemplate(id, fit as Parameters<typeof fromTemplate>[1], chosen)
  if (!found) throw new Error(id)
  return found.content
}

/** Everything that returning to running asks for (programmes.md 6.1). */
const fitToRun: Record<string, RuleValue> = {
  unresolved_level: 'none',
  block_level: 'none',
  pat_bone_stress: 'not_listed',
  ind_walk30_ok: 2,
  test_sweep_grade_left: 'trace',
  func_hop_pain_left: 2,
  chk_stairs_nprs: 3,
  func_stepdown_score_left: 3,
  func_heel_raise_left: 15,
}
type Ask = { values?: Record<string, RuleValue>; goesOn?: GoesOnFrom; limits?: typeof defaultLimits }
function choose(content: ProgramVersionContent, at: number, { values = {}, goesOn, limits }: Ask = {}) {
  const phase = content.phases[at]
  if (!phase) throw new Error('no phase')
  const facts = {
    values: new Map(Object.entries({ ...fitToRun, ...values })),
    ...({ indexSide: 'left', runWeek: null } as const),
  }
  const { name, checks } = choiceOf(content, phase, goesOn ?? null, facts, limits ?? defaultLimits)
  return { name, checks, state: stateOf(checks), said: againstRules(name, checks, 'seen today') }
}
const names = ({ checks }: { checks: readonly { name: string }[] }) => checks.map(({ name }) => name)

describe('the entry of a first phase (programmes.md 1 and 5)', () => {
  const run = made('prog_return_to_run')
  test('returning to running begins when all of 6.1 is met', () => {
    expect(choose(run, 0)).toMatchObject({ state: 'may', said: null })
  })
  test.each([
    ['ind_walk30_ok', 1],
    ['chk_stairs_nprs', 4],
    ['func_stepdown_score_left', 4],
    ['func_heel_raise_left', 14],
    ['test_sweep_grade_left', 'one_plus'],
    ['pat_bone_stress', 'consider'],
    ['unresolved_level', 'routine_referral'],
  ])('and needs a reason with %s %s, which says what was found', (id, value) => {
    const found = choose(run, 0, { values: { [id]: value } })
    expect(found.state).toBe('reason')
    expect(found.said).toMatch(/^.+ begins against its rules \(.+: .+\): seen today$/)
    expect(entryErrors(found.name, found.checks, '')).toHaveProperty('entryReason')
    expect(entryErrors(found.name, found.checks, 'seen today')).toEqual({})
  })
  test('what is not assessed is not met, and is named also beside what was found', () => {
    const found = choose(run, 0, { values: { chk_stairs_nprs: null, func_heel_raise_left: 8 } })
    expect(found.checks[0]).toMatchObject({ result: 'not_met', missing: ['chk_stairs_nprs'] })
    expect(found.said).toContain('8 (asked for: at least 15); not assessed: ')
  })
  test('the heel raises are those that the clinic asks for', () => {
    const limits = { ...defaultLimits, return_heel_raises: 20 }
    expect(choose(run, 0, { limits }).state).toBe('reason')
    expect(choose(run, 0, { limits, values: { func_heel_raise_left: 20 } }).state).toBe('may')
  })
  test('no reason helps against a block', () => {
    const found = choose(run, 0, { values: { block_level: 'impact' } })
    expect(found.state).toBe('blocked')
    expect(entryErrors(found.name, found.checks, 'a long reason')).toHaveProperty('phaseKey')
  })
  test('the first weeks of running ask for the worst pain and for half an hour of walking', () => {
    const plan = made('prog_beginner_prevention')
    const pain = (worst: number | null) => ({ values: { nprs_worst_7d: worst, chk_walk_nprs: 2 } })
    expect(choose(plan, 0, pain(2)).state).toBe('may')
    expect(choose(plan, 0, pain(7)).state).toBe('reason')
    expect(choose(plan, 0, pain(null)).state).toBe('reason')
  })
  test('maintenance asks for the discharge criteria', () => {
    const upkeep = made('prog_maintenance')
    expect(choose(upkeep, 0, { values: { discharge_ok: 'no' } }).state).toBe('reason')
    expect(choose(upkeep, 0, { values: { discharge_ok: 'yes' } }).state).toBe('may')
  })
})

describe('a later phase', () => {
  const calf = made('prog_calf')
  const ready = {
    ind_top_ex_calf_raise_double: 'yes',
    ind_adherence_pct: 80,
    ind_red_last3: 0,
  }
  const at = (index: number): GoesOnFrom => ({ content: calf, phaseKey: calf.phases[index]?.key ?? null })
  test('needs the end of the one before, what holds for every phase, and its own entry', () => {
    expect(names(choose(calf, 1, { goesOn: at(0) }))).toEqual(['exit', 'ready', 'entry'])
    expect(choose(calf, 1, { goesOn: at(0) }).state).toBe('reason')
    expect(choose(calf, 1, { goesOn: at(0), values: ready }).state).toBe('may')
  })
  test('needs them too where a program begins with it', () => {
    expect(choose(calf, 1).state).toBe('reason')
  })
  test('asks for its own entry alone on the way back, and for nothing where it goes on', () => {
    expect(names(choose(calf, 0, { goesOn: at(1) }))).toEqual(['entry'])
    expect(choose(calf, 1, { goesOn: at(1) }).checks).toEqual([])
  })
})

describe('running stages in another program (programmes.md 6.1)', () => {
  const plain = made('prog_hip_focus')
  const running = made('prog_hip_focus', 'blk_walk_run')
  const of = (content: ProgramVersionContent): GoesOnFrom => ({
    content,
    phaseKey: content.phases[0]?.key ?? null,
  })
  const short = { values: { func_heel_raise_left: 8 } }
  test('ask what running again asks, also where the phase goes on', () => {
    expect(names(choose(running, 0, short))).toEqual(['entry', 'stages'])
    expect(names(choose(running, 0, { goesOn: of(plain), ...short }))).toEqual(['stages'])
    expect(choose(running, 0, short).state).toBe('reason')
    expect(choose(running, 0).state).toBe('may')
    expect(choose(running, 0, { values: { block_level: 'impact' } }).state).toBe('blocked')
  })
  test('are not asked about again once they are there', () => {
    expect(choose(running, 0, { goesOn: of(running), ...short }).checks).toEqual([])
    expect(names(choose(running, 1, { goesOn: of(running), ...short }))).not.toContain('stages')
  })
  test('go by the limit of hops of their own phase', () => {
    const strict = {
      ...running,
      phases: running.phases.map((one) => ({ ...one, params: { ...one.params, hopLimit: 1 } })),
    }
    expect(choose(strict, 0).state).toBe('reason')
  })
  test('follow the own rule of a template that prescribes them', () => {
    const tendon = made('prog_patellar_tendon')
    expect(names(choose(tendon, 3))).not.toContain('stages')
    expect(names(choose(made('prog_beginner_prevention'), 0))).not.toContain('stages')
  })
  test('are asked about in a program of one’s own, which asks for nothing else', () => {
    const own = (content: ProgramVersionContent) => ({
      templateId: null,
      phases: content.phases.map((one, index) => ({ ...one, key: `own_${index}` })),
    })
    expect(choose(own(plain), 1).checks).toEqual([])
    expect(names(choose(own(running), 1))).toEqual(['stages'])
  })
})

describe('running and jumping of a phase that begins (exercises.md 1)', () => {
  const quad = made('prog_quad_focus')
  const at = (content: ProgramVersionContent, index: number): GoesOnFrom => ({
    content,
    phaseKey: content.phases[index]?.key ?? null,
  })
  const asked = (values: Record<string, RuleValue>, content = quad) =>
    choose(content, 2, { goesOn: at(content, 1), values }).checks.find(({ name }) => name === 'impact')
  test('is permitted by a calm examination, and asks for a reason against what was found', () => {
    expect(asked({})).toMatchObject({ result: 'met' })
    const found = { test_sweep_grade_left: 'two_plus', func_hop_pain_left: 7 }
    expect(asked(found)).toMatchObject({ result: 'not_met', blocked: false })
    const choice = choose(quad, 2, { goesOn: at(quad, 1), values: found })
    expect(choice.state).toBe('reason')
    expect(choice.said).toContain('Pain in ten hops: 7')
    expect(withoutImpact(choice.checks).map(({ name }) => name)).toEqual(['exit', 'ready', 'entry'])
  })
  test('what was not examined is not assessed', () => {
    expect(asked({ func_hop_pain_left: null })).toMatchObject({
      result: 'not_assessed',
      because: [],
      missing: ['func_hop_pain'],
    })
  })
  test('what is done already goes on without it, and not against what was found', () => {
    const jumps = quad.phases[2]?.items.filter(({ exerciseId }) => exerciseId.startsWith('ex_ply')) ?? []
    const both = {
      ...quad,
      phases: quad.phases.map((one, index) =>
        index === 1 ? { ...one, items: [...one.items, ...jumps] } : one,
      ),
    }
    expect(asked({ func_hop_pain_left: null }, both)).toBeUndefined()
    expect(asked({ func_hop_pain_left: 7 }, both)).toMatchObject({ result: 'not_met' })
  })
  test('of an earlier phase was permitted only as it stood when it was done', () => {
    const jumps = quad.phases[2]?.items.filter(({ exerciseId }) => exerciseId.startsWith('ex_ply')) ?? []
    const own = { ...quad, phases: quad.phases.map((one, index) => ({ ...one, key: `own_${index}` })) }
    const jumping = {
      ...own,
      phases: own.phases.map((one, index) =>
        index === 0 ? { ...one, items: [...one.items, ...jumps] } : one,
      ),
    }
    const added = { ...own, phases: [{ ...jumping.phases[0], key: 'own_new' }, ...own.phases] } as typeof own
    const back = (content: ProgramVersionContent, before: ProgramVersionContent) =>
      names(
        choose(content, 0, {
          goesOn: { content: before, phaseKey: 'own_1' },
          values: { func_hop_pain_left: null },
        }),
      )
    expect(back(jumping, jumping)).toEqual([])
    expect(back(jumping, own)).toEqual(['impact'])
    expect(back(added, own)).toEqual(['impact'])
    const moved = { ...own, phases: [own.phases[2], own.phases[0], own.phases[1]] } as typeof own
    expect(back(moved, own)).toEqual(['impact'])
  })
  test('is asked in a phase of one’s own, not twice, and nowhere else', () => {
    const own = { ...quad, phases: quad.phases.map((one, index) => ({ ...one, key: `own_${index}` })) }
    expect(names(choose(own, 2, { goesOn: at(own, 1) }))).toEqual(['impact'])
    expect(names(choose(made('prog_return_to_run'), 0))).toEqual(['entry'])
    expect(names(choose(quad, 1, { goesOn: at(quad, 0) }))).not.toContain('impact')
  })
})

describe('the running stage (programmes.md 3.1)', () => {
  const early = made('prog_pfp_early', 'blk_walk_run')
  const at = (stages: readonly [number, number]): ProgramVersionContent => ({
    ...early,
    phases: early.phases.map((phase, index) => ({
      ...phase,
      items: [
        ...phase.items.filter(({ stage }) => stage === null),
        ...early.phases
          .flatMap(({ items }) => items.find(({ stage }) => stage !== null) ?? [])
          .slice(0, 1)
          .map((item) => ({ ...item, key: `run_${index}`, stage: stages[index] ?? 1 })),
      ],
    })),
  })
  const here = (content: ProgramVersionContent): GoesOnFrom => ({ content, phaseKey: 'prog_pfp_early_p1' })
  const stageOf = (stages: readonly [number, number]) =>
    choose(at(stages), 1, { goesOn: here(at(stages)) }).checks.find(({ name }) => name === 'stage')
  test('is named when a phase begins, and a jump above one asks for a reason', () => {
    expect(stageOf([1, 2])).toMatchObject({ result: 'met', text: 'Stage 2; now stage 1' })
    expect(stageOf([1, 4])).toMatchObject({
      result: 'not_met',
      because: ['stage 4 is 3 stages above stage 1'],
    })
  })
  test('also where the phase goes on and only the stage was written anew', () => {
    expect(choose(at([4, 4]), 0, { goesOn: here(at([1, 1])) })).toMatchObject({ state: 'reason' })
    expect(choose(at([2, 2]), 0, { goesOn: here(at([1, 1])) }).checks).toEqual([])
  })
  test('running that was taken out of the phase and comes back is asked for like at the start', () => {
    const run = made('prog_return_to_run')
    const [phase] = run.phases
    const without = { ...run, phases: phase ? [{ ...phase, items: [] }] : [] }
    const again = choose(run, 0, {
      goesOn: { content: without, phaseKey: phase?.key ?? null },
      values: { chk_stairs_nprs: 6 },
    })
    expect(again).toMatchObject({ state: 'reason' })
  })
})
