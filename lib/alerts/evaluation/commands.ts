import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Finding } from '#lib/alerts/findings/schema.ts'
import { alertChanges, answersKept } from '#lib/alerts/lifecycle/rules.ts'
import type { AlertChange, Moment } from '#lib/alerts/lifecycle/schema.ts'
import type { Severity } from '#lib/alerts/schema.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { limitFlagAlert } from '#lib/content/alerts/table.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { dayText, isoDay } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { newId } from '#lib/ids.ts'
import { urgentMail } from '#lib/mail/rules.ts'
import { sinceEnd } from '#lib/outcomes/indicators/rules.ts'
import { ownUrl } from '#lib/own-url.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { caseOf, closedOfEntry, type EvaluatedCase, openRedFlags, readForAlerts } from './queries.ts'
import { caseAlertFindings, injuryFinding, isCalm, isInjuredAnew, saidAnew, tellsMore } from './rules.ts'
import type { Done, EntryFacts, StoredAlert } from './schema.ts'

type OfCase = { clinicId: string; caseId: string }
type Target = OfCase & { patientId: string }

/** Asks the rules of one case, in its turn and on duty. */
const askOfCase = (
  tx: Tx,
  actor: Actor,
  { clinicId, caseId }: OfCase,
  entry: EntryFacts | null,
  asked: When,
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    await takeTurn(tx, 'case', caseId)
    const cases = await readForAlerts(tx, actor, caseOf(clinicId, caseId), now)
    const since = (one: EvaluatedCase) => ({ ...one, outcomes: one.outcomes && sinceEnd(one.outcomes) })
    await evaluateCases(tx, actor, asked === 'ended' ? cases.map(since) : cases, entry, asked, now)
  })

/**
 * Asks all rules again for one case with a new entry of it, or with one less (`entry` null), in the transaction of that. It
 * is done on duty: nothing of it comes back to whoever made the entry.
 */
export const alertsAfterEntry = (
  tx: Tx,
  actor: Actor,
  target: OfCase,
  entry: EntryFacts | null,
  now: Date,
): Promise<void> => askOfCase(tx, actor, target, entry, 'entry', now)

/** What an entry that is not saved tells of danger: it opens `al_red_flag` or asks again, and nothing else is asked. */
export const alertOfRefused = (
  tx: Tx,
  actor: Actor,
  target: OfCase,
  entry: EntryFacts,
  now: Date,
): Promise<void> => askOfCase(tx, actor, target, entry, 'refused', now)

/**
 * A new injury of an entry that is not saved, of a case whose rules cannot be asked: it opens `al_red_flag` or asks again,
 * whatever they would say (clinical/red-flags.md 5).
 */
export const alertOfInjury = (
  tx: Tx,
  actor: Actor,
  { clinicId, caseId, patientId }: Target,
  entry: EntryFacts,
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    if (!isInjuredAnew(entry)) return
    await takeTurn(tx, 'case', caseId)
    const finding = injuryFinding()
    const open = await openRedFlags(tx, { clinicId, caseId })
    const closed = await closedOfEntry(tx, { clinicId, caseId }, entry.id)
    const moment = {
      today: isoDay(entry.day),
      when: 'entry' as const,
      entryId: entry.id,
      partOf: () => true,
      causeSince: () => null,
      adds: () => tellsMore(entry, ...open.map(({ inputs }) => inputs), ...closed),
      answered: () => closed.length > 0,
    }
    const made = alertChanges(open, [], [finding], moment).map((change) => ({
      of: { caseId, patientId },
      change,
      sourceId: closed.length > 0 ? null : entry.id,
      inputs: answersToo(finding.inputs, open, entry),
    }))
    await write(tx, actor, made, entry, now)
  })

/** What is answered after a case has ended: whether it got worse since, a severe pain, and nothing else. */
export const alertOfEnded = (
  tx: Tx,
  actor: Actor,
  target: OfCase,
  now: Date,
  entry: EntryFacts | null = null,
): Promise<void> => askOfCase(tx, actor, target, entry, 'ended', now)

