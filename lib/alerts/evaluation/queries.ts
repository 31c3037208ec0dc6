import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { ClosedAlert } from '#lib/alerts/lifecycle/schema.ts'
import type { Severity } from '#lib/alerts/schema.ts'
import { type Day, dayIn, isoDay } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { alertLimitValues } from '#lib/limits/rules.ts'
import type { SetLimit } from '#lib/limits/schema.ts'
import { readOutcomes } from '#lib/outcomes/record/queries.ts'
import { readRunRows } from '#lib/programs/progression/run-rows/queries.ts'
import { runRowsSince, runsPlanned, runsReadBack } from '#lib/programs/progression/run-rows/rules.ts'
import { entryDays, readBatch } from '#lib/review/indicators/batch/queries.ts'
import { type BatchCase, batchCase } from '#lib/review/indicators/batch/rules.ts'
import type { BatchRow } from '#lib/review/indicators/batch/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { EvaluatedCase } from './changes/rules.ts'
import type { StoredAlert } from './schema.ts'

type AlertRow = {
  id: string
  caseId: string
  alertId: string
  severity: Severity
  acknowledgedAt: string | null
  snoozedUntil: Day | null
  notTrueSince: Day | null
  sourceId: string | null
  inputs: Record<string, RuleValue>
  closedAt: string | null
}

/** Closed ones matter for 7 days of the patient, whatever her zone. */
const closedHours = 9 * 24

type StateRow = { alerts: AlertRow[] | null; numbers: SetLimit[] | null }

/** How the alerts of these cases stand, and every change of a number that bears on them, the oldest first. */
const stateRows = (tx: Tx, clinicId: string, ids: readonly string[], now: Date) => tx.$queryRaw<StateRow[]>`
  SELECT (SELECT json_agg(json_build_object('id', a.id, 'caseId', a."caseId", 'alertId', a."alertId", 'severity', a.severity,
      'acknowledgedAt', a."acknowledgedAt", 'snoozedUntil', to_char(a."snoozedUntil", 'YYYY-MM-DD'),
      'notTrueSince', to_char(a."notTrueSince", 'YYYY-MM-DD'), 'sourceId', a."sourceId", 'inputs', a.inputs, 'closedAt', a."closedAt"))
    FROM "Alert" a WHERE a."clinicId" = ${clinicId}::uuid AND a."caseId" = ANY (${ids}::uuid[]) AND a."alertId" <> 'al_break_glass'
      AND (a."closedAt" IS NULL OR a."closedAt" > ${new Date(now.getTime() - closedHours * 3_600_000)})) AS alerts,
    (SELECT json_agg(json_build_object('caseId', t."caseId", 'limitId', t."limitId", 'value', t.value) ORDER BY t.at, t.id)
    FROM "RuleLimit" t WHERE t."clinicId" = ${clinicId}::uuid AND (t."caseId" IS NULL OR t."caseId" = ANY (${ids}::uuid[]))) AS numbers`

/**
 * Everything that the alerts of some cases rest on and how they stand: three statements, whatever the number of cases, and
 * one more when the phase of first runs of some is older. `allowed` names the cases (`c` is "Case") and is the caller's policy.
 */
