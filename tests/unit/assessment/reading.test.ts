import { describe, expect, test } from 'vitest'
import { comparedRows } from '#lib/assessment/compare/rules.ts'
import { fullContext } from '#lib/assessment/context/rules.ts'
import { carriedOver, differences, numberText } from '#lib/assessment/draft/rules.ts'
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import { type Examination, findingRows, standsOut } from '#lib/assessment/reading/rules.ts'
import { readDocument, type StoredContext } from '#lib/assessment/record/schema.ts'
import { computedFindings } from '#lib/assessment/rules.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'

const context: StoredContext = {
  affected: 'left',
  indexSide: 'left',
  ageYears: 34,
  sex: 'female',
  weightKg: 70,
}
function exam(raw: Raw, more: Partial<StoredContext> = {}, limits = defaultLimits): Examination {
  const own = { ...context, ...more }
  const values = measuredValues(raw, own.weightKg)
  const computed = computedFindings(values, fullContext(own, { intake: new Map(), limits }, []))
  return { raw, context: own, values, computed, limits }
}
const strength = (left: number, right: number): Raw => ({
  str_knee_ext_force_left: [left],
  str_knee_ext_force_right: [right],
  str_knee_ext_lever_m: 0.33,
  str_knee_ext_position: '60',
  device_strength: 'belt',
})
const row = (raw: Raw, id: string) => findingRows(exam(raw)).find((one) => one.id === id)

