/**
 * The 30-minute walk, stage 0 of the return to running (clinical/programmes.md 6.2). It is an exercise, entered in a session;
 * the stages read it as a run, and a walk that was entered as a run counts as one.
 */
import type { DayNumber } from '#lib/dates.ts'
import { isWalk } from '#lib/programs/block/rules.ts'
import { type Stage, stageAt } from '#lib/programs/progression/running/rules.ts'
import { isSession } from '../daily/rules.ts'
import type { Results } from '../rules.ts'
import type { ExerciseEntry, ExerciseOutcome, Outcome, RunEntry, RunOutcome } from '../schema.ts'

export type Walk = Pick<Outcome, 'day' | 'at' | 'id' | 'maxPain' | 'breach'> & { readonly minutes: number }

const walkMinutes = 30
const minutesOf = ({ done }: ExerciseEntry) => (done.sets || 1) * (done.minutes ?? 0)

/** The walks of the sessions, and those that were entered as runs, in the order of time. */
export function walksOf(exercises: readonly ExerciseOutcome[], walked: readonly RunOutcome[]): Walk[] {
  const sessions = exercises.filter(({ entry }) => isWalk(entry.exerciseId))
  return [
    ...sessions.map((one): Walk => ({ ...one, minutes: minutesOf(one.entry) })),
    ...walked.map((one): Walk => ({ ...one, minutes: one.entry.minutes })),
  ].sort((a, b) => a.day - b.day || a.at - b.at || (a.id < b.id ? -1 : 1))
}

/** Whether the pain of a walk was gone within an hour, as far as a session says it. */
function settledAfterWalk({ painDuring, painAfter }: ExerciseEntry): RunEntry['settle'] {
  if (painAfter === null) return null
  return painAfter > (painDuring ?? 0) ? 'no' : 'yes'
}

function asRun({ entry, ...outcome }: ExerciseOutcome): RunOutcome {
  const { id, supersedes, withdrawn, day, at, safety, painDuring, painAfter, limit, prescribed } = entry
  const asked = (prescribed.sets ?? 1) * (prescribed.minutes ?? walkMinutes)
  return {
    ...outcome,
    kind: 'run',
    entry: {
      id,
      supersedes,
      withdrawn,
      day,
      at,
      safety,
      painDuring,
      painAfter,
      limit,
      km: 0,
      minutes: minutesOf(entry),
      finished: minutesOf(entry) >= asked,
      type: 'walk_run',
      stage: 0,
      settle: settledAfterWalk(entry),
    },
  }
}

/** What the rules of the stages read: the runs, and the walks of stage 0. */
export function stageRuns({ exercises, runs }: Results, stages: readonly Stage[]): readonly RunOutcome[] {
  const walks = exercises.filter(
    ({ entry }) => isWalk(entry.exerciseId) && stageAt(stages, entry.day, entry.at) === 0,
  )
  if (walks.length === 0) return runs
  return [...runs, ...walks.map(asRun)].sort((a, b) => a.day - b.day || a.at - b.at || (a.id < b.id ? -1 : 1))
}

/** Days of walks in sessions. */
export const walkDays = (entries: readonly ExerciseEntry[]): DayNumber[] =>
  entries.flatMap((entry) => (isWalk(entry.exerciseId) && isSession(entry) ? [entry.day] : []))
