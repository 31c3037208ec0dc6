import { snoozeDays, stopsPlan } from '#lib/alerts/lifecycle/rules.ts'
import { type Severity, seenOf, severityWords } from '#lib/alerts/schema.ts'
import { alertById, alertTitle, overdueInput } from '#lib/content/alerts/table.ts'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import type { Urgency } from '#lib/content/flags/types.ts'
import { indicatorDocs, optionWords } from '#lib/content/review/indicators.ts'
import { addDays, type Day, dayIn, dayText, spanText, timeText } from '#lib/dates.ts'
import { inputAnswer } from '#lib/flags/cards/rules.ts'
import { ruleInputLabel } from '#lib/rulebook/words/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { cameText } from '#lib/tracking/entries/waited/rules.ts'
import type { Came } from '#lib/tracking/entries/waited/schema.ts'
import type { AlertCard, AlertLine, AlertPerson, FlagBehind, WaitingFlag } from './schema.ts'

/** What the statement of queries.ts says about an open alert. */
export type CardRow = {
  id: string
  alertId: string
  severity: Severity
  sourceId: string | null
  /** How often it asked for somebody again. */
  asked: number
  rule: string
  ruleSetVersion: number
  inputs: Record<string, RuleValue>
  /** The flags that wait longer than their targets now, as far as the actor may read them: id, raised, due. */
  overdue: [flagId: string, raisedAt: string, dueAt: string][] | null
  openedAt: Date
  /** When it last asked again or got graver; null when it never did. */
  askedAt: Date | null
  came: Came | null
  caseId: string
  complaint: string
  side: string
  status: string
  name: string
  number: number
  today: Day
  snoozedUntil: Day | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  acknowledgement: string | null
  /** What people did with it, the oldest first. */
  done: EventRow[] | null
  owner: AlertPerson | null
  glass: { by: string; reason: string } | null
  team: AlertPerson[] | null
  /** Red flags behind it, those that wait first, the gravest on top; null without any. */
  flags: { flagId: string; urgency: Urgency; answered: boolean }[] | null
  /** The clinic entered what it was last found in. */
  byClinic: boolean
}

export const pageSize = 25

/** A value as people read it: at most one decimal, with the unit of its indicator. */
function valueText(id: string, value: RuleValue): string {
  if (typeof value === 'number') {
    const text = `${Math.round(value * 10) / 10}`.replace('-', '−')
    const unit = indicatorDocs[id]?.unit
    return unit ? `${text} ${unit}` : text
  }
  if (typeof value === 'string' && optionWords[value] && indicatorDocs[id]) return optionWords[value]
  return inputAnswer({ id, value, state: value === null ? 'missing' : 'known' }).replaceAll('_', ' ')
}

const ended: Readonly<Record<string, string>> = {
  discharged: ', discharged',
  referred: ', referred',
  on_hold: ', on hold',
}

/** What to do about an injury that was told in another treatment. */
export const actionElsewhere =
  'Ask about the injury, and resolve this once the answer is known. What else was told with it is for the team that it was told to.'

/** What made it true; of flags that wait too long each that does now, with how long it has waited. */
function inputLines(
  { inputs, overdue }: Pick<CardRow, 'inputs' | 'overdue'>,
  now: Date,
): AlertCard['inputs'] {
  if (overdue && overdue.length > 0)
    return overdue.map(([flagId, raisedAt, dueAt]) => ({
      label: flagTitles[flagId] ?? flagId,
      value: `waits for ${spanText(new Date(raisedAt), now)}, overdue for ${spanText(new Date(dueAt), now)}`,
    }))
  return Object.entries(inputs)
    .filter(([id]) => id !== overdueInput)
    .map(([id, value]) => ({ label: ruleInputLabel(id), value: valueText(id, value) }))
}

/** What to do about a severe pain of which the patient has read nothing. */
const actionEntered = 'Call. Entered by the clinic: tell the patient to stop exercising and running for now.'

const flagsBehind = (row: CardRow): FlagBehind[] =>
  (row.flags ?? []).map(({ flagId, urgency, answered }) => ({
    title: flagTitles[flagId] ?? flagId,
    urgency,
    urgencyText: urgencyTitles[urgency],
    answered,
  }))