/** The same by night, for the cases of a batch. */
export const alertsByNight = (
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  allowed: Prisma.Sql,
  now: Date,
): Promise<Done> =>
  onSafetyDuty(tx, async () => {
    await takeTurn(tx, 'case', ...ids)
    return evaluateCases(tx, actor, await readForAlerts(tx, actor, allowed, now), null, 'night', now)
  })

/** `refused`: of an entry that is not saved, which tells of danger alone. `ended`: of a form after the end. */
type When = 'night' | 'entry' | 'refused' | 'ended'

const alone: Readonly<Partial<Record<When, readonly string[]>>> = {
  refused: ['al_red_flag'],
  ended: ['al_outcome_worse', 'al_pain_severe'],
}

/** `sourceId`: the entry behind it; null as well for one that a closed alert has (`once_per_entry`). */
type Made = {
  of: Omit<Target, 'clinicId'>
  change: AlertChange
  inputs: Record<string, RuleValue>
  sourceId: string | null
}

async function evaluateCases(
  tx: Tx,
  actor: Actor,
  cases: readonly EvaluatedCase[],
  entry: EntryFacts | null,
  when: When,
  now: Date,
): Promise<Done> {
  const made: Made[] = []
  for (const one of cases) {
    const of = { clinicId: actor.clinicId, caseId: one.one.caseId }
    const answered = entry && !isCalm(entry) ? await closedOfEntry(tx, of, entry.id) : []
    made.push(...changesOf(one, entry, answered, when))
  }
  return { cases: cases.length, ...(await write(tx, actor, made, entry, now)) }
}

async function write(
  tx: Tx,
  actor: Actor,
  made: readonly Made[],
  entry: EntryFacts | null,
  now: Date,
): Promise<Omit<Done, 'cases'>> {
  const opened = await open(tx, actor, made, now)
  const renewed = await renew(tx, actor, made, entry, now)
  await mark(tx, actor, made)
  const closed = await end(tx, actor, made, now)
  await callDuty(tx, [...opened, ...renewed])
  return { opened: opened.length, closed }
}

type Asking = { alertId: string; patientId: string; severity: Severity }

/** Each flag that waits too long calls for itself, in steps of its own (`heedOverdueFlags`). */
const callsForItself = 'al_flag_overdue'

/**
 * What is urgent reaches somebody who does not look at the app, however it was found; a flag's own message comes before. It
 * leads to the patient's page, because whoever is on duty need not be on the care team, and has an empty worklist then.
 */
async function callDuty(tx: Tx, asking: readonly Asking[]): Promise<void> {
  const urgent = asking.filter(({ severity, alertId }) => severity === 'urgent' && alertId !== callsForItself)
  if (urgent.length === 0) return
  const about = urgent.map(({ patientId }) => patientId)
  const places = about.map((patientId) => `${ownUrl()}/patients/${patientId}`)
  const { subject, text } = urgentMail
  await tx.$executeRaw`SELECT queue_duty_mail(${subject}, ${text}, ${about}::uuid[], ${places}::text[])`
}

/** Whether a list names what another one does not; of two lists alone. */
const namesMore = (found: RuleValue | undefined, told: unknown): boolean =>
  Array.isArray(found) && Array.isArray(told) && found.some((one) => !told.includes(one))

