import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { changesBetween, inputChanges, isNews } from '#lib/factors/changes/rules.ts'
import { evaluateFactors } from '#lib/factors/evaluation/rules.ts'
import { type CaseInput, caseInputs, storedInputsOf, valuesOfInputs } from '#lib/factors/inputs/rules.ts'
import { storedEvaluation } from '#lib/factors/schema.ts'

const today = '2026-11-25'
const intake = {
  id: 'i',
  kind: 'intake' as const,
  on: '2026-10-01',
  answers: {
    affected_side: 'right',
    date_of_birth: '1990-01-01',
    runs_week_now: 4,
    energy_low: 'no',
    shoe_pairs: 1,
  },
}
const review = {
  id: 'r',
  kind: 'review_form' as const,
  on: '2026-11-20',
  answers: { runs_week_now: 2, energy_low: 'yes' },
}
const assessment = {
  id: 'a',
  on: '2026-11-21',
  findings: { func_plank_s: 20, flex_ober_deg: { left: 3, right: -2 }, gait_cadence_spm: null },
}
const stored = (input: Partial<CaseInput>) => {
  const inputs = caseInputs({ forms: [intake], assessments: [], limits: defaultLimits, today, ...input })
  return { inputs: storedInputsOf(inputs), evaluation: evaluateFactors(inputs.values) }
}

describe('the inputs of a case', () => {
  test('the newest answer counts, and each says where it came from', () => {
    const { values, sources } = caseInputs({
      forms: [intake, review],
      assessments: [],
      limits: defaultLimits,
      today,
    })
    expect(values.get('runs_week_now')).toBe(2)
    expect(sources.get('runs_week_now')).toEqual({ kind: 'review_form', sourceId: 'r', on: '2026-11-20' })
    expect(values.get('shoe_pairs')).toBe(1)
    expect(sources.get('shoe_pairs')).toEqual({ kind: 'intake', sourceId: 'i', on: '2026-10-01' })
    expect(sources.get('index_side')?.kind).toBe('calculated')
    expect(values.get('age_years')).toBe(36)
  })

  test('a later assessment replaces what it measured, and a gap in it nothing', () => {
    const noble = { ...assessment, findings: { ...assessment.findings, test_noble: { right: 'positive' } } }
    const later = {
      id: 'b',
      on: '2026-11-24',
      findings: { func_plank_s: 70, flex_ober_deg_right: 1, test_noble_right: 'not_tested' },
    }
    const { values, sources } = caseInputs({
      forms: [intake],
      assessments: [noble, later],
      limits: defaultLimits,
      today,
    })
    expect(values.get('test_noble_right')).toBe('positive')
    expect(values.get('func_plank_s')).toBe(70)
    expect(values.get('flex_ober_deg_right')).toBe(1)
    expect(values.get('flex_ober_deg_left')).toBe(3)
    expect(sources.get('flex_ober_deg_left')).toEqual({ kind: 'assessment', sourceId: 'a', on: '2026-11-21' })
  })

  test('a pain ends with the next result of its test, and a positive sign only with a normal one', () => {
    const first = { test_noble: { right: 'positive' }, test_noble_nprs: { right: 4 } }
    const later = { id: 'b', on: '2026-11-24', findings: { test_noble_right: 'unclear' } }
    const { values, sources } = caseInputs({
      forms: [intake],
      limits: defaultLimits,
      today,
      assessments: [{ ...assessment, findings: first }, later],
    })
    expect(values.get('test_noble_right')).toBe('positive')
    expect([values.has('test_noble_nprs_right'), sources.has('test_noble_nprs_right')]).toEqual([
      false,
      false,
    ])
  })

  test('what is calculated from several examinations replaces what one of them said, and may end it', () => {
    const found = { ...assessment, findings: { pfp_cluster_right: 2, lsi_hip_abd: 95, heel_raise_gap: 4 } }
    const { values, sources } = caseInputs({
      forms: [intake],
      assessments: [found],
      limits: defaultLimits,
      today,
      calculated: { pfp_cluster_right: 1, lsi_hip_abd: null, heel_raise_gap: 4 },
    })
    expect(values.get('pfp_cluster_right')).toBe(1)
    expect(sources.get('pfp_cluster_right')?.kind).toBe('calculated')
    expect([values.has('lsi_hip_abd'), sources.has('lsi_hip_abd')]).toEqual([false, false])
    expect(sources.get('heel_raise_gap')?.kind).toBe('assessment')
  })

  test('the side that a clinician set for the case counts before that of the form', () => {
    const sideOf = (side: 'left' | 'both') =>
      caseInputs({ forms: [intake], assessments: [], limits: defaultLimits, today, side }).values.get(
        'index_side',
      )
    expect(sideOf('left')).toBe('left')
  })

  test('with both knees affected what is found on the knee that was calmer at intake is found', () => {
    const bothKnees = {
      ...intake,
      answers: { ...intake.answers, affected_side: 'both', worse_side: 'right' },
    }
    const found = { ...assessment, findings: { flex_popliteal_deg: { left: 52, right: 20 } } }
    const { values } = caseInputs({
      forms: [bothKnees],
      assessments: [found],
      limits: defaultLimits,
      today,
      side: 'both' as const,
    })
    const tight = evaluateFactors(values).factors.find(({ id }) => id === 'fac_hamstring_tight')
    expect(tight).toMatchObject({ level: 2, side: 'left' })
  })

  test('an answer that its condition hides is missing', () => {
    const hidden = {
      ...intake,
      answers: { ...intake.answers, km_week_before: 20, load_recall_unknown: 'yes' },
    }
    const { values } = caseInputs({ forms: [hidden], assessments: [], limits: defaultLimits, today })
    expect(values.get('km_week_before')).toBeUndefined()
  })

  test('what is stored gives the same levels again', () => {
    const { inputs, evaluation } = stored({ assessments: [assessment], calculated: { lsi_knee_ext: 70 } })
    expect(evaluateFactors(valuesOfInputs(inputs))).toEqual(evaluation)
    expect(inputs.lsi_knee_ext).toEqual({
      value: 70,
      from: { kind: 'calculated', sourceId: null, on: null },
    })
    // Answers that no rule of these reads are not copied.
    expect(inputs.date_of_birth).toBeUndefined()
  })
})

