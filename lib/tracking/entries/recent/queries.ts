import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { addDays, dayIn, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { DAYS_BACK } from '#lib/tracking/entries/schema.ts'
import { painText, runText, sessionText } from './rules.ts'
import type { RecentEntry } from './schema.ts'

/** Own entries of the last 14 days that count, newest first, in treatments that go on. */
export function recentEntries(actor: AccountActor, now: Date = new Date()): Promise<RecentEntry[]> {
  return asActor(actor, async (tx) => {
    const since = toDbDate(addDays(dayIn(actor.timeZone, now), -DAYS_BACK))
    const cases = await tx.case.findMany({
      where: { AND: [ownCases(actor), { status: { in: ['open', 'on_hold'] } }] },
      select: { id: true, patientId: true, side: true },
    })
    const where = {
      ...{ clinicId: actor.clinicId, caseId: { in: cases.map(({ id }) => id) } },
      ...{ supersededAt: null, withdrawnAt: null, logDate: { gte: since } },
    }
    const own = { id: true, caseId: true, logDate: true, recordedAt: true }
    const sessions = await tx.sessionLog.findMany({
      where,
      select: { ...own, _count: { select: { exercises: true } } },
    })
    const runs = await tx.runLog.findMany({ where, select: { ...own, km: true, minutes: true, unit: true } })
    const pains = await tx.painScore.findMany({
      where: { ...where, sessionLogId: null, runLogId: null },
      select: { ...own, context: true, score: true },
    })
    const sideOf = (caseId: string) =>
      cases.length < 2 ? null : (cases.find(({ id }) => id === caseId)?.side ?? null)
    const [first] = cases
    if (first)
      await recordAudit(tx, actor, {
        ...{ type: 'own_record.read', patientId: first.patientId, caseId: first.id },
        data: { page: 'entries' },
      })
    const all = [
      ...sessions.map((row) => ({
        ...{ row, kind: 'session' as const, text: sessionText(row._count.exercises) },
        correct: `/today/session?case=${row.caseId}&correct=${row.id}`,
      })),
      ...runs.map((row) => ({
        ...{ row, kind: 'run' as const, text: runText(Number(row.km), row.minutes, row.unit) },
        correct: `/today/run?case=${row.caseId}&correct=${row.id}`,
      })),
      ...pains.map((row) => ({
        ...{ row, kind: 'pain' as const, text: painText(row.context, row.score) },
        correct: `/today/${row.context === 'next_morning' ? 'morning' : 'pain'}?case=${row.caseId}&correct=${row.id}`,
      })),
    ]
    return all
      .sort(
        (a, b) =>
          b.row.logDate.getTime() - a.row.logDate.getTime() ||
          b.row.recordedAt.getTime() - a.row.recordedAt.getTime(),
      )
      .map(({ row, kind, text, correct }) => ({
        ...{ id: row.id, caseId: row.caseId, kind, text, correct, side: sideOf(row.caseId) },
        day: fromDbDate(row.logDate),
      }))
  })
}
