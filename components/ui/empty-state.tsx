import type { ReactNode } from 'react'
import type { Icon } from './icons.tsx'

type EmptyStateProps = {
  icon: Icon
  /** What is missing: "No intake to triage". */
  title: string
  /** What to do, or what is needed: "It needs 8 days with pain entries. There are 5 so far." */
  children: ReactNode
  /** At most one button. */
  action?: ReactNode
  level?: 2 | 3
}

export function EmptyState({ icon: Mark, title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className="rounded-field bg-base-200/60">
      <div className="flex flex-col items-center px-6 py-8 text-center">
        <span className="grid h-11 w-11 place-items-center rounded-full bg-base-200 text-ink-2">
          <Mark size={20} />
        </span>
        <Heading className="mt-3 text-heading font-semibold">{title}</Heading>
        <div className="mt-1 max-w-[19rem] text-dense text-ink-2">{children}</div>
        {action != null ? <div className="mt-4">{action}</div> : null}
      </div>
    </div>
  )
}
