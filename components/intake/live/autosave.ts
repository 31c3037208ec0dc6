import type { ActionResult } from '#lib/forms/result.ts'
import type { Autosaved, Clash } from '#lib/intake/drafts/schema.ts'

export type SaveState =
  | { kind: 'still' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  /** All but these, which were changed elsewhere, too. */
  | { kind: 'clash'; clashes: readonly Clash[]; danger: string | null }
  /** No network, or a server that does not know whether it saved: it is tried again by itself. */
  | { kind: 'offline' }
  /** The server said no, in words. */
  | { kind: 'refused'; message: string; signedOut?: true | undefined }

const PAUSE_MS = 2500
const RETRY_MS = 10_000

function showErrors(form: HTMLFormElement, errors: Record<string, string>): void {
  for (const line of form.querySelectorAll<HTMLElement>('[data-live-error]')) {
    const text = errors[line.dataset.liveError ?? '']
    // Somebody who is still typing is not interrupted.
    if (text && line.closest('[data-question]')?.contains(document.activeElement)) continue
    line.hidden = !text
    line.textContent = text ?? ''
  }
}

const fields = 'input:enabled, textarea:enabled, select:enabled'
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function isChanged(control: Control): boolean {
  if ('options' in control) {
    const drawn = [...control.options].findIndex((option) => option.defaultSelected)
    return control.selectedIndex !== Math.max(drawn, 0)
  }
  if (control.type === 'checkbox' || control.type === 'radio')
    return (control as HTMLInputElement).checked !== (control as HTMLInputElement).defaultChecked
  return control.value !== control.defaultValue
}

/**
 * Whether somebody typed before the page came alive. When it is loaded again or gone back to, the browser itself may fill in
 * what stood there before, which is not to go over newer answers unasked.
 */
function isTypedInto(form: HTMLFormElement): boolean {
  const [how] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (how?.type !== 'navigate') return false
  return [...form.elements].some((one) => one.matches(fields) && isChanged(one as Control))
}

/** `at`: the changes that it holds. */
type Sent = { body: FormData; at: number }

/** What is sent by "Continue" and "Back" is as little saved as what was typed, until it is known. */
export type Autosave = {
  /** Whether an answer to the form itself is waited for. */
  wait: (waits: boolean) => void
  /** The page came anew, with what the form sent. */
  renew: () => void
  stop: () => void
}

/**
 * Saves the form a moment after the last change, when the page is left and when the network is back; what "Continue" sent in
 * vain, too. A save that was not answered is sent again as it was before anything newer, so that it counts once.
 */
export function startAutosave(
  form: HTMLFormElement,
  url: string,
  tell: (state: SaveState) => void,
): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Changes so far, and how many of them the server has. */
  let changes = 0
  let kept = 0
  let waits = false
  let flight: Promise<void> | null = null
  let unanswered: Sent | null = null
  /** How many of the changes "Continue" sent, and whether a save that it waits for was tried in vain. */
  let submitted = 0
  let tried = false
  let clashes: readonly Clash[] = []
  let danger: string | null = null

  const revision = () => form.elements.namedItem('revision') as HTMLInputElement | null
  const isDirty = () => changes > kept

  const drawUp = (): Sent => ({ body: new FormData(form), at: changes })

  async function post(sent: Sent, keepalive: boolean): Promise<boolean> {
    unanswered = sent
    const response = await fetch(url, { method: 'POST', body: sent.body, keepalive })
    if (response.status === 503) throw new Error('Not known whether it was saved.')
    const result = (await response.json()) as ActionResult<Autosaved>
    unanswered = null
    if (result.status !== 'ok' || !result.data) {
      const said = result.status === 'error' ? result : { message: 'Not saved.', signedOut: undefined }
      tell({ kind: 'refused', message: said.message, signedOut: said.signedOut })
      return false
    }
    kept = Math.max(kept, sent.at)
    const field = revision()
    if (field) field.value = result.data.revision
    clashes = result.data.clashes
    danger = result.data.danger
    showErrors(form, result.data.errors)
    if (result.data.leave) window.location.assign(result.data.leave)
    return true
  }

  async function run(keepalive: boolean): Promise<void> {
    tell({ kind: 'saving' })
    try {
      if (unanswered && !(await post(unanswered, keepalive))) return
      while (isDirty()) if (!(await post(drawUp(), keepalive))) return
      tell(clashes.length > 0 ? { kind: 'clash', clashes, danger } : { kind: 'saved' })
    } catch {
      tell({ kind: 'offline' })
      timer = setTimeout(() => save(), RETRY_MS)
    }
  }

  function save(keepalive = false): Promise<void> {
    clearTimeout(timer)
    // What the form sent is not overtaken, but for a page that goes away: who knows whether it arrived.
    if ((!isDirty() && !unanswered) || (waits && !keepalive)) return flight ?? Promise.resolve()
    flight ??= run(keepalive).finally(() => {
      flight = null
    })
    return flight
  }

  const changed = () => {
    changes += 1
    clearTimeout(timer)
    timer = setTimeout(() => save(), PAUSE_MS)
  }
  const leaving = () => {
    if (document.visibilityState === 'hidden') save(true)
  }
  const back = () => save()
  // "Continue" waits for a save that is under way, or was not answered: it carries the revision that the save leaves behind. One
  // that gets no answer again is kept, and "Continue" goes out beside it.
  const submitting = (event: SubmitEvent) => {
    clearTimeout(timer)
    const first = flight ?? (unanswered && !tried ? save() : null)
    if (!first) {
      tried = false
      submitted = changes
      unanswered ??= drawUp()
      return
    }
    event.preventDefault()
    event.stopPropagation()
    const { submitter } = event
    first.finally(() => {
      tried = unanswered !== null
      form.requestSubmit(submitter as HTMLElement | null)
    })
  }

  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  form.addEventListener('submit', submitting, true)
  document.addEventListener('visibilitychange', leaving)
  window.addEventListener('pagehide', leaving)
  window.addEventListener('online', back)
  if (isTypedInto(form)) changed()
  return {
    wait(now) {
      if (waits === now) return
      waits = now
      if (!waits) void save()
    },
    renew() {
      kept = Math.max(kept, submitted)
      unanswered = null
    },
    stop() {
      clearTimeout(timer)
      form.removeEventListener('input', changed)
      form.removeEventListener('change', changed)
      form.removeEventListener('submit', submitting, true)
      document.removeEventListener('visibilitychange', leaving)
      window.removeEventListener('pagehide', leaving)
      window.removeEventListener('online', back)
    },
  }
}
