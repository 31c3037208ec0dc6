'use client'

import { buttonClass } from '#components/ui/button.tsx'
import { GitCompareArrowsIcon } from '#components/ui/icons.tsx'
import type { ActionError } from '#lib/forms/result.ts'

type StaleBoxProps = {
  /**
   * `fieldErrors.stale`: how the two differ, a line each. With `staleSaved` and `staleMine` beside it the lines are names,
   * and both texts stand below, whole.
   */
  result: ActionError
  /** What "save mine" posts. */
  save: { name: string; value: string }
  /** The page with the other person's text. */
  here: string
  /** Before the lines: "Yours, compared with the saved one:". */
  lead?: string
}

const TextOf = ({ title, text }: { title: string; text: string }) => (
  <div className="min-w-0">
    <h4 className="text-caption font-medium text-ink-3">{title}</h4>
    <p className="text-dense break-words whitespace-pre-line">{text.trim() === '' ? 'Empty' : text}</p>
  </div>
)

/** Somebody else saved in between: both texts, and a choice. Nothing is lost until the second person has chosen. */
export function StaleBox({ result, save, here, lead }: StaleBoxProps) {
  const { stale = [], staleSaved, staleMine } = result.fieldErrors
  return (
    <div
      id="both-texts"
      role="alert"
      className="scroll-mt-40 border-b-2 border-base-content px-4 py-3 lg:px-6"
    >
      <h3 className="flex items-start gap-2 text-dense font-semibold">
        <GitCompareArrowsIcon className="mt-px" />
        {result.message}
      </h3>
      {lead ? <p className="mt-1 text-dense text-ink-2">{lead}</p> : null}
      {staleSaved && staleMine ? (
        stale.map((name, at) => (
          <section key={name} aria-label={name} className="mt-2">
            <h4 className="text-dense font-semibold">{name}</h4>
            <div className="mt-1 grid gap-x-6 gap-y-2 md:grid-cols-2">
              <TextOf title="Saved" text={staleSaved[at] ?? ''} />
              <TextOf title="Yours" text={staleMine[at] ?? ''} />
            </div>
          </section>
        ))
      ) : (
        <ul className="mt-1 list-disc pl-8 text-dense">
          {stale.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <button type="submit" name={save.name} value={save.value} className={buttonClass('plain')}>
          Save mine over it
        </button>
        <a href={here} className={buttonClass('ghost')}>
          Drop mine and load the saved one
        </a>
      </div>
    </div>
  )
}
