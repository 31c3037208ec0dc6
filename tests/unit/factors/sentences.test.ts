import { describe, expect, test } from 'vitest'
import { adviceById, adviceIds, explanation, withNumbers } from '#lib/factors/sentences/rules.ts'
import { factor, type Values, valuesOf } from '#tests/unit/factors/people.ts'

const says = (id: string, values: Values) => explanation(factor(id, values), valuesOf(values))

describe('explanations', () => {
  test('are filled from the inputs, with at most one decimal', () => {
    expect(
      says('fac_weekly_spike', { km_week_before: 20, km_week_onset: 30, load_change_weekly_pct: 50 }),
    ).toBe('Your weekly distance went from 20 to 30 km. A quick rise gives the tissues little time to adapt.')
    expect(says('fac_long_run_share', { runs_week_now: 4, long_run_share_pct: 66.6667 })).toBe(
      'Your longest run makes up 66.7 % of your week. Spreading the distance is easier on the knee.',
    )
  })

  test('are in miles for who runs in miles', () => {
    const of = (id: string, values: Values) => explanation(factor(id, values), valuesOf(values), 'mi')
    expect(
      of('fac_weekly_spike', { km_week_before: 8.05, km_week_onset: 24.14, load_change_weekly_pct: 200 }),
    ).toBe(
      'Your weekly distance went from 5 to 15 miles. A quick rise gives the tissues little time to adapt.',
    )
    expect(of('fac_shoe_worn', { shoe_km: 805, shoe_wear: ['none'] })).toBe(
      'Your shoes have about 500 miles on them, are no longer new or show wear, so they may cushion less.',
    )
    expect(of('fac_shoe_worn', { shoe_km: 'unknown', shoe_wear: ['midsole_creased'] })).toBe(
      'Your shoes are no longer new or show wear, so they may cushion less.',
    )
    expect(of('fac_weekly_spike', { km_week_before: 0, km_week_onset: 17.7, km_rise: 17.7 })).toMatch(
      /from 0 to 11 miles\./,
    )
  })

  test('leave out a part in brackets that has no value', () => {
    expect(says('fac_session_spike', { session_spike_pct: 37.5, km_longest_30d_before: 8 })).toMatch(
      /^The run on which you first felt the pain was 37\.5 % longer than your longest run of the month before\./,
    )
    expect(
      says('fac_session_spike', { session_spike_pct: null, km_longest_30d_before: 0, km_onset_run: 6 }),
    ).toMatch(/^The run on which you first felt the pain was longer than your longest run/)
    expect(says('fac_shoe_worn', { shoe_km: 820, shoe_wear: ['none'] })).toBe(
      'Your shoes have about 820 km on them, are no longer new or show wear, so they may cushion less.',
    )
    expect(says('fac_shoe_worn', { shoe_km: 'unknown', shoe_wear: ['midsole_creased'] })).toBe(
      'Your shoes are no longer new or show wear, so they may cushion less.',
    )
    expect(says('fac_short_sleep', { sleep_quality: 'poor', sleep_hours: null })).toBe(
      'Your sleep is short or poor. Sleep is when the body repairs itself.',
    )
  })

  test('leave out a part in brackets whose value did not make the rule true', () => {
    const newGround: Values = { onset_activity: 'running', onset_run_context: ['new_surface'] }
    expect(says('fac_hard_surface', { ...newGround, surface_hard_pct: 0, surface_concrete_pct: 0 })).toBe(
      'You run mostly on hard ground or recently changed to different ground.',
    )
    expect(says('fac_hard_surface', { ...newGround, surface_hard_pct: 90, surface_concrete_pct: 40 })).toBe(
      'You run mostly on hard ground (90 %) or recently changed to different ground.',
    )
    expect(says('fac_short_sleep', { sleep_quality: 'poor', sleep_hours: 9 })).toMatch(
      /^Your sleep is short or poor\./,
    )
    expect(says('fac_short_sleep', { sleep_quality: 'poor', sleep_hours: 6.5 })).toMatch(
      /\(about 6\.5 hours\)/,
    )
    expect(says('fac_shoe_worn', { shoe_km: 120, shoe_wear: ['sole_worn_smooth'] })).toMatch(
      /^Your shoes are no longer/,
    )
    // Added by a physio.
    expect(says('fac_hard_surface', { surface_hard_pct: 0, surface_concrete_pct: 0 })).not.toMatch(/%/)
  })

  test('name the value that made the rule true', () => {
    expect(says('fac_quad_weak', { lsi_knee_ext: 82.02 })).toBe(
      'The front thigh muscle tested weaker (82 % of the other side). It helps to absorb each landing.',
    )
    expect(says('fac_quad_weak', { lsi_knee_ext: 96, sts30_low: 'yes', func_sts30: 18 })).toBe(
      'The front thigh muscle tested weaker (18 stands from a chair in 30 seconds). It helps to absorb each landing.',
    )
    expect(says('fac_quad_weak', { knee_ext_low: 'yes', str_knee_ext_right: 1.46 })).toMatch(
      /\(1\.5 N·m per kg\)/,
    )
    expect(
      says('fac_calf_weak', {
        heel_raise_gap: 12,
        heel_raise_norm_pct: 55.6,
        heel_raise_norm: 27,
        func_heel_raise_right: 15,
        func_heel_raise_left: 26,
      }),
    ).toBe(
      'You managed 15 heel raises; about 27 are usual for your age. Strong calves take load off the knee.',
    )
    expect(says('fac_trunk_endurance', { func_side_plank_s_right: 60, func_plank_s: 20 })).toBe(
      'Holding your trunk steady was hard (20 seconds).',
    )
    expect(says('fac_calf_tight', { wblt_diff_deg: 6 })).toMatch(
      /bends less \(6° less than the other side\),/,
    )
    expect(says('fac_low_cadence', { cadence_known: 164 })).toMatch(/about 164 steps per minute/)
  })

  test('while both sides are equally bad, name the worse value and its side', () => {
    const both = { index_side: 'equal', func_bridge_sl_left: 24, func_bridge_sl_right: 15 }
    expect(says('fac_hamstring_weak', both)).toMatch(/\(15 single-leg bridges on the right\)/)
    const raises = { heel_raise_gap: 13, heel_raise_norm_pct: 51.9, heel_raise_norm: 27 }
    const ofBoth = (left: number | null, right: number | null) =>
      says('fac_calf_weak', {
        ...raises,
        index_side: 'equal',
        func_heel_raise_left: left,
        func_heel_raise_right: right,
      })
    const usual = 'about 27 are usual for your age. Strong calves take load off the knee.'
    expect(ofBoth(30, 14)).toBe(`You managed 14 heel raises on the right; ${usual}`)
    expect(ofBoth(14, 30)).toBe(`You managed 14 heel raises on the left; ${usual}`)
    expect(ofBoth(null, 14)).toBe(`You managed 14 heel raises on the right; ${usual}`)
    const strength = { index_side: 'equal', knee_ext_low: 'yes' }
    expect(says('fac_quad_weak', { ...strength, str_knee_ext_left: 2.4, str_knee_ext_right: 1.2 })).toMatch(
      /\(1\.2 N·m per kg on the right\)/,
    )
    const plank = { index_side: 'equal', func_side_plank_s_left: 60, func_side_plank_s_right: 20 }
    expect(says('fac_trunk_endurance', plank)).toBe(
      'Holding your trunk steady was hard (20 seconds on the right).',
    )
  })

  test('of the index side, name its value and never that of the other leg', () => {
    const raises = { heel_raise_gap: 13, heel_raise_norm_pct: 51.9, heel_raise_norm: 27 }
    const left = { ...raises, index_side: 'left', func_heel_raise_left: 14, func_heel_raise_right: 30 }
    expect(says('fac_calf_weak', left)).toMatch(/^You managed 14 heel raises; /)
  })

  test('of heel raises that only the other side shows to be few, name the other side and no norm', () => {
    const raises = { func_heel_raise_right: 28, func_heel_raise_left: 40 }
    const few = { heel_raise_diff: 12, heel_raise_diff_pct: 30 }
    const said =
      'You managed 12 fewer heel raises than on the other side. Strong calves take load off the knee.'
    const norm = { heel_raise_norm: 27, heel_raise_gap: -1, heel_raise_norm_pct: 103.7 }
    expect(says('fac_calf_weak', { ...raises, ...few, ...norm })).toBe(said)
    expect(says('fac_calf_weak', { ...raises, ...few })).toBe(said)
  })

  test('say what the patient noticed while nothing else speaks for it', () => {
    expect(says('fac_pelvic_drop', { form_notes: ['hips_drop', 'long_steps'] })).toBe(
      'You told us that your hips drop. We will look at it together.',
    )
    expect(says('fac_hip_abd_weak', { form_notes: ['hips_drop'] })).toBe(
      'You told us that your hips drop. We will look at it together.',
    )
    expect(
      says('fac_hip_abd_weak', { form_notes: ['hips_drop'], func_stepdown_items_right: ['pelvis'] }),
    ).toMatch(/^The muscles at the side of your hip tested weaker or tired early\./)
    expect(says('fac_pelvic_drop', { gait_pelvic_drop_right: 'mild', form_notes: ['hips_drop'] })).toBe(
      'Your pelvis drops on the free side while you run.',
    )
  })

  test('count one day as a day', () => {
    expect(says('fac_few_rest_days', { rest_days_week: 1, runs_week_now: 6 })).toMatch(/has 1 day without/)
    expect(says('fac_few_rest_days', { rest_days_week: 0, runs_week_now: 6 })).toMatch(/has 0 days without/)
  })

  test('are not made up without the value they need', () => {
    expect(says('fac_trunk_endurance', {})).toBeNull()
    expect(says('fac_weekly_spike', {})).toBeNull()
    expect(says('fac_crossover', {})).toBe('Your feet land close to or across the middle line.')
  })
})

