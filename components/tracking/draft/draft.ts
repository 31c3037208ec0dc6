import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { type MeasureId, measureIds } from '#lib/content/outcomes/types.ts'
import { addDays, type Day } from '#lib/dates.ts'
import type { Flow } from '#lib/tracking/session-logs/flow/rules.ts'
import { KEPT_DAYS } from '#public/offline/pages.js'

/** What somebody entered and has not sent yet, kept on this phone only, as long as an entry may be about its day. */

export const daysKept = KEPT_DAYS
const entryKinds = ['session', 'run', 'morning'] as const
export type EntryKind = (typeof entryKinds)[number]
type FormKind = `form-${MeasureId}`
export type DraftKind = EntryKind | FormKind
const formKinds = measureIds.map((measure): FormKind => `form-${measure}`)
const draftKinds: readonly DraftKind[] = [...entryKinds, ...formKinds]
export const draftNames: Readonly<Record<EntryKind, string>> = {
  session: 'Your session',
  run: 'Your run',
  morning: 'Your morning entry',
}

export const isEntry = (kind: DraftKind): kind is EntryKind => kind in draftNames
export const draftName = (kind: DraftKind): string => (isEntry(kind) ? draftNames[kind] : 'Your form')

/** The form of which entry: whose, in which treatment, about which day; of a questionnaire the day on which it was ticked. */
export type DraftOf = { kind: DraftKind; accountId: string; caseId: string; day: string }
export type Draft = { fields: [name: string, value: string][]; flow: unknown }

/** Where it is opened again. */
export const draftHref = ({ kind, caseId, day }: Omit<DraftOf, 'accountId'>): string =>
  isEntry(kind)
    ? `/today/${kind}?case=${caseId}&day=${day}`
    : `/my/forms/${kind.slice('form-'.length)}?case=${caseId}`

const nameOf = ({ kind, accountId, caseId, day }: DraftOf) =>
  ['stepwise', kind, accountId, caseId, day].join('.')

/** What the name of something kept on the phone stands for; null when it is no draft. */
function readName(name: string): DraftOf | null {
  const [product, kind, accountId, caseId, day] = name.split('.')
  const known = draftKinds.find((one) => one === kind)
  return product === 'stepwise' && known && accountId && caseId && day
    ? { kind: known, accountId, caseId, day }
    : null
}

/** The browser may refuse its storage (private windows); then nothing is kept and nothing breaks. */
function quietly<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

/** `taken`: something else was saved under the id of this form, so that the next page keeps its own. */
export const keptFields = (posted: Iterable<[string, FormDataEntryValue]>, taken: boolean): Draft['fields'] =>
  [...posted].flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('$') && !(taken && name === 'id')
      ? [[name, value] as [string, string]]
      : [],
  )

export function keepDraft(of: DraftOf, form: HTMLFormElement, flow: unknown, taken: boolean): void {
  const draft: Draft = { fields: keptFields(new FormData(form), taken), flow }
  quietly(() => localStorage.setItem(nameOf(of), JSON.stringify(draft)))
}

/** Makes a draft of fields that were sent and refused. `other`: another one is there already; `over`: it is to go. */
export function putDraft(of: DraftOf, fields: Draft['fields'], over: boolean): 'kept' | 'other' | 'refused' {
  const text = JSON.stringify({ fields, flow: null })
  const before = over ? null : keptDraft(of)
  if (before && JSON.stringify(before) !== text) return 'other'
  return quietly(() => {
    localStorage.setItem(nameOf(of), text)
    return localStorage.getItem(nameOf(of)) === text
  })
    ? 'kept'
    : 'refused'
}

/** The same by hand: another one that is there already goes only where she says so. */
export function takeUp(of: DraftOf, fields: Draft['fields']): 'kept' | 'left' | 'refused' {
  const put = putDraft(of, fields, false)
  if (put !== 'other') return put
  if (!confirm('You have begun another entry of that day. Put this one in its place?')) return 'left'
  return putDraft(of, fields, true) === 'kept' ? 'kept' : 'refused'
}

/** Those that this phone keeps, the oldest day first; what cannot be read is thrown away. */
function keptDrafts(): (DraftOf & { draft: Draft })[] {
  const kept = quietly(() =>
    Object.keys(localStorage).flatMap((name) => {
      const of = readName(name)
      if (!of) return []
      const draft = quietly(() => JSON.parse(localStorage.getItem(name) ?? '') as Draft)
      if (draft && Array.isArray(draft.fields)) return [{ ...of, draft }]
      localStorage.removeItem(name)
      return []
    }),
  )
  return (kept ?? []).sort((a, b) => (a.day < b.day ? -1 : 1))
}

