import type { Instrument, Item } from './types.ts'

/** Instruments whose items may be shipped, in our own wording (clinical/outcome-measures.md 1; clinical/intake.md). */

const zeroToTen = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
const pain = (id: string, theme: string, text: string): Item => ({
  id,
  theme,
  values: zeroToTen,
  own: { text, low: 'No pain', high: 'Worst pain imaginable' },
})

export const nprs: Instrument = {
  id: 'nprs',
  name: 'Numeric pain rating scale',
  short: 'Pain',
  version: '0-10',
  items: [
    pain('nprs_now', 'now', 'Pain right now'),
    pain('nprs_worst_7d', 'worst of 7 days', 'Worst pain in the last 7 days'),
    pain('nprs_average_7d', 'usual of 7 days', 'Usual pain in the last 7 days'),
  ],
  scales: [
    {
      id: 'nprs',
      name: 'Pain',
      // The daily pain that it is compared with is a worst-pain measure as well (clinical/review.md 1).
      items: ['nprs_worst_7d'],
      scoring: { kind: 'single' },
      min: 0,
      max: 10,
      better: 'lower',
      decimals: 1,
      mdc: { kind: 'mdc', value: 2, population: 'low back pain, single rating', source: '[GK] Childs 2005' },
      mic: {
        kind: 'mcid',
        value: 2,
        population: 'kneecap pain, n = 71, usual or worst pain on a 10 cm line',
        source: '[39]',
      },
      alsoFound: [
        {
          kind: 'mcid',
          value: 1.16,
          population: 'kneecap pain, n = 60, 8 weeks of physiotherapy',
          source: '[38]',
        },
        {
          kind: 'mcid',
          value: 1,
          population: 'chronic musculoskeletal pain, n = 825, minimal (or 15 %); 2 (or 33 %) is much better',
          source: '[40]',
        },
        {
          kind: 'mcid',
          value: 2,
          population: 'chronic pain trials, n = 2724 (or about 30 % [GK])',
          source: '[41]',
        },
      ],
    },
  ],
  texts: 'own',
  permission: 'A generic 0–10 rating with no owner known [GK]; our own wording.',
  recall: 'as asked',
  source: '[38]',
}

export const psfsItems = ['psfs_1', 'psfs_2', 'psfs_3'] as const

export const psfs: Instrument = {
  id: 'psfs',
  name: 'Patient-specific activities (PSFS-style)',
  short: 'Activities',
  version: 'own wording',
  items: psfsItems.map((id, at) => ({
    id,
    theme: `activity ${at + 1}`,
    values: zeroToTen,
    own: { text: 'How well can you do it today?', low: 'Cannot do it', high: 'As well as before' },
  })),
  scales: [
    {
      id: 'psfs',
      name: 'Activities',
      items: psfsItems,
      scoring: { kind: 'mean', atLeast: 1 },
      min: 0,
      max: 10,
      better: 'higher',
      decimals: 1,
      mdc: {
        kind: 'mdc90',
        value: 2,
        population: 'average of the activities, original form',
        source: '[42]',
      },
      mic: { kind: 'mic', value: 2, population: 'knee, average of the activities', source: '[GK]' },
      alsoFound: [
        { kind: 'mdc90', value: 3, population: 'a single activity, original form', source: '[42]' },
        { kind: 'mdc', value: 1.5, population: 'knee, average of the activities', source: '[GK] [43]' },
        { kind: 'mdc', value: 2.5, population: 'knee, a single activity', source: '[GK] [43]' },
      ],
    },
  ],
  texts: 'own',
  permission:
    'The original script belongs to its authors [42]. Activities that the patient names, in our own wording, are not the validated form.',
  recall: 'today',
  source: '[42]',
}

export const groc: Instrument = {
  id: 'groc',
  name: 'Global rating of change',
  short: 'Overall change',
  version: '-5 to +5',
  items: [
    {
      id: 'groc_1',
      theme: 'change since the start',
      values: [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5],
      own: {
        text: 'Compared with {start_date}, how is your knee?',
        low: 'Very much worse',
        high: 'Completely recovered',
      },
    },
  ],
  scales: [
    {
      id: 'groc',
      name: 'Overall change',
      items: ['groc_1'],
      scoring: { kind: 'single' },
      min: -5,
      max: 5,
      better: 'higher',
      decimals: 0,
      mdc: null,
      mic: { kind: 'mic', value: 2, population: 'scales of 11 points', source: '[GK] [59]' },
      alsoFound: [{ kind: 'mdc', value: 0.45, population: 'scales of 11 points', source: '[GK] [59]' }],
    },
  ],
  texts: 'own',
  permission: 'A generic idea [59]; our own wording.',
  recall: 'since the start',
  source: '[59]',
}

/** Wordings of clinical/review.md 1. Not scored; empty means not tried. */
export const weeklyCheck: Instrument = {
  id: 'weekly_check',
  name: 'Weekly check',
  short: 'Weekly check',
  version: '1',
  items: [
    pain('chk_stairs_nprs', 'stairs', 'Worst pain on stairs, up or down, in the last 3 days'),
    pain('chk_walk_nprs', 'brisk walking', 'Worst pain during 30 minutes of brisk walking'),
    pain('chk_squat_nprs', 'ten squats', 'Worst pain during ten slow squats to chair height'),
    pain('chk_stepdown_nprs', 'step down', 'Worst pain while stepping down slowly from a 15 cm step'),
  ],
  scales: [],
  texts: 'own',
  permission: 'Our own wording.',
  recall: 'the last 3 days',
  source: '[EO]',
}
