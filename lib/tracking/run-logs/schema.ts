import { z } from 'zod'
import { KM_A_MILE } from '#lib/forms/typed.ts'
import type { LogFormView } from '#lib/tracking/entries/forms/schema.ts'
import {
  chooseFinished,
  chooseSurface,
  chooseType,
  distanceRange,
  minutesRange,
} from '#lib/tracking/entries/missing/schema.ts'
import {
  corrects,
  entryId,
  logDate,
  maybe,
  note,
  numberField,
  requireInjury,
  safetyFields,
  score,
} from '#lib/tracking/entries/schema.ts'

/** Fields of a run (clinical/review.md 1). */

export const runTypes = ['walk_run', 'easy', 'long', 'hills', 'fast', 'race'] as const
export const runSurfaces = ['road', 'concrete', 'track', 'treadmill', 'trail', 'grass'] as const
export const runSettles = ['no_increase', 'yes', 'no'] as const
export type RunType = (typeof runTypes)[number]
export type RunSurface = (typeof runSurfaces)[number]
export type RunSettle = (typeof runSettles)[number]

export const runTypeWords: Readonly<Record<RunType, string>> = {
  walk_run: 'Walking and running',
  easy: 'Easy run',
  long: 'Long run',
  hills: 'Hills',
  fast: 'Fast run',
  race: 'Race',
}
export const runSurfaceWords: Readonly<Record<RunSurface, string>> = {
  road: 'Road',
  concrete: 'Concrete',
  track: 'Track',
  treadmill: 'Treadmill',
  trail: 'Trail',
  grass: 'Grass',
}
export const runSettleWords: Readonly<Record<RunSettle, string>> = {
  no_increase: 'It did not hurt more than before',
  yes: 'Yes, within an hour',
  no: 'No, it lasted longer',
}

/** What a distance is typed and read in; it is stored in kilometers. */
const distanceUnits = ['km', 'mi'] as const
export type DistanceUnit = (typeof distanceUnits)[number]

export const runInput = z
  .strictObject({
    id: entryId,
    caseId: z.uuid(),
    logDate,
    distance: numberField(...distanceRange),
    unit: z.enum(distanceUnits, 'Choose km or miles.'),
    minutes: numberField(...minutesRange, true),
    finished: z.enum(['yes', 'no'], chooseFinished),
    type: z.enum(runTypes, chooseType),
    surface: z.enum(runSurfaces, chooseSurface),
    shoes: z.preprocess((v) => v ?? '', z.string().trim().max(80, 'Please use at most 80 characters.')),
    pain_during: score,
    pain_after: maybe(score),
    settle: maybe(z.enum(runSettles, 'Choose from the list.')),
    /** The question about her pace that she has read, as it stood there. */
    pace: maybe(z.string()),
    note,
    ...corrects,
    ...safetyFields,
  })
  .superRefine((run, context) => {
    requireInjury(run, context)
    if (run.unit === 'mi' && run.distance * KM_A_MILE > 120)
      context.addIssue({ code: 'custom', path: ['distance'], message: 'Write a number from 0 to 74 miles.' })
    if (run.distance === 0 && run.minutes === 0)
      context.addIssue({ code: 'custom', path: ['distance'], message: 'Write how far or how long you ran.' })
  })
export type RunInput = z.output<typeof runInput>

/** What the form shows before anything is typed: empty, or the run that is put right. */
export type RunValues = {
  distance: string
  unit: DistanceUnit
  minutes: string
  finished: string
  type: string
  surface: string
  shoes: string
  painDuring?: number
  painAfter: string
  settle: string
  note: string
}

export type RunFormView = LogFormView & {
  /** Running waits today: nothing but what was done is to be entered. */
  paused: boolean
  /** Why, or why this week's run is the one of the week before, where the rules say so; else null. */
  again: string | null
  /** What she has run already, where it says that she is not to run today; else null. */
  ran: string | null
  /** At how much pain she stops a run, where she may run today; else null. */
  limit: string | null
  /** To run less until somebody has spoken with her, in one sentence; null when nothing asks for it, and while running waits. */
  less: string | null
  values: RunValues
}
