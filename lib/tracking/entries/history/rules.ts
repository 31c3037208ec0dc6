import { changesOf, detailsOf, factsOf, titleOf } from '../words/rules.ts'
import type { Entry, EntryRow, EntryState } from './schema.ts'

const painsIn = (of: { readonly [K in 'pain' | 'during' | 'after']?: number | null }): number[] =>
  [of.pain, of.during, of.after].flatMap((pain) => pain ?? [])

/** The worst pain of an entry of any kind. */
function worstOf({ kind, amount, run, exercises }: EntryRow): number | null {
  const pains = kind === 'pain' ? [amount] : [run, ...exercises].flatMap((of) => (of ? painsIn(of) : []))
  return pains.length === 0 ? null : Math.max(...pains)
}

const stateOf = (row: EntryRow): EntryState => ({
  id: row.id,
  day: row.day,
  recordedAt: row.recordedAt,
  came: row.came,
  title: titleOf({ ...row, unit: row.run?.unit ?? null }),
  details: detailsOf(row),
  facts: factsOf(row),
  worst: worstOf(row),
  by: row.by ?? '',
  onBehalf: row.onBehalf,
  reason: row.correctReason ?? '',
})

/** Rows, those of one entry newest first, become entries in the same order. */
export function entriesOf(rows: readonly EntryRow[]): Entry[] {
  const byHead = Map.groupBy(rows, ({ of }) => of)
  return [...byHead.values()].flatMap(([head, ...before]): Entry[] => {
    if (!head) return []
    const { caseId, kind, context, withdrawnAt, withdrawnBy, withdrawReason } = head
    const withdrawn = withdrawnAt && {
      at: withdrawnAt,
      by: withdrawnBy ?? '',
      reason: withdrawReason ?? '',
      onBehalf: head.withdrawnOnBehalf,
    }
    return [{ ...stateOf(head), caseId, kind, context, withdrawn, before: before.map(stateOf) }]
  })
}

/** What the clinic changed last, in the patient's own words: "Distance: was 60 km, now 6 km"; null when it changed nothing. */
export function changedByClinic({ before, ...now }: Entry): { reason: string; changes: string[] } | null {
  const states = [now, ...before]
  const at = states.findIndex(({ onBehalf }, index) => onBehalf && index < states.length - 1)
  const [changed, was] = [states[at], states[at + 1]]
  return changed && was ? { reason: changed.reason, changes: changesOf(was.facts, changed.facts) } : null
}
