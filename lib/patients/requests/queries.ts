import 'server-only'
import { type AccountActor, isAdmin } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { timeText } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { numberText } from '#lib/patients/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { managedRequests } from './policy.ts'
import type { RequestList, RequestRow, RequestSearch } from './schema.ts'

const A_PAGE = 50

const columns = {
  ...{ id: true, kind: true, askedAt: true, doneAt: true, note: true },
  patient: { select: { id: true, fullName: true, number: true } },
  doneBy: { select: { name: true } },
} satisfies Prisma.RecordRequestSelect

type Found = Prisma.RecordRequestGetPayload<{ select: typeof columns }>

function rowOf(
  { id, kind, patient, askedAt, doneAt, doneBy, note }: Found,
  zone: string,
  now: Date,
): RequestRow {
  return {
    ...{ id, kind, askedAt: askedAt.toISOString(), askedText: timeText(askedAt, zone, now) },
    patient: { id: patient.id, name: patient.fullName, number: numberText(patient.number) },
    done: doneAt
      ? {
          ...{ by: doneBy?.name ?? '', note: note ?? '' },
          ...{ at: doneAt.toISOString(), text: timeText(doneAt, zone, now) },
        }
      : null,
  }
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
      ...{ skip: (page - 1) * A_PAGE, take: A_PAGE },
    })
    const told = already
      ? await tx.recordRequest.findFirst({ where: { AND: [where(true), { id: already }] }, select: columns })
      : null
    await recordAudit(tx, actor, { type: 'record.requests_read', data: { rows: found.length } })
    const row = (one: Found) => rowOf(one, actor.timeZone, now)
    return {
      ...{ view, counts, page, pages, saved: saved !== null },
      rows: found.map(row),
      already: told && row(told),
    }
  })
}
