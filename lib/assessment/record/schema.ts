/** What is stored of an assessment. */
import { z } from 'zod'
import { allFields, unsidedFields } from '#lib/assessment/fields/schema.ts'
import { type Raw, readFields } from '#lib/assessment/schema.ts'
import { assessmentSections, type Side, sides } from '#lib/content/assessment/types.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

export const sexes = ['female', 'male', 'intersex', 'prefer_not_to_say'] as const
export type Sex = (typeof sexes)[number]
export type IndexSide = Side | 'equal'

/** What the computed findings read beside the findings, as it was on that day; kept with them. */
export type StoredContext = {
  readonly affected: Side | 'both' | null
  readonly indexSide: IndexSide | null
  readonly ageYears: number | null
  readonly sex: Sex | null
  readonly weightKg: number | null
}

/** Who made a statement and when; null while there is none. */
export type Stated = { readonly byId: string; readonly at: string } | null

export type AssessmentDocument = {
  readonly raw: Raw
  readonly context: StoredContext
  /** Account by section: who measured. */
  readonly testers: Readonly<Record<string, string>>
  /** Of the statement on the red flags, as it stands. */
  readonly reviewed: Stated
  /** Of that on the guardian's consent. */
  readonly guardian: Stated
  /** Why the rest of the provocative tests was left out; null when it was not. */
  readonly stopped: string | null
  readonly ruleSetVersion: number
}

const storedFields = [...allFields, ...unsidedFields]
const record = z.record(z.string(), z.unknown())
const context = z.object({
  affected: z
    .enum([...sides, 'both'])
    .nullable()
    .catch(null),
  indexSide: z
    .enum([...sides, 'equal'])
    .nullable()
    .catch(null),
  ageYears: z.number().nullable().catch(null),
  sex: z.enum(sexes).nullable().catch(null),
  weightKg: z.number().positive().nullable().catch(null),
})
const stated = z.object({ byId: z.uuid(), at: z.iso.datetime() }).nullable().catch(null)
const unknownContext = { affected: null, indexSide: null, ageYears: null, sex: null, weightKg: null } as const

/** A stored document without anything that is none of its fields any more. */
export function readDocument(stored: unknown): AssessmentDocument {
  const parts = record.catch({}).parse(stored)
  return {
    raw: readFields(storedFields, record.catch({}).parse(parts.raw)).values,
    context: context.catch(unknownContext).parse(parts.context),
    reviewed: stated.parse(parts.reviewed ?? null),
    guardian: stated.parse(parts.guardian ?? null),
    testers: z.partialRecord(z.enum(assessmentSections), z.uuid()).catch({}).parse(parts.testers),
    stopped: z
      .string()
      .nullable()
      .catch(null)
      .parse(parts.stopped ?? null),
    ruleSetVersion: z.number().int().catch(1).parse(parts.ruleSetVersion),
  }
}

export type CaseFindings = { values: RuleValues; indexSide: StoredContext['indexSide'] }
