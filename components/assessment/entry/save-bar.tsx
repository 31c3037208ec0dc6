'use client'

import { StaleBox } from '#components/forms/stale-box.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { CloudCheckIcon, CloudOffIcon } from '#components/ui/icons.tsx'
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

/** Somebody saved this section in between. */
export function Stale({ result, here }: Pick<SaveBarProps, 'result' | 'here'>) {
  const stale = staleOf(result)
  return stale ? <StaleBox result={stale} save={{ name: 'go', value: '' }} here={here} /> : null
}

/** At the thumb: what is saved, and on to the next section. */
export function SaveBar({ result, pending, dirty, next, here }: SaveBarProps) {
  const failed = result.status === 'error' && !pending
  const stale = failed && staleOf(result) !== null
  const names = failed && !stale ? Object.keys(result.fieldErrors) : []
  const words = failed
    ? names.length > 0
      ? result.saved === undefined
        ? `Not saved yet: ${names.length === 1 ? 'one field needs' : `${names.length} fields need`} another look.`
        : `Saved without ${names.length === 1 ? 'one field, which needs' : `${names.length} fields, which need`} another look.`
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
          {stale ? (
            <>
              {' '}
              <a href="#both-texts" className="underline underline-offset-2">
                See both
              </a>
            </>
          ) : null}
          {failed && names.length === 0 && !stale ? (
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
