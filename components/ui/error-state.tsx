import type { ReactNode } from 'react'
import { CloudOffIcon, GitCompareArrowsIcon } from './icons.tsx'

type ErrorStateProps = {
  /** What happened. */
  title: string
  /** What is safe, and what to do. */
  children: ReactNode
  /** What to tell an admin. */
  code?: string | undefined
  action?: ReactNode
  level?: 1 | 2
}

/** What happened, what is safe, what to do, a code. Ink, never red: a page that fails puts nobody in danger. */
export function ErrorState({ title, children, code, action, level = 2 }: ErrorStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="flex items-start gap-3 rounded-box border border-line bg-base-100 p-4">
      <CloudOffIcon size={18} className="mt-0.5 text-ink-2" />
      <div className="min-w-0">
        <Heading className="text-body font-semibold">{title}</Heading>
        <div className="mt-0.5 text-dense text-ink-2">{children}</div>
        {code ? (
          <p className="mt-1 text-dense text-ink-2">
            If it stays, tell your admin the code{' '}
            <span className="num font-medium text-base-content">{code}</span>.
          </p>
        ) : null}
        {action != null ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  )
}

type StaleSaveProps = {
  /** "Piet Modell saved this note at 14:05". */
  title: string
  theirs: ReactNode
  yours: ReactNode
  actions: ReactNode
}

/** Somebody else saved first: both texts, and a choice. */
export function StaleSave({ title, theirs, yours, actions }: StaleSaveProps) {
  return (
    <div role="alert" className="rounded-box border-2 border-base-content bg-base-100 p-4">
      <h2 className="flex items-center gap-2 text-dense font-semibold">
        <GitCompareArrowsIcon />
        {title}
      </h2>
      <p className="mt-0.5 text-dense text-ink-2">Yours is not saved yet. Keep one, or copy from both.</p>
      <div className="mt-2.5 grid gap-2 text-dense whitespace-pre-wrap sm:grid-cols-2">
        <div className="rounded-field bg-base-200 p-2.5">
          <b className="block font-semibold">Theirs</b>
          {theirs}
        </div>
        <div className="rounded-field bg-teal-soft p-2.5">
          <b className="block font-semibold">Yours</b>
          {yours}
        </div>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">{actions}</div>
    </div>
  )
}
