import 'server-only'
import { type AccountActor, isPhysio, isStaff } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type Day, dayIn, dayText, fromDbDate, fullDayText, isDay, timeText, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { mailOfPatient, type PatientMail } from '#lib/mail/queries.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { isUntreated, vouchesFor } from './address/queries.ts'
import { otherBirths } from './births/queries.ts'
import { ageText, isMinorOn, recordedBirth } from './births/rules.ts'
import { casesOfPatient, type PatientCase } from './cases/queries.ts'
import { phoneInForms } from './contacts/queries.ts'
import { type Call, contactsOf } from './contacts/rules.ts'
import { visibleIntakes, visiblePatients } from './policy.ts'
import { showsReset } from './reset/queries.ts'
import { type Guardian, missingPhones, numberIn, numberText, searchWords } from './rules.ts'

const PATIENTS_PER_PAGE = 50

/** `unbegun`: there is a link or an empty form, and no answer yet. */
export type FormState = 'none' | 'unbegun' | 'draft' | 'submitted' | 'accepted' | 'referred'

const formState = (form: { status: Exclude<FormState, 'none' | 'unbegun'>; savedAt: Date | null }) =>
  form.status === 'draft' && form.savedAt === null ? 'unbegun' : form.status

export type PatientRow = {
  id: string
  name: string
  number: string
  born: string
  /** "34 y", "17 or 34 y" while two dates of birth count. */
  age: string
  contact: string
  form: FormState
  account: 'none' | 'invited' | 'active' | 'suspended'
}

export type PatientList = { rows: PatientRow[]; search: string; page: number; pages: number; total: number }

/** The words of a name, a number ("SW-1042"), an address or a birth date as year, month and day. */
function searched(text: string): Prisma.PatientWhereInput {
  if (!text) return {}
  const number = numberIn(text)
  return {
    OR: [
      {
        AND: searchWords(text).map((word) => ({
          OR: [
            { fullName: { contains: word, mode: 'insensitive' } },
            { email: { contains: word.toLowerCase() } },
          ],
        })),
      },
      ...(number === null ? [] : [{ number }]),
      ...(isDay(text) ? [{ dateOfBirth: toDbDate(text) }] : []),
    ],
  }
}

/** A page of the clinic's patients by name: who they are, never what they have. For staff. */
export async function patientList(
  actor: AccountActor,
  wanted: { search: string; page: number },
  now: Date,
): Promise<PatientList> {
  if (!isStaff(actor)) throw new NotFound('patients')
  const search = wanted.search.trim().slice(0, 100)
  const today = dayIn(actor.timeZone, now)
  const where: Prisma.PatientWhereInput = { AND: [visiblePatients(actor), searched(search)] }
  return asActor(actor, async (tx) => {
    const total = await tx.patient.count({ where })
    const pages = Math.max(1, Math.ceil(total / PATIENTS_PER_PAGE))
    const page = Math.min(Math.max(1, wanted.page), pages)
    const found = await tx.patient.findMany({
      where,
      orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * PATIENTS_PER_PAGE,
      take: PATIENTS_PER_PAGE,
      include: {
        account: { select: { status: true } },
        intakes: {
          where: visibleIntakes(actor),
          orderBy: { createdAt: 'desc' },
          take: 1,
          select: { status: true, savedAt: true },
        },
      },
    })
    await recordAudit(tx, actor, { type: 'patient.list_read', data: { rows: found.length } })
    const patients = found.map((p) => ({ id: p.id, recorded: recordedBirth(p) }))
    const others = await otherBirths(tx, actor, patients, now)
    const rows = found.map((p): PatientRow => {
      const birth = fromDbDate(p.dateOfBirth)
      return {
        id: p.id,
        name: p.fullName,
        number: numberText(p.number),
        born: fullDayText(birth),
        age: ageText([birth, ...(others.get(p.id) ?? [])], today),
        contact: p.email ?? p.phone ?? '',
        form: p.intakes[0] ? formState(p.intakes[0]) : 'none',
        account: p.account?.status ?? 'none',
      }
    })
    return { rows, search, page, pages, total }
  })
}

export type PatientLink = {
  id: string
  state: 'valid' | 'expired' | 'revoked' | 'locked' | 'submitted'
  made: string
  until: string
  opened: string | null
}

