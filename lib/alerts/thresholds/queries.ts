import 'server-only'
import { type AccountActor, type Actor, isAdmin } from '#lib/access/actor.ts'
import { closedAlertCards, openAlertCards } from '#lib/alerts/worklist/queries.ts'
import type { AlertCard, ClosedCard } from '#lib/alerts/worklist/schema.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { asActor, readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { maySetClinic } from './policy.ts'
import { thresholdCards } from './rules.ts'
import type { ThresholdCard } from './schema.ts'

const changes = async (tx: Tx, clinicId: string, caseId: string | null) => {
  const rows = await tx.alertThreshold.findMany({
    where: { clinicId, OR: [{ caseId: null }, ...(caseId ? [{ caseId }] : [])] },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    include: { by: { select: { name: true } } },
  })
  return rows.map(({ by, value, ...row }) => ({
    ...row,
    value: value === null ? null : Number(value),
    by: by.name,
  }))
}

/** The numbers of the clinic with their history, for an admin. Throws NotFound for anybody else. */
export function clinicThresholds(actor: AccountActor, now: Date): Promise<ThresholdCard[]> {
  return asActor(actor, async (tx) => {
    if (!isAdmin(actor) || !maySetClinic(actor)) throw new NotFound('clinic settings')
    return thresholdCards(await changes(tx, actor.clinicId, null), null, actor.timeZone, now)
  })
}

export type CaseAlerts = {
  frame: CaseFrame
  open: AlertCard[]
  closed: ClosedCard[]
  thresholds: ThresholdCard[]
}

/** Everything about the alerts of a case: what is open, what was closed, and its numbers. Throws NotFound. */
export function caseAlerts(actor: Actor, caseId: string, now: Date): Promise<CaseAlerts> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'alerts', now)
    return {
      frame,
      open: await openAlertCards(tx, actor, caseId, now),
      closed: await closedAlertCards(tx, actor, caseId, now),
      thresholds: thresholdCards(await changes(tx, actor.clinicId, caseId), caseId, actor.timeZone, now),
    }
  })
}
