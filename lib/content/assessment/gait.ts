import { angle, grades, grouped, inSection, number, options } from './make.ts'
import type { AssessmentItem } from './types.ts'

const item = inSection('gait')
const graded =
  (sides: Pick<AssessmentItem, 'sided' | 'wasUnsided'>) =>
  (id: string, label: string, how: string, source: string, reference = 'None') =>
    item(id, label, how, source, { ...sides, input: { kind: 'choice', options: grades }, reference })
const grade = graded({ sided: true, wasUnsided: true })
/** Of the whole body. */
const whole = graded({ sided: false })

/** Running gait (clinical/assessment.md 8). A grade is that of the stance leg. */
export const gaitItems: readonly AssessmentItem[] = [
  ...grouped('Set-up', [
    item(
      'gait_surface',
      'Where',
      'Treadmill, or a 20 m track; own shoes, after 6 minutes of easy running or more; from the side and the back, filmed at 60 frames a second or more.',
      '–',
      {
        sided: false,
        input: { kind: 'choice', options: options({ treadmill: 'Treadmill', overground: 'Overground' }) },
      },
    ),
    item('gait_speed_kmh', 'Speed', 'Easy, as on most runs.', '–', {
      sided: false,
      input: number('km/h', [4, 25], [6, 18], { decimals: 1 }),
    }),
    item('gait_cadence_spm', 'Steps a minute', 'Both feet, counted over 30 s, times 2.', '[10]', {
      sided: false,
      input: number('spm', [100, 240], [140, 200]),
      reference:
        'Varies with speed and height; a cue to increase helps most at about {cadence_possible_spm} or less [EO]',
      line: { limit: 'cadence_possible_spm', beyond: 'up_to' },
    }),
    item('gait_foot_strike', 'First contact', 'Side view.', '–', {
      wasUnsided: true,
      input: { kind: 'choice', options: options({ rear: 'Rearfoot', mid: 'Midfoot', fore: 'Forefoot' }) },
      reference: 'Record only',
    }),
  ]),
  ...grouped('Seen from the side', [
    grade(
      'gait_overstride',
      'Overstride',
      'Foot lands clearly in front of the knee, knee near straight.',
      '[23]',
    ),
    item('gait_knee_flex_ic_deg', 'Knee flexion at contact', 'Frame of first contact.', '[GK]', {
      input: angle([-5, 60], [0, 40]),
      reference: 'About 10 to 25°',
    }),
    item(
      'gait_tibia_ic_deg',
      'Shin angle at contact',
      'From vertical; plus: foot ahead of the knee.',
      '[GK]',
      {
        input: angle([-20, 30], [-10, 20]),
        reference: 'About 0 to 8°',
      },
    ),
    whole(
      'gait_trunk_forward',
      'Forward trunk lean',
      'Mid-stance.',
      '[23]',
      'A slight lean is normal; marked counts',
    ),
    whole('gait_bounce', 'Bounce', 'Vertical movement of the head.', '–', 'Marked counts'),
    grade('gait_noise', 'Loud landing', 'Listen, foot by foot.', '–', 'None; marked counts'),
  ]),
  ...grouped('Seen from behind', [
    grade('gait_pelvic_drop', 'Pelvic drop', 'Opposite side drops in mid-stance.', '[23]'),
    item('gait_pelvic_drop_deg', 'Pelvic drop, angle (optional)', '2-D angle in mid-stance.', '–', {
      input: angle([0, 25], [0, 15]),
      reference: 'None confirmed',
    }),
    grade('gait_knee_valgus', 'Knee falls inward', 'Mid-stance.', '–'),
    grade('gait_crossover', 'Crossover', 'Foot lands across the midline.', '–'),
    grade('gait_trunk_side', 'Side lean', 'Over the stance leg.', '–', 'None; record'),
  ]),
  ...grouped('After the run', [
    item('gait_pain', 'Pain at the end of the recording', '0 no pain to 10 worst pain.', '–', {
      sided: false,
      input: number('of 10', [0, 10], [0, 10]),
      reference: '0 to 2, pain-monitoring model',
    }),
  ]),
]
