import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { queueMail } from '#lib/mail/commands.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { addressChangedMail } from '#lib/mail/rules.ts'
import { visiblePatients } from '../policy.ts'
import { askFor, treatedBy, vouchesFor } from './queries.ts'

const changedSince =
  'The e-mail address of this patient was changed by somebody who does not treat this patient, and what is sent there opens answers.'

/** Throws Conflict where a way into the record would go to an address that nobody who may read it has looked at. */
export async function assertAddressKnown(
  tx: Tx,
  patient: { id: string; addressChangedAt: Date | null },
): Promise<void> {
  if (!patient.addressChangedAt || (await vouchesFor(tx, patient.id))) return
  throw new Conflict(`${changedSince} ${await askFor(tx, patient.id, 'to send it')}`)
}

const readByTeam = 'Without a mail server this link is read by the patient’s own team alone.'

/** Throws Conflict where nobody mails an invitation to a record and the asker would not be shown it: it would reach nobody. */
export async function assertInvitationReaches(tx: Tx, patientId: string): Promise<void> {
  if (sendsMail() || (await vouchesFor(tx, patientId))) return
  throw new Conflict(`${readByTeam} ${await askFor(tx, patientId, 'to send it from the patient’s page')}`)
}

/** The same of a link to a new password, which an admin makes. */
export async function assertResetReaches(tx: Tx, patientId: string): Promise<void> {
  if (sendsMail() || (await vouchesFor(tx, patientId))) return
  throw new Conflict(
    `${readByTeam} ${await askFor(tx, patientId, 'to show it to the patient, on the patient’s page')} Or whoever runs the server makes one there: npm run account:link.`,
  )
}

/**
 * Throws Conflict for moving an account that opens a record to another address than the one that stands on the patient's page
 * and that her team knows.
 */
export async function assertMayMove(
  tx: Tx,
  actor: AccountActor,
  { patientId, email }: { patientId: string; email: string },
): Promise<void> {
  if (await vouchesFor(tx, patientId)) return
  const patient = await tx.patient.findFirst({
    where: { AND: [visiblePatients(actor), { id: patientId }] },
    select: { email: true, addressChangedAt: true },
  })
  if (patient && !patient.addressChangedAt && patient.email?.toLowerCase() === email) return
  throw new Conflict(
    `This account opens the record of a patient, and moves to the address on the patient’s page, once the team knows it. ${await askFor(tx, patientId, 'to enter the new one there')}`,
  )
}

/** Whoever may read the record has looked at the address; of anybody else the database keeps that nobody has. */
export const settleAddress = (tx: Tx, actor: AccountActor, patientId: string) =>
  tx.patient.updateMany({
    where: { AND: [visiblePatients(actor), { id: patientId, addressChangedAt: { not: null } }] },
    data: { addressChangedAt: null },
  })

/** Tells who treats a patient that somebody who does not has given her another address. */
export async function tellOfAddress(
  tx: Tx,
  actor: AccountActor,
  patientId: string,
  base: string,
): Promise<void> {
  if (await vouchesFor(tx, patientId)) return
  for (const { name, email } of await treatedBy(tx, patientId)) {
    const to = { to: email, name, clinic: actor.clinicName }
    await queueMail(tx, actor, addressChangedMail({ ...to, url: `${base}/patients/${patientId}` }))
  }
}
