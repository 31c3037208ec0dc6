'use client'

import { type FormEvent, type ReactNode, useMemo } from 'react'
import { withLine } from '#lib/forms/fitted.ts'
import type { FormAction } from '#lib/forms/result.ts'
import { DraftBar } from './draft-bar.tsx'
import { FormContext } from './form-context.ts'
import { SelfSavingFields } from './self-saving-fields.tsx'
import { StaleBox } from './stale-box.tsx'
import { useSelfSaving } from './use-self-saving.ts'

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

/**
 * A text that two people can edit, as one form that saves itself, also when a field is left. A button with `data-line`
 * writes that line into the field named by `data-into`.
 */
export function DraftForm<T extends Saved>(props: DraftFormProps<T>) {
  const { action, autosave, fields, version, saved, here, label, next, children } = props
  const { form, formAction, result, stale, pending, dirty, changed, leave, submit } = useSelfSaving<T>({
    action,
    autosave,
    pauseMs: 2000,
    staleField: 'staleVersion',
    stamp: { field: 'version', drawn: String(version), of: (data) => String(data.version) },
  })

  function press(event: FormEvent<HTMLFormElement>) {
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    if (!button?.dataset.line) return submit(event)
    event.preventDefault()
    writeLine(event.currentTarget, button)
  }

  function writeLine(here: HTMLFormElement, { dataset }: HTMLButtonElement) {
    const field = here.elements.namedItem(dataset.into ?? '')
    if (!(field instanceof HTMLTextAreaElement) || !dataset.line) return
    field.value = withLine(field.value, dataset.line)
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
    changed()
  }

  const state = useMemo(() => ({ result, pending: false, size: 'desk' as const, idPrefix: 'd' }), [result])
  const savedNow = result.status === 'ok' && result.data ? result.data.savedText : saved
  return (
    <FormContext value={state}>
      <form
        ref={form}
        action={formAction}
        onSubmit={press}
        onInput={changed}
        onBlur={leave}
        noValidate
        aria-label={label}
        className="flex min-w-0 grow flex-col"
      >
        <SelfSavingFields fields={fields} stamp={['version', stale ?? version]} />
        {result.status === 'error' && stale ? (
          <StaleBox result={result} save={{ name: 'go', value: '' }} here={here} />
        ) : null}
        {children}
        <DraftBar result={result} pending={pending} dirty={dirty} saved={savedNow} next={next} here={here} />
      </form>
    </FormContext>
  )
}
