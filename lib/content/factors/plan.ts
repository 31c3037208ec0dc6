import type { BlockKind, BlockRule, KeepRunningRow, PlanRow } from './types.ts'

export const planRows: readonly PlanRow[] = [
  {
    row: 1,
    rule: 'pat_bone_stress = consider OR flag_bsi_knee = unresolved OR flag_bsi_hip = unresolved OR flag_bsi_hip_acute = unresolved',
    program: null,
    note: 'none; refer',
  },
  {
    row: 2,
    rule: 'top_pattern in {pat_acl, pat_collateral, pat_patellar_instability, pat_referred_hip, pat_referred_lumbar, pat_posterior, pat_inflammatory}',
    program: null,
    note: 'none; the physiotherapist decides after the examination',
  },
  {
    row: 3,
    rule: 'top_pattern in {pat_patellar_tendon, pat_quad_tendon}',
    program: 'prog_patellar_tendon',
    note: '',
  },
  { row: 4, rule: 'top_pattern = pat_itbs', program: 'prog_itb', note: '' },
  {
    row: 5,
    rule: 'top_pattern in {pat_pfp, pat_pf_oa} AND (irritability = high OR nprs_worst_7d >= 4)',
    program: 'prog_pfp_early',
    note: '',
  },
  { row: 6, rule: 'top_pattern in {pat_pfp, pat_pf_oa}', program: 'prog_pfp_late', note: '' },
  {
    row: 7,
    rule: 'top_muscle_factor in {fac_hip_abd_weak, fac_hip_er_ext_weak, fac_control_poor}',
    program: 'prog_hip_focus',
    note: '',
  },
  { row: 8, rule: 'top_muscle_factor = fac_quad_weak', program: 'prog_quad_focus', note: '' },
  { row: 9, rule: 'top_muscle_factor = fac_hamstring_weak', program: 'prog_hamstring', note: '' },
  { row: 10, rule: 'top_muscle_factor = fac_calf_weak', program: 'prog_calf', note: '' },
  {
    row: 11,
    rule: 'nprs_worst_7d <= 2 AND fac_beginner_build >= 1',
    program: 'prog_beginner_prevention',
    note: '',
  },
  { row: 12, rule: 'irritability = high', program: 'prog_pfp_early', note: '' },
  { row: 13, rule: 'always', program: 'prog_quad_focus', note: '' },
]

/** What each block works on; the plan takes at most so many of a kind (clinical/factors.md 8.3). */
export const blockKinds: Readonly<Record<string, BlockKind>> = {
  blk_quad_strength: 'strength',
  blk_hip_strength: 'strength',
  blk_hamstring_strength: 'strength',
  blk_calf_strength: 'strength',
  blk_trunk: 'strength',
  blk_control: 'strength',
  blk_flex_quad: 'flexibility',
  blk_flex_hip_flexor: 'flexibility',
  blk_flex_hamstring: 'flexibility',
  blk_flex_calf: 'flexibility',
  blk_flex_lateral_hip: 'flexibility',
  blk_gait_cadence: 'gait',
  blk_gait_form: 'gait',
  blk_warmup: 'routine',
  blk_cooldown: 'routine',
}

export const blockLimits: Readonly<Record<BlockKind, number>> = {
  strength: 2,
  flexibility: 2,
  gait: 1,
  routine: 2,
}

/** Blocks that are added whatever the factors: what an answer asks for, and the routine around every run (clinical/factors.md 8.3, 8.5). */
export const blockRules: readonly BlockRule[] = [
  { block: 'blk_isometric_relief', rule: 'irritability = high' },
  { block: 'blk_cross_training', rule: 'running_status = stopped AND equipment includes_any {bike, pool}' },
  { block: 'blk_warmup', rule: 'block_level = none', words: 'every run' },
  { block: 'blk_cooldown', rule: 'block_level = none', words: 'every run' },
]

/** Back to running by stages instead of running on; `run_limit` is that of the first phase (clinical/factors.md 8.4). */
export const returnToRunRule =
  'running_status in {stopped, walk_run} OR nprs_during_run > run_limit OR settle_time in {over_24h, never_settles}'

const settles = 'settle_time in {no_increase, within_1h, within_24h}'

/** The first two weeks of a runner who keeps running, the first row that is true (clinical/programmes.md 6.5); then 6.4. */
export const keepRunningRows: readonly KeepRunningRow[] = [
  {
    situation: 'Pain within the limit, and settled',
    rule: `run_excess <= 0 AND morning_increase <= 1 AND ${settles}`,
    week: {
      percent: null,
      longest: 1,
      extraRun: false,
      besides: ['No hard session in week 1', 'Flat ground'],
    },
  },
  {
    situation: 'Pain up to 2 above the limit, or more the next morning',
    rule: `run_excess <= 2 AND ${settles}`,
    week: {
      percent: 'keep_running_pct',
      longest: 0.8,
      extraRun: true,
      besides: ['No hard session', '10 to 20 % slower'],
    },
  },
  { situation: 'More pain, slow to settle, or not known', rule: 'always', week: null },
]
