import type { ActionResult } from '#lib/forms/result.ts'

export type Autosaved = { revision: string; errors: Record<string, string>; leave: string | null }

export type SaveState =
  | { kind: 'still' }
  | { kind: 'saving' }
  | { kind: 'saved' }
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

/**
 * Saves the form a moment after the last change, when the page is left and when the network is back. A save that was not
 * answered is sent again as it was before anything newer, so that it counts once. Returns what stops it.
 */
export function startAutosave(
  form: HTMLFormElement,
  url: string,
  tell: (state: SaveState) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirty = false
  let flight: Promise<void> | null = null
  let unanswered: FormData | null = null

  const revision = () => form.elements.namedItem('revision') as HTMLInputElement | null

  async function post(body: FormData, keepalive: boolean): Promise<boolean> {
    unanswered = body
    const response = await fetch(url, { method: 'POST', body, keepalive })
    if (response.status === 503) throw new Error('Not known whether it was saved.')
    const result = (await response.json()) as ActionResult<Autosaved>
    unanswered = null
    if (result.status !== 'ok' || !result.data) {
      const said = result.status === 'error' ? result : { message: 'Not saved.', signedOut: undefined }
      tell({ kind: 'refused', message: said.message, signedOut: said.signedOut })
      return false
    }
    const field = revision()
    if (field) field.value = result.data.revision
    showErrors(form, result.data.errors)
    if (result.data.leave) window.location.assign(result.data.leave)
    return true
  }

  async function run(keepalive: boolean): Promise<void> {
    tell({ kind: 'saving' })
    try {
      if (unanswered && !(await post(unanswered, keepalive))) return
      while (dirty) {
        dirty = false
        if (!(await post(new FormData(form), keepalive))) return
      }
      tell({ kind: 'saved' })
    } catch {
      dirty = true
      tell({ kind: 'offline' })
      timer = setTimeout(() => save(), RETRY_MS)
    }
  }

  function save(keepalive = false): Promise<void> {
    clearTimeout(timer)
    if (!dirty && !unanswered) return flight ?? Promise.resolve()
    flight ??= run(keepalive).finally(() => {
      flight = null
    })
    return flight
  }

  const changed = () => {
    dirty = true
    clearTimeout(timer)
    timer = setTimeout(() => save(), PAUSE_MS)
  }
  const leaving = () => {
    if (document.visibilityState === 'hidden') save(true)
  }
  const back = () => save()
  // "Continue" waits for a save that is under way: it carries the revision that the save leaves behind.
  const submitting = (event: SubmitEvent) => {
    clearTimeout(timer)
    if (!flight) {
      dirty = false
      return
    }
    event.preventDefault()
    event.stopPropagation()
    const { submitter } = event
    dirty = false
    flight.finally(() => form.requestSubmit(submitter as HTMLElement | null))
  }

  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  form.addEventListener('submit', submitting, true)
  document.addEventListener('visibilitychange', leaving)
  window.addEventListener('pagehide', leaving)
  window.addEventListener('online', back)
  return () => {
    clearTimeout(timer)
    form.removeEventListener('input', changed)
    form.removeEventListener('change', changed)
    form.removeEventListener('submit', submitting, true)
    document.removeEventListener('visibilitychange', leaving)
    window.removeEventListener('pagehide', leaving)
    window.removeEventListener('online', back)
  }
}
