import { isDay, typedDay } from '#lib/dates.ts'
import { typedNumber } from '#lib/forms/typed.ts'
import type { Opening } from '#lib/intake/drafts/rules.ts'
import { agesOn, birthsOf, recordedBirthId } from '#lib/patients/births/rules.ts'
import { evaluateNode } from '#lib/rules/evaluate.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

type Input = Opening['inputs'][number]

function birthDate(data: FormData): string | null {
  const part = (name: string) => String(data.get(`date_of_birth.${name}`) ?? '')
  const day = typedDay(part('year'), part('month'), part('day'))
  return isDay(day) ? day : null
}

function readValue(data: FormData, { id, kind, default: otherwise }: Input): RuleValue {
  if (id === 'date_of_birth') return birthDate(data)
  if (kind === 'list') {
    const chosen = data.getAll(id).map(String)
    return chosen.length > 0 ? chosen : null
  }
  const text = String(data.get(id) ?? '').trim()
  if (kind === 'text') return text || (data.has(id) || otherwise ? (otherwise ?? null) : null)
  return typedNumber(text, false)
}

/** What the rules of the page read: the open questions of the form, and what stands elsewhere. */
export function readValues(data: FormData, opening: Opening): Map<string, RuleValue> {
  const values = new Map<string, RuleValue>(Object.entries(opening.outside))
  for (const input of opening.inputs) {
    const value = readValue(data, input)
    values.set(input.id, value)
    if (input.id !== 'date_of_birth') continue
    const births = birthsOf(value, opening.outside[recordedBirthId])
    values.set('age_years', agesOn(births, opening.today)[0] ?? null)
  }
  return values
}

/** Opens and closes the questions of a form by its show-if rules, the same that the server goes by. */
function applyOpening(form: HTMLFormElement, opening: Opening): void {
  // A closed question sends nothing, so what depends on it closes in the next round.
  for (let round = 0; round < 5; round++) {
    const values = readValues(new FormData(form), opening)
    let changed = false
    for (const { id, root } of opening.rules) {
      const place = form.querySelector<HTMLFieldSetElement>(`[data-question="${id}"]`)
      const closed = evaluateNode(root, { values }) !== 'T'
      if (!place || place.disabled === closed) continue
      place.hidden = closed
      place.disabled = closed
      changed = true
    }
    if (!changed) return
  }
}

/** "None of these" clears the others, and any other clears it. */
function keepExclusive(box: HTMLInputElement): void {
  const place = box.closest<HTMLElement>('[data-exclusive]')
  if (!place || !box.checked || box.type !== 'checkbox') return
  const exclusive = place.dataset.exclusive?.split(' ') ?? []
  const alone = exclusive.includes(box.value)
  for (const other of place.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
    if (other !== box && (alone || exclusive.includes(other.value))) other.checked = false
  }
}

/** Lets a form follow its answers: questions open and close, "none" stays alone. Returns how to stop. */
export function followAnswers(form: HTMLFormElement, opening: Opening | null): () => void {
  const follow = (event: Event) => {
    if (event.target instanceof HTMLInputElement && event.type === 'change') keepExclusive(event.target)
    if (opening) applyOpening(form, opening)
  }
  if (opening) applyOpening(form, opening)
  form.addEventListener('input', follow)
  form.addEventListener('change', follow)
  return () => {
    form.removeEventListener('input', follow)
    form.removeEventListener('change', follow)
  }
}
