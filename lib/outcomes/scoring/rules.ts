import { instruments } from '#lib/content/outcomes/instruments.ts'
import type { OstrcOption } from '#lib/content/outcomes/running.ts'
import type { Instrument, MeasureId, Scale } from '#lib/content/outcomes/types.ts'
import type { Administration, ItemValues, Scores } from '../schema.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** The score of one scale in full precision, or null by its rule for missing items. */
export function scoreScale(scale: Scale, items: ItemValues): number | null {
  const answered = scale.items.flatMap((id) => {
    const value = items[id]
    return typeof value === 'number' ? [value] : []
  })
  const { scoring } = scale
  switch (scoring.kind) {
    case 'single':
    case 'sum':
      return answered.length === scale.items.length ? sum(answered) : null
    case 'mean':
      return answered.length >= scoring.atLeast ? sum(answered) / answered.length : null
    case 'percent_of_best':
      return answered.length >= scoring.atLeast ? 100 - (25 * sum(answered)) / answered.length : null
  }
}

/** Scores and the number of missing items. `asked`: the items that were put; all of them unless said. */
export function scoreOf(
  instrument: Instrument,
  items: ItemValues,
  options: readonly OstrcOption[] = [],
  asked: readonly string[] = instrument.items.map((item) => item.id),
): { scores: Scores; missing: number } {
  if (instrument.id === 'ostrc_o2') {
    const ended = endedByFirst(items, options)
    if (ended !== null) return { scores: { ostrc_o2: ended }, missing: 0 }
  }
  return {
    scores: Object.fromEntries(instrument.scales.map((scale) => [scale.id, scoreScale(scale, items)])),
    missing: asked.filter((id) => typeof items[id] !== 'number').length,
  }
}

/** The score that the answer to question 1 alone settles, where the clinic turned that on [GK] [57]. */
function endedByFirst(items: ItemValues, options: readonly OstrcOption[]): number | null {
  if (items.ostrc_1 === 0 && options.includes('best_ends')) return 0
  if (items.ostrc_1 === 25 && options.includes('worst_ends')) return 100
  return null
}

/** Whether every scale of the instrument has a score; the weekly check has none and may have gaps. */
export const isComplete = (administration: Pick<Administration, 'measure' | 'scores' | 'missing'>): boolean =>
  instruments[administration.measure].scales.every(
    (scale) => typeof administration.scores[scale.id] === 'number',
  )

/**
 * A problem is present when question 1 is above 0; a substantial one when question 1 is 25, or question 2 or 3 at least
 * 17 [58]. Null where the missing answers could still change it. `score`: of the form; one of 0 says that there is none, also
 * where question 1 ended the form and the others were answered all the same.
 */
export function ostrcProblem(
  items: ItemValues,
  score: number | null = null,
): { present: boolean | null; substantial: boolean | null } {
  if (score === 0) return { present: false, substantial: false }
  const { ostrc_1: q1, ostrc_2: q2, ostrc_3: q3 } = items
  const present = typeof q1 === 'number' ? q1 > 0 : null
  const signs = [
    typeof q1 === 'number' ? q1 === 25 : null,
    typeof q2 === 'number' ? q2 >= 17 : null,
    typeof q3 === 'number' ? q3 >= 17 : null,
  ]
  return { present, substantial: signs.includes(true) || (signs.includes(null) ? null : false) }
}

/** Bands of the global rating [54]; the negative ones mirrored [EO]. */
export function grocBand(rating: number): string {
  if (rating >= 4) return 'clearly better'
  if (rating >= 2) return 'slightly better'
  if (rating > -2) return 'unchanged'
  return rating > -4 ? 'slightly worse' : 'clearly worse'
}

/** Percent of the baseline by which a pain is smaller now; null from a baseline of 0. */
export const percentChange = (baseline: number, now: number): number | null =>
  baseline === 0 ? null : (100 * (baseline - now)) / baseline

/** The items that are put to a patient: of `psfs` only the activities that were named. */
export const askedItems = (measure: MeasureId, activities: Readonly<Record<string, string>>): string[] =>
  instruments[measure].items
    .map((item) => item.id)
    .filter((id) => measure !== 'psfs' || (activities[id] ?? '').trim() !== '')
