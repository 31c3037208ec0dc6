import { addDays, compareDays, type Day, dayText } from '#lib/dates.ts'
import { DAYS_SHOWN, questionsOf, sentOf } from '../forms/rules.ts'
import type { OwnForms, SentForm } from '../forms/schema.ts'
import type { OutcomeRecord } from '../record/schema.ts'
import { entryRow, entryRows, howText } from '../views/rules.ts'
import type { ByClinic, FormHistory, FormRow, FormState } from './schema.ts'

/** What a form said before, the newest first. */
function statesBefore(history: FormHistory, id: string): FormState[] {
  const older = history.get(history.get(id)?.supersedesId ?? '')
  return older ? [older, ...statesBefore(history, older.id)] : []
}

/** "Stairs: was 2, now 6", of each answer that differs, in the words that were shown. */
function differences(record: OutcomeRecord, was: FormState, now: FormState): string[] {
  const activities = Object.keys(now.activities).length > 0 ? now.activities : record.activities
  const questions = questionsOf({ ...record, activities }, now.measure, now.texts)
  const answers = questions.map(({ id, text, choices }) => {
    const said = ({ items }: FormState) =>
      choices.find(({ value }) => value === `${items[id] ?? ''}`)?.label ?? 'no answer'
    return { name: text, was: said(was), now: said(now) }
  })
  const day = (on: Day) => dayText(on, record.today)
  return [{ name: 'Day', was: day(was.on), now: day(now.on) }, ...answers]
    .filter((one) => one.was !== one.now)
    .map((one) => `${one.name}: was ${one.was}, now ${one.now}`)
}

/** What staff changed last in a form, against what stood there before they did; null when they changed nothing. */
export function changedByClinic(record: OutcomeRecord, history: FormHistory, id: string): ByClinic | null {
  const head = history.get(id)
  const states = head ? [head, ...statesBefore(history, id)] : []
  const at = states.findIndex(({ origin }, index) => origin.onBehalf && index < states.length - 1)
  const [now, was] = [states[at], states[at + 1]]
  return now && was ? { reason: now.reason ?? '', changes: differences(record, was, now) } : null
}

/** Forms of a case that were taken back, as they stood last. */
export const takenBack = (record: OutcomeRecord, history: FormHistory): FormState[] =>
  [...history.values()].filter(
    ({ caseId, withdrawn, superseded }) => caseId === record.caseId && withdrawn !== null && !superseded,
  )

function withdrawnText(record: OutcomeRecord, state: FormState | undefined): string | null {
  if (!state?.withdrawn) return null
  const { by, on, reason } = state.withdrawn
  return `Taken back${by ? ` by ${by}` : ''}, ${dayText(on, record.today)}${reason ? `. ${reason}` : ''}`
}

/** Every filled form, the newest first, also those that were taken back. */
export function formRows(record: OutcomeRecord, history: FormHistory): FormRow[] {
  const gone = takenBack(record, history)
  const all: OutcomeRecord = {
    ...record,
    input: { ...record.input, administrations: [...record.input.administrations, ...gone] },
    origins: new Map([...record.origins, ...gone.map(({ id, origin }) => [id, origin] as const)]),
  }
  return entryRows(all).map((row): FormRow => {
    const origin = all.origins.get(row.id)
    return {
      ...row,
      own: origin?.kind === 'entry' && origin.mode === 'self',
      changed: changedByClinic(record, history, row.id),
      before: statesBefore(history, row.id).map((state) => {
        const { dayText, scoreText } = entryRow(record, state)
        return { id: state.id, text: `${scoreText}, ${dayText}, ${howText(state.origin)}` }
      }),
      withdrawn: withdrawnText(record, history.get(row.id)),
    }
  })
}

/** What she sent and the clinic changed or took back in the last 6 weeks. What staff had typed in themselves is not hers. */
function byClinic(record: OutcomeRecord, history: FormHistory): SentForm[] {
  const since = addDays(record.today, -DAYS_SHOWN)
  return [...history.values()].flatMap((state): SentForm[] => {
    const { id, caseId, origin, superseded, withdrawn, recordedOn } = state
    if (caseId !== record.caseId || origin.mode !== 'self' || superseded) return []
    const changed = changedByClinic(record, history, id)
    if ((withdrawn?.on ?? recordedOn) < since || !(changed || withdrawn)) return []
    // Until she was told of reasons nobody wrote them for her.
    const takenBack = withdrawn && { reason: withdrawn.told ? withdrawn.reason : '' }
    return [{ ...sentOf(record, state), changed, takenBack }]
  })
}

/** The forms of a patient with what the clinic did with them. */
export const withByClinic = (
  forms: OwnForms,
  records: readonly OutcomeRecord[],
  history: FormHistory,
): OwnForms => ({
  cases: forms.cases.map((one) => {
    const record = records.find(({ caseId }) => caseId === one.caseId)
    const told = record ? byClinic(record, history) : []
    const rest = one.sent.filter(({ id }) => !told.some((form) => form.id === id))
    return { ...one, sent: [...told, ...rest].sort((a, b) => compareDays(b.on, a.on)) }
  }),
})