/** `answered`: what was behind the alerts of the same entry that were closed. */
function changesOf(
  of: EvaluatedCase,
  entry: EntryFacts | null,
  answered: readonly Readonly<Record<string, RuleValue>>[],
  asked: When,
): Made[] {
  const { one, outcomes, limits, open, closed } = of
  const only = alone[asked]
  const when: Moment['when'] = asked === 'night' ? 'night' : 'entry'
  const { findings: all, partOf } = caseAlertFindings(one, outcomes, limits, entry, when)
  const findings = only ? all.filter(({ alertId }) => only.includes(alertId)) : all
  const causeSince = (alertId: string) => (alertId === 'al_flag_overdue' ? one.flagOverdueSince : null)
  const told = open.find(({ alertId }) => alertId === limitFlagAlert)?.inputs.red_flags
  const behind = open.flatMap(({ alertId, inputs }) => (alertId === 'al_red_flag' ? [inputs] : []))
  const retold = entry !== null && partOf('al_red_flag') && tellsMore(entry, ...behind, ...answered)
  const adds = ({ alertId, inputs }: Finding) =>
    (alertId === limitFlagAlert && namesMore(inputs.red_flags, told)) || (alertId === 'al_red_flag' && retold)
  const isAnswered = (alertId: string) => alertId === 'al_red_flag' && answered.length > 0
  const moment = {
    today: one.today,
    when,
    entryId: entry?.id ?? null,
    partOf,
    causeSince,
    adds,
    answered: isAnswered,
  }
  return alertChanges(open, closed, findings, moment).map((change) => {
    const own = 'finding' in change ? change.finding.inputs : {}
    const isSafety = 'finding' in change && change.finding.alertId === 'al_red_flag'
    const inputs = isSafety ? answersToo(own, open, entry) : own
    const sourceId = isSafety && answered.length > 0 ? null : (entry?.id ?? null)
    return { of: { caseId: one.caseId, patientId: one.patientId }, change, inputs, sourceId }
  })
}

/** The answers behind `log_flagged`, with those of earlier ones that still stand. */
function answersToo(
  inputs: Readonly<Record<string, RuleValue>>,
  open: readonly StoredAlert[],
  entry: EntryFacts | null,
): Record<string, RuleValue> {
  const before = open.filter(({ alertId }) => alertId === 'al_red_flag').flatMap(answersKept)
  const lists = [...before, ...(entry ? saidAnew(entry.log, entry.before ?? null) : [])]
  return lists.length === 0 ? { ...inputs } : { ...inputs, log_safety: [...new Set(lists)] }
}

