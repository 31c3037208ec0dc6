import type { ReactNode } from 'react'
import { CloudOffIcon } from './icons.tsx'

type ErrorStateProps = {
  /** What happened. */
  title: string
  /** What is safe, and what to do. */
  children: ReactNode
  /** Under which it was logged. */
  code?: string | undefined
  /** Whom to tell it. */
  tell: string
  action?: ReactNode
  level?: 1 | 2
}

/** What happened, what is safe, what to do, a code. Ink, never red: a page that fails puts nobody in danger. */
export function ErrorState({ title, children, code, tell, action, level = 2 }: ErrorStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="flex items-start gap-3 rounded-box border border-line bg-base-100 p-4">
      <CloudOffIcon size={18} className="mt-0.5 text-ink-2" />
      <div className="min-w-0">
        <Heading className="text-body font-semibold">{title}</Heading>
        <div className="mt-0.5 text-dense text-ink-2">{children}</div>
        {code ? (
          <p className="mt-1 text-dense text-ink-2">
            If it stays, tell {tell} the code{' '}
            <span className="num font-medium text-base-content">{code}</span>.
          </p>
        ) : null}
        {action != null ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  )
}
