import { z } from 'zod'
import type { LogFormView } from '#lib/tracking/entries/forms/schema.ts'
import { choosePain } from '#lib/tracking/entries/missing/schema.ts'
import {
  corrects,
  entryId,
  logDate,
  maybe,
  maybeNumber,
  note,
  requireInjury,
  safetyFields,
  score,
} from '#lib/tracking/entries/schema.ts'

/** Fields of a session (clinical/review.md 1). */

export const skipReasons = ['no_time', 'pain', 'ill', 'forgot', 'no_equipment', 'other_reason'] as const
export type SkipReason = (typeof skipReasons)[number]
export const skipWords: Readonly<Record<SkipReason, string>> = {
  no_time: 'No time',
  pain: 'Pain',
  ill: 'I was ill',
  forgot: 'I forgot',
  no_equipment: 'I did not have what it needs',
  other_reason: 'Another reason',
}

const itemInput = z
  .strictObject({
    /** `planned`: the dose as prescribed; `other`: the numbers that follow. */
    how: z.enum(['planned', 'other', 'skipped'], 'Choose how it went.'),
    sets: maybeNumber(0, 20, true),
    reps: maybeNumber(0, 100, true),
    hold: maybeNumber(0, 600, true),
    minutes: maybeNumber(0, 900, true),
    load: maybeNumber(0, 500),
    effort: maybe(score),
    pain: maybe(score),
    after: maybe(score),
    skip: maybe(z.enum(skipReasons, 'Choose from the list.')),
  })
  .superRefine((item, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (item.how === 'other' && item.sets === undefined) issue('sets', 'Write how many sets you did.')
    const done = item.how === 'planned' || (item.how === 'other' && (item.sets ?? 0) > 0)
    if (!done && item.skip === 'pain' && item.pain === 0)
      issue('skip', 'You chose pain as the reason, and 0 for how much it hurt. Change one of the two.')
    if (done && item.pain === undefined) issue('pain', choosePain)
  })
export type ItemInput = z.output<typeof itemInput>

/** How the names of the fields of an item begin. */
export const itemFields = (itemId: string): string => `items.${itemId}.`
const fieldName = /^items\.([0-9a-f-]{36})\.([a-z]+)$/
/** Fields `items.<id>.<field>` as forms post them become `items`. */
function nested(posted: unknown): unknown {
  if (typeof posted !== 'object' || posted === null) return posted
  const items: Record<string, Record<string, unknown>> = {}
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(posted)) {
    const [, id, field] = fieldName.exec(name) ?? []
    if (!id || !field) rest[name] = value
    else items[id] = { ...items[id], [field]: value }
  }
  return { ...rest, items }
}

export const sessionInput = z.preprocess(
  nested,
  z
    .strictObject({
      id: entryId,
      caseId: z.uuid(),
      logDate,
      items: z
        .record(z.uuid(), itemInput)
        .refine((items) => Object.keys(items).length > 0, 'There is nothing to save yet.')
        .refine((items) => Object.keys(items).length <= 30, 'These are too many exercises for one session.'),
      note,
      ...corrects,
      ...safetyFields,
    })
    .superRefine(requireInjury),
)
export type SessionInput = z.output<typeof sessionInput>

/** An item with its dose in words, and what the form shows for it before anything is typed. */
export type SessionItem = {
  itemId: string
  exerciseId: string
  name: string
  dose: string
  load: string
  effort: string
  /** "45 seconds"; empty when there is one set. */
  rest: string
  restSeconds: number
  sets: number
  /** Seconds one way, held, and back: "3-0-1". */
  tempo: string | null
  note: string
  /** At how much pain she stops. */
  limit: string
  /**
   * What she does less of it until somebody has spoken with her; null when the dose holds. `sets` and `values` are what is
   * left.
   */
  less: string | null
  /** Which amounts the dose has. */
  asks: readonly ('reps' | 'hold' | 'minutes')[]
  /** Its seconds are no hold: they are spent running, stepping or rolling. */
  timed: boolean
  values: {
    how: 'planned' | 'other' | 'skipped'
    sets: string
    reps: string
    hold: string
    minutes: string
    load: string
    effort: string
    pain?: number
    after: string
    skip: string
  }
}

export type SessionFormView = LogFormView & {
  /** A run is planned for the day, which is entered as one. */
  run: boolean
  /** What she has run for another treatment, so that she is not sent on this one; else null. */
  ranElsewhere: string | null
  items: readonly SessionItem[]
  /** `extra`: no exercises are planned on this day, so those of the week are shown; `paused`: the plan waits today. */
  state: 'planned' | 'extra' | 'paused' | 'none'
  note: string
}
