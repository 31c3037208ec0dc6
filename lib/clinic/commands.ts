import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { tokenMinutes } from '#lib/accounts/links/rules.ts'
import { hashToken, newToken } from '#lib/accounts/tokens.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { ClinicField } from '#lib/audit/schema.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { asMaintenance } from '#lib/db/as-maintenance.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { closedFrom, closedSpansOf, closedText, openingHoursOf, storedHours } from './hours/rules.ts'
import { ownClinic } from './policy.ts'
import { differingSettings, emptiedNumbers, savedNow, settingTexts } from './rules.ts'
import type { ClinicSettingsInput, NewClinicInput } from './schema.ts'
import { assertKnownZone } from './zone/queries.ts'
import { UNKNOWN_ZONE } from './zone/schema.ts'

/** Without any hours the usual ones count (`clinicCalendar`), and the clinic would be open that said it is closed. */
const alwaysClosed = 'Enter the hours of at least one day. For days off use “Closed on” below.'

/**
 * Saves the clinic's settings. Saving what is saved already changes nothing. Throws NotFound for anybody but an admin, Invalid when
 * somebody else saved otherwise since the form was opened, with what is saved by field, for hours that overlap, a week without any, a time zone
 * that PostgreSQL does not know, a phone number that is taken away and somebody on duty who is no active physio.
 */
export async function changeClinicSettings(
  actor: AccountActor,
  input: ClinicSettingsInput,
  now: Date = new Date(),
): Promise<void> {
  const { hours, wrong } = openingHoursOf(input)
  if (wrong.length > 0) {
    const message = 'A period ends before it starts, or two overlap.'
    throw new Invalid(Object.fromEntries(wrong.map((name) => [name, [message]])))
  }
  if (Object.keys(hours).length === 0) throw new Invalid({ 'hours.1': [alwaysClosed] })
  await asActor(actor, async (tx) => {
    const old = await tx.clinic.findFirst({ where: ownClinic(actor) })
    if (!old) throw new NotFound('clinic settings')
    const emptied = emptiedNumbers(old, input)
    if (emptied.length > 0) {
      const message =
        'Patients are told to call here. Enter another number; it cannot be left empty any more.'
      throw new Invalid(Object.fromEntries(emptied.map((name) => [name, [message]])))
    }
    const dutyAccountId = input.dutyAccountId || null
    if (dutyAccountId) {
      const duty = await tx.account.findFirst({
        where: { clinicId: actor.clinicId, id: dutyAccountId, status: 'active', roles: { has: 'physio' } },
        select: { id: true },
      })
      if (!duty) throw new Invalid({ dutyAccountId: ['Choose a physio who can sign in.'] })
    }
    const { name, phone, emergencyNumber, outOfHoursPhone, address, timeZone, consentAge } = input
    const plain = {
      name,
      phone,
      emergencyNumber,
      outOfHoursPhone,
      address,
      timeZone,
      consentAge,
      dutyAccountId,
    }
    await assertKnownZone(tx, timeZone)
    const today = dayIn(timeZone, now)
    const closedDays = closedFrom(today, closedSpansOf(input.closedDays))
    const { count } = await tx.clinic.updateMany({
      where: { AND: [ownClinic(actor), { version: input.version }] },
      data: {
        ...plain,
        openingHours: hours as Record<string, [string, string][]>,
        closedDays,
        version: { increment: 1 },
      },
    })
    if (count === 0) {
      const saved = await tx.clinic.findFirst({
        where: ownClinic(actor),
        include: { dutyAccount: { select: { name: true } } },
      })
      if (!saved) throw new NotFound('clinic settings')
      const differing = differingSettings(
        settingTexts(saved, {
          hours: storedHours(saved.openingHours),
          closed: closedFrom(today, saved.closedDays),
        }),
        settingTexts(plain, { hours, closed: closedDays }),
      )
      if (Object.keys(differing).length === 0) return
      const { dutyAccount } = saved
      if (differing.dutyAccountId) differing.dutyAccountId = [savedNow(dutyAccount?.name ?? 'Every physio')]
      throw new Invalid(
        differing,
        'Another admin saved these settings meanwhile. What is saved stands at each field that differs, and yours in it. Load the page again to start from what is saved.',
      )
    }
    const fields: ClinicField[] = (Object.keys(plain) as (keyof typeof plain)[]).filter(
      (key) => old[key] !== plain[key],
    )
    if (!sameHours(old.openingHours, hours)) fields.push('openingHours')
    if (closedText(closedFrom(today, old.closedDays)) !== closedText(closedDays)) fields.push('closedDays')
    await recordAudit(tx, actor, { type: 'clinic.settings_changed', data: { fields } })
  })
}

const sameHours = (a: unknown, b: unknown): boolean => {
  const sorted = (value: unknown) => JSON.stringify(Object.entries(value as object).sort())
  return sorted(a) === sorted(b)
}

export type NewClinic = {
  clinicId: string
  accountId: string
  /** The path of the one-time link is `/invitation/` and this; it is kept nowhere else. */
  token: string
}

/**
 * Makes a clinic and its first admin, from the server's command line. `ownerUrl` is a login that is a member of
 * stepwise_maintenance. Throws Conflict when somebody signs in with the address already, Invalid for a time zone that
 * PostgreSQL does not know.
 */
export async function createClinic(ownerUrl: string, input: NewClinicInput): Promise<NewClinic> {
  const made: NewClinic = { clinicId: newId(), accountId: newId(), token: newToken() }
  try {
    await asMaintenance(ownerUrl, async (db) => {
      await db.query('INSERT INTO "Clinic" (id, name, "timeZone") VALUES ($1, $2, $3)', [
        made.clinicId,
        input.name,
        input.timeZone,
      ])
      await db.query(
        'INSERT INTO "Account" (id, "clinicId", email, name, roles) VALUES ($1, $2, $3, $4, $5)',
        [made.accountId, made.clinicId, input.adminEmail, input.adminName, '{admin}'],
      )
      await db.query(
        `INSERT INTO "AccountToken" (id, "clinicId", "accountId", kind, "tokenHash", "expiresAt")
         VALUES ($1, $2, $3, 'invitation', $4, now() + make_interval(mins => $5))`,
        [newId(), made.clinicId, made.accountId, hashToken(made.token), tokenMinutes.invitation],
      )
      await db.query(
        `INSERT INTO "AuditEvent" (id, "clinicId", "actorKind", type, "subjectId") VALUES ($1, $2, 'system', 'clinic.created', $2)`,
        [newId(), made.clinicId],
      )
    })
    return made
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '23505') throw new Conflict('Somebody signs in with this e-mail address already.')
    if (code === 'SW003') throw new Invalid({ timeZone: [UNKNOWN_ZONE] })
    throw error
  }
}
