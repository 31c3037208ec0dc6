import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { birthsOf, isMinorOn, recordedBirth } from '#lib/patients/births/rules.ts'
import { visiblePatients } from '../policy.ts'
import { contactIntakes } from './policy.ts'
import { contactsOf, settledBy } from './rules.ts'
import type { SettleContactsInput } from './schema.ts'

const changed = 'These numbers were changed meanwhile. Please load the page again.'

/**
 * Says which numbers are right where an intake names others than the record: those of the form are taken over, or those of the
 * record stay. Said twice it is said once. Throws NotFound, and Conflict when either changed since the page was made.
 */
export function settleContacts(
  actor: AccountActor,
  { intakeId, stamp, right }: SettleContactsInput,
  now: Date = new Date(),
): Promise<{ patientId: string; caseId: string | null }> {
  return asActor(actor, async (tx) => {
    const intake = await tx.intake.findFirst({
      where: { AND: [contactIntakes(actor), { id: intakeId }] },
      include: { patient: true, answers: { select: { answers: true } }, case: { select: { id: true } } },
    })
    if (!intake) throw new NotFound('intake')
    const { patient, patientId } = intake
    const settled = { patientId, caseId: intake.case?.id ?? null }
    const answers = cleanAnswers(intake.answers?.answers)
    const births = birthsOf(answers.date_of_birth, recordedBirth(patient))
    const minor = isMinorOn(births, dayIn(patient.timeZone ?? actor.timeZone, now))
    const told = { answers, at: intake.submittedAt ?? intake.savedAt ?? intake.createdAt }
    const { two } = contactsOf(patient, told, { minor, emergency: false })
    if (!two) return settled
    if (two.stamp !== stamp) throw new Conflict(changed)
    const taken = right === 'form' ? two.rows : []
    const settling = [...new Set(two.rows.map(({ field }) => settledBy[field]))]
    const settledAt = Object.fromEntries(settling.map((column) => [column, now]))
    const { count } = await tx.patient.updateMany({
      where: { AND: [visiblePatients(actor), { id: patientId, version: patient.version }] },
      data: {
        ...Object.fromEntries(taken.map((row) => [row.field, row.told])),
        ...settledAt,
        version: { increment: 1 },
      },
    })
    if (count === 0) throw new Conflict(changed)
    const fields = taken.length > 0 ? taken.map(({ field }) => field) : settling
    await recordAudit(tx, actor, { type: 'patient.changed', patientId, data: { fields } })
    return settled
  })
}
