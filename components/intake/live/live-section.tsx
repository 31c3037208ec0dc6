'use client'

import { useContext, useEffect, useRef, useState } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import { SignInAgain } from '#components/forms/sign-in-again.tsx'
import { CloudCheckIcon, CloudOffIcon } from '#components/ui/icons.tsx'
import type { Opening } from '#lib/intake/drafts/rules.ts'
import type { Clash } from '#lib/intake/drafts/schema.ts'
import { type Autosave, type SaveState, startAutosave } from './autosave.ts'
import { ClashBox } from './clash-box.tsx'
import { useLeft } from './left.ts'
import { followAnswers } from './opening.ts'

const wordsOf = (back: string): Record<Exclude<SaveState['kind'], 'refused'>, string> => ({
  still: `Your answers are saved as you go. You can stop and come back${back}.`,
  saving: 'Saving',
  saved: `Saved. You can stop and come back${back}.`,
  clash: 'Everything else is saved. Choose at the marked questions which answers to keep.',
  offline: 'No connection. What you typed stays here and is saved as soon as there is one.',
})

type Found = { clashes: readonly Clash[]; danger: string | null }

type LiveSectionProps = {
  opening: Opening | null
  saveTo: string
  byLink: boolean
  /** Of the answers that the page was made from. */
  revision: string
}

/** The little that a section does by itself: opens questions, keeps "none" alone, saves. All of it is done without it too. */
export function LiveSection({ opening, saveTo, byLink, revision }: LiveSectionProps) {
  const words = wordsOf(byLink ? ' with the same link' : '')
  const here = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<SaveState>({ kind: 'still' })
  const saving = useRef<Autosave>(undefined)
  const { pending } = useContext(FormContext)
  // What "Continue" left waits until a save has said otherwise.
  const left = useLeft()
  const [found, setFound] = useState<Found | null>(null)
  const { clashes = [], danger = null } = found ?? left ?? {}
  useEffect(() => {
    const form = here.current?.closest('form')
    return form ? followAnswers(form, opening) : undefined
  }, [opening])
  useEffect(() => {
    const form = here.current?.closest('form')
    if (!form) return
    saving.current = startAutosave(form, saveTo, (now) => {
      setState(now)
      if (now.kind === 'clash') setFound(now)
      if (now.kind === 'saved') setFound({ clashes: [], danger: null })
    })
    return saving.current.stop
  }, [saveTo])
  // In this order: what has come with a new page is not sent once more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the revision whose change is told
  useEffect(() => {
    saving.current?.renew()
    setState({ kind: 'still' })
  }, [revision])
  useEffect(() => saving.current?.wait(pending), [pending])
  // The page stays, and what was saved of it is no longer what it began with.
  useEffect(() => {
    if (!left) return
    setFound(null)
    saving.current?.renew()
    setState({ kind: 'still' })
  }, [left])
  const refused = state.kind === 'refused'
  const signedOut = refused && state.signedOut
  const Mark = refused || state.kind === 'offline' ? CloudOffIcon : CloudCheckIcon
  return (
    <>
      <ClashBox clashes={clashes} danger={danger} />
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
    </>
  )
}
