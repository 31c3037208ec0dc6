'use client'

import { SavedLine, TodoLink } from '#components/forms/saved-line.tsx'
import { SignInAgain } from '#components/forms/sign-in-again.tsx'
import { StaleBox } from '#components/forms/stale-box.tsx'
import { buttonClass } from '#components/ui/button.tsx'
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

function wordsOf({ result, pending, dirty }: SaveBarProps, wrong: number): string {
  if (pending) return 'Saving'
  if (result.status !== 'error') return dirty ? 'Not saved yet' : 'Everything is saved'
  if (wrong === 0) return result.message
  return result.saved === undefined
    ? `Not saved yet: ${wrong === 1 ? 'one field needs' : `${wrong} fields need`} another look.`
    : `Saved without ${wrong === 1 ? 'one field, which needs' : `${wrong} fields, which need`} another look.`
}

/** At the thumb: what is saved, and on to the next section. */
export function SaveBar(props: SaveBarProps) {
  const { result, pending, next, here } = props
  const failed = result.status === 'error' && !pending
  const stale = failed && staleOf(result) !== null
  const wrong = failed && !stale ? Object.keys(result.fieldErrors) : []
  const signedOut = failed && result.signedOut
  const lost = failed && !stale && wrong.length === 0
  return (
    <div className="no-print sticky bottom-0 z-10 flex items-center gap-3 border-t border-line bg-base-100 px-4 py-2.5 lg:px-6">
      <SavedLine
        failed={failed}
        words={wordsOf(props, wrong.length)}
        todo={
          wrong[0] ? (
            <TodoLink href={`#${wrong[0]}`}>Go to it</TodoLink>
          ) : stale ? (
            <TodoLink href="#both-texts">See both</TodoLink>
          ) : signedOut ? (
            <SignInAgain />
          ) : lost ? (
            <TodoLink href={here}>Load the page again</TodoLink>
          ) : null
        }
      />
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
