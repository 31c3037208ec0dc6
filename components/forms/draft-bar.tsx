'use client'

import { buttonClass } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/forms/result.ts'
import { SavedLine, TodoLink } from './saved-line.tsx'
import { SignInAgain } from './sign-in-again.tsx'

type DraftBarProps = {
  result: ActionResult<unknown>
  pending: boolean
  dirty: boolean
  saved: string | null
  next: { go: string; title: string }
  here: string
}

function wordsOf({ result, pending, dirty, saved }: DraftBarProps): string {
  if (result.status === 'error' && !pending) {
    if (result.fieldErrors.staleVersion) return 'Not saved yet: it was saved elsewhere meanwhile.'
    const [first] = Object.values(result.fieldErrors).flat()
    return first ? `Not saved yet: ${first}` : result.message
  }
  if (pending) return 'Saving'
  if (dirty) return 'Not saved yet'
  return saved === null ? 'Nothing changed yet' : `Saved: ${saved}`
}

/** Below the text: what is saved, a save by hand, and on to what follows. */
export function DraftBar(props: DraftBarProps) {
  const { result, pending, next, here } = props
  const failed = result.status === 'error' && !pending
  const stale = failed && result.fieldErrors.staleVersion !== undefined
  const signedOut = failed && result.signedOut
  const lost = failed && Object.keys(result.fieldErrors).length === 0
  return (
    <div className="no-print sticky bottom-0 z-10 flex flex-wrap items-center gap-3 border-t border-line bg-base-100 px-4 py-2.5 lg:px-6">
      <SavedLine
        failed={failed}
        words={wordsOf(props)}
        todo={
          stale ? (
            <TodoLink href="#both-texts">See both texts</TodoLink>
          ) : signedOut ? (
            <SignInAgain />
          ) : lost ? (
            <TodoLink href={here}>Load the page again</TodoLink>
          ) : null
        }
      />
      <span className="ml-auto flex gap-2">
        <button type="submit" name="go" value="" className={buttonClass('ghost', 'bar')}>
          Save
        </button>
        <button type="submit" name="go" value={next.go} className={buttonClass('primary', 'bar')}>
          {next.title}
        </button>
      </span>
    </div>
  )
}
