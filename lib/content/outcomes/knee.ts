import type { Instrument, Item, Threshold } from './types.ts'

/** Knee questionnaires whose items are not shipped: themes, option points and rules are facts, the wording is not ours. */

const points: readonly (readonly [theme: string, values: readonly number[]])[] = [
  ['limp', [5, 3, 0]],
  ['support', [5, 3, 0]],
  ['walking', [5, 3, 2, 0]],
  ['stairs', [10, 8, 5, 0]],
  ['squatting', [5, 4, 3, 2, 0]],
  ['running', [10, 8, 6, 3, 0]],
  ['jumping', [10, 7, 2, 0]],
  ['prolonged sitting', [10, 8, 6, 4, 0]],
  ['pain', [10, 8, 6, 3, 0]],
  ['swelling', [10, 8, 6, 4, 0]],
  ['abnormal painful kneecap movements', [10, 6, 4, 2, 0]],
  ['thigh wasting', [5, 3, 0]],
  ['loss of bending', [5, 3, 0]],
]
const akpsItems: readonly Item[] = points.map(([theme, values], at) => ({
  id: `akps_${at + 1}`,
  theme,
  values,
}))

export const akps: Instrument = {
  id: 'akps',
  name: 'Anterior Knee Pain Scale (Kujala)',
  short: 'AKPS',
  version: '1993',
  items: akpsItems,
  scales: [
    {
      id: 'akps',
      name: 'AKPS',
      items: akpsItems.map((item) => item.id),
      scoring: { kind: 'sum' },
      min: 0,
      max: 100,
      better: 'higher',
      decimals: 0,
      mdc: { kind: 'mdc', value: 9, population: 'kneecap pain, weighted, systematic review', source: '[46]' },
      mic: { kind: 'mcid', value: 10, population: 'kneecap pain, n = 71', source: '[39]' },
      alsoFound: [
        { kind: 'mdc', value: 14, population: 'anterior knee pain', source: '[GK] [45]' },
        { kind: 'mcid', value: 8, population: 'kneecap pain; 8–10 often quoted', source: '[GK]' },
      ],
    },
  ],
  texts: 'pack',
  permission: 'Published in Arthroscopy 1993 [44]; no open license found.',
  checkFirst:
    'Several copies on the web carry wrong points, for example 2 instead of 0 for a constant limp. The points here are those of [44]: check that the options stand in the same order.',
  recall: 'none stated',
  source: '[44]',
}

const zeroToFour = [0, 1, 2, 3, 4]
export const numbered = (prefix: string, theme: string, count: number): readonly Item[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `${prefix}_${at + 1}`,
    theme: `${theme} ${at + 1}`,
    values: zeroToFour,
  }))

const lefsItems = numbered('lefs', 'activity', 20)

export const lefs: Instrument = {
  id: 'lefs',
  name: 'Lower Extremity Functional Scale',
  short: 'LEFS',
  version: '1999',
  items: lefsItems,
  scales: [
    {
      id: 'lefs',
      name: 'LEFS',
      items: lefsItems.map((item) => item.id),
      scoring: { kind: 'sum' },
      min: 0,
      max: 80,
      better: 'higher',
      decimals: 0,
      mdc: { kind: 'mdc90', value: 9, population: '107 patients with a lower-limb problem', source: '[47]' },
      mic: { kind: 'mcid', value: 9, population: '107 patients with a lower-limb problem', source: '[47]' },
      alsoFound: [{ kind: 'mdc', value: 8, population: 'anterior knee pain', source: '[GK] [45]' }],
      healthy: 'Healthy people: median 77, men 78, women 76 (n = 1014) [48]',
    },
  ],
  texts: 'pack',
  permission:
    'Published in Physical Therapy 1999; a copyright statement of the developers is printed on many copies [GK]; no open license found.',
  recall: 'today',
  source: '[47]',
}

const pfItems = numbered('koos_pf', 'item', 11)
const pfThreshold = (kind: Threshold['kind'], value: number, population: string): Threshold => ({
  kind,
  value,
  population,
  source: '[51]',
})

export const koosPf: Instrument = {
  id: 'koos_pf',
  name: 'KOOS patellofemoral subscale',
  short: 'KOOS-PF',
  version: '2018',
  items: pfItems,
  scales: [
    {
      id: 'koos_pf',
      name: 'KOOS-PF',
      items: pfItems.map((item) => item.id),
      // The 50 % rule of KOOS; not separately confirmed for this subscale.
      scoring: { kind: 'percent_of_best', atLeast: 6 },
      min: 0,
      max: 100,
      better: 'higher',
      decimals: 1,
      mdc: pfThreshold('mdc', 16, 'kneecap pain and osteoarthritis, individual'),
      mic: pfThreshold('mic', 16.4, 'kneecap pain and osteoarthritis'),
      alsoFound: [pfThreshold('mdc', 2.3, 'kneecap pain and osteoarthritis, group')],
    },
  ],
  texts: 'pack',
  permission: 'As KOOS: not until the current conditions of its developers are confirmed in writing [51].',
  checkFirst:
    'Check against the official form that the first option is the best one (0) and the last the worst (4).',
  recall: 'last week',
  source: '[51]',
}
