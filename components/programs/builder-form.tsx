'use client'

import { type FormEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { FormContext, typedText } from '#components/forms/form-context.ts'
import { OpenerField } from '#components/forms/opener.tsx'
import { useSelfSaving } from '#components/forms/use-self-saving.ts'
import type { FormAction } from '#lib/forms/result.ts'
import type { SeenPhase } from '#lib/programs/seen/schema.ts'
import { BuilderContext } from './builder-context.ts'
import { SaveState } from './save-state.tsx'
import { useSeenParts } from './use-seen-parts.ts'

type Saved = { version: number; savedAt: string; seen: SeenPhase | null; news: string | null }

type BuilderFormProps = {
  action: FormAction<Saved>
  /** Case, version, phase. */
  fields: Readonly<Record<string, string>>
  /** Counts the saves of the draft, as the page was drawn. */
  version: number
  /** The phase as the page was drawn. */
  seen: SeenPhase
  /** "Today 14:02" */
  saved: string
  /** Where the other person's text is shown. */
  here: string
  children: ReactNode
}

const PAUSE_MS = 900

/** Of one press: sent twice, it counts once. */
const pressId = () =>
  [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * The builder is one form: each button posts all that was typed, so it works without script. With script it saves itself a
 * moment after the last key and when a cell is left, and only the exercises that were typed in: two people may work at two of
 * them at once, and who comes second at the same one is told.
 */
export function BuilderForm(props: BuilderFormProps) {
  const { action, fields, version, seen, saved, here, children } = props
  const [news, setNews] = useState<string | null>(null)
  const shapes = useRef<ReturnType<typeof useSeenParts>>(undefined)
  const { form, formAction, result, stale, pending, dirty, changed, press, leave, submit } =
    useSelfSaving<Saved>({
      action,
      autosave: action,
      pauseMs: PAUSE_MS,
      staleField: 'staleSeen',
      stamp: { field: 'seen', drawn: JSON.stringify(seen), of: (data) => JSON.stringify(data.seen) },
      shape: (data, over) => shapes.current?.shape(data, over),
      saved: (data) => {
        shapes.current?.saved(data)
        if (data.news) setNews(data.news)
      },
    })
  // What a post without script brought back. After that the fields themselves keep what was typed.
  const [first] = useState(result)
  const refused = first.status === 'error' ? first : undefined
  const postedSeen = refused && (refused.fieldErrors.staleSeen?.[0] ?? typedText(refused.values?.seen))
  const [posted] = useState(() => (postedSeen ? (JSON.parse(postedSeen) as SeenPhase) : null))

  // An exercise in which she types stays on the page, also when somebody took it out: her save is told so.
  const shown = useRef({ seen, version, children })
  if (!shapes.current?.wouldLose(seen)) shown.current = { seen, version, children }
  const parts = useSeenParts(form, shown.current, posted, changed)
  shapes.current = parts

  function typed(event: FormEvent) {
    const target = event.target as HTMLInputElement
    if (!target.name || target.dataset.quiet) return
    parts.typing(target.name)
    changed()
  }

  const send = (intent: string, more: Readonly<Record<string, string>> = {}) =>
    press({ intent, press: pressId(), ...more })

  function submitted(event: FormEvent<HTMLFormElement>) {
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    button?.closest<HTMLElement>('[popover]')?.hidePopover()
    const intent = button?.name === 'intent' ? button.value : 'save'
    if (stale !== undefined || intent === 'save') return submit(event)
    event.preventDefault()
    send(intent)
  }

  const state = useMemo(() => {
    const told = result !== first && result.status === 'error' ? { ...result, values: undefined } : result
    return { result: told, pending: false, size: 'desk' as const, idPrefix: 'b' }
  }, [result, first])
  return (
    <FormContext value={state}>
      <BuilderContext value={send}>
        <form
          ref={form}
          id="builder"
          action={formAction}
          onSubmit={submitted}
          onInput={typed}
          onBlur={() => {
            leave()
            parts.settle()
          }}
          noValidate
          // A browser that fills in what stood here before a reload would write it over what was saved since.
          autoComplete="off"
          aria-label="Program draft"
          className="flex grow flex-col"
        >
          <OpenerField />
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="seen" value={stale ?? postedSeen ?? JSON.stringify(seen)} />
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
          <SaveState
            {...{ result: state.result, pending, dirty, saved, here, news }}
            onRead={() => setNews(null)}
          />
          {shown.current.children}
        </form>
      </BuilderContext>
    </FormContext>
  )
}
