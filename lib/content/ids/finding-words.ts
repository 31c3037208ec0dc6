/**
 * What a physiotherapist reads for a finding that a rule names: its label, its unit, and the field of the assessment
 * that gives it (a calculated finding names the field that is measured for it).
 */
export interface FindingWords {
  readonly label: string
  readonly unit?: string
  readonly field: string
}

type Row = readonly [id: string, label: string, unit?: string, field?: string]

const rows: readonly Row[] = [
  ['lsi_knee_ext', 'Knee extension, of the other side', '%', 'str_knee_ext'],
  ['knee_ext_low', 'Knee extension below the low line', '', 'str_knee_ext'],
  ['str_knee_ext', 'Knee extension', 'N·m/kg'],
  ['sts30_low', 'Sit-to-stand below the line for the age', '', 'func_sts30'],
  ['func_sts30', 'Sit-to-stand in 30 seconds'],
  ['lsi_knee_flex', 'Knee flexion, of the other side', '%', 'str_knee_flex'],
  ['lsi_hip_abd', 'Hip abduction, of the other side', '%', 'str_hip_abd'],
  ['lsi_hip_er', 'Hip external rotation, of the other side', '%', 'str_hip_er'],
  ['lsi_hip_ext', 'Hip extension, of the other side', '%', 'str_hip_ext'],
  ['func_bridge_sl', 'Single-leg bridges'],
  ['func_heel_raise', 'Heel raises on one leg'],
  ['heel_raise_norm', 'Usual heel raises for the age', '', 'func_heel_raise'],
  ['heel_raise_gap', 'Heel raises below the norm', '', 'func_heel_raise'],
  ['heel_raise_norm_pct', 'Heel raises, of the norm', '%', 'func_heel_raise'],
  ['heel_raise_diff', 'Heel raises fewer than the other side', '', 'func_heel_raise'],
  ['heel_raise_diff_pct', 'Heel raises fewer than the other side', '%', 'func_heel_raise'],
  ['func_stepdown_items', 'Seen at the step-down'],
  ['func_stepdown_score', 'Step-down score', 'of 6', 'func_stepdown_items'],
  ['func_squat_sl_quality', 'Single-leg squat'],
  ['func_side_plank_s', 'Side plank', 's'],
  ['func_plank_s', 'Front plank', 's'],
  ['flex_thomas_knee_deg', 'Modified Thomas, knee angle', '°'],
  ['flex_thomas_hip_deg', 'Modified Thomas, thigh above horizontal', '°'],
  ['prone_bend_diff_deg', 'Prone knee bend, less than the other side', '°', 'flex_prone_knee_bend_deg'],
  ['flex_popliteal_deg', 'Popliteal angle', '°'],
  ['flex_slr_deg', 'Straight-leg raise', '°'],
  ['flex_wblt_deg', 'Lunge test, shin angle', '°'],
  ['flex_wblt_cm', 'Lunge test, toe to wall', 'cm'],
  ['wblt_diff_deg', 'Lunge test, less than the other side', '°', 'flex_wblt_deg'],
  ['wblt_diff_cm', 'Lunge test, less than the other side', 'cm', 'flex_wblt_cm'],
  ['flex_ober_deg', 'Ober test', '°'],
  ['rom_knee_extension_deficit_deg', 'Lack of knee extension', '°'],
  ['rom_knee_flexion_deg', 'Knee flexion', '°'],
  ['gait_cadence_spm', 'Steps per minute, measured'],
  ['gait_overstride', 'Foot lands ahead of the knee'],
  ['gait_pelvic_drop', 'Pelvis drops'],
  ['gait_knee_valgus', 'Knee falls inward'],
  ['gait_crossover', 'Foot lands across the middle'],
  ['gait_trunk_forward', 'Trunk leans forward'],
  ['gait_noise', 'Loud landing'],
  ['gait_bounce', 'Vertical movement'],
  ['pfp_cluster', 'Positive of the three kneecap tests', '', 'test_resisted_extension_pain'],
  ['test_sweep_grade', 'Effusion, stroke test'],
  ['test_noble', 'Noble'],
  ['test_hoffa', 'Hoffa'],
  ['test_mcmurray', 'McMurray'],
  ['test_thessaly_20', 'Thessaly at 20°'],
  ['test_lachman', 'Lachman'],
  ['test_pivot_shift', 'Pivot shift'],
  ['test_anterior_drawer', 'Anterior drawer'],
  ['test_valgus_30', 'Valgus stress at 30°'],
  ['test_varus_30', 'Varus stress at 30°'],
  ['test_decline_squat', 'Decline squat'],
  ['test_extensor_lag_deg', 'Extensor lag', '°'],
  ['test_hop_single', 'Single-leg hop, bone pain'],
  ['test_patella_apprehension', 'Patellar apprehension'],
  ['test_fadir', 'FADIR'],
  ['test_log_roll', 'Hip log roll'],
  ['test_slump', 'Slump'],
  ['palp_lateral_epicondyle', 'Lateral epicondyle tender'],
  ['palp_lateral_joint_line', 'Lateral joint line tender'],
  ['palp_medial_joint_line', 'Medial joint line tender'],
  ['palp_inferior_pole', 'Lower pole of the patella tender'],
  ['palp_quad_tendon', 'Quadriceps tendon tender'],
  ['palp_fat_pad', 'Fat pad tender'],
  ['palp_bone_focal', 'Focal bone tenderness'],
  ['palp_pes_anserine', 'Pes anserine tender'],
  ['palp_tibial_tubercle', 'Tibial tubercle tender'],
]

const byId: ReadonlyMap<string, FindingWords> = new Map(
  rows.map(([id, label, unit, field]) => [id, { label, field: field || id, ...(unit ? { unit } : {}) }]),
)

/** Without the side: `test_noble_left` is `test_noble`. */
export const findingWords = (id: string): FindingWords | null =>
  byId.get(id) ?? byId.get(id.replace(/_(left|right)$/, '')) ?? null
