import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { teamCases } from '#lib/cases/policy.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import type { AcknowledgeInput, CloseAlertInput } from './schema.ts'

type Done = { caseId: string }

const ofTeam = (actor: Actor, id: string) => ({ id, clinicId: actor.clinicId, case: teamCases(actor) })

async function find(tx: Tx, actor: Actor, id: string) {
  const alert = await tx.alert.findFirst({
    where: ofTeam(actor, id),
    select: {
      caseId: true,
      patientId: true,
      alertId: true,
      acknowledgedAt: true,
      closedAt: true,
      acknowledgedBy: { select: { name: true } },
      closedBy: { select: { name: true } },
    },
  })
  if (!alert || actor.kind !== 'account') throw new NotFound('alert')
  if (alert.closedAt) {
    throw new Conflict(
      `${alert.closedBy?.name ?? 'Stepwise'} has closed this alert meanwhile. Load the page again.`,
    )
  }
  return { alert, byId: actor.accountId }
}

/** "I am on it": a note, a name, a time. The alert stays open. Throws NotFound off the team, Conflict for the second. */
export function acknowledgeAlert(
  actor: Actor,
  input: AcknowledgeInput,
  now: Date = new Date(),
): Promise<Done> {
  return asActor(actor, async (tx) => {
    const { alert, byId } = await find(tx, actor, input.alertId)
    const { count } = await tx.alert.updateMany({
      where: { ...ofTeam(actor, input.alertId), acknowledgedAt: null, closedAt: null },
      data: { acknowledgedAt: now, acknowledgedById: byId, acknowledgement: input.note },
    })
    if (count === 0)
      throw new Conflict(`${alert.acknowledgedBy?.name ?? 'Somebody'} is already on it. Load the page again.`)
    await recordAudit(tx, actor, {
      type: 'alert.acknowledged',
      patientId: alert.patientId,
      caseId: alert.caseId,
      subjectId: input.alertId,
      data: { alertId: alert.alertId },
    })
    return { caseId: alert.caseId }
  })
}

/** Closes with what came of it; who closes an alert that nobody acknowledged has seen it, too. */
export function closeAlert(actor: Actor, input: CloseAlertInput, now: Date = new Date()): Promise<Done> {
  return asActor(actor, async (tx) => {
    const { alert, byId } = await find(tx, actor, input.alertId)
    const { count } = await tx.alert.updateMany({
      where: { ...ofTeam(actor, input.alertId), closedAt: null },
      data: {
        closedAt: now,
        closedById: byId,
        outcome: input.outcome,
        ...(alert.acknowledgedAt
          ? {}
          : { acknowledgedAt: now, acknowledgedById: byId, acknowledgement: input.outcome }),
      },
    })
    if (count === 0) throw new Conflict('This alert was closed meanwhile. Load the page again.')
    await recordAudit(tx, actor, {
      type: 'alert.closed',
      patientId: alert.patientId,
      caseId: alert.caseId,
      subjectId: input.alertId,
      data: { alertId: alert.alertId },
    })
    return { caseId: alert.caseId }
  })
}
