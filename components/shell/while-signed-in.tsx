'use client'

import { type ReactNode, useEffect } from 'react'
import { SignInAgain } from '#components/forms/sign-in-again.tsx'
import { LockIcon } from '#components/ui/icons.tsx'
import { useWhoIsThere } from './live-counts.ts'

/** In the place of a page whose reader is signed out: no word of the page is left to read, its title neither. */
function Cover({ isOther }: { isOther: boolean }) {
  const title = isOther ? 'Somebody else is signed in now' : 'You are signed out'
  useEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div role="alert" className="m-auto grid max-w-[26rem] gap-3 px-5 py-8">
      <LockIcon size={28} className="text-ink-2" />
      <h1 className="text-ask font-semibold">{title}</h1>
      {isOther ? (
        <>
          <p className="text-ink-2">
            This page was opened by another account. What was typed in it is not saved.
          </p>
          <button type="button" className="btn w-fit btn-plain" onClick={() => window.location.reload()}>
            Load this page again
          </button>
        </>
      ) : (
        <>
          <p className="text-ink-2">Sign in to go on. What you typed is still on this page.</p>
          <p>
            <SignInAgain>Sign in in a new tab, then come back to this one</SignInAgain>
          </p>
        </>
      )}
    </div>
  )
}

/**
 * The pages of an account on a screen that others see as well: covered as soon as it is known that somebody is not signed in any
 * more. What was typed stays behind the cover, for whoever signs in again.
 */
export function WhileSignedIn({ accountId, children }: { accountId: string; children: ReactNode }) {
  const there = useWhoIsThere()
  const isCovered = there !== undefined && there !== accountId
  return (
    <>
      <div className="contents" hidden={isCovered} inert={isCovered}>
        {children}
      </div>
      {isCovered ? <Cover isOther={there !== null} /> : null}
    </>
  )
}
