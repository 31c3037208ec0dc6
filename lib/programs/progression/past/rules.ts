import type { DayNumber } from '#lib/dates.ts'
import { followsRuns } from '#lib/programs/plan-week/rules.ts'
import type { ProgramItem, ProgramVersionContent } from '#lib/programs/schema.ts'
import type { Amount, ExerciseOutcome } from '#lib/tracking/results/schema.ts'
import { sameDose } from '../exercise/rules.ts'
import { isLowerThan, type Rung } from '../ladder/rules.ts'
import type { Stage } from '../running/rules.ts'

/** What the versions of a program that held say about its doses and stages. */

type LoadStep = { readonly raisesLoad: boolean; readonly lowersLoad?: boolean }

export type PastVersion = {
  readonly number: number
  readonly startsOn: DayNumber
  /** Milliseconds; null where only whole days are asked for. */
  readonly publishedAt: number | null
  readonly content: ProgramVersionContent
  /** Subjects (item keys) whose change a suggestion made, with whether it raised the load or took that back. */
  readonly suggested: ReadonlyMap<string, LoadStep>
}

export const amountOf = ({ sets, reps, holdSeconds, minutes, loadKg }: ProgramItem): Amount => ({
  sets,
  reps,
  holdSeconds,
  minutes,
  loadKg,
})

const itemIn = (content: ProgramVersionContent, phaseKey: string, key: string) =>
  content.phases.find((phase) => phase.key === phaseKey)?.items.find((item) => item.key === key)

export type PresentRung = Rung & {
  readonly key: string
  /** First day of the present dose. */
  readonly since: DayNumber
  /** First day of the exercise, since another one or none stood in its place. */
  readonly becameOn: DayNumber
  /** First day of the dose that is the last to be less than the one before; null without one. */
  readonly loweredOn: DayNumber | null
}

function nextRung(
  before: PresentRung | null,
  item: ProgramItem,
  since: DayNumber,
  step: LoadStep | null,
): PresentRung {
  const dose = amountOf(item)
  const { key, exerciseId } = item
  const fresh = { key, exerciseId, dose, base: dose, loadSteps: 0, since, becameOn: since, loweredOn: null }
  if (!before || before.exerciseId !== exerciseId) return fresh
  const loops = step?.raisesLoad ? 1 : step?.lowersLoad ? -1 : 0
  if (!step && sameDose(before.dose, dose)) return before
  const next = step ? { ...before, dose, since, loadSteps: before.loadSteps + loops } : fresh
  const { becameOn, loweredOn } = before
  return { ...next, becameOn, loweredOn: isLowerThan(next, before.dose) ? since : loweredOn }
}

/**
 * The present dose of an item with the dose that the phase prescribes, before any step of the ladder: the first one, or
 * what a physio has written since. `versions`: oldest first. Null when the newest one does not have the item.
 */
export function rungOf(versions: readonly PastVersion[], phaseKey: string, key: string): PresentRung | null {
  let rung: PresentRung | null = null
  for (const { content, startsOn, suggested } of versions) {
    const item = itemIn(content, phaseKey, key)
    rung = item ? nextRung(rung, item, startsOn, suggested.get(key) ?? null) : null
  }
  return rung
}

/**
 * The sessions of an item since it is this exercise: its own and those of other phases. Where the phase has its exercise twice,
 * each item has its own.
 */
export const sessionsOf = <O extends Pick<ExerciseOutcome, 'day' | 'entry'>>(
  outcomes: readonly O[],
  { key, exerciseId, becameOn }: Pick<PresentRung, 'key' | 'exerciseId' | 'becameOn'>,
  items: readonly { readonly key: string }[],
): O[] =>
  outcomes.filter(
    ({ day, entry }) =>
      day >= becameOn &&
      entry.exerciseId === exerciseId &&
      (entry.itemKey === key || items.every((other) => other.key !== entry.itemKey)),
  )

/** What `r_ex_progress_swap` changed: subject (item key), exercise before, harder exercise. */
export type HarderSwap = readonly [string, string, string]

/** The item with the exercises that it was before and that were left upward on the way to the present one. */
export function withOutgrown<Item extends { readonly key: string; readonly exerciseId: string }>(
  item: Item,
  swaps: readonly HarderSwap[],
): Item & { readonly outgrown?: readonly string[] } {
  const own = swaps.filter(([subject]) => subject === item.key)
  const reached = [item.exerciseId]
  for (const to of reached)
    for (const [, from, harder] of own) if (harder === to && !reached.includes(from)) reached.push(from)
  return reached.length === 1 ? item : { ...item, outgrown: reached.slice(1) }
}

/** The stage that an item stands for; null for any other item. */
export const stageOfItem = ({ stage }: Pick<ProgramItem, 'stage'>): number | null => stage

/**
 * The stages of the phase in the order of time; empty when the stage table is not in use, and while running is paused: its
 * items are out of the program then. The stage after a pause begins anew, whichever it is.
 */
export function stagesOf(
  versions: readonly Pick<PastVersion, 'startsOn' | 'publishedAt' | 'content'>[],
  phaseKey: string,
  from: DayNumber,
): Stage[] {
  const stages: Stage[] = []
  // There the week goes by the runs, whatever stage an item names.
  if (followsRuns(phaseKey)) return stages
  let now: number | null = null
  for (const { content, startsOn, publishedAt } of versions) {
    const items = content.phases.find((phase) => phase.key === phaseKey)?.items ?? []
    const stage = items.map(stageOfItem).find((found) => found !== null) ?? null
    if (stage !== null && stage !== now)
      stages.push({ stage, from: Math.max(startsOn, from), at: publishedAt })
    now = stage
  }
  return now === null ? [] : stages
}
