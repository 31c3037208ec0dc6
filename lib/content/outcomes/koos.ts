import { numbered } from './knee.ts'
import type { Instrument, Item, Scale, ScaleId, Threshold } from './types.ts'

const severe = 'awaiting knee replacement, severe cases'

type Subscale = {
  id: ScaleId
  name: string
  items: readonly Item[]
  /** At least half of the items must be answered [49]. */
  atLeast: number
  mic: number
  mdc95: number | null
}

const subscales: readonly Subscale[] = [
  {
    id: 'koos_pain',
    name: 'KOOS pain',
    items: numbered('koos_pain', 'pain', 9),
    atLeast: 5,
    mic: 15,
    mdc95: 20.2,
  },
  {
    id: 'koos_symptoms',
    name: 'KOOS symptoms',
    items: numbered('koos_symptoms', 'symptoms', 7),
    atLeast: 4,
    mic: 12.5,
    mdc95: 24.1,
  },
  {
    id: 'koos_adl',
    name: 'KOOS daily living',
    items: numbered('koos_adl', 'daily living', 17),
    atLeast: 9,
    mic: 15.5,
    mdc95: 20.8,
  },
  {
    id: 'koos_sport',
    name: 'KOOS sport and recreation',
    items: numbered('koos_sport', 'sport', 5),
    atLeast: 3,
    mic: 17.5,
    mdc95: null,
  },
  {
    id: 'koos_qol',
    name: 'KOOS quality of life',
    items: numbered('koos_qol', 'quality of life', 4),
    atLeast: 2,
    mic: 12.5,
    mdc95: 26.6,
  },
]

const found = (mdc95: number | null): readonly Threshold[] =>
  mdc95 === null ? [] : [{ kind: 'mdc95', value: mdc95, population: severe, source: '[52]' }]

const scaleOf = (sub: Subscale): Scale => ({
  id: sub.id,
  name: sub.name,
  items: sub.items.map((item) => item.id),
  scoring: { kind: 'percent_of_best', atLeast: sub.atLeast },
  min: 0,
  max: 100,
  better: 'higher',
  decimals: 1,
  mdc: null,
  mic: {
    kind: 'mic',
    value: sub.mic,
    population: 'knee osteoarthritis after 4 weeks of physiotherapy, n = 146',
    source: '[53]',
  },
  alsoFound: [
    ...found(sub.mdc95),
    { kind: 'mic', value: 8, population: 'recommended by the developers (8–10)', source: '[GK]' },
  ],
})

export const koos: Instrument = {
  id: 'koos',
  name: 'Knee injury and Osteoarthritis Outcome Score',
  short: 'KOOS',
  version: 'scoring 2012',
  items: subscales.flatMap((sub) => sub.items),
  scales: subscales.map(scaleOf),
  texts: 'pack',
  permission:
    'Distributed free by its developers, and listed "without copyright" with conditions that are not conclusive [50][109]. Use it unmodified, and only after they confirmed their conditions in writing.',
  checkFirst:
    'Paste the items in this order: 9 of pain, 7 of symptoms, 17 of daily living, 5 of sport, 4 of quality of life. The first option is the best (0), the last the worst (4). If two boxes are marked on paper, the worse one counts.',
  recall: 'last week',
  source: '[49]',
}
