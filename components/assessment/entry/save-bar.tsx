'use client'

import { buttonClass } from '#components/ui/button.tsx'
import { CloudCheckIcon, CloudOffIcon, GitCompareArrowsIcon } from '#components/ui/icons.tsx'
import type { ActionResult } from '#lib/forms/result.ts'

type SaveBarProps = {
  result: ActionResult<unknown>
  pending: boolean
  dirty: boolean
  /** The section that follows and its title. */
  next: { go: string; title: string }
  here: string
}

const staleOf = (result: ActionResult<unknown>) =>
  result.status === 'error' && result.fieldErrors.staleRevision ? result : null

/** Somebody saved this section in between: both texts, and a choice. */
export function Stale({ result, here }: Pick<SaveBarProps, 'result' | 'here'>) {
  const stale = staleOf(result)
  if (!stale) return null
  return (
    <div role="alert" className="border-b-2 border-base-content px-4 py-3 lg:px-6">
      <h3 className="flex items-start gap-2 text-dense font-semibold">
        <GitCompareArrowsIcon className="mt-px" />
        {stale.message}
      </h3>
      <ul className="mt-1 list-disc pl-8 text-dense">
        {stale.fieldErrors.stale?.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <button type="submit" name="go" value="" className={buttonClass('plain')}>
          Save mine over it
        </button>
        <a href={here} className={buttonClass('ghost')}>
          Drop mine and load the saved one
        </a>
      </div>
    </div>
  )
}

/** At the thumb: what is saved, and on to the next section. */
export function SaveBar({ result, pending, dirty, next, here }: SaveBarProps) {
  const failed = result.status === 'error' && !pending
  const names = failed && !staleOf(result) ? Object.keys(result.fieldErrors) : []
  const words = failed
    ? names.length > 0
      ? `Not saved yet: ${names.length === 1 ? 'one field needs' : `${names.length} fields need`} another look.`
      : result.message
    : pending
      ? 'Saving'
      : dirty
        ? 'Not saved yet'
        : 'Everything is saved'
  const Mark = failed ? CloudOffIcon : CloudCheckIcon
  return (
    <div className="no-print sticky bottom-0 z-10 flex items-center gap-3 border-t border-line bg-base-100 px-4 py-2.5 lg:px-6">
      <p
        role="status"
        className={failed ? 'flex gap-2 text-dense font-semibold' : 'flex gap-2 text-dense text-ink-3'}
      >
        <Mark size={16} className="mt-px shrink-0" />
        <span>
          {words}
          {failed && names[0] ? (
            <>
              {' '}
              <a href={`#${names[0]}`} className="underline underline-offset-2">
                Go to it
              </a>
            </>
          ) : null}
          {failed && names.length === 0 && !staleOf(result) ? (
            <>
              {' '}
              <a href={here} className="underline underline-offset-2">
                Load the page again
              </a>
            </>
          ) : null}
        </span>
      </p>
      <button
        type="submit"
        name="go"
        value={next.go}
        data-next
        className={buttonClass('primary', 'bar', 'ml-auto shrink-0')}
      >
        {next.title}
      </button>
    </div>
  )
}
