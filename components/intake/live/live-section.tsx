'use client'

import { useEffect, useRef, useState } from 'react'
import { SignInAgain } from '#components/forms/sign-in-again.tsx'
import { CloudCheckIcon, CloudOffIcon } from '#components/ui/icons.tsx'
import type { Opening } from '#lib/intake/drafts/rules.ts'
import { type SaveState, startAutosave } from './autosave.ts'
import { followAnswers } from './opening.ts'

const wordsOf = (back: string): Record<Exclude<SaveState['kind'], 'refused'>, string> => ({
  still: `Your answers are saved as you go. You can stop and come back${back}.`,
  saving: 'Saving',
  saved: `Saved. You can stop and come back${back}.`,
  offline: 'No connection. What you typed stays here and is saved as soon as there is one.',
})

type LiveSectionProps = { opening: Opening | null; saveTo: string; byLink: boolean }

/** The little that a section does by itself: opens questions, keeps "none" alone, saves. All of it is done without it too. */
export function LiveSection({ opening, saveTo, byLink }: LiveSectionProps) {
  const words = wordsOf(byLink ? ' with the same link' : '')
  const here = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<SaveState>({ kind: 'still' })
  useEffect(() => {
    const form = here.current?.closest('form')
    if (!form) return
    const stopFollowing = followAnswers(form, opening)
    const stopSaving = startAutosave(form, saveTo, setState)
    return () => {
      stopSaving()
      stopFollowing()
    }
  }, [opening, saveTo])
  const refused = state.kind === 'refused'
  const signedOut = refused && state.signedOut
  const Mark = refused || state.kind === 'offline' ? CloudOffIcon : CloudCheckIcon
  return (
    <div
      ref={here}
      role="status"
      className={
        refused
          ? 'flex items-start gap-2 rounded-box border-2 border-base-content p-3 text-label font-semibold'
          : 'flex items-start justify-center gap-2 text-dense text-ink-3'
      }
    >
      <Mark size={18} className="mt-px" />
      <span>
        {refused ? state.message : words[state.kind]}{' '}
        {signedOut ? (
          <SignInAgain />
        ) : refused ? (
          <button
            type="button"
            className="min-h-11 cursor-pointer underline underline-offset-2"
            onClick={() => window.location.reload()}
          >
            Load this page again
          </button>
        ) : null}
      </span>
    </div>
  )
}
