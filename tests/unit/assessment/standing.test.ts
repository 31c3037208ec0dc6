import { describe, expect, it } from 'vitest'
import { fullContext } from '#lib/assessment/context/rules.ts'
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import { spokenFindings } from '#lib/assessment/reading/rules.ts'
import { computedFindings } from '#lib/assessment/rules.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import { standingFindings } from '#lib/assessment/standing/rules.ts'
import { defaultLimits as limits } from '#lib/content/limits/index.ts'

const context = { affected: 'left', indexSide: 'left', ageYears: 34, sex: 'female', weightKg: 70 } as const
const examined = (on: string, raw: Raw) => {
  const values = measuredValues(raw, context.weightKg)
  const computed = computedFindings(values, fullContext(context, { intake: new Map(), limits }, []))
  return { on, spoken: spokenFindings({ raw, context, values, computed, limits }) }
}
const standing = (...all: Raw[]) =>
  standingFindings(all.map((raw, at) => examined(`2026-08-0${at + 3}`, raw))).map(
    ({ text, on }) => `${text} (${on})`,
  )

describe('what stands out over several examinations', () => {
  it('is what an earlier one found and no later one measured again', () => {
    const first = { test_lachman_left: 'positive' }
    const found = 'Lachman, left: Positive (2026-08-03)'
    expect(standing(first)).toEqual([found])
    expect(standing(first, { flex_popliteal_deg_right: [10] })).toEqual([found])
    expect(standing(first, { test_lachman_left: 'not_tested' })).toEqual([found])
    expect(standing(first, { test_lachman_right: 'negative' })).toEqual([found])
  })

  it('is a positive sign that was unclear since', () => {
    const found = ['Lachman, left: Positive (2026-08-03)']
    const first = { test_lachman_left: 'positive' }
    expect(standing(first, { test_lachman_left: 'unclear' }, { test_lachman_left: 'unable' })).toEqual(found)
  })

  it('is a weakness that was measured again without lever arm or weight', () => {
    const both = { str_knee_ext_force_left: [200], str_knee_ext_force_right: [420] }
    const first = { ...both, str_knee_ext_lever_m: 0.33, str_knee_ext_position: '60' }
    const found = standing(first)
    expect(found).toHaveLength(2)
    const again = { str_knee_ext_force_left: [300], str_knee_ext_position: '60' }
    expect(standing(first, again)).toEqual(found)
    const lever = { ...again, str_knee_ext_lever_m: 0.4 }
    expect(standing(first, lever)).toEqual([])
  })

  it('is heel raises of less than 60 % of the norm, though few are lacking', () => {
    const old = { ...context, ageYears: 81, sex: 'male' } as const
    const raw = { func_heel_raise_left: [5] }
    const values = measuredValues(raw, old.weightKg)
    const computed = computedFindings(values, fullContext(old, { intake: new Map(), limits }, []))
    expect(computed.heel_raise_gap.left).toBe(5)
    const [found] = spokenFindings({ raw, context: old, values, computed, limits })
    expect(found).toMatchObject({ id: 'func_heel_raise', marked: true })
  })

  it('is gone when its newest value does not stand out', () => {
    expect(standing({ test_lachman_left: 'positive' }, { test_lachman_left: 'negative' })).toEqual([])
  })

  it('holds no comparison of sides after one of them was measured anew', () => {
    const calves = { obs_calf_girth_cm_left: 36, obs_calf_girth_cm_right: 39 }
    expect(standing(calves)).toEqual(['Girth, 10 cm below the tibial tubercle: 3 cm apart (2026-08-03)'])
    expect(standing(calves, { obs_calf_girth_cm_left: 38.5 })).toEqual([])
  })

  it('a grade without its side gives way to one that has it', () => {
    const [once, sided] = [{ gait_pelvic_drop: 'marked' }, { gait_pelvic_drop_left: 'none' }]
    expect(standing(once)).toEqual(['Pelvic drop: Marked, side not recorded (2026-08-03)'])
    expect(standing(once, sided)).toEqual([])
    expect(standing(sided, once)).toEqual(['Pelvic drop: Marked, side not recorded (2026-08-04)'])
  })
})