/** Those that it opened. By hand, as `record` below: Prisma works out a statement anew for each number of rows. */
async function open(tx: Tx, actor: Actor, made: readonly Made[], now: Date): Promise<Asking[]> {
  const rows = made.flatMap(({ of, change, inputs, sourceId }) =>
    change.kind === 'open'
      ? [
          {
            id: newId(),
            clinicId: actor.clinicId,
            ...of,
            alertId: change.finding.alertId,
            severity: change.severity,
            rule: change.finding.rule,
            inputs,
            openedAt: now,
            sourceId,
            ruleSetVersion: alertRuleSetVersion,
          },
        ]
      : [],
  )
  if (rows.length === 0) return []
  // Another server may have been quicker: the database lets one of each kind be open, and one for each entry.
  const kept = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "openedAt", "sourceId", "ruleSetVersion", rule, inputs)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "clinicId" uuid, "patientId" uuid, "caseId" uuid,
      "alertId" text, severity "Severity", "openedAt" timestamptz, "sourceId" uuid, "ruleSetVersion" int, rule text, inputs jsonb)
    ON CONFLICT DO NOTHING RETURNING id`
  const ids = new Set(kept.map(({ id }) => id))
  const fresh = rows.filter(({ id }) => ids.has(id))
  await record(
    tx,
    actor,
    now,
    fresh.map(({ id, alertId, openedAt: _, ...row }) => ({
      ...row,
      alertRowId: id,
      alertId,
      kind: 'opened' as const,
    })),
  )
  return fresh
}

/**
 * A rise, or a further entry: it asks for somebody again, whatever was acknowledged or put aside before. Those that it renewed.
 */
async function renew(
  tx: Tx,
  actor: Actor,
  made: readonly Made[],
  entry: EntryFacts | null,
  now: Date,
): Promise<Asking[]> {
  const renewed: Asking[] = []
  for (const { of, change, inputs, sourceId } of made) {
    if (change.kind !== 'raise' && change.kind !== 'again') continue
    const { finding, severity } = change
    const data = {
      severity,
      rule: finding.rule,
      inputs,
      ruleSetVersion: alertRuleSetVersion,
      ...(entry ? { sourceId } : {}),
    }
    const { count } = await tx.alert.updateMany({
      where: { id: change.id, clinicId: actor.clinicId, closedAt: null },
      data: {
        ...data,
        acknowledgedAt: null,
        acknowledgedById: null,
        acknowledgement: null,
        snoozedUntil: null,
        notTrueSince: null,
      },
    })
    if (count === 0) continue
    const kind = change.kind === 'raise' ? ('raised' as const) : ('again' as const)
    const { alertId } = finding
    await record(tx, actor, now, [
      {
        ...data,
        ...of,
        sourceId: entry?.id ?? null,
        clinicId: actor.clinicId,
        alertRowId: change.id,
        alertId,
        kind,
      },
    ])
    renewed.push({ alertId, patientId: of.patientId, severity })
  }
  return renewed
}

/** Since when rules have not been true; one statement a day of it. */
async function mark(tx: Tx, actor: Actor, made: readonly Made[]): Promise<void> {
  const since = new Map<string | null, string[]>()
  for (const { change } of made) {
    if (change.kind !== 'not_true' && change.kind !== 'true_again') continue
    const day = change.kind === 'not_true' ? change.since : null
    since.set(day, [...(since.get(day) ?? []), change.id])
  }
  for (const [day, ids] of since)
    await tx.$executeRaw`UPDATE "Alert" SET "notTrueSince" = ${day}::date
      WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ANY (${ids}::uuid[]) AND "closedAt" IS NULL`
}

async function end(tx: Tx, actor: Actor, made: readonly Made[], now: Date): Promise<number> {
  let closed = 0
  for (const { of, change } of made) {
    if (change.kind !== 'end') continue
    const why = change.yieldsTo ?? `the rule has not been true since ${dayText(change.since)}`
    const text = `Closed by itself: ${why}.`
    const { count } = await tx.alert.updateMany({
      where: { id: change.id, clinicId: actor.clinicId, closedAt: null },
      data: { closedAt: now, outcome: text },
    })
    if (count === 0) continue
    closed += 1
    const { severity, alertId } = change
    await record(tx, actor, now, [
      { clinicId: actor.clinicId, ...of, alertRowId: change.id, alertId, kind: 'ended', severity, text },
    ])
  }
  return closed
}

export type NewEvent = Target & {
  alertRowId: string
  alertId: string
  kind: 'opened' | 'raised' | 'again' | 'ended'
  severity: Severity
  rule?: string
  inputs?: Record<string, RuleValue>
  ruleSetVersion?: number
  sourceId?: string | null
  text?: string
}

const auditTypes = {
  opened: 'alert.opened',
  raised: 'alert.raised',
  again: 'alert.raised',
  ended: 'alert.closed',
} as const

/** What a rule did to alerts, for good, with its audit rows. */
export async function record(tx: Tx, actor: Actor, now: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ alertId: _, ...event }) => ({
    id: newId(),
    at: now,
    ...event,
    text: event.text ?? '',
  }))
  await tx.$executeRaw`
    INSERT INTO "AlertEvent" (id, "clinicId", "patientId", "caseId", "alertRowId", kind, at, severity, "ruleSetVersion", rule, inputs,
      "sourceId", text)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "clinicId" uuid, "patientId" uuid, "caseId" uuid,
      "alertRowId" uuid, kind "AlertEventKind", at timestamptz, severity "Severity", "ruleSetVersion" int, rule text, inputs jsonb,
      "sourceId" uuid, text text)`
  await recordAudit(
    tx,
    actor,
    ...events.map(({ kind, patientId, caseId, alertRowId, alertId }) => ({
      type: auditTypes[kind],
      patientId,
      caseId,
      subjectId: alertRowId,
      data: { alertId },
    })),
  )
}
