import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import {
  CircleCheckIcon,
  type Icon,
  InfoIcon,
  OctagonAlertIcon,
  SirenIcon,
  TriangleAlertIcon,
} from './icons.tsx'

/**
 * `quiet`: something to know. `done`: it worked. `ink`: an exceptional state of the page, such as no network.
 * `amber` (act within days), `red` (today) and `alarm` (an emergency, now) are safety and nothing else.
 */
export type NoticeTone = 'quiet' | 'done' | 'ink' | 'amber' | 'red' | 'alarm'

const looks: Record<NoticeTone, { box: string; mark: string; icon: Icon; rest: string }> = {
  quiet: { box: 'border border-line bg-base-200', mark: 'text-ink-2', icon: InfoIcon, rest: 'text-ink-2' },
  done: { box: 'bg-teal-soft', mark: 'text-teal-ink', icon: CircleCheckIcon, rest: 'text-ink-2' },
  ink: { box: 'bg-neutral text-neutral-content', mark: '', icon: InfoIcon, rest: '' },
  amber: {
    box: 'border border-amber-line bg-amber-soft',
    mark: 'text-amber-ink',
    icon: TriangleAlertIcon,
    rest: 'text-ink-2',
  },
  red: {
    box: 'border border-red-line bg-red-soft',
    mark: 'text-red-ink',
    icon: SirenIcon,
    rest: 'text-ink-2',
  },
  alarm: { box: 'bg-error text-error-content', mark: '', icon: OctagonAlertIcon, rest: '' },
}

type NoticeProps = {
  tone?: NoticeTone
  icon?: Icon
  /** Small and above the title: "Today", "Within days". */
  kicker?: string
  title?: ReactNode
  children?: ReactNode
  /** Announced as soon as it appears. */
  live?: 'status' | 'alert'
  className?: string
}

export function Notice({ tone = 'quiet', icon, kicker, title, children, live, className }: NoticeProps) {
  const look = looks[tone]
  const Mark = icon ?? look.icon
  return (
    <div role={live} className={cx('flex items-start gap-3 rounded-box px-4 py-3', look.box, className)}>
      <Mark size={18} className={cx('mt-px', look.mark)} />
      <div className="min-w-0 grow">
        {kicker ? <div className={cx('text-caption font-semibold', look.mark)}>{kicker}</div> : null}
        {title != null ? <div className="text-dense font-semibold">{title}</div> : null}
        {children != null ? <div className={cx('text-dense', look.rest)}>{children}</div> : null}
      </div>
    </div>
  )
}
