import type { LimitSpec } from './types.ts'

/**
 * Limits of clinical/assessment.md 2, 5 and 6 that rest on opinion [EO]. Where a finding makes a factor, its line is that of the
 * factor. Reference values [81] to [84] and errors of measurement [86] are fixed.
 */

const percent = { unit: '%', step: 1 } as const
const cm = { unit: 'cm', step: 0.5 } as const
const strength = [
  'Sides compared in an examination',
  'Front thigh strength',
  'Side hip strength',
  'Back hip strength',
  'Back thigh strength',
]
const kneeExtension = ['Low line of knee extension', 'Front thigh strength']

export const assessmentLimits = [
  {
    ...percent,
    id: 'lsi_symmetric_pct',
    label: 'Sides compared: symmetric from',
    default: 90,
    min: 85,
    max: 97,
    reason:
      'A difference below 10 % is noise of the measurement. Criteria for running differ widely in the literature.',
    readBy: strength,
  },
  {
    ...percent,
    id: 'lsi_deficit_pct',
    label: 'Sides compared: deficit below',
    default: 80,
    min: 70,
    max: 85,
    reason: 'A difference of 10 to 20 % is uncertain, a larger one is taken as real.',
    readBy: strength,
  },
  {
    unit: '%',
    step: 5,
    id: 'knee_ext_low_pct',
    label: 'Knee extension: low below, of the lower bound',
    default: 75,
    min: 60,
    max: 100,
    reason: 'The bound is one of means of groups and no range of the healthy, so low is clearly below it.',
    readBy: kneeExtension,
  },
  {
    unit: 'years',
    step: 1,
    id: 'knee_ext_older_years',
    label: 'Knee extension: older from',
    default: 65,
    min: 55,
    max: 75,
    reason: 'From this age the values of older people count. Their age limit was not seen in the source.',
    readBy: kneeExtension,
  },
  {
    ...cm,
    id: 'girth_knee_apart_cm',
    label: 'Girth of the knee: sides apart from',
    default: 1,
    min: 0.5,
    max: 3,
    reason: 'Less is hard to tell apart with a tape.',
    readBy: ['Girth, mid-patella, in an examination'],
  },
  {
    ...cm,
    id: 'girth_thigh_apart_cm',
    label: 'Girth of the thigh: sides apart from',
    default: 2,
    min: 1,
    max: 4,
    reason: 'A thigh is thicker than a knee, and small differences are usual.',
    readBy: ['Girth, 10 cm above the patella, in an examination'],
  },
] as const satisfies readonly LimitSpec[]
