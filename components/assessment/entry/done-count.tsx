'use client'

import { createContext, useContext } from 'react'
import { CheckIcon } from '#components/ui/icons.tsx'

/** Recorded in the section of the form around as of its last save; null until then. */
export const DoneContext = createContext<number | null>(null)

/** "4/23", which follows the saves of the section that is open. */
export function DoneCount({ current, done, of }: { current: boolean; done: number; of: number | null }) {
  const saved = useContext(DoneContext)
  const now = current && saved !== null ? saved : done
  return (
    <span className="num flex items-center text-caption text-ink-3">
      {now > 0 ? <CheckIcon size={13} className="mr-1" /> : null}
      {of === null ? null : (
        <>
          {now}
          <span className="sr-only"> recorded</span>
          <span aria-hidden="true">/{of}</span>
        </>
      )}
    </span>
  )
}
