import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { dayIn, inSentence, timeText } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { type IntakeRecord, intakeRecord } from '#lib/intake/record/rules.ts'
import { readableCases } from '../policy.ts'
import { readCaseFrame } from '../queries.ts'

export type CaseIntake = { record: IntakeRecord | null; sentText: string }

/** The answers that a case came out of. Throws NotFound for whoever may not read the case. */
export function caseIntake(actor: Actor, caseId: string, now: Date): Promise<CaseIntake> {
  return asActor(actor, async (tx) => {
    const frame = await readCaseFrame(tx, actor, caseId, 'intake', now)
    const intake = await tx.intake.findFirst({
      where: { clinicId: actor.clinicId, case: { is: { id: caseId, ...readableCases(actor, now) } } },
      select: {
        submittedAt: true,
        createdAt: true,
        answers: { select: { answers: true } },
        filledBy: { select: { name: true } },
        clinic: { select: { consentAge: true } },
      },
    })
    if (!intake?.answers) return { record: null, sentText: '' }
    const at = intake.submittedAt ?? intake.createdAt
    const by = intake.filledBy ? `, filled in by ${intake.filledBy.name} for the patient` : ''
    return {
      record: intakeRecord(
        cleanAnswers(intake.answers.answers),
        dayIn(frame.zone, at),
        intake.clinic.consentAge,
      ),
      sentText: `Sent ${inSentence(timeText(at, actor.timeZone, now))}${by}`,
    }
  })
}
