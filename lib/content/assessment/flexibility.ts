import { angle, grouped, inSection, number } from './make.ts'
import type { AssessmentItem } from './types.ts'

const item = inSection('flexibility')

/** Flexibility (clinical/assessment.md 7). */
export const flexibilityItems: readonly AssessmentItem[] = [
  ...grouped('Hip and thigh', [
    item(
      'flex_thomas_hip_deg',
      'Modified Thomas, thigh',
      'Thigh angle to horizontal; plus: the thigh stays above.',
      '[87][107]',
      {
        input: angle([-40, 60], [-25, 35]),
        reference: 'Above {thomas_possible_deg} short one-joint hip flexors',
        line: { limit: 'thomas_possible_deg', beyond: 'above' },
        accuracy: 'Goniometer ICC 0.30 to 0.65; the trigonometric method is better',
      },
    ),
    item('flex_thomas_knee_deg', 'Modified Thomas, knee', 'Knee flexion angle at rest.', '[87][88]', {
      input: angle([0, 140], [25, 100]),
      reference: 'Below 67° short two-joint hip flexors',
      error: { amount: 19, source: '[88]' },
    }),
    item('flex_prone_knee_bend_deg', 'Prone knee bend', 'Passive; pelvis flat.', '[EO]', {
      input: angle([60, 170], [90, 160]),
      reference: 'Side difference above {prone_bend_behind_deg}',
      symmetry: { kind: 'behind', id: 'prone_bend_diff_deg', limit: 'prone_bend_behind_deg' },
    }),
    item(
      'flex_popliteal_deg',
      'Popliteal angle',
      'Hip at 90°, straighten passively; 0 is straight.',
      '[87]',
      {
        input: angle([0, 90], [0, 75]),
        reference: 'Above {popliteal_possible_deg} short hamstrings',
        line: { limit: 'popliteal_possible_deg', beyond: 'above' },
      },
    ),
    item('flex_slr_deg', 'Straight-leg raise', 'Passive, knee straight.', '[GK]', {
      input: angle([0, 150], [30, 120]),
      reference: 'Below {slr_possible_deg}',
      line: { limit: 'slr_possible_deg', beyond: 'below' },
    }),
    item('flex_ober_deg', 'Ober', 'Inclinometer; plus: the leg sinks below horizontal.', '[24]', {
      input: angle([-40, 60], [-20, 40]),
      reference:
        'Below 0° restricted [GK]; runners with iliotibial band pain differed by only 1.2°, below the detectable change',
    }),
  ]),
  ...grouped('Ankle', [
    item('flex_wblt_deg', 'Weight-bearing lunge, angle', 'Inclinometer on the tibia, heel down.', '[86]', {
      input: angle([0, 70], [12, 60]),
      reference: 'Below {lunge_possible_deg} [EO]',
      line: { limit: 'lunge_possible_deg', beyond: 'below' },
      symmetry: { kind: 'behind', id: 'wblt_diff_deg', limit: 4.7 },
      error: { amount: 4.7, source: '[86]' },
    }),
    item('flex_wblt_cm', 'Weight-bearing lunge, distance', 'Toe to wall, heel down.', '[86]', {
      input: number('cm', [0, 25], [0.5, 20], { trials: 3, take: 'mean', decimals: 1 }),
      line: { limit: 'lunge_possible_cm', beyond: 'below' },
      reference: 'Below {lunge_possible_cm} [EO]; side difference above 1.9 cm',
      symmetry: { kind: 'behind', id: 'wblt_diff_cm', limit: 1.9 },
      error: { amount: 1.9, source: '[86]' },
    }),
  ]),
]
