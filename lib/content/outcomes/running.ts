import { numbered } from './knee.ts'
import type { Instrument, Item } from './types.ts'

const uwriItems = numbered('uwri', 'item', 9)
const runners = 'injured runners'

export const uwri: Instrument = {
  id: 'uwri',
  name: 'University of Wisconsin Running Injury and Recovery Index',
  short: 'UWRI',
  version: '2019',
  items: uwriItems,
  scales: [
    {
      id: 'uwri',
      name: 'UWRI',
      items: uwriItems.map((item) => item.id),
      scoring: { kind: 'sum' },
      min: 0,
      max: 36,
      better: 'higher',
      decimals: 0,
      mdc: { kind: 'mdc95', value: 4.1, population: `${runners}, from an SEM of 1.47`, source: '[54]' },
      mic: { kind: 'mcid', value: 8, population: `${runners}, n = 396, 12 weeks`, source: '[55]' },
      alsoFound: [
        {
          kind: 'mic',
          value: 5,
          population: `${runners}, n = 396, 12 weeks`,
          source: '[55]',
        },
        { kind: 'mdc90', value: 3.4, population: `${runners}, from an SEM of 1.47`, source: '[54]' },
      ],
    },
  ],
  texts: 'pack',
  permission: 'Published in JOSPT; no license statement found [54][55].',
  checkFirst:
    'Nine items and the maximum of 36 are confirmed; 0 to 4 points an item follow from that, but the coding itself was not seen. Check on the official form that the first option is 0 and the last 4 points.',
  recall: 'current running',
  source: '[54]',
}

const questions = ['participation', 'modified training', 'performance', 'symptoms']
const ostrcItems: readonly Item[] = questions.map((theme, at) => ({
  id: `ostrc_${at + 1}`,
  theme,
  values: [0, 8, 17, 25],
}))

/** Believed rules of the updated version [GK] [57], off unless a clinic turns them on: all four questions are asked. */
export const ostrcOptions = ['best_ends', 'worst_ends'] as const
export type OstrcOption = (typeof ostrcOptions)[number]
export const ostrcOptionWords: Readonly<Record<OstrcOption, string>> = {
  best_ends: 'The best answer to question 1 ends the questionnaire with 0',
  worst_ends: 'The worst answer to question 1 makes the others unnecessary (100)',
}

export const ostrcO2: Instrument = {
  id: 'ostrc_o2',
  name: 'OSTRC Overuse Injury Questionnaire, version 2',
  short: 'OSTRC-O2',
  version: '2',
  items: ostrcItems,
  scales: [
    {
      id: 'ostrc_o2',
      name: 'OSTRC-O2 severity',
      items: ostrcItems.map((item) => item.id),
      scoring: { kind: 'sum' },
      min: 0,
      max: 100,
      better: 'lower',
      decimals: 0,
      mdc: null,
      mic: null,
      alsoFound: [],
    },
  ],
  texts: 'pack',
  permission: 'Published in BJSM; no license statement found [56][57]. The scoring code is public [58].',
  checkFirst:
    'Each question has four options: 0, 8, 17 and 25 points. Version 1 had five for questions 2 and 3; do not mix the versions.',
  recall: 'last 7 days',
  source: '[58]',
}
