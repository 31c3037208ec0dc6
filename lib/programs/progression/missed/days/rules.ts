import type { DayNumber } from '#lib/dates.ts'
import type { Stretch } from '#lib/tracking/progress/course/schema.ts'
import { anewAfter, type Last, lookBack, weeksMissed } from '../rules.ts'

/** Days without a run before one on which runs wait. */
export const waitsAfter = anewAfter * 7

/** Days of runs from which it is known whether the first that is read on a page followed on such a wait. */
export const runsKnown = lookBack + waitsAfter

/** What was known in the morning of a day. */
function before(known: Last, day: DayNumber): Last {
  const past = (one: number | null | undefined) => (one != null && one < day ? one : null)
  const entered = <E extends { readonly day: DayNumber }>(list: readonly E[]) =>
    list.filter((entry) => entry.day < day)
  return {
    today: day,
    stages: known.stages?.filter(({ from }) => from < day) ?? null,
    distanceFrom: past(known.distanceFrom),
    begunAgain: (known.begunAgain ?? []).filter((on) => on < day),
    ranElsewhere: (known.ranElsewhere ?? []).filter((run) => run.day < day),
    readFrom: known.readFrom,
    logs: { ...known.logs, runs: entered(known.logs.runs), exercises: entered(known.logs.exercises) },
  }
}

/** Whether no run was planned in the morning of a day, because nobody had run for four weeks. */
export const waitsOn = (known: Last, day: DayNumber): boolean => weeksMissed(before(known, day)) >= anewAfter

/**
 * The days `from` to `known.today` on which no run was planned, because nobody had run for four weeks (clinical/programmes.md 3.8). The day
 * on which a clinician ended that is one of them, as with a stop of running.
 */
export function waitDays(known: Last, from: DayNumber): Stretch[] {
  const ran = new Set(known.logs.runs.map(({ day }) => day))
  const ranLately = (day: DayNumber) => [...Array(waitsAfter).keys()].some((back) => ran.has(day - 1 - back))
  const found: Stretch[] = []
  for (let day = from; day <= known.today; day += 1) {
    const last = found.at(-1)
    // A run ends no wait; while none waits it keeps the next one away.
    const waited = day === from || last?.to === day - 1
    if ((!waited && ranLately(day)) || !waitsOn(known, day)) continue
    if (last?.to === day - 1) found[found.length - 1] = { from: last.from, to: day }
    else found.push({ from: day, to: day })
  }
  return found
}
