import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AccountActor } from '#lib/access/actor.ts'
import { isStaff } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertKnownZone } from '#lib/clinic/zone/queries.ts'
import { dayIn, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { evaluatedCases } from '#lib/factors/policy.ts'
import { assertPrints } from '#lib/letters/characters/rules.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { publicUrl } from '#lib/public-url.ts'
import { accountFollows } from './account/commands.ts'
import { settleAddress, tellOfAddress } from './address/commands.ts'
import { otherBirths } from './births/queries.ts'
import { recordedBirth } from './births/rules.ts'
import { contactFields, settledBy } from './contacts/rules.ts'
import { assertNobodyElse } from './doubles/commands.ts'
import { takeBackMailed } from './invite/commands.ts'
import { visiblePatients } from './policy.ts'
import { birthProblem } from './rules.ts'
import type { AddPatientInput, ChangePatientInput } from './schema.ts'

function assertBirth(actor: AccountActor, birth: string): void {
  const problem = birthProblem(birth, dayIn(actor.timeZone, new Date()))
  if (problem) throw new Invalid({ dateOfBirth: [problem] })
}

/**
 * Adds a patient and gives her the clinic's next number. The same id again is the same patient. Throws NotFound for
 * anybody but staff, Invalid for an impossible birth date, and as `assertNobodyElse` does.
 */
export async function addPatient(actor: AccountActor, input: AddPatientInput): Promise<{ id: string }> {
  if (!isStaff(actor)) throw new NotFound('patient')
  assertBirth(actor, input.dateOfBirth)
  return asActor(actor, async (tx) => {
    const before = await tx.patient.findFirst({
      where: { id: input.id, ...visiblePatients(actor) },
      select: { fullName: true, dateOfBirth: true, email: true, phone: true },
    })
    if (before) {
      const { dateOfBirth, ...rest } = before
      const sent = {
        fullName: input.fullName,
        email: input.email ?? null,
        phone: input.phone ?? null,
        dateOfBirth: input.dateOfBirth,
      }
      if (isDeepStrictEqual({ ...rest, dateOfBirth: fromDbDate(dateOfBirth) }, sent)) return { id: input.id }
      throw new Conflict(
        'This form was already sent with something else in it, and that is kept. Look for the patient in the list and change what is wrong there.',
      )
    }
    await assertNobodyElse(tx, actor, input, input, { name: true, address: true })
    const [{ next } = { next: null }] = await tx.$queryRaw<
      { next: number | null }[]
    >`SELECT next_patient_number() AS next`
    if (next === null) throw new NotFound('clinic')
    const { count } = await tx.patient.createMany({
      data: [
        {
          id: input.id,
          clinicId: actor.clinicId,
          number: next,
          fullName: input.fullName,
          dateOfBirth: toDbDate(input.dateOfBirth),
          email: input.email ?? null,
          phone: input.phone ?? null,
          createdById: actor.accountId,
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) throw new Conflict('This form was already sent. Please load the page again.')
    await recordAudit(tx, actor, { type: 'patient.added', patientId: input.id })
    return { id: input.id }
  })
}

/**
 * Changes identity and contact, and says which birth dates of forms are wrong. What went to an address that is put right
 * does not work any more, and where somebody else treats her they are told of the new one. Throws as `assertNobodyElse` does, Conflict when somebody else saved since the form was opened, Invalid for a date that no
 * form names or that is said to be right and wrong at once, and for a time zone that PostgreSQL does not know.
 */
export async function changePatient(actor: AccountActor, input: ChangePatientInput): Promise<{ id: string }> {
  assertBirth(actor, input.dateOfBirth)
  assertPrints(input.printedName)
  if (input.notBornOn?.includes(input.dateOfBirth))
    throw new Invalid({
      notBornOn: ['This is the date above. Take the tick away, or put the right date above.'],
    })
  const base = await publicUrl()
  const changed = await asActor(actor, async (tx) => {
    const where = { id: input.id, ...visiblePatients(actor) }
    const old = await tx.patient.findFirst({ where })
    if (!old) throw new NotFound('patient')
    const recorded = recordedBirth(old)
    const others =
      (await otherBirths(tx, actor, [{ id: input.id, recorded }], new Date())).get(input.id) ?? []
    const wrong = (input.notBornOn ?? []).filter((day) => !recorded.includes(day))
    if (wrong.some((day) => !others.includes(day)))
      throw new Invalid({ notBornOn: ['No form names this date any more. Please load the page again.'] })
    const contacts = {
      phone: input.phone ?? null,
      guardianName: input.guardianName ?? null,
      guardianPhone: input.guardianPhone ?? null,
    }
    if (input.timeZone) await assertKnownZone(tx, input.timeZone)
    const next = {
      fullName: input.fullName,
      printedName: input.printedName ?? null,
      preferredName: input.preferredName === undefined ? old.preferredName : input.preferredName,
      dateOfBirth: toDbDate(input.dateOfBirth),
      email: input.email ?? null,
      timeZone: input.timeZone === undefined ? old.timeZone : input.timeZone,
      ...contacts,
      ...(wrong.length > 0 ? { notBornOn: [...old.notBornOn, ...wrong.map(toDbDate)] } : {}),
    }
    await assertNobodyElse(tx, actor, input, input, {
      name: old.fullName !== input.fullName || fromDbDate(old.dateOfBirth) !== input.dateOfBirth,
      address: next.email !== old.email,
    })
    const { count } = await tx.patient.updateMany({
      where: { AND: [where, { version: input.version }] },
      data: {
        ...next,
        ...Object.fromEntries(
          contactFields
            .filter((field) => contacts[field] !== old[field])
            .map((field) => [settledBy[field], new Date()]),
        ),
        version: { increment: 1 },
      },
    })
    if (count === 0) {
      const contact = [
        old.printedName,
        old.preferredName,
        old.email,
        old.phone,
        old.guardianName,
        old.guardianPhone,
        old.timeZone,
      ]
      const now = [old.fullName, fromDbDate(old.dateOfBirth), ...contact].filter(Boolean).join(', ')
      throw new Conflict(
        `Somebody else saved this meanwhile. It says now: ${now}. Yours is still in the form.`,
      )
    }
    const fields = (Object.keys(next) as (keyof typeof next)[]).filter(
      (key) => String(old[key] ?? '') !== String(next[key] ?? ''),
    )
    await recordAudit(tx, actor, { type: 'patient.changed', patientId: input.id, data: { fields } })
    if (fields.includes('dateOfBirth') || fields.includes('notBornOn'))
      await evaluateByAge(tx, actor, input.id)
    const moved = fields.includes('email')
    if (moved) await takeBackMailed(tx, actor, input.id)
    if (moved) await tellOfAddress(tx, actor, input.id, base)
    // A new one is known by who gave it (address_changed); this is hers by who has asked her.
    if (input.addressConfirmed) await settleAddress(tx, actor, input.id)
    const { accountId } = old
    if (accountId) await accountFollows(tx, actor, { accountId, fullName: next.fullName, moved })
    return { id: input.id }
  })
  void deliverMail(actor.clinicId)
  return changed
}

/** What hangs on the age, in the open cases that the actor may write into; the others follow with their team's next save. */
async function evaluateByAge(tx: Tx, actor: AccountActor, patientId: string): Promise<void> {
  const cases = await tx.case.findMany({
    where: { AND: [{ patientId }, evaluatedCases(actor)] },
    select: { id: true },
  })
  for (const { id } of cases) await reevaluateFactors(tx, actor, id, new Date())
}
