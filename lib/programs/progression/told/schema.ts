import type { Amount } from '#lib/tracking/results/schema.ts'
import type { Advice, Change } from '../schema.ts'

/** What is kept of an advice, as far as the patient may be told of it. */
export type Told = {
  /** Key of the item, `run` or `phase`. */
  readonly subject: string
  /** What the item was when it was advised; null of runs and the phase. */
  readonly exerciseId: string | null
  readonly advice: Advice
  readonly state: 'open' | 'noted' | 'accepted'
  readonly change: Change
  readonly sentence: string
  readonly sentenceApplied: string
  /** Of the entries of today or yesterday, or answered and not trained since. */
  readonly isNew: boolean
}

/** What she does less of before anybody has answered it; the program still says what it said. */
export type Less = {
  readonly words: string
  /** What is left of the exercise; null where it is left out, and of a run. */
  readonly dose: Amount | null
}

export type LessOf = {
  /** By the key of the item, the runs of the phase with them. */
  readonly items: Readonly<Record<string, Less>>
  readonly run: string | null
}