const adviceText = (id: string, clinic: Parameters<typeof withNumbers>[1]) =>
  withNumbers(adviceById(id)?.text ?? '', clinic)

describe('advice', () => {
  test('is what the factors name, what everybody gets, each once and in order', () => {
    expect(adviceIds(['fac_session_spike', 'fac_weekly_spike', 'fac_shoe_worn'], valuesOf({}))).toEqual([
      'adv_pain_rules',
      'adv_load_progression',
      'adv_session_cap',
      'adv_shoe_replace',
      'adv_seek_help',
    ])
  })

  test('on sitting when sitting hurts or lasts', () => {
    const sitting = (values: Values) => adviceIds([], valuesOf(values)).includes('adv_sitting')
    expect(sitting({ agg_sitting_long: 'moderate' })).toBe(true)
    expect(sitting({ sitting_hours: 8 })).toBe(true)
    expect(sitting({ agg_sitting_long: 'mild', sitting_hours: 7.5 })).toBe(false)
    expect(sitting({})).toBe(false)
  })

  test('carries the numbers of the clinic', () => {
    const text = adviceText('adv_seek_help', { emergencyNumber: '112', outOfHoursPhone: '116 117' })
    expect(text).toMatch(/^Call 112 for chest pain/)
    expect(text).toMatch(/call 116 117\./)
    expect(text).not.toMatch(/[{}]/)
  })

  test.each([
    { emergencyNumber: '', outOfHoursPhone: '116 117' },
    { emergencyNumber: '112', outOfHoursPhone: ' ' },
  ])('has no words while a number is missing that it names: %o', (clinic) => {
    expect(adviceText('adv_seek_help', clinic)).toBeNull()
    expect(adviceText('adv_pain_rules', clinic)).not.toBeNull()
  })
})
