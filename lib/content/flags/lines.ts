import type { FlagLine } from '#lib/content/flags/types.ts'

export const flagLines: readonly FlagLine[] = [
  { text: 'Do not massage or exercise the calf.', flagIds: ['flag_dvt'] },
  {
    text: 'Do not try to push the kneecap or knee back into place.',
    flagIds: ['flag_dislocation_deformity'],
  },
  { text: 'Please do not force the knee straight.', flagIds: ['flag_locked_knee', 'flag_locked_knee_acute'] },
  {
    text: 'Please keep weight off the leg until you have been checked.',
    flagIds: [
      'flag_cannot_weight_bear',
      'flag_bsi_hip_acute',
      'flag_hip_young',
      'flag_fracture_ottawa',
      'flag_fragility',
      'flag_extensor_rupture',
    ],
  },
  {
    text: 'Please stop running and jumping until you have been checked; walking without pain is fine.',
    flagIds: [
      'flag_bsi_knee',
      'flag_bsi_leg',
      'flag_bsi_hip',
      'flag_hip_exam',
      'flag_insufficiency',
      'flag_young_bone',
      'flag_exertional_neuro',
    ],
  },
  {
    text: 'Please stop exercising and do not start again before a doctor has said it is safe. If it comes on at rest, call {emergency_number}.',
    flagIds: ['flag_cardiac_exercise'],
  },
  {
    text: 'Please contact the doctor or pharmacist who gave you the antibiotic today, before the next dose, and rest the leg.',
    flagIds: ['flag_fluoroquinolone_tendon'],
  },
  {
    text: 'If the weakness spreads, or you get new trouble passing urine or numbness between the legs, call {emergency_number}.',
    flagIds: ['flag_neuro_acute', 'flag_neuro_deficit'],
  },
  {
    text: 'You told us that you have been feeling low. Please talk to your doctor or somebody you trust. If you feel unable to keep yourself safe, call {emergency_number}.',
    flagIds: ['flag_low_mood'],
  },
]
