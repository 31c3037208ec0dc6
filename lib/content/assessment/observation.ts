import { angle, grouped, inSection, number, options } from './make.ts'
import type { AssessmentItem } from './types.ts'

const item = inSection('observation')
const girth = (limits: readonly [number, number], usual: readonly [number, number]) =>
  number('cm', limits, usual, { decimals: 1 })

/** Observation and range (clinical/assessment.md 2). */
export const observationItems: readonly AssessmentItem[] = [
  ...grouped('Observation', [
    item('obs_walk', 'Walking', 'A few meters at the usual speed, then four steps on purpose.', '–', {
      sided: false,
      input: {
        kind: 'choice',
        options: options({
          normal: 'Normal',
          antalgic: 'Painful limp',
          trendelenburg: 'Trendelenburg',
          other_gait: 'Other',
          unable_to_walk: 'Unable, fewer than four steps',
        }),
      },
      positive: 'A limp. Fewer than four steps raises a flag.',
      reference: 'Normal',
    }),
    item(
      'test_sweep_grade',
      'Effusion, modified stroke test',
      'Stroke upward along the inner side two or three times, then downward along the outer side; watch the inner hollow.',
      '[75]',
      {
        input: {
          kind: 'choice',
          options: options({
            zero: 'Zero',
            trace: 'Trace',
            one_plus: '1+',
            two_plus: '2+',
            three_plus: '3+',
            not_tested: 'Not tested',
          }),
        },
        positive:
          '1+ or more. Trace: small wave on the down-stroke; 1+: larger bulge on the down-stroke; 2+: returns by itself after the up-stroke; 3+: cannot be emptied.',
        reference: 'Zero',
      },
    ),
    item('obs_knee_girth_cm', 'Girth, mid-patella', 'Lying, knee straight, tape level.', '[EO]', {
      input: girth([20, 80], [28, 60]),
      reference: 'Sides less than {girth_knee_apart_cm} apart',
      symmetry: { kind: 'apart', id: null, limit: 'girth_knee_apart_cm', atLeast: true },
    }),
    item(
      'obs_thigh_girth_cm',
      'Girth, 10 cm above the patella',
      'Lying, muscle relaxed; mark the spot.',
      '[EO]',
      {
        input: girth([25, 100], [35, 80]),
        reference: 'Sides less than {girth_thigh_apart_cm} apart',
        symmetry: { kind: 'apart', id: null, limit: 'girth_thigh_apart_cm', atLeast: true },
      },
    ),
    item('obs_calf_girth_cm', 'Girth, 10 cm below the tibial tubercle', 'Lying, calf relaxed.', '[64]', {
      input: girth([20, 70], [25, 55]),
      reference: 'Sides less than 3 cm apart',
      positive: '3 cm or more is a Wells item and raises a flag.',
      symmetry: { kind: 'apart', id: 'calf_girth_diff_cm', limit: 3, atLeast: true },
    }),
    item('obs_alignment', 'Standing alignment of the knee', 'Feet together, kneecaps forward.', '[5]', {
      input: {
        kind: 'choice',
        options: options({ neutral: 'Neutral', varus: 'Varus', valgus: 'Valgus' }),
      },
      reference: 'Neutral. Record only: the Q angle is no risk factor for future kneecap pain.',
    }),
    item(
      'obs_foot_posture',
      'Foot posture index (optional)',
      'Six items, relaxed standing; the total of −12 to 12.',
      '[GK]',
      {
        input: number('', [-12, 12], [-8, 11]),
        reference: '0 to 5; above 5 pronated, below 0 supinated',
      },
    ),
  ]),
  ...grouped('Range', [
    item(
      'rom_knee_flexion_deg',
      'Knee flexion, active',
      'Lying; goniometer on trochanter, epicondyle, malleolus.',
      '[GK]',
      {
        input: angle([0, 170], [60, 165]),
        reference: 'About 135 to 150°',
        positive: 'Below 90°; after an injury it counts in the Ottawa rule.',
      },
    ),
    item(
      'rom_knee_extension_deficit_deg',
      'Lack of knee extension',
      'Heel propped; 0 is straight, minus is hyperextension.',
      '[GK]',
      {
        input: angle([-20, 60], [-15, 30]),
        reference: '−10 to 0°',
        positive: '5° or more, or a springy block.',
      },
    ),
    item('rom_hip_ir_deg', 'Hip internal rotation', 'Prone, or sitting at 90°; pelvis still.', '[GK]', {
      input: angle([0, 80], [5, 65]),
      reference: '30 to 45°',
      positive: 'A loss of 10° or more against the other side, or pain.',
      symmetry: { kind: 'apart', id: 'rom_hip_ir_loss_deg', limit: 10, atLeast: true },
      positions: options({ prone: 'Prone', flexed_90: 'At 90° flexion' }),
    }),
    item('rom_hip_er_deg', 'Hip external rotation', 'Prone, or sitting at 90°; pelvis still.', '[GK]', {
      input: angle([0, 90], [10, 75]),
      reference: '30 to 60°',
      symmetry: { kind: 'apart', id: null, limit: 10, atLeast: true },
      positions: options({ prone: 'Prone', flexed_90: 'At 90° flexion' }),
    }),
    item('rom_hip_flexion_deg', 'Hip flexion', 'Lying, other thigh down.', '[GK]', {
      input: angle([0, 150], [70, 145]),
      reference: '110 to 130°',
      positive: 'Painful or limited.',
    }),
  ]),
]
