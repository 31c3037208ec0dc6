'use client'

import { unstable_rethrow } from 'next/navigation'
import {
  type FormEvent,
  type ReactNode,
  useActionState,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import type { ActionResult, FormAction } from '#lib/forms/result.ts'
import { pressed, takeBack } from './keys.ts'
import { recompute } from './live.ts'
import { SaveBar, Stale } from './save-bar.tsx'

type Saved = { caseId: string; assessmentId: string; revision: string; version: number }

type EntryFormProps = {
  /** Saves and opens the section that was pressed. */
  action: FormAction<Saved>
  autosave: FormAction<Saved>
  fields: Readonly<Record<string, string>>
  /** Of the section, as the page was drawn. */
  revision: string
  next: { go: string; title: string }
  here: string
  /** The field to begin with. */
  focus: string | null
  label: string
  children: ReactNode
}

const PAUSE_MS = 1200
const RETRY_MS = 8000
const unanswered = {
  status: 'error',
  message: 'No connection. What you typed stays here and is saved as soon as there is one.',
  fieldErrors: {},
} as const

const firstControl = (place: Element | null) =>
  place?.querySelector<HTMLElement>('input:checked, input, textarea') ?? null

/**
 * One section as one form: every button posts it, so it works without script. With script it saves itself a moment after
 * the last key; saves wait for each other, so that a person never overtakes herself.
 */
export function EntryForm(props: EntryFormProps) {
  const { action, autosave, fields, revision, next, here, focus, label, children } = props
  const [posted, formAction] = useActionState<ActionResult<Saved>, FormData>(action as never, {
    status: 'idle',
  })
  const [answered, setAnswered] = useState<ActionResult<Saved>>()
  const [pending, startTransition] = useTransition()
  const [dirty, setDirty] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const flight = useRef<Promise<void>>(Promise.resolve())
  const seen = useRef(revision)
  const changes = useRef(0)
  const result = answered ?? posted
  const stale = result.status === 'error' ? result.fieldErrors.staleRevision?.[0] : undefined

  const send = (how: FormAction<Saved>, extra: Record<string, string> = {}) => {
    clearTimeout(timer.current)
    flight.current = flight.current.then(() => post(how, extra))
  }

  function post(how: FormAction<Saved>, extra: Record<string, string>): Promise<void> {
    return new Promise((done) => {
      startTransition(async () => {
        const data = new FormData(form.current ?? undefined)
        data.set('revision', seen.current)
        for (const [name, value] of Object.entries(extra)) data.set(name, value)
        const at = changes.current
        let said: ActionResult<Saved>
        try {
          said = await how({ status: 'idle' }, data)
        } catch (error) {
          done()
          unstable_rethrow(error)
          said = unanswered
          timer.current = setTimeout(() => send(autosave), RETRY_MS)
        }
        if (said?.status === 'ok' && said.data) seen.current = said.data.revision
        startTransition(() => {
          setAnswered(said)
          if (said?.status === 'ok' && changes.current === at) setDirty(false)
        })
        done()
      })
    })
  }

  function changed(event: FormEvent<HTMLFormElement>) {
    const target = event.target as HTMLInputElement
    recompute(event.currentTarget)
    if (!target.name) return
    changes.current += 1
    setDirty(true)
    clearTimeout(timer.current)
    if (!stale) timer.current = setTimeout(() => send(autosave), PAUSE_MS)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    if (stale) seen.current = stale
    const go = button?.name === 'go' ? button.value : ''
    if (go) send(action, { go })
    else send(autosave)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    const here = form.current
    if (!here) return
    recompute(here)
    const place = focus ? document.getElementById(focus) : null
    if (place) {
      place.scrollIntoView({ block: 'center' })
      firstControl(place)?.focus({ preventScroll: true })
    }
    const keys = (event: KeyboardEvent) => {
      if (pressed(event, here)) event.preventDefault()
    }
    const back = () => {
      if (changes.current > 0) send(autosave)
    }
    here.addEventListener('keydown', keys)
    addEventListener('online', back)
    const stopTakingBack = takeBack(here)
    return () => {
      stopTakingBack()
      here.removeEventListener('keydown', keys)
      removeEventListener('online', back)
      clearTimeout(timer.current)
    }
  }, [])

  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [dirty])

  const state = useMemo(() => ({ result, pending: false, size: 'desk' as const, idPrefix: 'a' }), [result])
  return (
    <FormContext value={state}>
      <form
        ref={form}
        action={formAction}
        onSubmit={submit}
        onInput={changed}
        noValidate
        aria-label={label}
        className="group/entry flex min-h-0 min-w-0 grow flex-col"
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="revision" value={stale ?? revision} />
        {/* Without script, Enter in a field presses the first button of the form: this one. */}
        <button type="submit" name="go" value="" className="sr-only" tabIndex={-1} aria-hidden="true">
          Save
        </button>
        <Stale result={result} here={here} />
        {children}
        <SaveBar result={result} pending={pending} dirty={dirty} next={next} here={here} />
      </form>
    </FormContext>
  )
}
