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
import type { ActionResult, FormAction } from '#lib/forms/result.ts'
import { DraftBar } from './draft-bar.tsx'
import { FormContext } from './form-context.ts'
import { StaleBox } from './stale-box.tsx'

type Saved = { version: number; savedText: string }

type DraftFormProps<T extends Saved> = {
  /** Saves and goes on to what was pressed. */
  action: FormAction<T>
  autosave: FormAction<T>
  fields: Readonly<Record<string, string>>
  /** Of the text, as the page was drawn. */
  version: number
  /** "Ben Aebi, today 10:12"; null when nobody saved it yet. */
  saved: string | null
  here: string
  label: string
  /** The button that goes on: what it posts as `go`, and its words. */
  next: { go: string; title: string }
  children: ReactNode
}

const PAUSE_MS = 2000
const RETRY_MS = 8000
const unanswered = {
  status: 'error',
  message: 'No connection. What you typed stays here and is saved as soon as there is one.',
  fieldErrors: {},
} as const

/**
 * A text that two people can edit, as one form: every button posts it, so it works without script. With script it saves
 * itself a moment after the last key, when a field or the page is left; saves wait for each other. After a stale save it stops
 * until the person has chosen. A button with `data-line` writes that line at the end of the field named by `data-into`.
 */
export function DraftForm<T extends Saved>(props: DraftFormProps<T>) {
  const { action, autosave, fields, version, saved, here, label, next, children } = props
  const [posted, formAction] = useActionState<ActionResult<T>, FormData>(action as never, { status: 'idle' })
  const [answered, setAnswered] = useState<ActionResult<T>>()
  const [pending, startTransition] = useTransition()
  const [dirty, setDirty] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const flight = useRef<Promise<void>>(Promise.resolve())
  const seen = useRef(version)
  const changes = useRef(0)
  const kept = useRef(0)
  const result = answered ?? posted
  const stale = result.status === 'error' ? Number(result.fieldErrors.staleVersion?.[0] ?? 0) : 0
  const held = useRef(false)
  held.current = stale > 0

  const send = (how: FormAction<T>, extra: Record<string, string> = {}) => {
    clearTimeout(timer.current)
    flight.current = flight.current.then(() => post(how, extra))
  }
  const leave = () => {
    if (changes.current > kept.current && !held.current) send(autosave)
  }

  function post(how: FormAction<T>, extra: Record<string, string>): Promise<void> {
    return new Promise((done) => {
      startTransition(async () => {
        const at = changes.current
        const data = new FormData(form.current ?? undefined)
        data.set('version', String(seen.current))
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
          seen.current = said.data.version
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

  function changed() {
    changes.current += 1
    setDirty(true)
    clearTimeout(timer.current)
    if (!stale) timer.current = setTimeout(() => send(autosave), PAUSE_MS)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    if (button?.dataset.line) return writeLine(event.currentTarget, button)
    if (stale) seen.current = stale
    const go = button?.name === 'go' ? button.value : ''
    if (go) send(action, { go })
    else send(autosave)
  }

  function writeLine(here: HTMLFormElement, { dataset }: HTMLButtonElement) {
    const field = here.elements.namedItem(dataset.into ?? '')
    if (!(field instanceof HTMLTextAreaElement) || !dataset.line) return
    const before = field.value.replace(/\s+$/, '')
    if (!before.split('\n').includes(dataset.line))
      field.value = before === '' ? dataset.line : `${before}\n${dataset.line}`
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
    changed()
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

  const state = useMemo(() => ({ result, pending: false, size: 'desk' as const, idPrefix: 'd' }), [result])
  const savedNow = result.status === 'ok' && result.data ? result.data.savedText : saved
  return (
    <FormContext value={state}>
      <form
        ref={form}
        action={formAction}
        onSubmit={submit}
        onInput={changed}
        onBlur={leave}
        noValidate
        aria-label={label}
        className="flex min-w-0 grow flex-col"
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="version" value={stale || version} />
        {/* Without script, Enter in a field presses the first button of the form: this one. */}
        <button type="submit" name="go" value="" className="sr-only" tabIndex={-1} aria-hidden="true">
          Save
        </button>
        {result.status === 'error' && stale ? (
          <StaleBox result={result} save={{ name: 'go', value: '' }} here={here} />
        ) : null}
        {children}
        <DraftBar result={result} pending={pending} dirty={dirty} saved={savedNow} next={next} here={here} />
      </form>
    </FormContext>
  )
}
