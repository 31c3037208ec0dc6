import { longest30 } from '#lib/review/indicators/running/rules.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import type { RunOutcome } from '#lib/tracking/results/schema.ts'
import { waitsOn } from '../../missed/days/rules.ts'
import { type Last, lookBack } from '../../missed/rules.ts'
import { type SoundCap, soundCap } from '../rules.ts'

type Known = Last & Pick<IndicatorInput, 'forms' | 'phase'>

/** The runs that a cap goes by: none while runs waited after four weeks without any. */
export const countedRuns = <R extends RunOutcome>(known: Last, runs: readonly R[]): R[] =>
  runs.filter(({ day }) => !waitsOn(known, day))

/** Of these runs: each with the longest of the 30 days before it, and what the next one may be. */
export function capOfRuns(
  counted: readonly RunOutcome[],
  { forms, today, amberOk }: Pick<Known, 'forms' | 'today'> & { readonly amberOk: boolean },
): { readonly longest: number; readonly sound: SoundCap } {
  const inTime = counted.map((run, at) => ({ ...run, longest30Km: longest30(counted, forms, run.day, at) }))
  const longest = longest30(counted, forms, today)
  return { longest, sound: soundCap(inTime, { today, longestKm: longest, amberOk }) }
}

/** Of the days that every page of the plan reads. */
export const capNow = (known: Known, runs: readonly RunOutcome[]) =>
  capOfRuns(
    countedRuns(
      known,
      runs.filter(({ day }) => day >= known.today - lookBack),
    ),
    { forms: known.forms, today: known.today, amberOk: known.phase?.amberOk ?? false },
  )
