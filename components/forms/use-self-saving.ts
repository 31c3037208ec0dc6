import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from 'react'
import type { ActionResult, FormAction } from '#lib/forms/result.ts'

type SelfSaving<T> = {
  /** Saves and goes on to what was pressed. */
  action: FormAction<T>
  autosave: FormAction<T>
  /** After the last key. */
  pauseMs: number
  /** The field that says which state was edited: its value as the page was drawn, and after a save. */
  stamp: { field: string; drawn: string; of: (saved: T) => string }
  /** The name under which a refusal says that somebody else was quicker, with the stamp of their state. */
  staleField: string
}

const RETRY_MS = 8000
const unanswered = {
  status: 'error',
  message: 'No connection. What you typed stays here and is saved as soon as there is one.',
  fieldErrors: {},
} as const

/**
 * A form that two people may edit and that saves itself: a moment after the last key, when the page is left, and when the
 * connection is back. Saves wait for each other, so that a person never overtakes herself. After a stale save it stops until
 * she has chosen; then what she sends goes over the other's state. Without script, every button of the form posts it.
 */
export function useSelfSaving<T>({ action, autosave, pauseMs, stamp, staleField }: SelfSaving<T>) {
  const [posted, formAction] = useActionState<ActionResult<T>, FormData>(action as never, { status: 'idle' })
  const [answered, setAnswered] = useState<ActionResult<T>>()
  const [pending, startTransition] = useTransition()
  const [dirty, setDirty] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const flight = useRef<Promise<void>>(Promise.resolve())
  const seen = useRef(stamp.drawn)
  const changes = useRef(0)
  const kept = useRef(0)
  const result = answered ?? posted
  const stale = result.status === 'error' ? result.fieldErrors[staleField]?.[0] : undefined
  const held = useRef(false)
  held.current = stale !== undefined

  const send = (how: FormAction<T>, extra: Record<string, string> = {}) => {
    clearTimeout(timer.current)
    flight.current = flight.current.then(() => post(how, extra))
  }

  function post(how: FormAction<T>, extra: Record<string, string>): Promise<void> {
    return new Promise((done) => {
      startTransition(async () => {
        const at = changes.current
        const data = new FormData(form.current ?? undefined)
        data.set(stamp.field, seen.current)
        for (const [name, value] of Object.entries(extra)) data.set(name, value)
        let said: ActionResult<T>
        try {
          said = await how({ status: 'idle' }, data)
        } catch (error) {
          done()
          unstable_rethrow(error)
          said = unanswered
          timer.current = setTimeout(() => send(autosave), RETRY_MS)
        }
        if (said?.status === 'ok' && said.data) {
          seen.current = stamp.of(said.data)
          kept.current = Math.max(kept.current, at)
        }
        startTransition(() => {
          setAnswered(said)
          if (said?.status === 'ok' && changes.current === at) setDirty(false)
        })
        done()
      })
    })
  }

  /** Something in the form is not what it was. */
  function changed() {
    changes.current += 1
    setDirty(true)
    clearTimeout(timer.current)
    if (!held.current) timer.current = setTimeout(() => send(autosave), pauseMs)
  }

  /** A field or the page is left. */
  function leave() {
    if (changes.current > kept.current && !held.current) send(autosave)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    if (stale !== undefined) seen.current = stale
    const go = button?.name === 'go' ? button.value : ''
    if (go) send(action, { go })
    else send(autosave)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === 'hidden') leave()
    }
    document.addEventListener('visibilitychange', hidden)
    addEventListener('online', leave)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('online', leave)
      clearTimeout(timer.current)
    }
  }, [])

  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [dirty])

  return { form, formAction, result, stale, pending, dirty, changed, leave, submit }
}