export async function readForAlerts(
  tx: Tx,
  actor: Actor,
  allowed: Prisma.Sql,
  now: Date,
): Promise<EvaluatedCase[]> {
  const rows = await readBatch(tx, allowed, actor.timeZone, now)
  if (rows.length === 0) return []
  const ids = rows.map(({ caseId }) => caseId)
  const zones = new Map(rows.map(({ caseId, zone, today }) => [caseId, { zone, today: isoDay(today) }]))
  const records = await readOutcomes(tx, actor, allowed, now, rows.length)
  const outcomes = new Map(records.map(({ caseId, input }) => [caseId, input]))
  const [state] = await stateRows(tx, actor.clinicId, ids, now)
  const numbers = state?.numbers ?? []
  const byCase = new Map<string, { open: StoredAlert[]; closed: ClosedAlert[] }>(
    ids.map((id) => [id, { open: [], closed: [] }]),
  )
  for (const row of state?.alerts ?? []) {
    const { closedAt, acknowledgedAt: seenAt, snoozedUntil, caseId, ...alert } = row
    const { zone, today } = zones.get(caseId) ?? { zone: actor.timeZone, today: dayIn(actor.timeZone, now) }
    if (closedAt) {
      const closedOn = dayIn(zone, new Date(closedAt))
      const { alertId, severity } = row
      byCase.get(caseId)?.closed.push({ alertId, severity, closedOn, closedAt: Date.parse(closedAt) })
    } else {
      const seen = {
        acknowledged: seenAt !== null,
        acknowledgedAt: seenAt === null ? null : Date.parse(seenAt),
      }
      const snoozed = snoozedUntil !== null && snoozedUntil > today
      byCase.get(caseId)?.open.push({ ...alert, ...seen, snoozed })
    }
  }
  const cases = await batchedCases(tx, actor, rows, now)
  return cases.map((one) => ({
    one,
    outcomes: outcomes.get(one.caseId) ?? null,
    limits: alertLimitValues(numbers, one.caseId),
    ...(byCase.get(one.caseId) ?? { open: [], closed: [] }),
  }))
}

/** As far back as an alert asks what was due. */
const DUE_BACK = 30

/** The cases with the rows of their runs; a phase that began before the entries that are read is read from its start. */
async function batchedCases(
  tx: Tx,
  actor: Actor,
  rows: readonly BatchRow[],
  now: Date,
): Promise<BatchCase[]> {
  const read = rows.map(batchCase)
  const asked = read.map(({ caseId, runs }) => {
    const since = runs.today - DUE_BACK
    return { caseId, today: runs.today, since, startedOn: runRowsSince(runs, since) ?? runs.today, runs }
  })
  const older = asked.filter(({ today, startedOn }) => runsReadBack(today, startedOn) > entryDays)
  const whole = await readRunRows(tx, { clinicId: actor.clinicId, zone: actor.timeZone }, older, now)
  const found = new Map(
    asked.map(({ caseId, runs, since }) => [caseId, whole.get(caseId) ?? runsPlanned(runs, since)]),
  )
  return read.map((one) => {
    const course = { ...one.input.course, ...found.get(one.caseId) }
    return { ...one, input: { ...one.input, course } }
  })
}

/** The open `al_red_flag` of a case, of which there is one, with nothing else of its record. */
export async function openRedFlags(
  tx: Tx,
  of: { clinicId: string; caseId: string },
): Promise<readonly StoredAlert[]> {
  const rows = await tx.alert.findMany({ where: { ...of, alertId: 'al_red_flag', closedAt: null } })
  return rows.map(({ id, alertId, severity, sourceId, acknowledgedAt: at, inputs }) => ({
    id,
    alertId,
    severity,
    sourceId,
    acknowledged: at !== null,
    acknowledgedAt: at?.getTime() ?? null,
    // It is urgent, which neither waits for a day nor ends by itself.
    snoozed: false,
    notTrueSince: null,
    inputs: inputs as Record<string, RuleValue>,
  }))
}

/** What was behind alerts that an entry opened, sent before under the same id, and that were closed since. */
export async function closedOfEntry(
  tx: Tx,
  of: { clinicId: string; caseId: string },
  sourceId: string,
): Promise<readonly Record<string, RuleValue>[]> {
  const where = { ...of, alertId: 'al_red_flag', sourceId, closedAt: { not: null } }
  const rows = await tx.alert.findMany({ where, select: { inputs: true } })
  return rows.map(({ inputs }) => inputs as Record<string, RuleValue>)
}

export const caseOf = (clinicId: string, caseId: string): Prisma.Sql =>
  Prisma.sql`(c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid)`
