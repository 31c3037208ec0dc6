/**
 * What becomes of the alerts of a case when its rules have been asked (clinical/review.md 3). Pure: asking again on the same
 * day changes nothing.
 */

import { graver } from '#lib/alerts/findings/rules.ts'
import type { Finding } from '#lib/alerts/findings/schema.ts'
import { alertById } from '#lib/content/alerts/table.ts'
import { daysBetween } from '#lib/dates.ts'
import type { Truth } from '#lib/rules/evaluate.ts'
import type { AlertChange, ClosedAlert, Moment, OpenAlert } from './schema.ts'

/** Days without being true after which an alert closes by itself, and after closing in which it does not open again. */
export const restDays = 7

const alwaysOf = (alertId: string): boolean => alertById(alertId)?.always ?? false
const aboutCase = (alertId: string): boolean => alertById(alertId)?.about === 'case'

/**
 * Whether an alert whose rule has not been true for 7 days closes by itself. `urgent` never does; `act` only when somebody
 * has acknowledged it and the rule is known to be false, since silence is no sign of getting better.
 */
function mayEnd(open: OpenAlert, truth: Truth): boolean {
  if (open.severity === 'urgent') return false
  if (open.severity === 'act') return open.acknowledged && truth === 'F'
  return truth !== 'T'
}

/** A cause that came up after somebody has answered: a second flag that waits too long, which no entry tells. */
const causedSince = (alertId: string, at: number | null, { causeSince }: Moment): boolean =>
  at !== null && (causeSince(alertId) ?? at) > at

/** A further cause that makes it true asks for somebody again, also when it was acknowledged; the same one does not. */
const isNews = (open: OpenAlert, moment: Moment): boolean => {
  const { entryId, partOf, answered } = moment
  const { alertId, sourceId } = open
  const byEntry = entryId !== null && entryId !== sourceId && !answered?.(alertId) && partOf(alertId)
  return byEntry || causedSince(open.alertId, open.acknowledgedAt, moment)
}

function ofOpen(open: OpenAlert, finding: Finding, moment: Moment): AlertChange | null {
  const { id, alertId } = open
  if (finding.truth === 'T' && finding.severity) {
    if (graver(finding.severity, open.severity))
      return { kind: 'raise', id, finding, severity: finding.severity }
    if (moment.adds?.(finding) || (alwaysOf(alertId) && isNews(open, moment)))
      return { kind: 'again', id, finding, severity: open.severity }
    return open.notTrueSince === null ? null : { kind: 'true_again', id }
  }
  const { yieldsTo } = finding
  if (yieldsTo) return { kind: 'end', id, alertId, severity: open.severity, since: moment.today, yieldsTo }
  if (moment.when === 'entry' && !aboutCase(alertId)) return null
  if (open.notTrueSince === null) return { kind: 'not_true', id, since: moment.today }
  if (daysBetween(open.notTrueSince, moment.today) < restDays || !mayEnd(open, finding.truth)) return null
  return { kind: 'end', id, alertId, severity: open.severity, since: open.notTrueSince }
}

function ofNone(closed: ClosedAlert | undefined, finding: Finding, moment: Moment): AlertChange | null {
  if (finding.truth !== 'T' || !finding.severity) return null
  if (moment.answered?.(finding.alertId) && !moment.adds?.(finding)) return null
  const rests = closed !== undefined && daysBetween(closed.closedOn, moment.today) < restDays
  const rises = closed !== undefined && graver(finding.severity, closed.severity)
  const again =
    alwaysOf(finding.alertId) &&
    ((moment.entryId !== null && moment.partOf(finding.alertId)) ||
      causedSince(finding.alertId, closed?.closedAt ?? null, moment))
  return rests && !rises && !again ? null : { kind: 'open', finding, severity: finding.severity }
}

/** What is to be written, at most one change an alert. `closed`: the newest one of each kind is enough. */
export function alertChanges(
  open: readonly OpenAlert[],
  closed: readonly ClosedAlert[],
  findings: readonly Finding[],
  moment: Moment,
): readonly AlertChange[] {
  const opens = new Map(open.map((one) => [one.alertId, one]))
  const ended = new Map<string, ClosedAlert>()
  for (const one of closed) {
    const known = ended.get(one.alertId)
    if (!known || known.closedAt < one.closedAt) ended.set(one.alertId, one)
  }
  return findings.flatMap((finding) => {
    const own = opens.get(finding.alertId)
    const change = own ? ofOpen(own, finding, moment) : ofNone(ended.get(finding.alertId), finding, moment)
    return change ? [change] : []
  })
}

/** An answer that stops every exercise and run for as long as its alert is open, as `stands_in_any_treatment` has it. */
export const stopsAll = 'new_injury'

/** The safety answers behind an alert. */
export const saidIn = ({ log_safety: said }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(said) ? said : []

/** Whether an open alert stops the plan of its patient (clinical/red-flags.md 5): an injury does until somebody closes it. */
export const stopsPlan = ({
  alertId,
  inputs,
}: {
  alertId: string
  inputs: Record<string, unknown>
}): boolean => alertId === 'al_red_flag' && saidIn(inputs).includes(stopsAll)

/**
 * Of the answers behind an open `al_red_flag` those that stay with newer ones: what nobody acknowledged, and what stops the
 * plan.
 */
export const answersKept = (open: { acknowledged: boolean; inputs: Readonly<Record<string, unknown>> }) =>
  saidIn(open.inputs).filter((id) => !open.acknowledged || id === stopsAll)

/** Days of the patient for which an alert may be put aside; none for what cannot wait [EO]. */
export const snoozeDays = { urgent: 0, act: 7, watch: 28, info: 28 } as const

/** Why an alert cannot be snoozed until that day; null when it can. */
export function snoozeProblem(
  severity: keyof typeof snoozeDays,
  today: string,
  until: string,
): string | null {
  const most = snoozeDays[severity]
  if (most === 0) return 'What is urgent cannot wait until another day.'
  const days = daysBetween(today, until)
  if (days < 1) return 'Choose a day after today.'
  return days > most ? `Choose a day within ${most} days.` : null
}
