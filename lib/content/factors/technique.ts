import type { FactorSpec } from './types.ts'

export const techniqueFactors: readonly FactorSpec[] = [
  {
    id: 'fac_low_cadence',
    group: 'grp_technique',
    title: 'Few steps a minute',
    levels: [
      {
        level: 1,
        rule: 'gait_cadence_spm <= $cadence_possible_spm OR (NOT known(gait_cadence_spm) AND cadence_known <= $cadence_possible_spm)',
      },
      { level: 2, rule: 'gait_cadence_spm < $cadence_present_spm' },
    ],
    inputs: ['gait_cadence_spm', 'cadence_known'],
    evidence: 'moderate',
    evidenceNote:
      'that shorter steps lower patellofemoral load (−22 % per step, −7.5 % per mile with 10 % shorter steps [22]); review of trials and laboratory studies [21]; the line is expert opinion [10]',
    expertThreshold: true,
    modifiable: true,
    blocks: ['blk_gait_cadence'],
    advice: ['adv_cadence'],
  },
  {
    id: 'fac_overstride',
    group: 'grp_technique',
    title: 'Long steps',
    levels: [
      {
        level: 1,
        rule: 'gait_overstride = mild OR (NOT known(gait_overstride) AND form_notes includes long_steps)',
      },
      { level: 2, rule: 'gait_overstride = marked' },
    ],
    inputs: ['gait_overstride', 'form_notes'],
    evidence: 'weak',
    evidenceNote: 'straighter knee at contact in injured runners [23]',
    expertThreshold: false,
    modifiable: true,
    blocks: ['blk_gait_cadence'],
    advice: ['adv_cadence'],
  },
  {
    id: 'fac_pelvic_drop',
    group: 'grp_technique',
    title: 'Pelvis drops',
    levels: [
      {
        level: 1,
        rule: 'gait_pelvic_drop = mild OR (NOT known(gait_pelvic_drop) AND form_notes includes hips_drop)',
      },
      { level: 2, rule: 'gait_pelvic_drop = marked' },
    ],
    inputs: ['gait_pelvic_drop', 'form_notes'],
    evidence: 'moderate',
    evidenceNote: 'association, cross-sectional [23]',
    expertThreshold: false,
    modifiable: true,
    blocks: ['blk_hip_strength', 'blk_gait_form'],
    advice: [],
  },
  {
    id: 'fac_knee_valgus',
    group: 'grp_technique',
    title: 'Knee moves inward',
    levels: [
      {
        level: 1,
        rule: 'gait_knee_valgus = mild OR (NOT known(gait_knee_valgus) AND form_notes includes knees_inward)',
      },
      { level: 2, rule: 'gait_knee_valgus = marked' },
    ],
    inputs: ['gait_knee_valgus', 'form_notes'],
    evidence: 'weak',
    evidenceNote: '',
    expertThreshold: false,
    modifiable: true,
    blocks: ['blk_control', 'blk_gait_form'],
    advice: [],
  },
  {
    id: 'fac_crossover',
    group: 'grp_technique',
    title: 'Feet cross the middle',
    levels: [
      {
        level: 1,
        rule: 'gait_crossover = mild OR (NOT known(gait_crossover) AND form_notes includes feet_cross)',
      },
      { level: 2, rule: 'gait_crossover = marked' },
    ],
    inputs: ['gait_crossover', 'form_notes'],
    evidence: 'expert',
    evidenceNote: 'step width listed for ITB pain [26]',
    expertThreshold: false,
    modifiable: true,
    blocks: ['blk_gait_form'],
    advice: [],
  },
  {
    id: 'fac_trunk_lean',
    group: 'grp_technique',
    title: 'Upper body leans forward',
    levels: [
      {
        level: 1,
        rule: 'gait_trunk_forward = mild OR (NOT known(gait_trunk_forward) AND form_notes includes leaning_forward)',
      },
      { level: 2, rule: 'gait_trunk_forward = marked' },
    ],
    inputs: ['gait_trunk_forward', 'form_notes'],
    evidence: 'weak',
    evidenceNote:
      'greater forward lean in injured runners [23]; caution: slightly more lean unloads the kneecap joint, so do not cue an upright trunk in patellofemoral pain [GK] Teng HL & Powers CM 2014',
    expertThreshold: false,
    modifiable: true,
    blocks: ['blk_gait_form', 'blk_trunk'],
    advice: [],
  },
  {
    id: 'fac_heavy_landing',
    group: 'grp_technique',
    title: 'Hard landing',
    levels: [
      {
        level: 1,
        rule: 'gait_noise = mild OR gait_bounce = mild OR (NOT known(gait_noise) AND form_notes includes loud_landing)',
      },
      { level: 2, rule: 'gait_noise = marked OR gait_bounce = marked' },
    ],
    inputs: ['gait_noise', 'gait_bounce', 'form_notes'],
    evidence: 'weak',
    evidenceNote: '',
    expertThreshold: false,
    modifiable: true,
    blocks: ['blk_gait_form', 'blk_gait_cadence'],
    advice: [],
  },
]
