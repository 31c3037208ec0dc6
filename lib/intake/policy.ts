import { type Actor, isPatient, isPhysio } from '#lib/access/actor.ts'
import { aboutOthers, readableCases } from '#lib/access/cases.ts'

/**
 * Which forms an actor reaches; each `where` fits Prisma's IntakeWhereInput.
 * `nothing` matches no row: a filter that an actor cannot fulfil must not vanish.
 */
const nothing = { id: { in: [] as string[] } }

/** Answers that the actor may read: physios those not accepted yet and those of cases they read, a patient her own. */
export function readableIntakes(actor: Actor, now: Date) {
  if (actor.kind === 'link')
    return { clinicId: actor.clinicId, patientId: actor.patientId, id: actor.intakeId }
  const own = isPatient(actor) ? [{ patientId: actor.patientId }] : []
  const clinic = isPhysio(actor)
    ? [
        { kind: 'intake' as const, status: { not: 'accepted' as const }, ...aboutOthers(actor) },
        { case: readableCases(actor, now) },
        { askedIn: readableCases(actor, now) },
      ]
    : []
  if (own.length + clinic.length === 0) return nothing
  return { clinicId: actor.clinicId, OR: [...own, ...clinic] }
}

/**
 * Forms that the actor may answer: the one of a link, a patient's own, also those that she began in a case, and for a physio, on the
 * patient's behalf, intakes that no case has come out of. Whether a form is still open is for the command to say.
 */
export function answerableIntakes(actor: Actor) {
  const kind = 'intake' as const
  if (actor.kind === 'link')
    return { kind, clinicId: actor.clinicId, patientId: actor.patientId, id: actor.intakeId }
  const own = isPatient(actor)
    ? [
        { kind, patientId: actor.patientId },
        { kind: 'review_form' as const, patientId: actor.patientId, filledById: null },
      ]
    : []
  const clinic = isPhysio(actor)
    ? [{ kind, status: { not: 'accepted' as const }, ...aboutOthers(actor) }]
    : []
  if (own.length + clinic.length === 0) return nothing
  return { clinicId: actor.clinicId, OR: [...own, ...clinic] }
}

/** The account that fills a form in for somebody else, or null when it is the patient's own hand. */
export function onBehalfOf(actor: Actor, patientId: string): string | null {
  if (actor.kind !== 'account' || actor.patientId === patientId) return null
  return actor.accountId
}
