import type { Limits } from '#lib/content/limits/index.ts'
import { withNumbers } from '#lib/rules/numbers.ts'

/** What has to be recorded before a program may be activated (clinical/assessment.md 9); `$name` stands for a limit. */
const minimumDataSet: readonly {
  readonly id: string
  readonly label: string
  readonly rule: string
}[] = [
  {
    id: 'walking_effusion_range',
    label: 'Walking, effusion, range',
    rule: 'filled(obs_walk) AND known(test_sweep_grade) AND known(rom_knee_flexion_deg) AND known(rom_knee_extension_deficit_deg)',
  },
  { id: 'palpation', label: 'Palpation', rule: 'n_palp_recorded >= 1' },
  { id: 'squat', label: 'Squat', rule: 'test_squat_pain in {normal, positive, unclear, unable}' },
  {
    id: 'ligaments',
    label: 'Ligament screen after an injury or giving way',
    rule: 'NOT (rf_trauma = yes OR giving_way in {sport_rare, sport_often, daily}) OR (known(test_lachman) AND known(test_valgus_30) AND known(test_varus_30))',
  },
  { id: 'hip', label: 'Hip screen', rule: 'known(rom_hip_ir_deg)' },
  { id: 'function', label: 'Function', rule: 'n_func_recorded >= 1' },
  {
    id: 'safety',
    label: 'Safety questions answered in the last $safety_screen_days days',
    rule: 'safety_age_days <= $safety_screen_days',
  },
  { id: 'statement', label: 'Red flags reviewed, in a signed assessment', rule: 'red_flags_reviewed = yes' },
  {
    id: 'guardian',
    label: 'Consent of the guardian for minors',
    rule: 'age_years >= 18 OR guardian_consent = yes',
  },
]

/** The same with these limits in its labels and rules. */
export const minimumWith = (limits: Limits): typeof minimumDataSet =>
  minimumDataSet.map(({ id, label, rule }) => ({
    id,
    label: withNumbers(label, limits),
    rule: withNumbers(rule, limits),
  }))

/** Asked only when an item of the program is stopped by the block `impact`. */
export const hopPainRule = 'known(func_hop_pain)'
