import { z } from 'zod'
import { reviewAdvice } from '../advice/schema.ts'

/**
 * Everything that a review shows, as plain JSON: made from the case at the moment of the review and kept with it when it is
 * signed, so that an old review reads as it was, whatever becomes of the rules and their words. Days are days since 1970.
 */

const day = z.number()
const texts = z.array(z.string())

const readingRow = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  /** Rounded and in words; null = not known, then `missing` says why. */
  value: z.string().nullable(),
  missing: z.string().nullable(),
  note: z.string().nullable(),
  definition: z.string(),
  minimum: z.string(),
  source: z.string(),
  inputs: texts,
})
export type ReadingRow = z.infer<typeof readingRow>

const scoreRow = z.object({
  id: z.string(),
  name: z.string(),
  primary: z.boolean(),
  min: z.number(),
  max: z.number(),
  better: z.enum(['higher', 'lower']),
  /** Newest score with its digits; null without one. */
  value: z.number().nullable(),
  valueText: z.string(),
  /** The days of the newest score and of the start; older records have neither. */
  on: day.nullable().optional(),
  baselineOn: day.nullable().optional(),
  baseline: z.number().nullable(),
  deltaText: z.string().nullable(),
  status: z.enum(['better_important', 'better_possible', 'no_detectable_change', 'worse']).nullable(),
  sentence: z.string().nullable(),
  /** The newest score in words; older records have none. */
  note: z.string().nullable().optional(),
  missing: z.string().nullable(),
  mdc: z.number().nullable(),
  mic: z.number().nullable(),
})
export type ScoreRow = z.infer<typeof scoreRow>

const slope = z.object({
  perWeek: z.number(),
  lower: z.number(),
  upper: z.number(),
  days: z.number(),
  span: z.number(),
  /** The first and the last day with a value; older records have neither. */
  from: day.optional(),
  to: day.optional(),
  intercept: z.number(),
})

const stepRow = z.object({
  name: z.string(),
  text: z.string(),
  state: z.string(),
  dayText: z.string(),
  by: z.string(),
  reason: z.string(),
  ruleId: z.string(),
  rule: z.string(),
  inputs: z.array(z.object({ id: z.string(), value: z.union([z.number(), z.string(), texts, z.null()]) })),
})
export type StepRow = z.infer<typeof stepRow>

const check = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.string(),
  result: z.enum(['met', 'not_met', 'not_assessed']),
  because: texts,
  missing: texts,
})
export type CheckRow = z.infer<typeof check>

export const reviewRecord = z.object({
  format: z.literal(1),
  today: day,
  /** The last signed review, older records without its id; null for the first. */
  since: z.object({ id: z.string().optional(), day, text: z.string() }).nullable(),
  safety: z.object({
    blockLevel: z.string(),
    unresolvedLevel: z.string(),
    screenComplete: z.boolean(),
    /** What was found against the running and jumping of the program, in words; older records have none. */
    impactAgainst: texts.optional(),
    flags: z.array(
      z.object({
        /** Older records have neither. */
        id: z.string().optional(),
        answered: z.boolean().optional(),
        title: z.string(),
        urgency: z.string(),
        level: z.string(),
        sinceText: z.string(),
      }),
    ),
    alerts: z.array(
      z.object({
        id: z.string().optional(),
        title: z.string(),
        severity: z.enum(['urgent', 'act', 'watch', 'info']),
        sinceText: z.string(),
        acknowledged: z.string().nullable(),
      }),
    ),
  }),
  advice: reviewAdvice,
  rows: z.record(z.string(), z.array(readingRow)),
  pain: z.object({
    from: day,
    /** Scores as one number each (lib/tracking/progress/series). */
    scores: z.array(z.number()),
    slope: slope.nullable(),
    flares: z.array(z.object({ from: day, to: day })),
    versions: z.array(z.object({ number: z.number(), day })),
  }),
  results: z.array(z.object({ day, result: z.string() })),
  runWeeks: z.array(
    z.object({ start: day, km: z.number().nullable(), count: z.number(), longest: z.number() }),
  ),
  scores: z.array(scoreRow),
  micReached: texts.nullable(),
  symmetry: z.array(z.object({ id: z.string(), label: z.string(), value: z.number() })),
  goals: z.object({
    activities: z.array(
      z.object({
        activity: z.string(),
        start: z.number().nullable(),
        now: z.number().nullable(),
        /** The day of the newest score; older records have none. */
        on: day.nullable().optional(),
      }),
    ),
    pairedMean: z.number().nullable(),
    distances: z.array(z.object({ label: z.string(), now: z.number(), goal: z.number() })),
    /** What was agreed at the last review. */
    before: z.string(),
  }),
  program: z.object({
    phase: z.string().nullable(),
    next: z.string().nullable(),
    checks: z.array(check),
    discharge: z.array(check),
    versions: z.array(
      z.object({ number: z.number(), dayText: z.string(), note: z.string(), by: z.string() }),
    ),
    steps: z.array(stepRow),
  }),
  factors: z.object({
    firstText: z.string().nullable(),
    changes: z.array(
      z.object({ title: z.string(), from: z.string(), to: z.string(), sinceReview: z.boolean() }),
    ),
    /** As they count: without what was dismissed, and with what a physio added, named as hers. */
    present: texts,
    possible: texts.default([]),
  }),
})
export type ReviewRecord = z.infer<typeof reviewRecord>
