import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { activePhysios } from '#lib/cases/team/policy.ts'
import { runStopAlert } from '#lib/content/alerts/table.ts'
import { dayIn, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { answeredElsewhereMail } from '#lib/mail/rules.ts'
import { ownUrl } from '#lib/own-url.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { saidIn, snoozeProblem, stopsAll } from './lifecycle/rules.ts'
import { alertStopsSql } from './policy.ts'
import {
  type AcknowledgeInput,
  askingKinds,
  type CloseAlertInput,
  type HandOverAlertInput,
  type SnoozeInput,
  seenOf,
} from './schema.ts'

type Done = { caseId: string }

const ofTeam = (actor: Actor, id: string) => ({ id, clinicId: actor.clinicId, case: teamCases(actor) })

/** The same, and of whatever team a treatment is that the alert stops: `elsewhere` then. */
async function resolvable(tx: Tx, actor: Actor, id: string) {
  const own = { where: ofTeam(actor, id) as Prisma.AlertWhereInput, elsewhere: false }
  if ((await tx.alert.count({ where: own.where })) > 0) return own
  const stops = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "Alert" a WHERE a."clinicId" = ${actor.clinicId}::uuid AND a.id = ${id}::uuid AND ${alertStopsSql(actor)}`
  return stops.length > 0 ? { where: { id, clinicId: actor.clinicId }, elsewhere: true } : own
}

/** Who leads the treatment in which the alert was told; of a treatment that the actor need not be on the team of. */
async function leadElsewhere(tx: Tx, { alert }: Found) {
  const [row] = await tx.$queryRaw<{ leadId: string | null; leadName: string | null }[]>`
    SELECT "leadId", "leadName" FROM case_directory(${alert.patientId}::uuid, NULL) WHERE "caseId" = ${alert.caseId}::uuid`
  return { id: row?.leadId ?? null, name: row?.leadName ?? null }
}

/** From elsewhere an injury is answered, and nothing that was told with it. */
async function assertInjuryAlone(tx: Tx, found: Found): Promise<void> {
  if (saidIn(found.alert.inputs as Record<string, unknown>).every((id) => id === stopsAll)) return
  const { name } = await leadElsewhere(tx, found)
  throw new Conflict(
    `More than the injury was told with it, in another treatment of this patient. ${
      name
        ? `${name}, who leads that one, has to resolve this: please speak with each other.`
        : 'Nobody leads that one: an admin has to hand it over to somebody who resolves this.'
    } What you wrote is still here.`,
  )
}

/** Whoever leads the treatment in which it was told hears that it was answered in another. */
async function tellElsewhere(tx: Tx, actor: AccountActor, found: Found): Promise<void> {
  const { id } = await leadElsewhere(tx, found)
  if (!id) return
  const where = { ...activePhysios(actor, found.alert.patientId), id }
  const lead = await tx.account.findFirst({ where, select: { name: true, email: true } })
  if (!lead) return
  const to = { to: lead.email, name: lead.name, clinic: actor.clinicName }
  const url = `${ownUrl()}/cases/${found.alert.caseId}/alerts`
  const { patientId } = found.alert
  await queueMail(tx, actor, { ...answeredElsewhereMail({ ...to, url }), patientId, clinical: true })
}

/** The alert, locked, so that it asks nobody again until the transaction ends. */
async function find(tx: Tx, actor: Actor, id: string, where: Prisma.AlertWhereInput = ofTeam(actor, id)) {
  await tx.$executeRaw`SELECT 1 FROM "Alert" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`
  const row = await tx.alert.findFirst({
    where,
    select: {
      id: true,
      caseId: true,
      patientId: true,
      alertId: true,
      severity: true,
      sourceId: true,
      inputs: true,
      acknowledgedAt: true,
      closedAt: true,
      snoozedUntil: true,
      ownerId: true,
      acknowledgedBy: { select: { name: true } },
      closedBy: { select: { name: true } },
      _count: { select: { events: { where: { kind: { in: [...askingKinds] } } } } },
    },
  })
  if (!row || actor.kind !== 'account') throw new NotFound('alert')
  const { _count, ...alert } = row
  if (alert.closedAt) {
    throw new Conflict(
      `${alert.closedBy?.name ?? 'Stepwise'} has closed this alert meanwhile. Load the page again.`,
    )
  }
  return { alert: { ...alert, asked: _count.events }, byId: actor.accountId }
}
type Found = Awaited<ReturnType<typeof find>>

type What = Pick<Prisma.AlertEventUncheckedCreateInput, 'kind' | 'text' | 'until' | 'toId'>
const auditTypes = {
  acknowledged: 'alert.acknowledged',
  snoozed: 'alert.snoozed',
  resolved: 'alert.closed',
} as const

/** What somebody did, for good, with its audit row. */
async function keep(tx: Tx, actor: Actor, { alert, byId }: Found, what: What, now: Date): Promise<Done> {
  const { caseId, patientId, severity } = alert
  await tx.alertEvent.createMany({
    data: [
      {
        id: newId(),
        clinicId: actor.clinicId,
        caseId,
        patientId,
        alertRowId: alert.id,
        byId,
        severity,
        at: now,
        ...what,
      },
    ],
  })
  const subject = { patientId, caseId, subjectId: alert.id }
  const data = { alertId: alert.alertId }
  await recordAudit(
    tx,
    actor,
    what.kind === 'handed_over'
      ? { type: 'alert.handed_over', ...subject, data: { ...data, to: String(what.toId) } }
      : { type: auditTypes[what.kind as keyof typeof auditTypes], ...subject, data },
  )
  return { caseId }
}

const askedAgain = () =>
  new Conflict(
    'This alert changed after this page was opened: something new was told, or somebody has answered it. Load the page again and look; what you wrote is still here.',
  )

/**
 * "I am on it": a note, a name, a time. The alert stays open. Throws NotFound off the team, Conflict for the second, and when it
 * asked again after the page was read.
 */
export function acknowledgeAlert(
  actor: Actor,
  input: AcknowledgeInput,
  now: Date = new Date(),
): Promise<Done> {
  return asActor(actor, async (tx) => {
    const found = await find(tx, actor, input.alertId)
    const { severity, sourceId, acknowledgedBy } = found.alert
    if (seenOf(found.alert) !== input.seen) throw askedAgain()
    if (acknowledgedBy) throw new Conflict(`${acknowledgedBy.name} is already on it. Load the page again.`)
    const { count } = await tx.alert.updateMany({
      where: { ...ofTeam(actor, input.alertId), severity, sourceId, acknowledgedAt: null, closedAt: null },
      data: { acknowledgedAt: now, acknowledgedById: found.byId, acknowledgement: input.note },
    })
    if (count === 0) throw askedAgain()
    return keep(tx, actor, found, { kind: 'acknowledged', text: input.note }, now)
  })
}

/**
 * Puts an alert aside until a day of the patient; it comes back then, or when it gets graver. Throws Invalid for a day that
 * is too far and for what is urgent, NotFound off the team, Conflict when it asked again after the page was read.
 */
export function snoozeAlert(actor: Actor, input: SnoozeInput, now: Date = new Date()): Promise<Done> {
  return asActor(actor, async (tx) => {
    const found = await find(tx, actor, input.alertId)
    const { severity, patientId } = found.alert
    const where = { clinicId: actor.clinicId, id: patientId }
    const patient = await tx.patient.findFirst({ where, select: { timeZone: true } })
    const today = dayIn(patient?.timeZone ?? actor.timeZone, now)
    const problem = snoozeProblem(severity, today, input.until)
    if (problem) throw new Invalid({ until: [problem] })
    if (seenOf(found.alert) !== input.seen) throw askedAgain()
    const until = toDbDate(input.until)
    const { count } = await tx.alert.updateMany({
      where: { ...ofTeam(actor, input.alertId), severity, closedAt: null },
      data: { snoozedUntil: until },
    })
    if (count === 0) throw askedAgain()
    return keep(tx, actor, found, { kind: 'snoozed', text: input.reason, until }, now)
  })
}

/** Gives an alert to somebody else of the care team, who sees it at once, also when it was put aside. Throws Invalid for anybody who is not on it, NotFound off the team. */
export function handOverAlert(
  actor: Actor,
  input: HandOverAlertInput,
  now: Date = new Date(),
): Promise<Done> {
  return asActor(actor, async (tx) => {
    const found = await find(tx, actor, input.alertId)
    const member = await tx.careTeamMember.findFirst({
      where: {
        clinicId: actor.clinicId,
        caseId: found.alert.caseId,
        accountId: input.toId,
        removedAt: null,
        account: { status: 'active', NOT: { patient: { id: found.alert.patientId } } },
      },
      select: { id: true },
    })
    if (!member) throw new Invalid({ toId: ['Choose somebody of the care team.'] })
    const { count } = await tx.alert.updateMany({
      where: { ...ofTeam(actor, input.alertId), closedAt: null },
      data: { ownerId: input.toId, snoozedUntil: null },
    })
    if (count === 0) throw new Conflict('This alert was closed meanwhile. Load the page again.')
    return keep(tx, actor, found, { kind: 'handed_over', text: input.note, toId: input.toId }, now)
  })
}

/** What says that running is stopped closes with the answer to that, which alone lets anybody run again. */
async function assertStopAnswered(tx: Tx, { alert }: Found, clinicId: string): Promise<void> {
  if (alert.alertId !== runStopAlert) return
  const stop = { clinicId, caseId: alert.caseId, ruleId: 'r_run_stop', state: 'open' as const }
  if ((await tx.suggestion.count({ where: stop })) > 0)
    throw new Conflict(
      'Running still waits for your answer. Accept or decline the stop on the page of the program; this alert closes with it.',
    )
}

/**
 * Closes with what was done; who closes an alert that nobody acknowledged has seen it, too. An injury that stops a treatment of hers
 * she closes also where it was told in another, whose lead hears of it. Throws Conflict while what it says waits for another answer,
 * when more was told there, and when it asked again after the page was read.
 */
export async function closeAlert(
  actor: Actor,
  input: CloseAlertInput,
  now: Date = new Date(),
): Promise<Done> {
  const done = await asActor(actor, async (tx) => {
    const { where, elsewhere } = await resolvable(tx, actor, input.alertId)
    const found = await find(tx, actor, input.alertId, where)
    await assertStopAnswered(tx, found, actor.clinicId)
    const { severity, sourceId } = found.alert
    if (seenOf(found.alert) !== input.seen) throw askedAgain()
    if (elsewhere) await assertInjuryAlone(tx, found)
    const { count } = await tx.alert.updateMany({
      where: { ...where, severity, sourceId, closedAt: null },
      data: {
        closedAt: now,
        closedById: found.byId,
        outcome: input.outcome,
        ...(found.alert.acknowledgedAt
          ? {}
          : { acknowledgedAt: now, acknowledgedById: found.byId, acknowledgement: input.outcome }),
      },
    })
    if (count === 0) throw askedAgain()
    if (elsewhere && actor.kind === 'account') await tellElsewhere(tx, actor, found)
    return keep(tx, actor, found, { kind: 'resolved', text: input.outcome }, now)
  })
  void deliverMail(actor.clinicId)
  return done
}
