import { grouped, inSection, number, options } from './make.ts'
import type { AssessmentItem } from './types.ts'

const item = inSection('function')
const hops = { provocative: true, hop: true } as const
const reps = (usual: readonly [number, number], max: number) => number('reps', [0, max], usual, { trials: 3 })

/** Functional tests (clinical/assessment.md 5). */
export const functionItems: readonly AssessmentItem[] = [
  ...grouped('Quality', [
    item(
      'func_stepdown_items',
      'Lateral step-down, quality',
      '20 cm step, 5 repetitions; tick what is seen.',
      '[76]',
      {
        input: {
          kind: 'list',
          options: options({
            none: 'Nothing seen',
            arms: 'Arms leave the waist',
            trunk: 'Trunk leans',
            pelvis: 'Pelvis leaves horizontal',
            knee_second_toe: 'Knee inside the 2nd toe',
            knee_inner_foot: 'Knee inside the foot (2)',
            unsteady: 'Unsteady or steps down',
          }),
        },
        reference: 'Score 0 to 1 good, 2 to 3 medium, 4 or more poor; kappa 0.67 to 0.81 in kneecap pain',
      },
    ),
    item('func_squat_sl_quality', 'Single-leg squat, quality', 'To 45 to 60°.', '[EO]', {
      input: {
        kind: 'choice',
        options: options({ good: 'Good', fair: 'Fair', poor: 'Poor', not_tested: 'Not tested' }),
      },
      reference: 'Good',
      provocative: true,
    }),
  ]),
  ...grouped('Endurance and balance', [
    item(
      'func_sts30',
      '30-second sit-to-stand',
      'Chair 43 cm, arms crossed; more than half up when time is up counts.',
      '[82][83]',
      {
        sided: false,
        input: reps([4, 48], 60),
        reference: '19 to 35 years 33.0, SD 5.4; from 60 years by age and sex. No agreed norm from 36 to 59.',
      },
    ),
    item(
      'func_heel_raise',
      'Single-leg heel raises',
      'To fatigue on a 10° incline, fingertips on the wall, metronome 60: one beat up, one beat down.',
      '[84]',
      {
        input: reps([2, 60], 80),
        reference: 'By age and sex',
        positive: 'More than 6 below the norm is possible, below 60 % of it present.',
        error: { amount: 6, source: '[84]' },
        symmetry: { kind: 'behind', id: 'heel_raise_diff', limit: 6 },
      },
    ),
    item(
      'func_bridge_sl',
      'Single-leg hamstring bridge',
      'To fatigue: heel on a 60 cm box, knee about 20°, other thigh upright, arms across the chest.',
      '[85]',
      {
        input: reps([2, 60], 80),
        reference: 'Below 20 poor, 25 average, above 30 good (male Australian football players)',
      },
    ),
    item(
      'func_side_plank_s',
      'Side plank hold',
      'Elbow and feet, body straight; the lower side is the side.',
      '[GK][103]',
      {
        input: number('s', [0, 300], [3, 200], { trials: 3 }),
        reference:
          'Healthy young adults about 72 to 97 s; below {side_plank_possible_s} possible, below {side_plank_present_s} present [EO]',
        line: { limit: 'side_plank_possible_s', beyond: 'below' },
      },
    ),
    item('func_plank_s', 'Front plank hold', 'Elbows and toes, body straight.', '[EO]', {
      sided: false,
      input: number('s', [0, 600], [3, 300], { trials: 3 }),
      reference: 'Above {plank_usual_s}; below {plank_possible_s} possible',
      line: { limit: 'plank_possible_s', beyond: 'below' },
    }),
    item('func_balance_sl_s', 'Single-leg stance', 'Eyes open, at most 60 s.', '[GK]', {
      input: number('s', [0, 60], [1, 60], { trials: 3 }),
      reference: '45 s or more below 50 years; below 20 possible',
    }),
  ]),
  ...grouped('Hops: only with pain of 3 or less and no effusion', [
    item('func_hop_single_cm', 'Single hop for distance', 'Best of three, landing held for 2 s.', '[EO]', {
      input: number('cm', [0, 300], [20, 240], { trials: 3 }),
      reference: 'LSI {lsi_symmetric_pct} or more',
      symmetry: { kind: 'lsi', id: 'lsi_hop' },
      ...hops,
    }),
    item('func_hop_triple_cm', 'Triple hop for distance', 'Best of three, last landing held.', '[EO]', {
      input: number('cm', [0, 900], [80, 750], { trials: 3 }),
      reference: 'LSI {lsi_symmetric_pct} or more',
      symmetry: { kind: 'lsi', id: null },
      ...hops,
    }),
    item('func_hop_pain', 'Pain during 10 hops on the spot', '0 no pain to 10 worst pain.', '[EO]', {
      input: number('of 10', [0, 10], [0, 10]),
      reference: '0 to 2; above the hop limit of the program it stops impact',
      ...hops,
    }),
  ]),
]

/** Points of what is seen at the step-down [76]; the inner border of the foot replaces the second toe. */
export const stepdownPoints: Readonly<Record<string, number>> = {
  arms: 1,
  trunk: 1,
  pelvis: 1,
  knee_second_toe: 1,
  knee_inner_foot: 2,
  unsteady: 1,
  none: 0,
}
