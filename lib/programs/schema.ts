import { z } from 'zod'

/** What is prescribed in a case: the content of one program version. Limits are those of the data rules. */

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof weekday>

/** Exercises of a phase on days of their own, and around each run, at most. */
const mostOnDays = 30
const mostAroundRuns = 20

const key = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
const limit = z.int().min(0).max(10)
const ordered = (range: { min: number; max: number }) => range.min <= range.max

const itemSides = z.enum(['each', 'both'])
/** Whole seconds `a-b-c`; the middle one is the hold. */
export const tempo = z.string().regex(/^\d{1,2}-\d{1,2}-\d{1,2}$/)

export const programItem = z
  .strictObject({
    key,
    exerciseId: z.string().regex(/^ex_[a-z0-9_]+$/),
    sets: z.int().min(1).max(10),
    /** per set and side */
    reps: z.int().min(1).max(100).nullable(),
    holdSeconds: z.int().min(1).max(600).nullable(),
    /** per set */
    minutes: z.number().min(0.5).max(180).nullable(),
    distanceM: z.int().min(1).max(50_000).nullable(),
    loadKg: z.number().min(0).max(500).nullable(),
    loadNote: z.string().trim().max(100).nullable(),
    tempo: tempo.nullable(),
    rpeMin: limit.nullable(),
    rpeMax: limit.nullable(),
    restSeconds: z.int().min(0).max(600),
    days: z.union([z.array(weekday).min(1).max(7), z.literal('each_run')]),
    perWeek: z
      .strictObject({ min: z.int().min(1).max(14), max: z.int().min(1).max(14) })
      .refine(ordered)
      .nullable(),
    /** week of the phase from which it is due, counted from 1 */
    fromWeek: z.int().min(1).max(52),
    /** last week of the phase in which it is due; null = to the end */
    untilWeek: z.int().min(1).max(52).nullable(),
    optional: z.boolean(),
    sides: itemSides,
    /** of the return to running (clinical/programmes.md 6.2); null for anything else */
    stage: z.int().min(0).max(10).nullable().default(null),
    note: z.string().trim().max(500).nullable(),
    /** the exercise of the template that this one stands for, and why */
    replacedFrom: z
      .string()
      .regex(/^ex_[a-z0-9_]+$/)
      .nullable(),
    replacedReason: z.string().trim().max(200).nullable(),
  })
  .refine(
    (item) =>
      [item.reps, item.holdSeconds, item.minutes, item.distanceM, item.stage].some((v) => v !== null) ||
      item.note,
    {
      error: 'Enter repetitions, seconds, minutes or a distance',
      path: ['reps'],
    },
  )
  .refine((item) => item.rpeMin === null || item.rpeMax === null || item.rpeMin <= item.rpeMax, {
    error: 'The lower effort is above the upper one',
    path: ['rpeMax'],
  })
  .refine((item) => item.untilWeek === null || item.untilWeek >= item.fromWeek, {
    error: 'The last week is before the first one',
    path: ['untilWeek'],
  })
  .refine((item) => item.days === 'each_run' || new Set(item.days).size === item.days.length, {
    error: 'A day is named twice',
    path: ['days'],
  })
export type ProgramItem = z.infer<typeof programItem>

const phaseParams = z.strictObject({
  runLimit: limit,
  exLimit: limit,
  hopLimit: limit,
  amberOk: z.boolean(),
  sessionsPerWeek: z.int().min(1).max(7),
})

const unique = (values: readonly string[]) => new Set(values).size === values.length

/** Whether a phase holds more exercises than it may; `less`: room that is still wanted. */
export function overfilled(items: readonly Pick<ProgramItem, 'days'>[], less = 0): boolean {
  const around = items.filter(({ days }) => days === 'each_run').length
  return items.length - around > mostOnDays - less || around > mostAroundRuns - less
}

export const programPhase = z.strictObject({
  /** the phase id of the template, or one of its own */
  key,
  name: z.string().trim().min(1).max(80),
  weeks: z.strictObject({ min: z.int().min(1).max(52), max: z.int().min(1).max(52) }).refine(ordered),
  params: phaseParams,
  items: z
    .array(programItem)
    .max(mostOnDays + mostAroundRuns)
    .refine((items) => !overfilled(items), {
      error: `A phase holds at most ${mostOnDays} exercises on days, and ${mostAroundRuns} with each run`,
    }),
})
export type ProgramPhase = z.infer<typeof programPhase>

export const programVersionContent = z
  .strictObject({
    templateId: z
      .string()
      .regex(/^prog_[a-z0-9_]+$/)
      .nullable(),
    phases: z.array(programPhase).min(1).max(8),
  })
  .refine((content) => unique(content.phases.map((phase) => phase.key)), {
    error: 'A phase appears twice',
    path: ['phases'],
  })
  .refine((content) => unique(content.phases.flatMap((phase) => phase.items.map((item) => item.key))), {
    error: 'An item appears twice',
    path: ['phases'],
  })
export type ProgramVersionContent = z.infer<typeof programVersionContent>
