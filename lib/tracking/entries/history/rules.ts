import { exerciseById } from '#lib/content/exercises/index.ts'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { painText, runText, sessionText } from '../recent/rules.ts'
import type { Entry, EntryRow, EntryState } from './schema.ts'

const spaced = (id: string) => id.replaceAll('_', ' ')
const said = (parts: readonly (string | null)[]) => parts.filter(Boolean).join(', ')

/** "Clamshell 3 sets, pain 2, 3 afterwards" */
const exerciseWords = ({ id, sets, skipped, pain, after }: EntryRow['exercises'][number]): string =>
  said([
    `${exerciseById(id)?.name ?? 'An exercise'} ${skipped ? `skipped (${spaced(skipped)})` : `${sets} ${sets === 1 ? 'set' : 'sets'}`}`,
    pain === null ? null : `pain ${pain}`,
    after === null ? null : `${after} afterwards`,
  ])

const painWords: Readonly<Record<string, string>> = { during_run: 'during', after_run: 'afterwards' }

function safetyWords({ kind, context, safety, safetyAsked }: EntryRow): string {
  if (kind === 'pain' && context !== 'next_morning') return ''
  if (!safetyAsked) return 'Safety question not asked yet'
  const told = logSafetyOptions.filter(({ id }) => id !== logSafetyNone && safety.includes(id))
  return told.length === 0 ? '' : `Noticed: ${told.map(({ label }) => label).join('; ')}`
}

function detailsOf(row: EntryRow): string {
  const pains = row.pains.map(({ context, score }) => `pain ${score} ${painWords[context] ?? ''}`.trim())
  const own = row.kind === 'session' ? row.exercises.map(exerciseWords).join('; ') : ''
  const words = said([...row.words.map((word) => word && spaced(word)), ...pains])
  return [own, words, safetyWords(row), row.note].filter(Boolean).join('. ')
}

function titleOf({ kind, amount, minutes, unit, context }: EntryRow): string {
  switch (kind) {
    case 'session':
      return sessionText(amount)
    case 'run':
      return runText(amount, minutes ?? 0, unit ?? 'km')
    case 'pain':
      return painText(context ?? '', amount)
  }
}

const stateOf = (row: EntryRow): EntryState => ({
  ...{ id: row.id, day: row.day, title: titleOf(row), details: detailsOf(row), recordedAt: row.recordedAt },
  ...{ by: row.by ?? '', onBehalf: row.onBehalf, reason: row.correctReason ?? '' },
})

/** Rows, those of one entry newest first, become entries in the same order. */
export function entriesOf(rows: readonly EntryRow[]): Entry[] {
  const byHead = Map.groupBy(rows, ({ of }) => of)
  return [...byHead.values()].flatMap(([head, ...before]): Entry[] => {
    if (!head) return []
    const { caseId, kind, context, withdrawnAt, withdrawnBy, withdrawReason } = head
    const withdrawn = withdrawnAt && {
      ...{ at: withdrawnAt, by: withdrawnBy ?? '', reason: withdrawReason ?? '' },
      onBehalf: head.withdrawnOnBehalf,
    }
    return [{ ...stateOf(head), caseId, kind, context, withdrawn, before: before.map(stateOf) }]
  })
}

/** What the clinic changed last in the patient's own words: "Before: Run, 5 km in 30 min"; null when it changed nothing. */
export function changedByClinic({ before, ...now }: Entry): { reason: string; was: string } | null {
  const states = [now, ...before]
  const at = states.findIndex(({ onBehalf }, index) => onBehalf && index < states.length - 1)
  const [changed, was] = [states[at], states[at + 1]]
  return changed && was ? { reason: changed.reason, was: was.title } : null
}
