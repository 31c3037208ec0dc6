import type { LimitSpec } from './types.ts'

/**
 * Numbers of red flags (clinical/red-flags.md) that rest on opinion [EO]. A clinic may make a flag more cautious and never
 * less: the default is the lax end of each range. Ages, which stand for anatomy, and what has a source are fixed; so are
 * urgency, block and target.
 */
export const flagLimits = [
  {
    id: 'severe_pain_nprs',
    label: 'Severe pain in a form or on waking: from',
    unit: 'of 10',
    default: 8,
    min: 6,
    max: 8,
    step: 1,
    reason: 'Pain like this at rest is not what load explains.',
    readBy: ['Severe pain'],
  },
  {
    id: 'never_imaged_weeks',
    label: 'Worsening and never imaged: after more than',
    unit: 'weeks',
    default: 26,
    min: 12,
    max: 26,
    step: 1,
    reason: 'What grows worse for half a year needs a picture.',
    readBy: ['Worsening for long, no imaging'],
  },
  {
    id: 'extensor_lag_deg',
    label: 'Extensor lag after a sudden onset: above',
    unit: '°',
    default: 5,
    min: 0,
    max: 5,
    step: 1,
    reason: 'Smaller lags are hard to tell by eye, and usually inhibition.',
    readBy: ['Cannot straighten the knee actively'],
  },
  {
    id: 'night_pain_days',
    label: 'Constant night pain in 7 days: from',
    unit: 'days',
    default: 3,
    min: 1,
    max: 3,
    step: 1,
    reason: 'One bad night can have many causes; three in a week are a pattern.',
    readBy: ['Night or constant pain, or a lump'],
  },
  {
    id: 'safety_screen_days',
    label: 'Safety answers count for',
    unit: 'days',
    default: 14,
    min: 7,
    max: 14,
    step: 1,
    reason: 'Older answers may not hold any more when a program is published.',
    readBy: ['Publishing a program'],
  },
] as const satisfies readonly LimitSpec[]
