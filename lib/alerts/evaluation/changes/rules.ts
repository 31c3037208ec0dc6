import type { AlertLimits, Finding } from '#lib/alerts/findings/schema.ts'
import { alertChanges, answersKept } from '#lib/alerts/lifecycle/rules.ts'
import type { AlertChange, ClosedAlert, Moment } from '#lib/alerts/lifecycle/schema.ts'
import { flagOverdueAlert, limitFlagAlert, overdueInput } from '#lib/content/alerts/table.ts'
import { isoDay } from '#lib/dates.ts'
import type { OutcomeInput } from '#lib/outcomes/schema.ts'
import type { BatchCase } from '#lib/review/indicators/batch/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { caseAlertFindings, injuryFinding, saidAnew, tellsMore } from '../rules.ts'
import type { EntryFacts, StoredAlert } from '../schema.ts'

/** What becomes of the alerts of a case by its rules, with what each is written with. */

export type EvaluatedCase = {
  readonly one: BatchCase
  readonly outcomes: OutcomeInput | null
  readonly limits: AlertLimits
  readonly open: readonly StoredAlert[]
  readonly closed: readonly ClosedAlert[]
}

/** `refused`: of an entry that is not saved, which tells of danger alone. `ended`: of a form after the end. */
export type When = 'night' | 'entry' | 'refused' | 'ended'

const alone: Readonly<Partial<Record<When, readonly string[]>>> = {
  refused: ['al_red_flag'],
  ended: ['al_outcome_worse', 'al_pain_severe'],
}

/** `sourceId`: the entry behind it; null as well for one that a closed alert has (`once_per_entry`). */
export type Made = {
  of: { caseId: string; patientId: string }
  change: AlertChange
  inputs: Record<string, RuleValue>
  sourceId: string | null
}

/** The alerts that stand for several flags, with the input that lists them: one more asks for somebody again. */
const listsFlags: Readonly<Record<string, string>> = {
  [limitFlagAlert]: 'red_flags',
  [flagOverdueAlert]: overdueInput,
}

/** Whether a list names what another one does not; of two lists alone. */
const namesMore = (found: RuleValue | undefined, told: unknown): boolean =>
  Array.isArray(found) && Array.isArray(told) && found.some((one) => !told.includes(one))

/** What an open alert lists; one of overdue flags that was opened before it listed any names none. */
const listed = (alertId: string, told: unknown): unknown =>
  alertId === flagOverdueAlert && told === undefined ? [] : told

/** `answered`: what was behind the alerts of the same entry that were closed. */
export function changesOf(
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
  const newest =
    one.flagsOverdue.length === 0 ? null : Math.max(...one.flagsOverdue.map(({ since }) => since))
  const causeSince = (alertId: string) => (alertId === flagOverdueAlert ? newest : null)
  const behind = open.flatMap(({ alertId, inputs }) => (alertId === 'al_red_flag' ? [inputs] : []))
  const retold = entry !== null && partOf('al_red_flag') && tellsMore(entry, ...behind, ...answered)
  const told = (id: string) => open.find(({ alertId }) => alertId === id)?.inputs
  const adds = ({ alertId, inputs }: Finding) => {
    const list = listsFlags[alertId]
    return (
      (list && namesMore(inputs[list], listed(alertId, told(alertId)?.[list]))) ||
      (alertId === 'al_red_flag' && retold)
    )
  }
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

/** Those of a new injury by itself, of a case whose rules cannot be asked. `closed`: what was behind its own alerts that were closed. */
export function changesOfInjury(
  of: Made['of'],
  entry: EntryFacts,
  open: readonly StoredAlert[],
  closed: readonly Readonly<Record<string, RuleValue>>[],
): Made[] {
  const finding = injuryFinding()
  const moment = {
    today: isoDay(entry.day),
    when: 'entry' as const,
    entryId: entry.id,
    partOf: () => true,
    causeSince: () => null,
    adds: () => tellsMore(entry, ...open.map(({ inputs }) => inputs), ...closed),
    answered: () => closed.length > 0,
  }
  return alertChanges(open, [], [finding], moment).map((change) => ({
    of,
    change,
    sourceId: closed.length > 0 ? null : entry.id,
    inputs: answersToo(finding.inputs, open, entry),
  }))
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
