/** The results of the factor and pattern rules as they are stored (clinical/factors.md 2 and 7). */
import { z } from 'zod'
import { evidenceGrades, groupIds } from '#lib/content/factors/types.ts'

const factorStatuses = ['present', 'possible', 'absent', 'not_assessed'] as const
export type FactorStatus = (typeof factorStatuses)[number]

const patternStatuses = ['consider', 'possible', 'not_listed'] as const
export type PatternStatus = (typeof patternStatuses)[number]

const ruleValue = z.union([z.number(), z.string(), z.array(z.string()), z.null()])
const side = z.enum(['left', 'right']).nullable()
const truth = z.enum(['T', 'F', 'N'])
const ids = z.array(z.string())
const basis = z.array(z.object({ id: z.string(), value: ruleValue }))

const storedFactor = z.object({
  id: z.string(),
  group: z.enum(groupIds),
  status: z.enum(factorStatuses),
  /** Null when it is not assessed. */
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  evidence: z.enum(evidenceGrades),
  points: z.int(),
  /** The side of two-sided findings that gave the level. */
  side,
  /** Every input of its rules with the value that was read. */
  basis,
  /** Without these it cannot be decided; empty unless it is not assessed. */
  missing: ids,
  /** A level applies, and with these a higher one might. */
  mayBeHigher: ids,
  /** Each level's rule as it read, and its result. */
  levels: z.array(z.object({ level: z.int().min(1).max(3), rule: z.string(), result: truth, side })),
})
export type StoredFactor = z.infer<typeof storedFactor>

const storedPattern = z.object({
  id: z.string(),
  status: z.enum(patternStatuses),
  score: z.int(),
  threshold: z.int(),
  side,
  points: z.array(z.object({ points: z.int(), rule: z.string(), result: truth, basis })),
  /** What its rules still wait for. */
  missing: ids,
})
export type StoredPattern = z.infer<typeof storedPattern>

export const storedEvaluation = z.object({
  ruleSetVersion: z.int(),
  /** Limits of the clinic that it was rated with, by id; older evaluations kept none. */
  limits: z.record(z.string(), z.number()).optional(),
  factors: z.array(storedFactor),
  patterns: z.array(storedPattern),
})
export type StoredEvaluation = z.infer<typeof storedEvaluation>

/** Where an input came from, so that a screen can say it and lead there. */
const inputKinds = ['intake', 'review_form', 'visit_form', 'log', 'assessment', 'calculated'] as const
const inputSource = z.object({
  kind: z.enum(inputKinds),
  /** The form, the log or the assessment; null for what is calculated. */
  sourceId: z.string().nullable(),
  /** The day it was answered or measured; null for what is calculated. */
  on: z.string().nullable(),
})
export type InputSource = z.infer<typeof inputSource>

export const storedInputs = z.record(z.string(), z.object({ value: ruleValue, from: inputSource }))
export type StoredInputs = z.infer<typeof storedInputs>

export const evaluateAgainInput = z.strictObject({ caseId: z.uuid() })
export type EvaluateAgainInput = z.output<typeof evaluateAgainInput>
