import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { addDays, type Day, fromDbDate } from '#lib/dates.ts'
import { storedSafety } from '../rules.ts'
import { DAYS_BACK, type LogAsk, type SafetyAnswers } from '../schema.ts'
import type { FormFrame, LogFrame } from './schema.ts'

/** The first day that a form takes: 14 days ago, or that of the entry that is put right. */
const earliestDay = (today: Day, before?: Day): Day => {
  const first = addDays(today, -DAYS_BACK)
  return before && before < first ? before : first
}

/** The day that a form is opened for: the one asked for when an entry may be about it, else today. */
const formDay = (wanted: Day | null | undefined, today: Day): Day =>
  wanted && wanted <= today && wanted >= addDays(today, -DAYS_BACK) ? wanted : today

type Of = Pick<FormFrame, 'caseId' | 'knee' | 'today'>
type Row = { id: string; logDate: Date }

/** Whose form it is, and of which day. `row`: the entry that is put right; `wanted`: the day that is asked for. */
export function frameOf(
  row: Row | null,
  wanted: Day | null | undefined,
  { caseId, knee, today }: Of,
): FormFrame {
  const day = row ? fromDbDate(row.logDate) : formDay(wanted, today)
  const earliest = earliestDay(today, row ? day : undefined)
  return { caseId, knee, today, day, earliest, supersedes: row?.id ?? null }
}

/** The same of a session or a run; `said`: the safety answers of the one that is put right. */
export function logFrameOf(
  row: (Row & Parameters<typeof storedSafety>[0]) | null,
  ask: LogAsk,
  of: Of,
): { frame: LogFrame; said: SafetyAnswers | null } {
  const after = row !== null && (ask.after ?? false)
  return { frame: { ...frameOf(row, ask.day, of), after }, said: row && storedSafety(row) }
}

/** Of which entry a form is: a link to the same page about another day opens a form of its own, with nothing of this one in it. */
export const formKey = (view: { caseId: string; day: Day; supersedes: string | null }): string =>
  [view.caseId, view.day, view.supersedes].join('.')

/**
 * What the safety question of an entry that is put right begins with. The hour `after` is a later moment: that there was nothing
 * until then is no answer to it (clinical/red-flags.md 5).
 */
export const answersShown = (answers: SafetyAnswers | null, after: boolean): SafetyAnswers | null =>
  after && answers?.safety.every((id) => id === logSafetyNone) ? null : answers
