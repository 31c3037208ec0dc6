'use client'

import { type FormEvent, type ReactNode, useEffect, useMemo, useState } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import { SelfSavingFields } from '#components/forms/self-saving-fields.tsx'
import { useSelfSaving } from '#components/forms/use-self-saving.ts'
import type { Warnings } from '#lib/assessment/warnings/schema.ts'
import type { FormAction } from '#lib/forms/result.ts'
import { DoneContext } from './done-count.tsx'
import { pressed, takeBack } from './keys.ts'
import { recompute } from './live.ts'
import { SaveBar, Stale } from './save-bar.tsx'
import { useTouched } from './touched.ts'
import { WarningsContext } from './warnings.tsx'

type Saved = {
  caseId: string
  assessmentId: string
  revision: string
  version: number
  wrong: Record<string, string[]>
  warnings: Warnings
  done: number
}

type EntryFormProps = {
  /** Saves and opens the section that was pressed. */
  action: FormAction<Saved>
  autosave: FormAction<Saved>
  fields: Readonly<Record<string, string>>
  /** Of the section, as the page was drawn. */
  revision: string
  /** As the page was drawn. */
  warnings: Warnings
  next: { go: string; title: string }
  here: string
  /** The field to begin with. */
  focus: string | null
  label: string
  children: ReactNode
}

const firstControl = (place: Element | null) =>
  place?.querySelector<HTMLElement>('input:checked, input, textarea') ?? null

/** One section as one form that saves itself; what follows from the fields is worked out as one types. */
export function EntryForm(props: EntryFormProps) {
  const { action, autosave, fields, revision, warnings, next, here, focus, label, children } = props
  // What a save said holds until the page is drawn anew.
  const [since, setSince] = useState<{ drawn: Warnings; said: Warnings; done: number }>()
  const { touch, untouched } = useTouched()
  const { form, formAction, result, stale, pending, dirty, changed, submit } = useSelfSaving<Saved>({
    action,
    autosave,
    here,
    pauseMs: 1200,
    staleField: 'staleRevision',
    stamp: { field: 'revision', drawn: revision, of: (data) => data.revision },
    saved: ({ warnings: said, done }) => setSince({ drawn: warnings, said, done }),
    shape: (data) => form.current && data.set('untouched', untouched(form.current)),
  })

  function typed(event: FormEvent<HTMLFormElement>) {
    recompute(event.currentTarget)
    // What has no name is not sent: the search within the page.
    const { name } = event.target as HTMLInputElement
    if (!name) return
    touch(name)
    changed()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    const here = form.current
    if (!here) return
    recompute(here)
    // On a tablet the row of sections is wider than the screen: it begins where the reader is.
    const step = here.querySelector<HTMLElement>('[aria-current=step]')
    if (step?.parentElement) step.parentElement.scrollLeft = step.offsetLeft - 48
    const place = focus ? document.getElementById(focus) : null
    if (place) {
      place.scrollIntoView({ block: 'center' })
      firstControl(place)?.focus({ preventScroll: true })
    }
    const keys = (event: KeyboardEvent) => {
      if (pressed(event, here)) event.preventDefault()
    }
    here.addEventListener('keydown', keys)
    const stopTakingBack = takeBack(here)
    return () => {
      stopTakingBack()
      here.removeEventListener('keydown', keys)
    }
  }, [])

  const state = useMemo(() => ({ result, pending: false, size: 'desk' as const, idPrefix: 'a' }), [result])
  return (
    <FormContext value={state}>
      <form
        ref={form}
        action={formAction}
        onSubmit={submit}
        onInput={typed}
        noValidate
        aria-label={label}
        className="group/entry flex min-w-0 shrink-0 grow flex-col"
      >
        <SelfSavingFields fields={fields} stamp={['revision', stale ?? revision]} />
        <Stale result={result} here={here} />
        <DoneContext value={since?.drawn === warnings ? since.done : null}>
          <WarningsContext value={since?.drawn === warnings ? since.said : warnings}>
            {children}
          </WarningsContext>
        </DoneContext>
        <SaveBar result={result} pending={pending} dirty={dirty} next={next} here={here} />
      </form>
    </FormContext>
  )
}