/** Who said "I am on it", which the alert keeps until it asks again; somebody else may have been asked to go on since. */
function acknowledgedOf(row: CardRow, zone: string, now: Date): AlertCard['acknowledged'] {
  const { acknowledgedAt: at } = row
  if (!at) return null
  return {
    by: row.acknowledgedBy ?? '',
    atText: timeText(at, zone, now),
    note: row.acknowledgement ?? '',
    passedOn: (row.done ?? []).some(
      ({ kind, at: done }) => kind === 'handed_over' && Date.parse(done) > at.getTime(),
    ),
  }
}

/** What people did with it besides the acknowledgement that stands. */
const doneWith = ({ done, acknowledgedAt }: CardRow, zone: string, now: Date): AlertLine[] =>
  (done ?? [])
    .filter(({ kind, at }) => kind !== 'acknowledged' || Date.parse(at) !== acknowledgedAt?.getTime())
    .map((event) => lineOf(event, zone, now))

export function cardOf(row: CardRow, accountId: string | null, zone: string, now: Date): AlertCard {
  const spec = alertById(row.alertId)
  const snoozed = row.snoozedUntil !== null && row.snoozedUntil > row.today
  const most = snoozeDays[row.severity]
  return {
    id: row.id,
    alertId: row.alertId,
    title: alertTitle(row.alertId),
    severity: row.severity,
    severityText: severityWords[row.severity],
    seen: seenOf(row),
    says: spec?.condition ?? '',
    why: spec?.why ?? '',
    action: row.byClinic ? actionEntered : (spec?.action ?? ''),
    flags: flagsBehind(row),
    stopsPlan: stopsPlan(row),
    rule: row.rule,
    version: row.ruleSetVersion,
    inputs: spec ? inputLines(row, now) : [],
    openedAt: row.openedAt.toISOString(),
    openedText: timeText(row.openedAt, zone, now),
    askedText: row.askedAt && timeText(row.askedAt, zone, now),
    cameText: cameText(row.came, zone, dayIn(zone, now)),
    patient: { name: row.name, number: `SW-${row.number}` },
    caseId: row.caseId,
    elsewhere: false,
    caseText: `${row.complaint}, ${row.side}${ended[row.status] ?? ''}`,
    owner: row.owner,
    glass: row.glass,
    acknowledged: acknowledgedOf(row, zone, now),
    done: doneWith(row, zone, now),
    snoozedText: snoozed && row.snoozedUntil ? dayText(row.snoozedUntil, row.today) : null,
    snooze: most === 0 ? null : { from: addDays(row.today, 1), to: addDays(row.today, most) },
    others: (row.team ?? []).filter(({ id }) => id !== (row.owner?.id ?? accountId)),
  }
}

/** What the statement of queries.ts says about a flag that waits for an answer. */
export type WaitingRow = Pick<
  CardRow,
  'id' | 'caseId' | 'complaint' | 'side' | 'status' | 'name' | 'number' | 'owner' | 'came'
> & {
  flagId: string
  urgency: Urgency
  raisedAt: Date
}

export const waitingFlagOf = (row: WaitingRow, zone: string, now: Date): WaitingFlag => ({
  id: row.id,
  title: flagTitles[row.flagId] ?? row.flagId,
  urgency: row.urgency,
  urgencyText: urgencyTitles[row.urgency],
  raisedText: timeText(row.raisedAt, zone, now),
  cameText: cameText(row.came, zone, dayIn(zone, now)),
  patient: { name: row.name, number: `SW-${row.number}` },
  caseId: row.caseId,
  caseText: `${row.complaint}, ${row.side}${ended[row.status] ?? ''}`,
  owner: row.owner,
})

export type EventRow = {
  id: string
  kind: string
  /** As JSON has it. */
  at: string
  by: string | null
  to: string | null
  severity: Severity
  text: string
  until: Day | null
}

/** What happened, in words: "Snoozed until 3 May, Anna Berger". */
export function lineOf(row: EventRow, zone: string, now: Date): AlertLine {
  const grade = severityWords[row.severity].toLowerCase()
  const what: Readonly<Record<string, string>> = {
    opened: `Opened: ${grade}`,
    raised: `Raised: ${grade}`,
    again: 'Found again, with something new',
    acknowledged: 'Acknowledged',
    snoozed: `Snoozed until ${row.until ? dayText(row.until) : ''}`,
    handed_over: `Handed over to ${row.to ?? ''}`,
    resolved: 'Resolved',
    ended: 'Closed by itself',
  }
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    atText: timeText(new Date(row.at), zone, now),
    text: [what[row.kind] ?? row.kind, row.by].filter(Boolean).join(', '),
    note: row.text,
  }
}
