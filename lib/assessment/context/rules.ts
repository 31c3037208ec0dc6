import type { AssessmentContext } from '#lib/assessment/rules.ts'
import { type IndexSide, type Raw, type Sex, type StoredContext, sexes } from '#lib/assessment/schema.ts'
import type { CaseSide } from '#lib/cases/schema.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

/**
 * The index side of a case: the side of the case, which a clinician has set; with both knees the worse one of the intake,
 * `equal` when neither is (clinical/intake.md 1.1).
 */
export function indexSideOf(side: CaseSide, intake: RuleValues): IndexSide | null {
  if (side !== 'both') return side
  const told = intake.get('index_side')
  return told === 'left' || told === 'right' || told === 'equal' ? told : null
}

export type Person = { side: CaseSide; ageYears: number | null; sexAtBirth: string | null }

const sexOf = (sex: unknown): Sex | null => sexes.find((one) => one === sex) ?? null

/** What the findings of a day are computed with; the weight of the day before that of the intake. */
export function storedContext(person: Person, intake: RuleValues, raw: Raw): StoredContext {
  const [today, told] = [raw.weight_today_kg, intake.get('weight_kg')]
  return {
    affected: person.side,
    indexSide: indexSideOf(person.side, intake),
    ageYears: person.ageYears,
    sex: sexOf(person.sexAtBirth) ?? sexOf(intake.get('sex_at_birth')),
    weightKg: typeof today === 'number' ? today : typeof told === 'number' ? told : null,
  }
}

/** `with`: what the case's forms say, and the limits of its clinic. */
export const fullContext = (
  stored: StoredContext,
  { intake, limits }: Pick<AssessmentContext, 'intake' | 'limits'>,
  earlier: readonly RuleValues[],
): AssessmentContext => ({ ...stored, intake, limits, earlier })