export type PatientDetail = {
  id: string
  version: number
  name: string
  preferredName: string | null
  printedName: string | null
  /** Her own time zone; null: the clinic's, `clinicZone`. */
  timeZone: string | null
  clinicZone: string
  number: string
  dateOfBirth: string
  born: string
  /** "34 y", "17 or 34 y" while two dates of birth count. */
  age: string
  /** What forms name besides; empty for whoever may not read them. */
  otherBirths: Day[]
  email: string | null
  /** By somebody who does not treat her, and nobody who does has looked at it yet. */
  addressChanged: boolean
  /** And there is nobody who could: nobody of her team can sign in any more. */
  untreated: boolean
  /** The reader may say that it is hers. */
  confirmsAddress: boolean
  /** The reader may show her the link to a new password. */
  showsReset: boolean
  phone: string | null
  /** What a form names while the record has none; null for whoever may not read it. */
  phoneInForm: string | null
  /** Under 18, by one of the dates of birth that count. */
  minor: boolean
  guardian: Guardian
  /** Whom to call, by the record; by a form where that names nobody. */
  calls: readonly Call[]
  account: { status: 'none' | 'invited' | 'active' | 'suspended'; email: string | null }
  intakes: {
    id: string
    status: Exclude<FormState, 'none'>
    made: string
    sent: string | null
    links: PatientLink[]
  }[]
  cases: PatientCase[]
  /** Who can be put on the team of one of them; empty for whoever changes none. */
  physios: { id: string; name: string }[]
  missingPhones: string[]
  /** The last link or invitation that was mailed to her. */
  mail: PatientMail | null
  /** Whether her form is the actor's to decide. */
  triages: boolean
  /** Fills in the form for the patient. */
  fillsIn: boolean
}

type LinkRow = {
  id: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  firstUsedAt: Date | null
  failures: number
}

function stateOfLink(link: LinkRow, sent: boolean, now: Date): PatientLink['state'] {
  if (link.revokedAt) return 'revoked'
  if (link.expiresAt <= now) return 'expired'
  if (link.failures >= 5) return 'locked'
  return sent ? 'submitted' : 'valid'
}

function linkOf(link: LinkRow, sent: boolean, zone: string, now: Date): PatientLink {
  return {
    id: link.id,
    state: stateOfLink(link, sent, now),
    made: timeText(link.createdAt, zone, now),
    until: dayText(dayIn(zone, link.expiresAt)),
    opened: link.firstUsedAt ? timeText(link.firstUsedAt, zone, now) : null,
  }
}

/** Who a patient is, how to reach her, her forms and links, and which cases there are. For staff; nothing clinical. */
export async function patientDetail(
  actor: AccountActor,
  patientId: string,
  now: Date,
): Promise<PatientDetail> {
  return asActor(actor, async (tx) => {
    const p = await tx.patient.findFirst({
      where: { AND: [visiblePatients(actor), { id: patientId }] },
      include: { account: { select: { status: true, email: true, roles: true } } },
    })
    const clinic = p ? await tx.clinic.findFirst({ where: { id: actor.clinicId } }) : null
    if (!p || !clinic) throw new NotFound('patient')
    const intakes = await tx.intake.findMany({
      where: { AND: [visibleIntakes(actor), { patientId }] },
      orderBy: { createdAt: 'desc' },
      select: {
        id: true,
        status: true,
        createdAt: true,
        savedAt: true,
        submittedAt: true,
        links: { orderBy: { createdAt: 'desc' }, take: 5 },
      },
    })
    const { cases, physios } = await casesOfPatient(tx, actor, patientId, now)
    await recordAudit(tx, actor, { type: 'patient.read', patientId })
    const zone = actor.timeZone
    const birth = fromDbDate(p.dateOfBirth)
    const others = await otherBirths(tx, actor, [{ id: patientId, recorded: recordedBirth(p) }], now)
    const told = others.get(patientId) ?? []
    const minor = isMinorOn([birth, ...told], dayIn(zone, now))
    const phoneInForm = p.phone ? null : await phoneInForms(tx, actor, patientId, now)
    const form = phoneInForm ? { answers: { phone: phoneInForm }, at: now } : null
    return {
      id: p.id,
      version: p.version,
      name: p.fullName,
      preferredName: p.preferredName,
      printedName: p.printedName,
      timeZone: p.timeZone,
      clinicZone: clinic.timeZone,
      number: numberText(p.number),
      dateOfBirth: birth,
      born: fullDayText(birth),
      age: ageText([birth, ...told], dayIn(zone, now)),
      otherBirths: told,
      email: p.email,
      addressChanged: p.addressChangedAt !== null,
      untreated: p.addressChangedAt !== null && (await isUntreated(tx, patientId)),
      confirmsAddress: p.addressChangedAt !== null && (await vouchesFor(tx, patientId)),
      showsReset: await showsReset(tx, actor, p),
      phone: p.phone,
      phoneInForm,
      minor,
      guardian: { name: p.guardianName, phone: p.guardianPhone },
      calls: contactsOf(p, form, { minor, emergency: false }).calls,
      account: { status: p.account?.status ?? 'none', email: p.account?.email ?? null },
      intakes: intakes.map((i) => ({
        id: i.id,
        status: formState(i),
        made: timeText(i.createdAt, zone, now),
        sent: i.submittedAt ? timeText(i.submittedAt, zone, now) : null,
        links: i.links.map((link) => linkOf(link, i.status !== 'draft', zone, now)),
      })),
      cases,
      physios,
      missingPhones: missingPhones(clinic),
      mail: await mailOfPatient(tx, actor, patientId, now),
      triages: isPhysio(actor) && actor.patientId !== patientId,
      fillsIn: isPhysio(actor),
    }
  })
}
