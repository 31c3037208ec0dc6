import { grouped, inSection, number, options } from './make.ts'
import type { AssessmentItem } from './types.ts'

const item = inSection('strength')
const torque = (max: number) => ({ kind: 'force', unit: 'N·m/kg', min: 0, max }) as const
const kneeAngles = options({ '60': 'Knee 60°, mid-range', '90': 'Knee 90°, flexed' })

/** Strength with a hand-held dynamometer (clinical/assessment.md 6). */
export const strengthItems: readonly AssessmentItem[] = [
  ...grouped('Knee', [
    item(
      'str_knee_ext',
      'Knee extension',
      'Seated, pad above the malleoli, belt; best of three, each pushed for 3 to 5 s against a pad that gives no way (“make”), 30 s of rest between.',
      '[81]',
      {
        input: torque(6),
        positions: kneeAngles,
        reference:
          'N·m/kg, mean, 95 % CI, mid-range: men 2.92 to 3.45, women 2.08 to 2.74; 90°: men 2.50 to 3.06, women 2.04 to 2.71; older, mid-range: men 1.74 to 2.16, women 1.40 to 1.64. Low is {knee_ext_low_pct} of the lower bound [EO]. The error can reach 24 to 29 % in weak inpatients [89].',
        symmetry: { kind: 'lsi', id: 'lsi_knee_ext' },
      },
    ),
    item('str_knee_flex', 'Knee flexion', 'Seated 90° or prone 30°, pad above the heel.', '[81]', {
      input: torque(4),
      positions: options({ seated_90: 'Seated, 90°', prone_30: 'Prone, 30°' }),
      reference:
        'N·m/kg, mid-range: adult men 1.15 to 1.62; older men 0.69 to 0.89, older women 0.46 to 0.81',
      symmetry: { kind: 'lsi', id: 'lsi_knee_flex' },
    }),
  ]),
  ...grouped('Hip', [
    item('str_hip_abd', 'Hip abduction', 'Side-lying, hip neutral, belt.', '[91][92]', {
      input: torque(4),
      positions: options({ malleolus: 'Pad at the lateral malleolus', above_knee: 'Pad above the knee' }),
      reference: 'No norm confirmed: compare the sides',
      symmetry: { kind: 'lsi', id: 'lsi_hip_abd' },
    }),
    item('str_hip_er', 'Hip external rotation', 'Pad above the medial malleolus.', '[91][92]', {
      input: torque(3),
      positions: options({ seated: 'Seated 90/90', prone: 'Prone' }),
      reference: 'No norm confirmed: compare the sides',
      symmetry: { kind: 'lsi', id: 'lsi_hip_er' },
    }),
    item('str_hip_ext', 'Hip extension', 'Prone, knee 90°, pad above the popliteal fossa.', '[106]', {
      input: torque(5),
      reference: 'Detectable change 14.8 N·m (standing-prone set-up, healthy adults)',
      error: { amount: 14.8, source: '[106]' },
      symmetry: { kind: 'lsi', id: 'lsi_hip_ext' },
    }),
  ]),
  ...grouped('Calf and press', [
    item('str_ankle_pf', 'Ankle plantar flexion (optional)', 'Seated calf frame.', '–', { input: torque(4) }),
    item('str_leg_press_6rm', 'Single-leg press, 6 RM', 'Heaviest load for 6 clean repetitions.', '[28]', {
      input: number('kg', [0, 400], [5, 300], { trials: 3, decimals: 1 }),
      reference: 'Compare the sides',
      symmetry: { kind: 'lsi', id: 'lsi_leg_press' },
      provocative: true,
    }),
  ]),
]

/** Changes in percent below the first are noise, up to the second uncertain, where no detectable change is known (clinical/assessment.md 6). */
export const noise = { below: 10, uncertainTo: 20 } as const

/** Newton, metre (clinical/assessment.md 6, capture); usual values [EO]. */
export const forceLimits = { min: 0, max: 1500, usual: [20, 1000] } as const
/** The same in kilogram, which a crane or luggage scale shows. */
export const scaleLimits = { min: 0, max: 152.9, usual: [2, 102] } as const
/** Less torque than this, N·m/kg, is asked about [EO]: kilogram entered as newton come out a tenth as strong. */
export const unusualTorque = 0.3
export const leverLimits = { min: 0.05, max: 0.6, usual: [0.1, 0.5] } as const
export const weightLimits = { min: 25, max: 300, usual: [35, 160] } as const
