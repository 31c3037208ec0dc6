import type { ReactNode } from 'react'
import { CloudCheckIcon, CloudOffIcon } from '#components/ui/icons.tsx'

/** At the foot of a form that saves itself: what is saved, and what to do when it is not. It says so without taking the focus. */
export function SavedLine({ failed, words, todo }: { failed: boolean; words: string; todo: ReactNode }) {
  const Mark = failed ? CloudOffIcon : CloudCheckIcon
  return (
    <p
      role="status"
      className={failed ? 'flex gap-2 text-dense font-semibold' : 'flex gap-2 text-dense text-ink-3'}
    >
      <Mark size={16} className="mt-px shrink-0" />
      <span>
        {words}
        {todo != null ? <> {todo}</> : null}
      </span>
    </p>
  )
}

export function TodoLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="underline underline-offset-2">
      {children}
    </a>
  )
}
