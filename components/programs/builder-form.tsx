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
import { BuilderContext } from './builder-context.ts'
import { SaveState } from './save-state.tsx'

type Saved = { version: number; savedAt: string }
type Job = { intent: string; fields: Record<string, string> }

type BuilderFormProps = {
  action: FormAction<Saved>
  /** Case, version, phase. */
  fields: Readonly<Record<string, string>>
  /** Counts the saves of the draft, as the page was drawn. */
  version: number
  /** "Today 14:02" */
  saved: string
  /** Where the other person's text is shown. */
  here: string
  children: ReactNode
}

const PAUSE_MS = 900
const unanswered = {
  status: 'error',
  message:
    'Not saved: there was no answer. Nothing you wrote is lost; it is tried again with your next change.',
  fieldErrors: {},
} as const

/**
 * The builder is one form: each button posts all that was typed, so it works without script. With script it saves itself
 * a moment after the last key and when a cell is left; saves wait for each other, so that a person never overtakes
 * herself. After a stale save it stops until she has chosen.
 */
export function BuilderForm({ action, fields, version, saved, here, children }: BuilderFormProps) {
  const [posted, formAction] = useActionState<ActionResult<Saved>, FormData>(action as never, {
    status: 'idle',
  })
  const [answered, setAnswered] = useState<ActionResult<Saved>>()
  const [pending, startTransition] = useTransition()
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [dirty, setDirty] = useState(false)
  // How often something was typed, and how much of that was sent.
  const changes = useRef(0)
  const sent = useRef(0)
  const jobs = useRef<Job[]>([])
  const running = useRef(false)
  const result = answered ?? posted
  const stale = result.status === 'error' ? Number(result.fieldErrors.staleVersion?.[0] ?? 0) : 0
  const seen = result.status === 'ok' ? (result.data?.version ?? 0) : 0
  const lock = stale || Math.max(version, seen)
  const lockRef = useRef(lock)
  lockRef.current = Math.max(lockRef.current, lock)

  function send(intent = 'save', extra: Record<string, string> = {}) {
    clearTimeout(timer.current)
    jobs.current.push({ intent, fields: extra })
    if (!running.current) void work()
  }

  async function work() {
    running.current = true
    for (let job = jobs.current.shift(); job && form.current; job = jobs.current.shift()) {
      const data = new FormData(form.current)
      data.set('intent', job.intent)
      data.set('version', String(lockRef.current))
      for (const [name, value] of Object.entries(job.fields)) data.set(name, value)
      const at = changes.current
      sent.current = at
      for (const cell of form.current.querySelectorAll<HTMLElement>('[data-touched]'))
        delete cell.dataset.touched
      const next = await answer(data)
      if (next.status === 'ok') {
        lockRef.current = Math.max(lockRef.current, next.data?.version ?? 0)
        // Until then whoever leaves is warned.
        if (changes.current === at) setDirty(false)
      } else jobs.current = []
    }
    running.current = false
  }

  const answer = (data: FormData) =>
    new Promise<ActionResult<Saved>>((resolve) => {
      startTransition(async () => {
        let next: ActionResult<Saved>
        try {
          next = await action(result, data)
        } catch (error) {
          unstable_rethrow(error)
          next = unanswered
        }
        startTransition(() => setAnswered(next))
        resolve(next)
      })
    })

  function changed(event: FormEvent) {
    const target = event.target as HTMLInputElement
    if (!target.name || target.dataset.quiet) return
    target.dataset.touched = 'yes'
    changes.current += 1
    setDirty(true)
    clearTimeout(timer.current)
    if (!stale) timer.current = setTimeout(send, PAUSE_MS)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    button?.closest<HTMLElement>('[popover]')?.hidePopover()
    send(button?.name === 'intent' ? button.value : 'save')
  }

  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [dirty])
  useEffect(() => () => clearTimeout(timer.current), [])

  const state = useMemo(() => ({ result, pending: false, size: 'desk' as const, idPrefix: 'b' }), [result])
  return (
    <FormContext value={state}>
      <BuilderContext value={send}>
        <form
          ref={form}
          id="builder"
          action={formAction}
          onSubmit={submit}
          onInput={changed}
          onBlur={() => {
            if (changes.current > sent.current && !stale) send()
          }}
          noValidate
          aria-label="Program draft"
        >
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="version" value={lock} />
          {/* Enter in a cell presses the first button of the form: this one. */}
          <button
            type="submit"
            name="intent"
            value="save"
            className="sr-only"
            tabIndex={-1}
            aria-hidden="true"
          >
            Save
          </button>
          <SaveState result={result} pending={pending} dirty={dirty} saved={saved} here={here} />
          {children}
        </form>
      </BuilderContext>
    </FormContext>
  )
}
