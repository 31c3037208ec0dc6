import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from 'react'
import type { ActionResult, FormAction } from '#lib/forms/result.ts'
import { ask } from './ask.ts'
import { useLastMoments } from './use-last-moments.ts'
import { useLeaving } from './use-leaving.ts'

type SelfSaving<T> = {
  /** Saves and goes on to what was pressed. */
  action: FormAction<T>
  autosave: FormAction<T>
  /** Where the form stands, when a save in part makes it anew: without script its answer is found by this address. */
  here?: string
  /** After the last key. */
  pauseMs: number
  /** The field that says which state was edited: its value as the page was drawn, and after a save. */
  stamp: { field: string; drawn: string; of: (saved: T) => string }
  /** The name under which a refusal says that somebody else was quicker, with the stamp of their state. */
  staleField: string
  /** Takes out of a post what is not to be sent. `over`: the state of somebody else that she has read and goes over. */
  shape?: (data: FormData, over: string | undefined) => void
  /** Called with each save before the page shows it. */
  saved?: (data: T) => void
}

type Post<T> = { how: FormAction<T>; extra: Readonly<Record<string, string>> }

const RETRY_MS = 8000

/**
 * A form that two people may edit and that saves itself: a moment after the last key, when the page is left, and when the
 * connection is back. Saves wait for each other, so that a person never overtakes herself; one without an answer is sent
 * again. After a stale save it stops until she has chosen; then what she sends goes over the other's state. Without script,
 * every button of the form posts it.
 */
export function useSelfSaving<T>(options: SelfSaving<T>) {
  const { action, autosave, here, pauseMs, stamp, staleField, shape, saved } = options
  const [posted, formAction] = useActionState<ActionResult<T>, FormData>(
    action as never,
    { status: 'idle' },
    here,
  )
  const [answered, setAnswered] = useState<ActionResult<T>>()
  const [pending, startTransition] = useTransition()
  const [dirty, setDirty] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const waiting = useRef<Post<T>[]>([])
  const running = useRef(false)
  const seen = useRef(stamp.drawn)
  // The state that she has chosen to go over; the next post takes it. Without it, nothing leaves while one is stale.
  const over = useRef<string>(undefined)
  // Counted in changes, and none ever falls: kept ≤ sent ≤ changes. What lies between was posted and has no answer that kept
  // it, or has not been posted at all. A post without an answer leaves `sent` where it is: it is sent again by `waiting`.
  const changes = useRef(0)
  const sent = useRef(0)
  const kept = useRef(0)
  const result = answered ?? posted
  const stale = result.status === 'error' ? result.fieldErrors[staleField]?.[0] : undefined
  const held = useRef(false)
  held.current = stale !== undefined
  const signedOut = useRef(false)
  signedOut.current = result.status === 'error' && result.signedOut === true
  const stay = useLeaving({ dirty, refused: result.status === 'error' && !pending, save: leave })

  const send = (how: FormAction<T>, extra: Post<T>['extra'] = {}) => {
    clearTimeout(timer.current)
    const plain = Object.keys(extra).length === 0
    const last = waiting.current.slice(running.current ? 1 : 0).at(-1)
    // A save that has not left yet takes everything with it.
    if (!plain || last?.how !== how || Object.keys(last.extra).length > 0)
      waiting.current.push({ how, extra })
    void work()
  }

  async function work() {
    if (running.current || (held.current && over.current === undefined)) return
    running.current = true
    for (let next = waiting.current[0]; next && form.current; next = waiting.current[0]) {
      if (await post(next)) waiting.current.shift()
      else {
        // It is sent once more, but nobody is taken to another page long after she pressed.
        if (next.extra.go) waiting.current[0] = { how: autosave, extra: {} }
        break
      }
    }
    running.current = false
  }

  function collect(extra: Post<T>['extra']): FormData {
    const data = new FormData(form.current ?? undefined)
    data.set(stamp.field, seen.current)
    for (const [name, value] of Object.entries(extra)) data.set(name, value)
    shape?.(data, over.current)
    over.current = undefined
    sent.current = changes.current
    return data
  }

  /** Whether it is done with, saved or refused. */
  function post({ how, extra }: Post<T>): Promise<boolean> {
    return new Promise((done) => {
      startTransition(async () => {
        const at = changes.current
        const data = collect(extra)
        const { said, lost } = await ask(how, data).catch((onward) => {
          done(true)
          throw onward
        })
        // Saved in part, it goes on from there as well; what is wrong stays in the form and counts as not saved.
        const stored = said?.status === 'ok' ? said.data : said?.status === 'error' ? said.saved : undefined
        if (stored) {
          seen.current = stamp.of(stored)
          kept.current = Math.max(kept.current, at)
          saved?.(stored)
        }
        startTransition(() => {
          setAnswered(said)
          if (said?.status === 'ok' && changes.current === at) setDirty(false)
        })
        const refused = said?.status === 'error' && said.fieldErrors[staleField] !== undefined
        if (lost) timer.current = setTimeout(() => void work(), RETRY_MS)
        else if (!refused && changes.current > at) later()
        done(!lost && !refused)
      })
    })
  }

  function later() {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(autosave), pauseMs)
  }

  /** Something in the form is not what it was. */
  function changed() {
    changes.current += 1
    stay()
    setDirty(true)
    clearTimeout(timer.current)
    if (!held.current) later()
  }

  /** Something was pressed that the save is to do as well. */
  function press(extra: Post<T>['extra']) {
    if (held.current) return choose()
    changes.current += 1
    setDirty(true)
    send(autosave, extra)
  }

  /** A field or the page is left. */
  function leave() {
    if (changes.current > kept.current && !held.current) send(autosave)
  }

  /** Nothing more is saved before she has chosen between both texts: she is taken to where she can. */
  function choose() {
    form.current?.querySelector<HTMLElement>('[role=alert] button')?.focus()
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    if (stale !== undefined) {
      // Only the button beside both texts is her choice; every other one takes her there.
      if (!button?.closest('[role=alert]')) return choose()
      seen.current = stale
      over.current = stale
    }
    const go = button?.name === 'go' ? button.value : ''
    if (go) send(action, { go })
    else send(autosave)
  }

  /** The page goes away: what nobody has sent yet goes now, and nobody hears the answer. */
  function sendLast() {
    if (changes.current <= sent.current || held.current) return
    const data = collect({})
    queueMicrotask(() => void autosave({ status: 'idle' }, data).catch(() => undefined))
  }

  // She comes back from signing in anew in another tab.
  const back = () => {
    if (signedOut.current) leave()
  }
  useLastMoments({ back, save: leave, sendLast })
  useEffect(() => () => clearTimeout(timer.current), [])

  return { form, formAction, result, stale, pending, dirty, changed, press, leave, submit }
}
