import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { DAYS_BACK } from '#lib/tracking/entries/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readEntries } from '../history/queries.ts'
import { changedByClinic } from '../history/rules.ts'
import { takesEntries } from '../policy.ts'
import type { RecentEntries } from './schema.ts'

/**
 * Own entries of the last 14 days, newest first, in treatments that go on: those that count, and those that the clinic took
 * back.
 */
export function recentEntries(actor: AccountActor, now: Date = new Date()): Promise<RecentEntries> {
  return asActor(actor, async (tx) => {
    const since = addDays(dayIn(actor.ownZone, now), -DAYS_BACK)
    const all = await tx.case.findMany({
      where: ownCases(actor),
      select: { id: true, patientId: true, side: true, complaint: true, status: true },
    })
    const cases = all.filter(({ status }) => takesEntries(status))
    if (cases.length === 0) return { entries: [], ended: all.length > 0 }
    const wanted = Prisma.sql`e."logDate" >= ${since}::date AND (e."withdrawnAt" IS NULL OR e."withdrawnById" <> ${actor.accountId}::uuid)`
    const ids = cases.map(({ id }) => id)
    const entries = await readEntries(tx, actor.clinicId, ids, wanted)
    const read = { type: 'own_record.read', data: { page: 'entries' } } as const
    await recordAudit(
      tx,
      actor,
      ...cases.map(({ id: caseId, patientId }) => ({ ...read, patientId, caseId })),
    )
    const shown = entries.map((entry) => {
      const { id, caseId, kind, day, title, context, withdrawn } = entry
      const page = context === 'next_morning' ? 'morning' : kind
      return {
        id,
        caseId,
        kind,
        day,
        text: title,
        knee: kneeAmong(cases, caseId),
        correct: `/today/${page}?case=${caseId}&correct=${id}`,
        changed: changedByClinic(entry),
        takenBack: withdrawn && { reason: withdrawn.reason },
      }
    })
    return { entries: shown, ended: false }
  })
}
