/**
 * What was known when a flag was raised: the answers of its own occasion over those before it.
 *
 *   occasionValues(flag, said, around)   // for its card
 *   newestValues(caseId, around, now)    // what the rules would read of a case now
 */
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import { readDocument } from '#lib/assessment/record/schema.ts'
import { reviewSections } from '#lib/content/intake/questionnaire.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { dayIn } from '#lib/dates.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { type RecordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { FindingSource } from '#prisma/generated/enums.ts'

export interface SaidForm {
  readonly id: string
  readonly kind: 'intake' | 'review_form' | 'visit_form'
  /** The case that it was asked in or that came out of it. */
  readonly caseId: string | null
  readonly sent: boolean
  /** When it was sent, or saved last. */
  readonly at: Date
  readonly answers: Answers
  readonly sections: readonly string[]
}

/** What stands around the flags of a patient; forms the oldest first. */
export interface Around {
  readonly forms: readonly SaidForm[]
  readonly recorded: RecordedBirth
  readonly zone: string
  readonly limits: Limits
}

interface RaisedFlag {
  readonly source: FindingSource
  readonly intakeId: string | null
  readonly caseId: string | null
  readonly raisedAt: Date
  /** The answers that fired it. */
  readonly inputs: Readonly<Record<string, RuleValue>>
}

/** Of what a form before a review asks again nothing older counts, also where it was left open. */
function over(before: Answers, { kind, sections, answers }: SaidForm): Answers {
  const asked = kind === 'review_form' ? reviewSections.filter(({ id }) => sections.includes(id)) : []
  const again = new Set(asked.flatMap(({ questions }) => questions.map(({ id }) => id)))
  const kept = Object.entries(before).filter(([id]) => !again.has(id))
  return { ...Object.fromEntries(kept), ...answers }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** Of a log what it told, of an examination what was measured. */
function saidValues(source: FindingSource, said: unknown): [string, RuleValue][] {
  if (source === 'assessment') {
    const { raw, context } = readDocument(said)
    return [...measuredValues(raw, context.weightKg)]
  }
  const { safety } = record(said)
  return Array.isArray(safety) ? [['log_safety', safety.filter((id) => typeof id === 'string')]] : []
}

/** `said`: what the log or the examination that raised it holds; of a form nothing. */
export function occasionValues(flag: RaisedFlag, said: unknown, around: Around): RuleValues {
  const { source, intakeId, caseId, raisedAt, inputs } = flag
  const { forms, recorded, zone } = around
  const before = forms.filter(
    (form) =>
      form.id !== intakeId && form.sent && caseId !== null && form.caseId === caseId && form.at <= raisedAt,
  )
  const own = forms.filter(({ id }) => id === intakeId)
  const told = [...before, ...own].reduce(over, {})
  const injury = source === 'log' ? cleanAnswers(record(said).injury) : {}
  const today = dayIn(zone, raisedAt)
  const values = intakeValues(withRecord({ ...told, ...injury }, recorded), { today, limits: null })
  return new Map([...values, ...saidValues(source, said), ...Object.entries(inputs)])
}

/** What the forms of a case say, the newer over the older ones; null for a case without a form. */
export function newestValues(
  caseId: string,
  { forms, recorded, zone, limits }: Around,
  now: Date,
): RuleValues | null {
  const sent = forms.filter((form) => form.sent && form.caseId === caseId)
  if (sent.length === 0) return null
  const answers = withRecord(sent.reduce<Answers>(over, {}), recorded)
  return intakeValues(answers, { today: dayIn(zone, now), limits })
}
