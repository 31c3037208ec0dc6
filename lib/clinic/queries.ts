import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { closedFrom, closedText, countedHours, hoursText } from './hours/rules.ts'
import { ownClinic } from './policy.ts'

export type ClinicSettings = {
  version: number
  name: string
  phone: string
  emergencyNumber: string
  outOfHoursPhone: string
  address: string
  timeZone: string
  consentAge: number
  dutyAccountId: string
  /** By weekday "1"–"7": "08:00-18:00", empty when closed. */
  hours: Record<string, string>
  /** A day or a span a line: "2026-12-24 to 2027-01-02". */
  closedDays: string
  physios: { id: string; name: string }[]
}

/** The clinic's settings, for an admin. */
export async function clinicSettings(actor: AccountActor, now: Date = new Date()): Promise<ClinicSettings> {
  return asActor(actor, async (tx) => {
    const clinic = await tx.clinic.findFirst({ where: ownClinic(actor) })
    if (!clinic) throw new NotFound('clinic settings')
    const physios = await tx.account.findMany({
      where: { clinicId: clinic.id, status: 'active', roles: { has: 'physio' } },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    })
    const opening = countedHours(clinic.openingHours)
    return {
      version: clinic.version,
      name: clinic.name,
      phone: clinic.phone,
      emergencyNumber: clinic.emergencyNumber,
      outOfHoursPhone: clinic.outOfHoursPhone,
      address: clinic.address,
      timeZone: clinic.timeZone,
      consentAge: clinic.consentAge,
      dutyAccountId: clinic.dutyAccountId ?? '',
      hours: Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((d) => [d, hoursText(opening[d])])),
      closedDays: closedText(closedFrom(dayIn(clinic.timeZone, now), clinic.closedDays)),
      physios,
    }
  })
}
