import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Invalid } from '#lib/errors.ts'
import { visiblePatients } from '../policy.ts'
import { numberText } from '../rules.ts'

type Person = { id: string; fullName: string; dateOfBirth: string; email?: string | undefined }
type Said = { again?: 'yes' | undefined; shared?: 'yes' | undefined }

/** Somebody else of this name and birth date. */
async function namesake(tx: Tx, actor: AccountActor, { id, fullName, dateOfBirth }: Person) {
  const same = await tx.patient.findFirst({
    where: {
      ...visiblePatients(actor),
      id: { not: id },
      fullName: { equals: fullName, mode: 'insensitive' },
      dateOfBirth: toDbDate(dateOfBirth),
    },
    select: { number: true },
  })
  return same && numberText(same.number)
}

/** Whose address it is besides, or with what name somebody signs in with it. */
async function sharer(tx: Tx, actor: AccountActor, { id, email }: Person) {
  if (!email) return null
  const patient = await tx.patient.findFirst({
    where: { ...visiblePatients(actor), id: { not: id }, email: { equals: email, mode: 'insensitive' } },
    select: { fullName: true, number: true },
  })
  if (patient) return `${patient.fullName} (${numberText(patient.number)})`
  const account = await tx.account.findFirst({
    where: {
      clinicId: actor.clinicId,
      email: email.toLowerCase(),
      OR: [{ patient: null }, { patient: { id: { not: id } } }],
    },
    select: { name: true },
  })
  return account && `${account.name}, who signs in with it`
}

/**
 * Asks before a patient becomes a second one of the same name and birth date, or gets an address that is somebody else's as
 * well: what is sent there is read there. Families share one, so both are answered with a tick. Throws Invalid.
 */
export async function assertNobodyElse(
  tx: Tx,
  actor: AccountActor,
  person: Person,
  { again, shared }: Said,
  asks: { name: boolean; address: boolean },
): Promise<void> {
  const same = asks.name && !again ? await namesake(tx, actor, person) : null
  const other = asks.address && !shared ? await sharer(tx, actor, person) : null
  if (!same && !other) return
  throw new Invalid(
    {
      ...(same
        ? { again: [`${same} has this name and this birth date. Tick the box if this is another person.`] }
        : {}),
      ...(other
        ? {
            shared: [
              `This address is also that of ${other}. Whoever reads mail there reads what is sent. Tick the box if that is right.`,
            ],
          }
        : {}),
    },
    same ? 'This person may be here already.' : 'This address is known already.',
  )
}