describe('an examination in words', () => {
  test('says when the side that is compared with is weak itself', () => {
    expect(row(strength(300, 378), 'str_knee_ext')?.symmetry).toBe('79.4 %, deficit')
    expect(row(strength(300, 320), 'str_knee_ext')?.symmetry).toBe(
      '93.8 %, symmetric; comparison side is weak',
    )
  })

  test('says in a line of which side a percentage is', () => {
    const line = standsOut(exam(strength(300, 378))).find(({ part }) => part === 'symmetry')?.text
    expect(line).toBe('Knee extension, left: 79.4 % of the right, deficit')
  })

  test('compares the forces of the sides when lever arm or weight is missing', () => {
    const { str_knee_ext_lever_m: _, ...without } = strength(300, 378)
    for (const one of [exam(strength(300, 378), { weightKg: null }), exam(without)])
      expect(findingRows(one)[0]?.symmetry).toBe('79.4 %, deficit')
    const both = exam(strength(300, 378), { weightKg: null, affected: 'both' })
    expect(findingRows(both)[0]?.symmetry).toBeNull()
  })

  test('shows the force when lever arm or weight is missing, and never a torque of nothing', () => {
    const { str_knee_ext_lever_m: _, ...without } = strength(310, 378)
    expect(row(without, 'str_knee_ext')?.left).toEqual({
      text: '310 N; 45.2 % body mass',
      detail: 'lever arm or body weight missing',
      marked: false,
    })
  })

  test.each([
    ['flex_thomas_hip_deg', 'thomas_possible_deg', 3, 'Above 3° short one-joint hip flexors', 4, 3],
    ['flex_popliteal_deg', 'popliteal_possible_deg', 45, 'Above 45° short hamstrings', 46, 45],
    ['flex_slr_deg', 'slr_possible_deg', 75, 'Below 75°', 74, 75],
    ['flex_wblt_deg', 'lunge_possible_deg', 38, 'Below 38° [EO]', 37, 38],
    ['flex_wblt_cm', 'lunge_possible_cm', 9.5, 'Below 9.5 cm [EO]; side difference above 1.9 cm', 9.4, 9.5],
  ] as const)('the line of %s is the limit of the clinic', (id, limit, value, words, found, calm) => {
    const limits = { ...defaultLimits, [limit]: value }
    const of = (measured: number) => exam({ [`${id}_left`]: [measured] }, {}, limits)
    expect(findingRows(of(found))[0]).toMatchObject({ reference: words, marked: true })
    expect(findingRows(of(calm))[0]?.marked).toBe(false)
    expect(findingRows(exam({ [`${id}_left`]: [calm] }))[0]?.reference).not.toContain(`${value}`)
  })

  test.each([
    ['func_side_plank_s_left', 'side_plank_possible_s', 60, 50, 'below 60 s possible'],
    ['func_plank_s', 'plank_possible_s', 40, 35, 'below 40 s possible'],
    ['gait_cadence_spm', 'cadence_possible_spm', 175, 175, '175 spm or less'],
  ] as const)('%s stands out by the line of its factor', (name, limit, value, found, words) => {
    const of = (limits = defaultLimits) => findingRows(exam({ [name]: found }, {}, limits))[0]
    expect(of()?.marked).toBe(false)
    expect(of({ ...defaultLimits, [limit]: value })).toMatchObject({ marked: true })
    expect(of({ ...defaultLimits, [limit]: value })?.reference).toContain(words)
  })

  test('from where on sides apart count, and the bands of their comparison, are those of the clinic', () => {
    const of = (id: string, left: number, right: number, limits = defaultLimits) =>
      findingRows(exam({ [`${id}_left`]: [left], [`${id}_right`]: [right] }, {}, limits))[0]
    const clinic = {
      ...defaultLimits,
      girth_knee_apart_cm: 1.5,
      girth_thigh_apart_cm: 1,
      prone_bend_behind_deg: 15,
      lsi_symmetric_pct: 95,
    }
    const both = (id: string, left: number, right: number) =>
      [defaultLimits, clinic].map((limits) => of(id, left, right, limits)?.marked)
    expect(both('obs_knee_girth_cm', 40, 41)).toEqual([true, false])
    expect(both('obs_thigh_girth_cm', 50, 51)).toEqual([false, true])
    expect(both('flex_prone_knee_bend_deg', 120, 132)).toEqual([true, false])
    expect(both('func_hop_single_cm', 92, 100)).toEqual([false, true])
    const reference = (id: string) => of(id, 100, 100, clinic)?.reference
    expect(reference('obs_knee_girth_cm')).toBe('Sides less than 1.5 cm apart')
    expect(reference('obs_thigh_girth_cm')).toBe('Sides less than 1 cm apart')
    expect(reference('flex_prone_knee_bend_deg')).toBe('Side difference above 15°')
    expect(reference('func_hop_single_cm')).toBe('LSI 95 % or more')
    expect(reference('func_hop_triple_cm')).toBe('LSI 95 % or more')
  })

  test.each([
    ['flex_thomas_knee_deg_left', [66], [67]],
    ['flex_popliteal_deg_left', [41], [40]],
    ['flex_wblt_cm_left', [7.9], [8]],
    ['func_bridge_sl_left', 24, 25],
    ['func_heel_raise_left', 20, 21],
    ['rom_knee_extension_deficit_deg_left', [5], [4]],
    ['test_extensor_lag_deg_left', [6], [5]],
    ['test_sweep_grade_left', 'one_plus', 'trace'],
    ['gait_pelvic_drop_left', 'marked', 'mild'],
    ['gait_trunk_forward', 'marked', 'mild'],
    ['obs_walk', 'antalgic', 'normal'],
    ['func_stepdown_items_left', ['trunk', 'pelvis'], ['trunk']],
  ] as const)('%s stands out at %j, not at %j', (name, found, calm) => {
    expect(standsOut(exam({ [name]: found })).length).toBe(1)
    expect(standsOut(exam({ [name]: calm }))).toEqual([])
  })

  test('a gap between the sides counts from its limit on', () => {
    const calves = (right: number) => ({ obs_calf_girth_cm_left: 36, obs_calf_girth_cm_right: right })
    expect(standsOut(exam(calves(39)))).toMatchObject([
      { id: 'obs_calf_girth_cm', text: 'Girth, 10 cm below the tibial tubercle: 3 cm apart' },
    ])
    expect(standsOut(exam(calves(38.9)))).toEqual([])
    const lunge = (left: number, right: number) => ({
      flex_wblt_cm_left: [left],
      flex_wblt_cm_right: [right],
    })
    expect(standsOut(exam(lunge(9, 11)))).toHaveLength(1)
    expect(standsOut(exam(lunge(11, 9)))).toEqual([])
  })

  test('the triple hop has a symmetry as the single one, and none when both sides hurt', () => {
    const hops = { func_hop_triple_cm_left: [400, 420], func_hop_triple_cm_right: [500] }
    expect(row(hops, 'func_hop_triple_cm')).toMatchObject({
      symmetry: '84.0 %, possible deficit',
      marked: true,
    })
    const both = exam(hops, { affected: 'both', indexSide: 'left' })
    expect(findingRows(both)[0]?.symmetry).toBeNull()
  })

  test('the Wells score stands above what was ticked, and stands out from 2 on', () => {
    const ticked = (...ids: string[]) => exam({ wells_items: ids })
    expect(findingRows(ticked('leg_swollen', 'alternative_likely'))[0]?.left).toEqual({
      text: 'Score \u22121: unlikely',
      detail: 'Entire leg swollen, Another diagnosis at least as likely (\u22122)',
      marked: false,
    })
    expect(standsOut(ticked('leg_swollen', 'previous_dvt'))[0]?.text).toMatch(/: Score 2: likely$/)
    const intake = new Map([['medical_conditions', ['pregnancy']]])
    const { context, values, raw, limits } = ticked('leg_swollen', 'previous_dvt')
    const computed = computedFindings(values, fullContext(context, { intake, limits }, []))
    const [row] = findingRows({ context, values, raw, limits, computed })
    expect(row?.left).toMatchObject({
      text: 'Entire leg swollen, Previous deep-vein thrombosis',
      marked: false,
    })
  })

  test('numbers keep their sign and lose what says nothing', () => {
    expect(numberText(-5, '°', 0)).toBe('\u22125°')
    expect(numberText(38.5, 'cm', 1)).toBe('38.5 cm')
    expect(numberText(40, 'kg', 1)).toBe('40 kg')
    expect(numberText(1.005, 'N·m/kg', 2)).toBe('1.01 N·m/kg')
  })
})

