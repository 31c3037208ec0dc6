import { addDays, dayIn } from '#lib/dates.ts'
import { at } from './course.ts'
import { writePatient } from './patients.ts'
import { type Person, type Story, zone } from './people.ts'
import type { Random } from './random.ts'
import type { Rows } from './rows.ts'

export type Staff = { readonly name: string; readonly email: string; readonly roles: readonly string[] }
export type ClinicInput = {
  readonly rows: Rows
  readonly random: Random
  readonly name: string
  readonly staff: readonly Staff[]
  readonly people: readonly Person[]
  readonly passwordHash: string
  readonly now: Date
}

export function writeClinic(input: ClinicInput): void {
  const { rows, random, now } = input
  const today = dayIn(zone, now)
  const founded = at(addDays(today, -400), '08:00')
  const clinicId = random.id(founded)
  const slug = input.name.toLowerCase().split(' ')[0] ?? 'clinic'
  rows.add('Clinic', {
    id: clinicId,
    name: input.name,
    timeZone: zone,
    phone: '+41 44 000 00 10',
    emergencyNumber: '144',
    outOfHoursPhone: '+41 44 000 00 11',
    address: 'Musterstrasse 1, 8000 Musterstadt',
    consentAge: 18,
    openingHours: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['08:00', '18:00']]])),
    dutyAccountId: null,
    patientCounter: 1000 + input.people.length,
    version: 1,
    createdAt: founded,
  })
  const account = (name: string, email: string, roles: readonly string[], createdAt: Date) => {
    const id = random.id(createdAt)
    rows.add('Account', {
      id,
      clinicId,
      email,
      name,
      roles,
      status: 'active',
      lastSignInAt: null,
      version: 1,
      createdAt,
    })
    rows.add('Credential', {
      accountId: id,
      clinicId,
      passwordHash: input.passwordHash,
      changedAt: createdAt,
    })
    return id
  }
  const staff = input.staff.map((one) => ({ ...one, id: account(one.name, one.email, one.roles, founded) }))
  const physios = staff.filter((one) => one.roles.includes('physio'))
  const seen = new Map<Story, number>()
  input.people.forEach((person, index) => {
    const nth = seen.get(person.story) ?? 0
    seen.set(person.story, nth + 1)
    const lead = physios[index % physios.length]
    if (!lead) throw new Error('A clinic needs a physiotherapist')
    writePatient({
      ...input,
      clinicId,
      slug,
      today,
      person,
      index,
      nth,
      leadId: lead.id,
      otherId: physios[(index + 1) % physios.length]?.id ?? lead.id,
      account,
    })
  })
  const night = at(addDays(today, -1), '02:07')
  rows.add('AlertRound', {
    id: random.id(night),
    clinicId,
    day: addDays(today, -1),
    startedAt: night,
    finishedAt: night,
    cases: rows.of('Case').filter((one) => one.clinicId === clinicId).length,
    opened: 0,
    closed: 0,
    failed: [],
  })
}
