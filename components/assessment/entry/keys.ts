/**
 * Short ways for the keyboard: a letter or a digit chooses, Delete empties, Enter alone goes on. A choice stays where it was made:
 * what is pressed next would else fall on the other side.
 */
const letters: Readonly<Record<string, string>> = {
  n: 'normal',
  p: 'positive',
  u: 'unclear',
  x: 'unable',
  '-': 'not_tested',
}

const isSeen = (element: HTMLElement) => element.offsetParent !== null

/** One stop a field: the first control of a group, every number. Notes and set-up are passed over. */
function stops(form: HTMLFormElement): HTMLInputElement[] {
  const seen = new Set<string>()
  return [...form.querySelectorAll<HTMLInputElement>('[data-value] input:enabled')].filter((input) => {
    if (!isSeen(input.closest('label') ?? input)) return false
    if (input.type !== 'radio' && input.type !== 'checkbox') return true
    if (seen.has(input.name)) return false
    seen.add(input.name)
    return true
  })
}

function goOn(form: HTMLFormElement, from: HTMLInputElement): void {
  const list = stops(form)
  const here = list.findIndex((stop) => stop === from || (stop.name === from.name && from.type !== 'text'))
  const next = list[here + 1]
  if (!next) {
    form.querySelector<HTMLElement>('[data-next]')?.focus()
    return
  }
  const chosen = form.querySelector<HTMLInputElement>(`input[name="${next.name}"]:checked`)
  const target = next.type === 'radio' ? (chosen ?? next) : next
  target.focus()
  if (target.type === 'text') target.select()
}

const tell = (input: HTMLInputElement) => input.dispatchEvent(new Event('input', { bubbles: true }))

function choose(form: HTMLFormElement, input: HTMLInputElement, key: string): void {
  const group = [...form.querySelectorAll<HTMLInputElement>(`input[name="${input.name}"]`)]
  const wanted = /^[1-9]$/.test(key)
    ? group[Number(key) - 1]
    : group.find((one) => one.value === letters[key.toLowerCase()])
  if (!wanted) return
  wanted.checked = wanted.type === 'checkbox' ? !wanted.checked : true
  if (wanted.type === 'radio') wanted.focus()
  tell(wanted)
}

/** Whether the key did something of its own. */
export function pressed(event: KeyboardEvent, form: HTMLFormElement): boolean {
  const { target } = event
  if (!(target instanceof HTMLInputElement) || event.ctrlKey || event.metaKey || event.altKey) return false
  const picks = target.type === 'radio' || target.type === 'checkbox'
  if (event.key === 'Enter') {
    // A key that is held down passes nothing over.
    if (!event.repeat) goOn(form, target)
    return true
  }
  // What has no name is no finding: it shows more fields.
  if (!picks || target.name === '') return false
  if (event.key === 'Delete' || event.key === 'Backspace') {
    for (const one of form.querySelectorAll<HTMLInputElement>(`input[name="${target.name}"]`))
      one.checked = false
    tell(target)
    return true
  }
  if (!/^[1-9nNpPuUxX-]$/.test(event.key)) return false
  choose(form, target, event.key)
  return true
}

/** A second press on what is chosen takes it back, for a finger that has no Delete key. Returns what stops it. */
export function takeBack(form: HTMLFormElement): () => void {
  let was: HTMLInputElement | null = null
  const down = (event: Event) => {
    const input = (event.target as Element | null)
      ?.closest('label')
      ?.querySelector<HTMLInputElement>('input[type=radio]')
    was = input?.checked ? input : null
  }
  const click = (event: Event) => {
    if (!was || event.target !== was) return
    was.checked = false
    tell(was)
    was = null
  }
  form.addEventListener('pointerdown', down)
  form.addEventListener('click', click)
  return () => {
    form.removeEventListener('pointerdown', down)
    form.removeEventListener('click', click)
  }
}
