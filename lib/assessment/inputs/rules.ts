/** What the computed findings are computed from. */
import { behindIds, type ComputedId, symmetryIds } from '#lib/assessment/rules.ts'
import { itemsOf } from '#lib/content/assessment/index.ts'
import type { SectionId } from '#lib/content/assessment/types.ts'

const each = <Id extends string>(from: Readonly<Record<Id, string>>) =>
  Object.fromEntries(Object.entries<string>(from).map(([id, one]) => [id, [one]])) as Record<Id, string[]>

const itemIds = (section: SectionId) => itemsOf(section).map(({ id }) => id)

/** By computed id: the measured ids that it is computed from, without their side. What is of the person alone has none. */
export const computedFrom: Readonly<Record<ComputedId, readonly string[]>> = {
  ...each(symmetryIds),
  ...each(behindIds),
  pfp_cluster: ['test_resisted_extension_pain', 'test_squat_pain', 'palp_patellar_facets'],
  func_stepdown_score: ['func_stepdown_items'],
  ottawa_positive: ['test_patella_isolated_tender', 'test_fibular_head_tender', 'rom_knee_flexion_deg'],
  wells_dvt_score: ['wells_items'],
  sts30_low: ['func_sts30'],
  knee_ext_low: ['str_knee_ext'],
  heel_raise_norm: [],
  heel_raise_gap: ['func_heel_raise'],
  heel_raise_norm_pct: ['func_heel_raise'],
  heel_raise_diff_pct: ['func_heel_raise'],
  min_bridge_sl: ['func_bridge_sl'],
  diff_bridge_sl_pct: ['func_bridge_sl'],
  side_heel_raise_pct: ['func_heel_raise'],
  rom_hip_ir_loss_deg: ['rom_hip_ir_deg'],
  calf_girth_diff_cm: ['obs_calf_girth_cm'],
  n_palp_recorded: itemIds('palpation'),
  n_func_recorded: itemIds('function'),
  chg_stepdown: ['func_stepdown_items'],
  chg_noble_nprs: ['test_noble_nprs'],
  chg_knee_ext_pct: ['str_knee_ext'],
  chg_hip_abd_pct: ['str_hip_abd'],
}
