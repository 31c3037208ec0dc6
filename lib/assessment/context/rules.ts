import { type IndexSide, type Sex, type StoredContext, sexes } from '#lib/assessment/record/schema.ts'
import type { AssessmentContext } from '#lib/assessment/rules.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import type { CaseSide } from '#lib/cases/schema.ts'
import type { Day } from '#lib/dates.ts'
import { agesOn } from '#lib/patients/births/rules.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

/**
 * The side that the rules read: that of the case, which a clinician has set. With both knees affected neither stands for
 * the other, whichever was the worse one at intake: what permits needs both, what is found may be found on either.
 */
export const indexSideOf = (side: CaseSide): IndexSide => (side === 'both' ? 'equal' : side)

export type Person = { side: CaseSide; ageYears: number | null; sexAtBirth: string | null }

const knownSex = (sex: unknown): Sex | null => sexes.find((one) => one === sex) ?? null

/** That of the record; before it has one, that of the forms. */
const sexOf = (person: Pick<Person, 'sexAtBirth'>, intake: RuleValues): Sex | null =>
  knownSex(person.sexAtBirth) ?? knownSex(intake.get('sex_at_birth'))

/** What the findings of a day are computed with; the weight of the day before that of the intake. */
export function storedContext(person: Person, intake: RuleValues, raw: Raw): StoredContext {
  const [today, told] = [raw.weight_today_kg, intake.get('weight_kg')]
  return {
    affected: person.side,
    indexSide: indexSideOf(person.side),
    ageYears: person.ageYears,
    sex: sexOf(person, intake),
    weightKg: typeof today === 'number' ? today : typeof told === 'number' ? told : null,
  }
}

/** The context of an examination with the age on its day and the sex as they are known now: either may be put right later. */
export const putRight = (
  stored: StoredContext,
  { person, intake, births }: { person: Person; intake: RuleValues; births: readonly Day[] },
  on: Day,
): StoredContext => ({
  ...stored,
  ageYears: agesOn(births, on)[0] ?? stored.ageYears,
  sex: sexOf(person, intake) ?? stored.sex,
})

/** `with`: what the case's forms say, and the limits of its clinic. */
export const fullContext = (
  stored: StoredContext,
  { intake, limits }: Pick<AssessmentContext, 'intake' | 'limits'>,
  earlier: readonly RuleValues[],
): AssessmentContext => ({ ...stored, intake, limits, earlier })
