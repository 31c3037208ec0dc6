import 'server-only'
import { type AccountActor, isPhysio, isStaff } from '#lib/access/actor.ts'
import { hashToken, newToken } from '#lib/accounts/tokens.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { addDays, dayIn, dayText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { intakeMail } from '#lib/mail/rules.ts'
import { publicUrl } from '#lib/public-url.ts'
import { assertAddressKnown } from '../address/commands.ts'
import { visibleIntakes, visibleLinks } from '../policy.ts'
import { INTAKE_LINK_DAYS, missingPhones, missingPhonesMessage } from '../rules.ts'
import { qrOf } from './rules.ts'
import type { IntakeLinkShown, RevokeIntakeLinkInput, SendIntakeLinkInput } from './schema.ts'

export type LockedPatient = {
  id: string
  fullName: string
  email: string | null
  accountId: string | null
  addressChangedAt: Date | null
}

/** The patient, locked until the transaction ends: two members of staff never make two forms for her. */
export async function lockPatient(tx: Tx, actor: AccountActor, patientId: string): Promise<LockedPatient> {
  if (!isStaff(actor)) throw new NotFound('patient')
  const [patient] = await tx.$queryRaw<LockedPatient[]>`
    SELECT id, "fullName", email, "accountId", "addressChangedAt" FROM "Patient"
    WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${patientId}::uuid AND "erasedAt" IS NULL FOR UPDATE`
  if (!patient) throw new NotFound('patient')
  return patient
}

async function assertPhones(tx: Tx, actor: AccountActor): Promise<{ timeZone: string; phone: string }> {
  const clinic = await tx.clinic.findFirst({ where: { id: actor.clinicId } })
  if (!clinic) throw new NotFound('clinic')
  const missing = missingPhones(clinic)
  if (missing.length > 0) throw new Conflict(missingPhonesMessage(missing))
  return clinic
}

/** The patient's form that is being filled in, or a new one. Throws Conflict while one waits for triage. */
async function draftIntake(
  tx: Tx,
  actor: AccountActor,
  patientId: string,
): Promise<{ intakeId: string; begun: boolean }> {
  const open = await tx.intake.findFirst({
    where: { ...visibleIntakes(actor), patientId, status: { in: ['draft', 'submitted'] } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, status: true, savedAt: true },
  })
  if (open?.status === 'submitted') {
    throw new Conflict('This patient has already sent a form. It waits for triage, under Intakes.')
  }
  if (open) return { intakeId: open.id, begun: open.savedAt !== null }
  const intakeId = newId()
  const { clinicId, accountId } = actor
  await tx.intake.createMany({ data: [{ id: intakeId, clinicId, patientId, createdById: accountId }] })
  await tx.intakeAnswers.createMany({ data: [{ intakeId, clinicId, patientId }] })
  await recordAudit(tx, actor, { type: 'intake.created', patientId, subjectId: intakeId })
  return { intakeId, begun: false }
}

const onlyByMail =
  'This form has answers already, which its address would open. Send it by mail, or ask a physio to show the address.'

/**
 * Makes a new intake link for a patient, valid for 14 days, and takes back the ones before. The link is in the answer and
 * in the message, and nowhere else: PostgreSQL keeps its hash. Of a form that has answers already it is in the message alone for
 * whoever is no physio. Throws NotFound for another clinic's patient, Conflict
 * while one of the clinic's three phone numbers is missing, a form waits for triage or what has answers would go to an address
 * that nobody who may read them has looked at, Invalid for mail without an address and for an address that is not to be shown.
 */
