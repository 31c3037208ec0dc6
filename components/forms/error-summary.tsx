'use client'

import { type MouseEvent, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { OctagonAlertIcon } from '#components/ui/icons.tsx'
import { isUnanswered } from '#lib/forms/unanswered.ts'
import { FormContext, type FormState, fieldId } from './form-context.ts'
import { SignInAgain } from './sign-in-again.tsx'

/** What is folded away takes no focus. */
function unfold(control: Element) {
  const fold = control.closest('details')
  if (!fold) return
  fold.open = true
  if (fold.parentElement) unfold(fold.parentElement)
}

/** Moves to the field, or to the first control of a group, instead of only scrolling to it. */
function jump(event: MouseEvent<HTMLAnchorElement>) {
  const target = document.getElementById(event.currentTarget.hash.slice(1))
  const inside = (what: string) => target?.querySelector<HTMLElement>(what)
  const control = target?.matches('fieldset')
    ? (inside(':checked') ?? inside('input, select, textarea'))
    : target
  if (!control) return
  event.preventDefault()
  unfold(control)
  control.focus()
}

/** The text that is read aloud. */
const spoken = (asks: Element): string =>
  [...asks.childNodes]
    .filter((node) => !(node instanceof Element && node.ariaHidden === 'true'))
    .map((node) => node.textContent)
    .join('')

/** What a field asks, as it is read beside it: the text of its label, or of the legend of its group. */
function questionOf(id: string): string {
  const target = document.getElementById(id)
  const asks = target?.matches('fieldset')
    ? target.querySelector('legend')
    : target instanceof HTMLInputElement ||
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement
      ? target.labels?.[0]
      : null
  return asks ? spoken(asks).replace(' (optional)', '').trim() : ''
}

/** "Name: Please type it.", "Can you bend the knee? Please choose an answer." */
const said = (question: string | undefined, text: string): string =>
  question ? `${question}${/[?.!]$/.test(question) ? '' : ':'} ${text}` : text

/** Of a single line it is left out, unless that says only that an answer is missing. */
export const namesQuestions = (errors: readonly { text: string }[]): boolean =>
  errors.length > 1 || errors.some(({ text }) => isUnanswered(text))

/** What a field is about, of a form that asks the same of several things. */
const subjectOf = (about: FormState['about'], name: string): string | undefined =>
  Object.entries(about ?? {}).find(([beginning]) => name.startsWith(beginning))?.[1]

/**
 * What was refused, above the form, with a link to each field. It takes the focus when an answer arrives, so that it is
 * read first. `ActionForm` shows it by itself. A line begins with what its field is about, where the form says so; and where
 * several fields are refused or the one has no answer, with its question, once the page's script runs. A field that has an answer again is struck out.
 */
export function ErrorSummary() {
  const { result, idPrefix, about, mended } = useContext(FormContext)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (result.status === 'error') heading.current?.focus()
  }, [result])
  const [questions, setQuestions] = useState<Readonly<Record<string, string>>>({})
  const errors =
    result.status === 'error'
      ? Object.entries(result.fieldErrors).flatMap(([name, texts]) =>
          texts.map((text) => ({ name, text, subject: subjectOf(about, name) })),
        )
      : []
  const ids = (namesQuestions(errors) ? errors : []).map(({ name }) => fieldId(idPrefix, name)).join(' ')
  useLayoutEffect(() => {
    setQuestions(Object.fromEntries(ids.split(' ').map((id) => [id, id ? questionOf(id) : ''])))
  }, [ids])
  if (result.status !== 'error') return null
  return (
    <div role="alert" className="rounded-field border-2 border-base-content px-4 py-3">
      <div className="flex items-start gap-2.5">
        <OctagonAlertIcon size={16} strokeWidth={2} className="mt-0.5" />
        <div className="min-w-0">
          <h2 ref={heading} tabIndex={-1} className="text-body font-semibold outline-none">
            {result.message}
          </h2>
          {errors.length > 0 ? (
            <ul className="mt-1 grid gap-1 text-dense">
              {errors.map(({ name, text, subject }) => (
                <li key={`${name} ${text}`}>
                  <a
                    href={`#${fieldId(idPrefix, name)}`}
                    onClick={jump}
                    className={cx(
                      'inline-block pointer-coarse:py-2',
                      mended?.has(name)
                        ? 'text-ink-3 line-through'
                        : 'font-medium underline underline-offset-2',
                    )}
                  >
                    {said(subject, said(questions[fieldId(idPrefix, name)], text))}
                    {mended?.has(name) ? <span className="sr-only"> (answered since)</span> : null}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
          {result.signedOut ? (
            <p className="mt-1 text-dense">
              <SignInAgain />
            </p>
          ) : null}
          {result.code ? (
            <p className="mt-1 text-caption text-ink-2">
              Code for your admin: <span className="num font-medium text-base-content">{result.code}</span>
            </p>
          ) : null}
        </div>
      </div>
    </div>
  )
}