describe('two examinations', () => {
  const change = (a: Raw, b: Raw, id: string) => comparedRows(exam(a), exam(b)).find((one) => one.id === id)

  test('say what changed on each side', () => {
    const of = change(strength(280, 378), strength(322, 378), 'str_knee_ext')
    expect([of?.left, of?.right]).toEqual(['+0.20 N·m/kg (+15 %), 10 to 20 % is uncertain', 'no change'])
    const test = change({ test_noble_left: 'positive' }, { test_noble_left: 'normal' }, 'test_noble')
    expect([test?.left, test?.right]).toEqual(['now normal', null])
  })

  test('differ by what stands there: 1.22 and 1.27 are 0.05 apart', () => {
    const of = (a: number, b: number) => change(strength(a, 378), strength(b, 378), 'str_knee_ext')?.left
    expect(of(259.8, 268.4)).toMatch(/^\+0\.05 N·m\/kg \(\+3 %\)/)
    expect(of(280, 280.1)).toBe('no change')
  })

  test('say how a score of what was ticked changed, and the pain of a test whose result stayed', () => {
    const seen = (ticked: string[]) => ({ func_stepdown_items_left: ticked })
    const of = change(seen(['trunk', 'knee_inner_foot']), seen(['trunk']), 'func_stepdown_items')
    expect(of?.left).toBe('\u22122 of 6')
    const noble = (pain: number): Raw => ({ test_noble_left: 'positive', test_noble_nprs_left: pain })
    expect(change(noble(4), noble(2), 'test_noble')?.left).toBe('pain \u22122 of 10')
    expect(change(noble(4), noble(4), 'test_noble')?.left).toBeNull()
  })

  test('up to the measurement error a change is called that', () => {
    const raises = (n: number) => ({ func_heel_raise_left: n })
    expect(change(raises(15), raises(21), 'func_heel_raise')?.left).toBe(
      '+6 reps, within measurement error [84]',
    )
    expect(change(raises(15), raises(22), 'func_heel_raise')?.left).toBe('+7 reps')
  })

  test('in strength what is below the detectable change is none, and without one the size says how sure it is', () => {
    const hip = (force: number): Raw => ({ str_hip_ext_force_left: [force], str_hip_ext_lever_m: 0.3 })
    // 13.5 N·m and 15 N·m, with 14.8 N·m detectable [106].
    expect(change(hip(300), hip(345), 'str_hip_ext')?.left).toBe(
      '+0.19 N·m/kg, within measurement error [106]',
    )
    expect(change(hip(300), hip(350), 'str_hip_ext')?.left).toBe('+0.21 N·m/kg (+17 %)')
    const knee = (force: number) => change(strength(300, 300), strength(force, 300), 'str_knee_ext')?.left
    expect(knee(315)).toBe('+0.08 N·m/kg (+5 %), below 10 % is noise')
    expect(knee(240)).toBe('\u22120.28 N·m/kg (\u221220 %), 10 to 20 % is uncertain')
    expect(knee(390)).toBe('+0.43 N·m/kg (+30 %)')
  })

  test('another angle or device is not compared, a test that was not done is no change', () => {
    const other = { ...strength(322, 378), str_knee_ext_position: '90' }
    const of = change(strength(280, 378), other, 'str_knee_ext')
    expect(of?.left).toBeNull()
    expect(of?.not).toBe('Not compared, position: Knee 60°, mid-range, then Knee 90°, flexed')
    const test = change({ test_noble_left: 'positive' }, { test_noble_left: 'not_tested' }, 'test_noble')
    expect(test?.left).toBeNull()
  })
})

