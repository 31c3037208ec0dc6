import { findingWords } from '#lib/content/ids/finding-words.ts'
import type { DayNumber } from '#lib/dates.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import type { Goals, Indicators } from '../indicators/schema.ts'
import { isRunThrough } from '../indicators/weeks/rules.ts'

/** Indicators that are shown and that no rule reads (clinical/review.md 2). */

const symmetryIds = [
  'lsi_knee_ext',
  'lsi_knee_flex',
  'lsi_hip_abd',
  'lsi_hip_er',
  'lsi_hip_ext',
  'lsi_leg_press',
  'lsi_hop',
] as const
const labels: Readonly<Record<string, string>> = {
  lsi_leg_press: 'Leg press, of the other side',
  lsi_hop: 'Single hop, of the other side',
}

export type Symmetry = { readonly id: string; readonly label: string; readonly value: number }

/** `ind_lsi`: the latest limb symmetry indices in percent; those that were never measured are left out. */
export const symmetryOf = (findings: RuleValues): Symmetry[] =>
  symmetryIds.flatMap((id) => {
    const value = findings.get(id)
    const label = labels[id] ?? findingWords(id)?.label ?? id
    return typeof value === 'number' ? [{ id, label, value }] : []
  })

export type DistanceGoal = { readonly label: string; readonly now: number; readonly goal: number }

/** `ind_goal_progress`: the longest run of 30 days and the last 7 days beside what is wanted, in km. Without a goal nothing. */
export function distanceGoals(found: Indicators, goals: Goals): DistanceGoal[] {
  const runs = found.runs.filter(isRunThrough)
  const kmSince = (days: number) =>
    runs.flatMap(({ day, entry }) => (day > found.today - days && day <= found.today ? [entry.km] : []))
  const longest = Math.max(0, ...kmSince(30))
  const week = kmSince(7).reduce((sum, km) => sum + km, 0)
  const of = (label: string, now: number, goal: number | null) =>
    goal !== null && goal > 0 ? [{ label, now, goal }] : []
  return [
    ...of('Longest run', longest, goals.longestKm),
    ...of('Event', longest, goals.eventKm),
    ...of('Kilometers a week', week, goals.kmWeek),
  ]
}

type Bar = { readonly from: DayNumber; readonly to: DayNumber }

/** The days of each flare. Of one that is open nothing is known after the last day with an entry. */
export const flareBars = ({ pain, today }: Pick<Indicators, 'pain' | 'today'>): Bar[] =>
  pain.flares.map(({ opened, closed }) => ({ from: opened, to: closed ?? pain.days.at(-1)?.day ?? today }))
