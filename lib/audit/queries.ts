import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { isAdmin } from '#lib/access/actor.ts'
import { accountSearched } from '#lib/accounts/directory/rules.ts'
import { addDays, isDay, startOfDay, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { numberIn, numberText, searchWords } from '#lib/patients/rules.ts'
import { recordAudit } from './commands.ts'
import { auditDetail } from './detail/rules.ts'
import { type AuditArea, auditAreas, typesOf, wordsOf } from './rules.ts'

const EVENTS_PER_PAGE = 50
/** A name that fits more accounts or patients finds none: what it left out would be missing unseen. */
const MOST_PEOPLE = 200

export type AuditFilter = {
  /** One of `auditAreas`; anything else is all of them. */
  area: string
  /** A name, an address or a number: of who did it or of the patient it is about. */
  person: string
  /** Days in the clinic's zone, both included; what is no day does not filter. */
  from: string
  to: string
  /** The id of the last event of the page before. */
  after: string
}

export type AuditRow = {
  id: string
  at: string
  when: string
  who: string
  area: string
  what: string
  detail: string
  about: string
}

export type AuditPage = {
  rows: AuditRow[]
  next: string | null
  /** So many people fit the name that nothing was looked for: more than this many. */
  tooMany: number | null
}

/** Who and whom a name may mean; null where it means more people than are looked for, so that one letter does not search the whole clinic. */
async function personFilter(tx: Tx, actor: AccountActor, person: string) {
  const text = person.trim().slice(0, 100)
  if (!text) return { accounts: null, patients: null }
  const take = MOST_PEOPLE + 1
  const { clinicId } = actor
  const number = numberIn(text)
  const accounts = await tx.account.findMany({
    where: { clinicId, ...accountSearched(text) },
    select: { id: true },
    take,
  })
  const patients = await tx.patient.findMany({
    where: {
      clinicId,
      OR: [
        { AND: searchWords(text).map((word) => ({ fullName: { contains: word, mode: 'insensitive' } })) },
        ...(number ? [{ number }] : []),
      ],
    },
    select: { id: true },
    take,
  })
  if (Math.max(accounts.length, patients.length) > MOST_PEOPLE) return null
  return { accounts: accounts.map((a) => a.id), patients: patients.map((p) => p.id) }
}

type Event = {
  id: string
  at: Date
  accountId: string | null
  name: string | null
  actorKind: string
  type: string
  patientId: string | null
  subjectId: string | null
  data: Record<string, unknown>
}

/**
 * A page of the clinic's events, newest first, for an admin: who did what to whose record, never what is in it. Reading
 * them is an event too. Throws NotFound for everybody else.
 */
export async function auditPage(actor: AccountActor, filter: AuditFilter, now: Date): Promise<AuditPage> {
  if (!isAdmin(actor)) throw new NotFound('audit')
  const zone = actor.timeZone
  return asActor(actor, async (tx) => {
    const types = Object.hasOwn(auditAreas, filter.area) ? typesOf(filter.area as AuditArea) : null
    const since = isDay(filter.from) ? startOfDay(filter.from, zone) : null
    const until = isDay(filter.to) ? startOfDay(addDays(filter.to, 1), zone) : null
    const people = await personFilter(tx, actor, filter.person)
    if (!people) {
      await recordAudit(tx, actor, { type: 'audit.read', data: { rows: 0 } })
      return { rows: [], next: null, tooMany: MOST_PEOPLE }
    }
    const { accounts, patients } = people
    const events = await tx.$queryRaw<Event[]>`
      SELECT e.*, a.name FROM audit_log(${actor.clinicId}::uuid, ${types}::text[], ${since}::timestamptz, ${until}::timestamptz,
        ${accounts}::uuid[], ${patients}::uuid[], ${filter.after || null}::uuid, ${EVENTS_PER_PAGE + 1}::int) e
      LEFT JOIN "Account" a ON a."clinicId" = ${actor.clinicId}::uuid AND a.id = e."accountId"
      ORDER BY e.at DESC, e.id DESC`
    const shown = events.slice(0, EVENTS_PER_PAGE)
    const about = await namesOf(tx, actor, shown)
    await recordAudit(tx, actor, { type: 'audit.read', data: { rows: shown.length } })
    return {
      tooMany: null,
      next: events.length > EVENTS_PER_PAGE ? (shown.at(-1)?.id ?? null) : null,
      rows: shown.map((e) => ({
        id: e.id,
        at: e.at.toISOString(),
        when: timeText(e.at, zone, now),
        who: e.name ?? (e.actorKind === 'intake_link' ? 'Holder of a form link' : 'Stepwise'),
        area: auditAreas[wordsOf(e.type).area],
        what: wordsOf(e.type).text,
        detail: auditDetail(e.type, e.data),
        about: about.get(e.patientId ?? '') ?? about.get(e.subjectId ?? '') ?? '',
      })),
    }
  })
}

type About = { patientId: string | null; subjectId: string | null; accountId: string | null }

/** Names for what the events are about: patients, and accounts that somebody else changed. Two statements for a page. */
async function namesOf(tx: Tx, actor: AccountActor, events: About[]): Promise<Map<string, string>> {
  const { clinicId } = actor
  const patientIds = [...new Set(events.flatMap((e) => e.patientId ?? []))]
  const subjectIds = [
    ...new Set(events.flatMap((e) => (e.subjectId && e.subjectId !== e.accountId ? e.subjectId : []))),
  ]
  const patients = await tx.patient.findMany({
    where: { clinicId, id: { in: patientIds } },
    select: { id: true, fullName: true, number: true },
  })
  const accounts = await tx.account.findMany({
    where: { clinicId, id: { in: subjectIds } },
    select: { id: true, name: true },
  })
  return new Map([
    ...patients.map((p) => [p.id, `${p.fullName} ${numberText(p.number)}`] as const),
    ...accounts.map((a) => [a.id, a.name] as const),
  ])
}