describe('a grade of the gait that was recorded once, for the worse side', () => {
  const once: Raw = { gait_pelvic_drop: 'marked', gait_crossover: 'not_tested' }

  test('reads as it was recorded, without a side, and still stands out', () => {
    const left = { text: 'Marked, side not recorded', detail: null, marked: true }
    expect(row(once, 'gait_pelvic_drop')).toMatchObject({ sided: false, left, right: null })
    expect(row(once, 'gait_crossover')?.left?.text).toBe('Not tested')
    expect(standsOut(exam(once))).toMatchObject([
      { id: 'gait_pelvic_drop', text: 'Pelvic drop: Marked, side not recorded' },
    ])
  })

  test('counts for either side until one is recorded in its place', () => {
    const sidesOf = (raw: Raw) =>
      ['left', 'right'].map((side) => measuredValues(raw, 70).get(`gait_pelvic_drop_${side}`) ?? null)
    expect(sidesOf(once)).toEqual(['marked', 'marked'])
    expect(sidesOf({ ...once, gait_pelvic_drop_left: 'none' })).toEqual(['none', null])
    expect(row({ ...once, gait_pelvic_drop_left: 'none' }, 'gait_pelvic_drop')).toMatchObject({
      sided: true,
      left: { text: 'None' },
      right: null,
    })
  })

  test('is compared with another such, and with no grade of a side', () => {
    const of = (a: Raw, b: Raw) => comparedRows(exam(a), exam(b)).find((one) => one.id === 'gait_pelvic_drop')
    expect(of(once, { gait_pelvic_drop: 'mild' })).toMatchObject({
      sided: false,
      left: 'now mild',
      not: null,
    })
    expect(of(once, { gait_pelvic_drop_left: 'none', gait_pelvic_drop_right: 'mild' })).toMatchObject({
      sided: true,
      a: { sided: false, left: { text: 'Marked, side not recorded' } },
      b: { sided: true, left: { text: 'None' }, right: { text: 'Mild' } },
      left: null,
      right: null,
      not: 'Not compared, side not recorded',
    })
  })

  test('is kept in the stored document', () => {
    expect(readDocument({ raw: { ...once, gait_foot_strike: 'rear', gait_noise: 'loud' } }).raw).toEqual({
      ...once,
      gait_foot_strike: 'rear',
    })
  })
})

test('a re-test takes over the set-up and nothing that was found', () => {
  expect(carriedOver({ ...strength(310, 378), weight_today_kg: 70, obs_walk: 'normal' })).toEqual({
    str_knee_ext_lever_m: 0.33,
    str_knee_ext_position: '60',
    device_strength: 'belt',
  })
})

test('the one who comes second reads both texts', () => {
  expect(differences('kneecap', { test_noble_left: 'normal' }, { test_noble_nprs_left: 4 })).toEqual([
    'Noble compression, left: saved Normal, yours empty.',
    'Noble compression, pain, left: saved empty, yours 4 of 10.',
  ])
})