export const keptDraft = (of: DraftOf): Draft | null =>
  keptDrafts().find((one) => nameOf(one) === nameOf(of))?.draft ?? null

/** The entries of this person that wait on this phone. */
export const unsentEntries = (accountId: string): DraftOf[] =>
  keptDrafts()
    .filter((one) => one.accountId === accountId)
    .map(({ draft: _, ...of }) => of)

export function forgetDrafts(which: (of: DraftOf & { draft: Draft }) => boolean = () => true): void {
  for (const one of keptDrafts().filter(which)) forgetDraftOf(one)
}

/**
 * What no entry can be about any more in any time zone, and the questionnaires of a day before. `today`: as the server said, for the
 * clock of a phone may be wrong and would throw away what somebody wrote.
 */
export const forgetOldDrafts = (today: Day): void =>
  forgetDrafts(({ kind, day }) => day < (isEntry(kind) ? addDays(today, -daysKept - 1) : today))

export const forgetDraftOf = (of: DraftOf): void => void quietly(() => localStorage.removeItem(nameOf(of)))

/**
 * Those whose entry is in the record, which are forgotten: whoever went to another page before the answer came never saw that it was
 * saved. One that was changed since has an id of its own.
 */
export function forgetSaved(accountId: string, saved: readonly string[]): DraftOf[] {
  const found = keptDrafts().filter(
    (one) =>
      one.accountId === accountId &&
      one.draft.fields.some(([name, value]) => name === 'id' && saved.includes(value)),
  )
  for (const one of found) forgetDraftOf(one)
  return found.map(({ draft: _, ...of }) => of)
}

/** That of the entry which was saved under this id. */
export const forgetDraft = (id: string): void =>
  forgetDrafts(({ draft }) => draft.fields.some(([name, value]) => name === 'id' && value === id))

/**
 * Without the exercises that somebody had not come to who does one after the other: what stands in their fields is what the
 * page proposed, not what she said.
 */
export function reachedFields({ fields, flow }: Draft): Draft['fields'] {
  const { at, sets, stage } = (flow ?? {}) as Partial<Flow>
  if (at === undefined || !Array.isArray(sets)) return fields
  const itemOf = (name: string) => name.match(/^items\.[^.]+\./)?.[0]
  const items = [...new Set(fields.flatMap(([name]) => itemOf(name) ?? []))]
  const isReached = (index: number) =>
    index < at || (sets[index] ?? 0) > 0 || (index === at && stage === 'ask')
  return fields.filter(([name]) => {
    const item = itemOf(name)
    return item === undefined || isReached(items.indexOf(item))
  })
}

/**
 * Without the answer that nothing was noticed, which is asked anew whenever a form is opened (clinical/red-flags.md 5). What was
 * noticed stays.
 */
export const askedAnew = (fields: Draft['fields']): Draft['fields'] =>
  fields.filter(([name, value]) => name !== 'log_safety' || value !== logSafetyNone)

/** Without the texts that a questionnaire was shown in and what it goes on from: the page says both as they are now. */
export const answersOnly = (fields: Draft['fields']): Draft['fields'] =>
  fields.filter(([name]) => name !== 'packId' && name !== 'supersedes')

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.querySelectorAll<Control>('input, select, textarea')].filter(
    ({ name }) => name && !name.startsWith('$'),
  )

const isBox = (control: Control): control is HTMLInputElement =>
  control.type === 'radio' || control.type === 'checkbox'

/** It says something else than what the page came with. */
function isChanged(control: Control): boolean {
  if (isBox(control)) return control.checked !== control.defaultChecked
  if (!('options' in control)) return control.value !== control.defaultValue
  const options = [...control.options]
  return control.value !== (options.find((one) => one.defaultSelected) ?? options[0])?.value
}

/** Somebody has begun to fill the form. */
export const isBegun = (form: HTMLFormElement): boolean => controlsOf(form).some(isChanged)

/**
 * Puts what was kept back into the fields of the form; what it asks anew stays as it is, what it no longer asks is left out.
 * A question that was answered before any script ran keeps that answer, which is the newer one, unless she wants it so (`over`).
 */
export function fillForm(form: HTMLFormElement, fields: Draft['fields'], over = false): void {
  const controls = controlsOf(form)
  const answered = new Set(over ? [] : controls.filter(isChanged).map(({ name }) => name))
  for (const control of controls) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value)
    if (values.length === 0 || answered.has(control.name)) continue
    if (isBox(control)) control.checked = values.includes(control.value)
    else if (values[0] !== undefined) control.value = values[0]
  }
}
