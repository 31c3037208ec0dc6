/** What somebody entered and has not sent yet, kept on this phone only, for a day. */

const prefix = 'stepwise.session.'
const keepMs = 24 * 3_600_000

type Draft = { savedAt: number; fields: [name: string, value: string][]; flow: unknown }

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

export function keepDraft(key: string, form: HTMLFormElement, flow: unknown, taken: boolean): void {
  const draft: Draft = { savedAt: Date.now(), fields: keptFields(new FormData(form), taken), flow }
  quietly(() => localStorage.setItem(prefix + key, JSON.stringify(draft)))
}

/** Of this day and this person; older ones are thrown away. */
export function keptDraft(key: string): Draft | null {
  return quietly(() => {
    forgetDrafts((draft) => Date.now() - (draft?.savedAt ?? 0) > keepMs)
    const text = localStorage.getItem(prefix + key)
    const draft = text === null ? null : (JSON.parse(text) as Draft)
    return draft && Array.isArray(draft.fields) ? draft : null
  })
}

/** `which`: of a draft, null for one that cannot be read. */
export function forgetDrafts(which: (draft: Draft | null) => boolean = () => true): void {
  quietly(() => {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(prefix)) continue
      const draft = quietly(() => JSON.parse(localStorage.getItem(name) ?? '') as Draft)
      if (which(draft)) localStorage.removeItem(name)
    }
  })
}

/** That of the session which was saved under this id. */
export const forgetDraft = (id: string): void =>
  forgetDrafts((draft) => draft?.fields.some(([name, value]) => name === 'id' && value === id) ?? false)

/** Puts what was kept back into the fields of the form; what it asks anew stays as it is, what it no longer asks is left out. */
export function fillForm(form: HTMLFormElement, fields: Draft['fields']): void {
  for (const control of form.querySelectorAll<HTMLInputElement>('input, select, textarea')) {
    if (!control.name || control.name.startsWith('$')) continue
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value)
    if (values.length === 0) continue
    if (control.type === 'radio' || control.type === 'checkbox')
      control.checked = values.includes(control.value)
    else if (values[0] !== undefined) control.value = values[0]
  }
}