export async function sendIntakeLink(
  actor: AccountActor,
  input: SendIntakeLinkInput,
): Promise<IntakeLinkShown> {
  const token = newToken()
  const tokenHash = hashToken(token)
  const url = `${await publicUrl()}/f/${token}`
  const now = new Date()
  const expiresAt = new Date(now.getTime() + INTAKE_LINK_DAYS * 86_400_000)
  const linkId = newId()
  const made = await asActor(actor, async (tx) => {
    const patient = await lockPatient(tx, actor, input.patientId)
    const { timeZone, phone } = await assertPhones(tx, actor)
    const until = dayText(addDays(dayIn(timeZone, now), INTAKE_LINK_DAYS))
    if (input.how === 'mail' && !patient.email) {
      throw new Invalid({}, 'There is no e-mail address for this patient. Add one, or print the link.')
    }
    const mailedTo = input.how === 'mail' ? patient.email : null
    const { intakeId, begun } = await draftIntake(tx, actor, patient.id)
    const shown = isPhysio(actor) || !begun
    if (!shown && !mailedTo) throw new Invalid({}, onlyByMail)
    if (begun && mailedTo) await assertAddressKnown(tx, patient)
    await revokeLinks(tx, actor, patient.id, { intakeId })
    await tx.intakeLink.createMany({
      data: [
        {
          id: linkId,
          clinicId: actor.clinicId,
          patientId: patient.id,
          intakeId,
          tokenHash,
          createdAt: now,
          expiresAt,
          createdById: actor.accountId,
          mailed: mailedTo !== null,
        },
      ],
    })
    if (mailedTo) {
      const to = { to: mailedTo, name: patient.fullName, clinic: actor.clinicName }
      const mail = intakeMail({ ...to, url, until, phone })
      const link = { link: 'intake', linkHash: tokenHash, endsAt: expiresAt } as const
      await queueMail(tx, actor, { ...mail, ...link, patientId: patient.id })
    }
    await recordAudit(tx, actor, {
      type: 'intake_link.sent',
      patientId: patient.id,
      subjectId: intakeId,
      data: { linkId },
    })
    return { intakeId, mailedTo, until, phone, address: shown ? { url, qr: qrOf(url) } : null }
  })
  void deliverMail(actor.clinicId)
  return { ...made, linkId, sends: sendsMail(), expiresAt: expiresAt.toISOString() }
}

/** Takes back links that still work; one audit row each. */
async function revokeLinks(
  tx: Tx,
  actor: AccountActor,
  patientId: string,
  which: { intakeId: string } | { id: string } | { patientId: string; mailed: true },
): Promise<void> {
  const where = { AND: [visibleLinks(actor), which], revokedAt: null }
  const links = await tx.intakeLink.findMany({ where, select: { id: true } })
  if (links.length === 0) return
  await tx.intakeLink.updateMany({ where, data: { revokedAt: new Date() } })
  await recordAudit(
    tx,
    actor,
    ...links.map(({ id }) => ({ type: 'intake_link.revoked' as const, patientId, data: { linkId: id } })),
  )
}

/** Takes back the links that were mailed to a patient: the address was a wrong one. A printed one is in her hand. */
export const takeBackMailed = (tx: Tx, actor: AccountActor, patientId: string): Promise<void> =>
  revokeLinks(tx, actor, patientId, { patientId, mailed: true })

/** Takes a link back at once. Taking it back twice is taking it back once. */
export async function revokeIntakeLink(
  actor: AccountActor,
  input: RevokeIntakeLinkInput,
): Promise<{ patientId: string }> {
  return asActor(actor, async (tx) => {
    const link = await tx.intakeLink.findFirst({
      where: { AND: [visibleLinks(actor), { id: input.linkId }] },
      select: { id: true, patientId: true },
    })
    if (!link) throw new NotFound('intake link')
    await revokeLinks(tx, actor, link.patientId, { id: link.id })
    return { patientId: link.patientId }
  })
}

/**
 * The form that a physio fills in together with the patient: the one that is open, or a new one. No link is made. Throws NotFound
 * for anybody else, an admin who treats nobody too.
 */
export async function startIntake(
  actor: AccountActor,
  input: { patientId: string },
): Promise<{ intakeId: string }> {
  return asActor(actor, async (tx) => {
    if (!isPhysio(actor)) throw new NotFound('patient')
    const patient = await lockPatient(tx, actor, input.patientId)
    await assertPhones(tx, actor)
    const { intakeId } = await draftIntake(tx, actor, patient.id)
    return { intakeId }
  })
}
