import { findingWords } from '#lib/content/ids/finding-words.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import type { Goals, Indicators } from '../indicators/schema.ts'

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

/** `ind_goal_progress`: the longest run of 30 days and the week beside what is wanted, in km. Without a goal nothing. */
export function distanceGoals(found: Indicators, goals: Goals): DistanceGoal[] {
  const month = found.runs.filter(({ day }) => day > found.today - 30)
  const longest = Math.max(0, ...month.map(({ entry }) => entry.km))
  const week = found.readings.ind_week_km.value
  const of = (label: string, now: number, goal: number | null) =>
    goal !== null && goal > 0 ? [{ label, now, goal }] : []
  return [
    ...of('Longest run', longest, goals.longestKm),
    ...of('Event', longest, goals.eventKm),
    ...of('Kilometers a week', typeof week === 'number' ? week : 0, goals.kmWeek),
  ]
}
