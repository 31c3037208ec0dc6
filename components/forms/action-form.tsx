'use client'

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
import { cx } from '#components/ui/cx.ts'
import { CircleCheckIcon } from '#components/ui/icons.tsx'
import type { ActionResult, FormAction } from '#lib/forms/result.ts'
import { askInTime, isUnknown } from './ask.ts'
import { ErrorSummary } from './error-summary.tsx'
import { type FieldSize, FormContext, type Unanswered } from './form-context.ts'
import { useKeptFocus } from './keep-focus.ts'
import { OpenerField } from './opener.tsx'
import { useLeaving } from './use-leaving.ts'

type ActionFormProps<T> = {
  action: FormAction<T>
  /**
   * Null when there is nothing to send any more: then only an answer is shown, which without a script comes with the page.
   */
  children: ReactNode
  /** Distinguishes two forms on one page; part of every id. */
  idPrefix?: string
  size?: FieldSize
  className?: string
  /** An accessible name, for a form without a heading of its own. */
  label?: string
  /** Empties the form after it was accepted: for a list that is added to. */
  resetOnOk?: boolean
  /** Runs in the browser after the form was accepted, e.g. to close a dialog. */
  onOk?: (data: T | undefined) => void
  /** Closes the `Sheet` that the form stands in after it was accepted. */
  closeSheet?: boolean
  /** Leaves the sentence of an accepted form to the page. */
  quiet?: boolean
  /** Asks before a link takes somebody away from what she typed: where she writes at length. */
  asks?: boolean
  /** See `FormState`. */
  about?: Readonly<Record<string, string>>
}

const unanswered = {
  status: 'error',
  message: 'Not saved: there was no answer. Nothing you wrote is lost; try again.',
  fieldErrors: {},
} as const

const nothing: ReadonlySet<string> = new Set()

/** The names under which a field may have been refused: its own, and that of the day that it is a part of. */
const namesOf = (name: string): readonly string[] => [name, name.replace(/\.(day|month|year)$/, '')]

const isBox = ({ type }: HTMLInputElement) => type === 'checkbox' || type === 'radio'

/** Whether a question has an answer in this form: one of its boxes is ticked, or every part that is typed is there. */
function isAnswered(form: HTMLFormElement, name: string): boolean {
  const fields = [...form.elements].filter(
    (one): one is HTMLInputElement => 'name' in one && namesOf(String(one.name)).includes(name),
  )
  if (fields.some((one) => isBox(one) && one.checked)) return true
  return fields.length > 0 && fields.every((one) => !isBox(one) && one.value.trim() !== '')
}

/**
 * A form behind a server action `(previous, formData) => ActionResult`.
 *
 * Before hydration, and without JavaScript, it is a plain form post: the answer comes back with the page and the fields
 * show `values` of the result. After hydration the fields are never reset by a refusal, so what was typed stays; an
 * answer that never comes becomes an error beside the form instead of an error page.
 */
export function ActionForm<T = undefined>(props: ActionFormProps<T>) {
  const {
    action,
    children,
    idPrefix = 'f',
    size = 'desk',
    className,
    label,
    resetOnOk,
    onOk,
    closeSheet,
    quiet,
    asks = false,
    about,
  } = props
  const [posted, formAction] = useActionState<ActionResult<T>, FormData>(action as never, { status: 'idle' })
  const [answered, setAnswered] = useState<ActionResult<T>>()
  const [pending, startTransition] = useTransition()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState(false)
  const [mended, setMended] = useState(nothing)
  const whenLost = useRef<Unanswered | null>(null)
  const result = answered ?? posted
  useKeptFocus(form)
  useLeaving({ dirty: asks && typed && !pending, refused: true, save: () => undefined })

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const submitter = (event.nativeEvent as SubmitEvent).submitter
    const sent = event.currentTarget
    const data = new FormData(sent, submitter)
    // Only a worker keeps what is not answered.
    const isKept = whenLost.current !== null && Boolean(navigator.serviceWorker?.controller)
    startTransition(async () => {
      const { said, lost } = await askInTime(action, data, result, isKept)
      const instead = lost || isUnknown(said) ? await whenLost.current?.(data, sent) : undefined
      // The page goes; gone back to, the form stands as it was.
      if (instead === 'leaves') return
      startTransition(() => {
        setAnswered(instead ?? (lost ? unanswered : said))
        setMended(nothing)
      })
    })
  }

  function note(event: FormEvent<HTMLFormElement>) {
    setTyped(true)
    if (result.status !== 'error' || !('name' in event.target)) return
    const changed = namesOf(String(event.target.name)).filter((name) => result.fieldErrors[name])
    if (changed.length === 0) return
    const answered = changed.filter((name) => isAnswered(event.currentTarget, name))
    setMended((before) => new Set([...[...before].filter((name) => !changed.includes(name)), ...answered]))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer, not per change of a callback
  useEffect(() => {
    if (result.status !== 'ok') return
    setTyped(false)
    if (resetOnOk) form.current?.reset()
    if (closeSheet) form.current?.closest<HTMLElement>('[popover]')?.hidePopover()
    onOk?.(result.data)
  }, [result])

  const state = useMemo(
    () => ({ result, pending, size, idPrefix, about, mended, unanswered: whenLost }),
    [result, pending, size, idPrefix, about, mended],
  )
  return (
    <FormContext value={state}>
      <form
        ref={form}
        action={formAction}
        onSubmit={send}
        onInput={note}
        noValidate
        aria-label={label}
        hidden={children === null && result.status === 'idle'}
        // The answer came with the page: a `Sheet` around the form shows it without being opened.
        data-answered={answered === undefined && posted.status !== 'idle' ? '' : undefined}
        className={cx('grid gap-4', className)}
      >
        <OpenerField />
        <ErrorSummary />
        {result.status === 'ok' && result.message && !quiet ? (
          <p role="status" className="flex items-start gap-2 text-dense text-teal-ink">
            <CircleCheckIcon className="mt-px" strokeWidth={2} />
            {result.message}
          </p>
        ) : null}
        {children}
      </form>
    </FormContext>
  )
}
