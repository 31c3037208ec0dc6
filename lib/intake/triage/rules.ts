import type { CaseSide } from '#lib/cases/schema.ts'
import { type Urgency, urgencies } from '#lib/content/flags/types.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { countText } from '#lib/dates.ts'
import { Conflict } from '#lib/errors.ts'
import { answerOf, zoneOf } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'

/** Since when the first of some flags should have been answered; null when none waits too long. */
export function overdueSince(
  flags: readonly { responded: boolean; dueAt: string | null }[],
  now: Date,
): Date | null {
  const due = flags
    .flatMap(({ responded, dueAt }) => (responded || dueAt === null ? [] : [new Date(dueAt)]))
    .filter((at) => at < now)
  return due.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** The gravest of some levels. */
export const gravest = (levels: readonly Urgency[]): Urgency | null =>
  urgencies.find((level) => levels.includes(level)) ?? null

/** Who filled a form in; null for the patient alone. */
export const handText = (form: {
  filledBy: { name: string } | null
  submittedAt: Date | null
  sentByPatient: boolean
}): string | null => {
  const whole = form.submittedAt !== null && !form.sentByPatient
  return form.filledBy && `Filled in ${whole ? 'by' : 'with help of'} ${form.filledBy.name}`
}

/** "Edge of the kneecap": the main spot without its side. */
function mainSpot(answers: Answers): string | null {
  const place = answerOf(answers, 'pain_zone_main')
  if (typeof place !== 'string') return null
  const zone = zoneOf(place)
  return questionById.get('pain_zones')?.options.find((option) => option.id === zone)?.label ?? null
}

/** "Edge of the kneecap, 5 weeks": what a list says about somebody who has no flag. */
export function inShort(answers: Answers): string | null {
  const weeks = answerOf(answers, 'symptom_weeks')
  const parts = [mainSpot(answers), typeof weeks === 'number' ? countText(weeks, 'week') : null]
  return parts.filter((part) => part !== null).join(', ') || null
}

/** What the form to open a case starts with; the physio words it as she likes. */
export function suggestedCase(answers: Answers): { complaint: string; side: CaseSide | null } {
  const spot = mainSpot(answers)
  const side = answerOf(answers, 'affected_side')
  return {
    complaint: spot ? `Pain: ${spot.charAt(0).toLowerCase()}${spot.slice(1)}`.slice(0, 120) : '',
    side: side === 'left' || side === 'right' || side === 'both' ? side : null,
  }
}

/** Answers that fill what the clinic does not know about the patient yet; nothing that was entered is replaced. */
const contactFields = {
  preferred_name: 'preferredName',
  sex_at_birth: 'sexAtBirth',
  email: 'email',
  phone: 'phone',
  preferred_contact: 'preferredContact',
  guardian_name: 'guardianName',
  guardian_phone: 'guardianPhone',
} as const

export type ContactField = (typeof contactFields)[keyof typeof contactFields]

export function emptyContacts(
  patient: Readonly<Record<ContactField, string | null>>,
  answers: Answers,
): Partial<Record<ContactField, string>> {
  const filled: Partial<Record<ContactField, string>> = {}
  for (const [id, field] of Object.entries(contactFields)) {
    const answer = answerOf(answers, id)
    if (!patient[field] && typeof answer === 'string' && answer.trim() !== '') filled[field] = answer.trim()
  }
  return filled
}

/** Somebody was faster. */
export const decidedMeanwhile = (name: string | undefined, status: string): Conflict =>
  new Conflict(
    status === 'referred'
      ? `${name ?? 'Somebody'} has referred this intake on meanwhile.`
      : `${name ?? 'Somebody'} has accepted this intake meanwhile and opened a case.`,
  )

export function assertUndecided({
  status,
  decidedBy,
}: {
  status: string
  decidedBy: { name: string } | null
}): void {
  if (status === 'accepted' || status === 'referred') throw decidedMeanwhile(decidedBy?.name, status)
}
