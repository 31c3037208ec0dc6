import type { PlanRow } from './types.ts'

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