describe('what a re-evaluation says', () => {
  test('nothing new is not stored, whatever order a database gives the keys in', () => {
    const before = stored({ assessments: [assessment] })
    const turned = JSON.parse(JSON.stringify(before), (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toReversed())
        : part,
    )
    const read = { inputs: turned.inputs, evaluation: storedEvaluation.parse(turned.evaluation) }
    expect(isNews(read, stored({ assessments: [assessment] }))).toBe(false)
    expect(isNews(null, before)).toBe(true)
  })

  test('which levels changed, by which inputs', () => {
    const before = stored({})
    const after = stored({ assessments: [assessment] })
    expect(isNews(before, after)).toBe(true)
    expect(inputChanges(before.inputs, after.inputs).map(({ id }) => id)).toEqual([
      'flex_ober_deg_left',
      'flex_ober_deg_right',
      'func_plank_s',
    ])
    const changes = changesBetween(before.evaluation, after.evaluation)
    expect(changes.factors).toEqual([
      { id: 'fac_trunk_endurance', from: null, to: 1, inputs: [{ id: 'func_plank_s', from: null, to: 20 }] },
      { id: 'fac_itb_tight', from: null, to: 1, inputs: [{ id: 'flex_ober_deg', from: null, to: -2 }] },
    ])
    expect(changes.rules).toBeNull()
  })

  test('that the rules changed', () => {
    const { evaluation, inputs } = stored({})
    const older = { ...evaluation, ruleSetVersion: 0 }
    expect(changesBetween(older, evaluation).rules).toEqual({ from: 0, to: evaluation.ruleSetVersion })
    expect(isNews({ evaluation: older, inputs }, { evaluation, inputs })).toBe(true)
  })

  test('which patterns came or went', () => {
    const posterior = {
      ...intake,
      answers: {
        ...intake.answers,
        pain_zone_main: 'zone_posterior:right',
        pain_zones: ['zone_posterior:right'],
      },
    }
    const changes = changesBetween(stored({}).evaluation, stored({ forms: [posterior] }).evaluation)
    expect(changes.patterns).toContainEqual({ id: 'pat_posterior', from: 'not_listed', to: 'consider' })
  })
})
