import 'server-only'
import { type AccountActor, isAdmin } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn, dayText, inSentence, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { numberText } from '#lib/patients/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { RequestKind } from '../record/schema.ts'
import { copiesOf } from './copies/queries.ts'
import { managedRequests, managedRequestsSql } from './policy.ts'
import { dueOn } from './rules.ts'
import type { CopyOfCase, RequestList, RequestRow, RequestSearch } from './schema.ts'

const A_PAGE = 50

const columns = {
  id: true,
  kind: true,
  askedAt: true,
  doneAt: true,
  note: true,
  answer: true,
  takenBack: true,
  patient: { select: { id: true, fullName: true, number: true, erasedAt: true } },
  doneBy: { select: { name: true } },
} satisfies Prisma.RecordRequestSelect

/** By request, what else the same person asks. */
type Erasable = ReadonlyMap<string, RequestKind[]>

/** What a row says besides, by request and by patient. */
type Besides = { erasable: Erasable; copies: ReadonlyMap<string, CopyOfCase[]> }

type Found = Prisma.RecordRequestGetPayload<{ select: typeof columns }>

function rowOf(
  { id, kind, patient, askedAt, doneAt, doneBy, note, answer, takenBack }: Found,
  { erasable, copies }: Besides,
  zone: string,
  now: Date,
): RequestRow {
  const [due, today] = [dueOn(dayIn(zone, askedAt)), dayIn(zone, now)]
  return {
    due: doneAt ? null : { text: inSentence(dayText(due, today)), overdue: due < today },
    erasable: erasable.has(id),
    closedWith: erasable.get(id) ?? [],
    copies: kind === 'export' && !doneAt ? (copies.get(patient.id) ?? []) : null,
    id,
    kind,
    askedAt: askedAt.toISOString(),
    askedText: timeText(askedAt, zone, now),
    patient: {
      id: patient.erasedAt ? null : patient.id,
      name: patient.fullName,
      number: numberText(patient.number),
    },
    done: doneAt
      ? {
          by: doneBy?.name ?? '',
          note: note ?? '',
          answer,
          takenBack,
          at: doneAt.toISOString(),
          text: timeText(doneAt, zone, now),
        }
      : null,
  }
}

/**
 * Open requests for erasure of people who were invited and never treated, by what an admin knows of them: no case, no form with
 * an answer; and what else each of them asks. The database looks again before it erases (`erase_untreated`).
 */
export async function erasableOf(
  tx: Tx,
  actor: AccountActor,
  found: readonly Pick<Found, 'id' | 'kind' | 'doneAt'>[],
): Promise<Erasable> {
  const asked = found.filter(({ kind, doneAt }) => kind === 'erasure' && doneAt === null).map(({ id }) => id)
  if (asked.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; others: RequestKind[] }[]>`
    SELECT r.id, ARRAY(SELECT o.kind::text FROM "RecordRequest" o WHERE o."clinicId" = r."clinicId" AND o."patientId" = r."patientId"
        AND o."doneAt" IS NULL AND o.id <> r.id ORDER BY o."askedAt") AS others
    FROM "RecordRequest" r
    WHERE ${managedRequestsSql(actor)} AND r.id = ANY (${asked}::uuid[])
      AND NOT EXISTS (SELECT FROM "CareTeamMember" m WHERE m."clinicId" = r."clinicId" AND m."patientId" = r."patientId")
      AND NOT EXISTS (SELECT FROM "Intake" i WHERE i."clinicId" = r."clinicId" AND i."patientId" = r."patientId"
        AND (i.status <> 'draft' OR i."savedAt" IS NOT NULL))`
  return new Map(rows.map(({ id, others }) => [id, others]))
}

/** What patients ask about their record: the open ones, the oldest first, or the done ones, the newest first. For an admin. */
export function recordRequests(
  actor: AccountActor,
  { view, page: wanted, saved, already }: RequestSearch,
  now: Date,
): Promise<RequestList> {
  return asActor(actor, async (tx) => {
    if (!isAdmin(actor)) throw new NotFound('requests')
    const where = (isDone: boolean): Prisma.RecordRequestWhereInput => ({
      AND: [managedRequests(actor), { doneAt: isDone ? { not: null } : null }],
    })
    const counts = {
      open: await tx.recordRequest.count({ where: where(false) }),
      done: await tx.recordRequest.count({ where: where(true) }),
    }
    const pages = Math.max(1, Math.ceil(counts[view] / A_PAGE))
    const page = Math.min(wanted, pages)
    const found = await tx.recordRequest.findMany({
      where: where(view === 'done'),
      select: columns,
      orderBy: view === 'done' ? [{ doneAt: 'desc' }, { id: 'desc' }] : [{ askedAt: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * A_PAGE,
      take: A_PAGE,
    })
    const told = already
      ? await tx.recordRequest.findFirst({ where: { AND: [where(true), { id: already }] }, select: columns })
      : null
    await recordAudit(tx, actor, { type: 'record.requests_read', data: { rows: found.length } })
    const erasable = await erasableOf(tx, actor, found)
    const copies = await copiesOf(
      tx,
      actor,
      found.filter(({ kind, doneAt }) => kind === 'export' && !doneAt).map(({ patient }) => patient.id),
      now,
    )
    const row = (one: Found) => rowOf(one, { erasable, copies }, actor.timeZone, now)
    return {
      view,
      counts,
      page,
      pages,
      saved: saved !== null,
      rows: found.map(row),
      already: told && row(told),
    }
  })
}
