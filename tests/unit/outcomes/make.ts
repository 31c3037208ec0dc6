import { instruments } from '#lib/content/outcomes/instruments.ts'
import { type MeasureId, measureIds, type Scale } from '#lib/content/outcomes/types.ts'
import type { Day } from '#lib/dates.ts'
import type {
  Administration,
  Chosen,
  ItemValues,
  OutcomeInput,
  PainCourse,
  Timeline,
} from '#lib/outcomes/schema.ts'
import { scoreOf } from '#lib/outcomes/scoring/rules.ts'

let made = 0

/** Item values in the order of the form; null and what is left out = not answered. */
export const itemsOf = (measure: MeasureId, values: readonly (number | null)[]): ItemValues =>
  Object.fromEntries(instruments[measure].items.map((item, at) => [item.id, values[at] ?? null]))

/** Every scale of every instrument. */
export const allScales: readonly Scale[] = measureIds.flatMap((id) => instruments[id].scales)

export function filled(
  measure: MeasureId,
  on: Day,
  values: readonly (number | null)[],
  activities: Record<string, string> = {},
): Administration {
  made += 1
  const items = itemsOf(measure, values)
  const id = `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`
  return { id, measure, on, items, activities, ...scoreOf(instruments[measure], items) }
}

export const nothingChosen: Chosen = { knee: null, kneeSince: null, uwri: false, ostrc: false }
export const started = (activatedOn: Day | null, more: Partial<Timeline> = {}): Timeline => ({
  openedOn: activatedOn ?? '2026-01-01',
  activatedOn,
  reopenedOn: null,
  paused: false,
  pauses: [],
  closedOn: null,
  discharged: false,
  ...more,
})
export const noPain: PainCourse = { daily: new Map(), intake: null, forms: [] }
export const inputOf = (more: Partial<OutcomeInput>): OutcomeInput => ({
  timeline: started('2026-01-01'),
  chosen: nothingChosen,
  administrations: [],
  pain: noPain,
  onPaper: new Set(),
  ...more,
})
export const times = (count: number, value: number): number[] => new Array(count).fill(value)
