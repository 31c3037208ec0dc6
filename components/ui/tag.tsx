import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import type { Icon } from './icons.tsx'

/** `amber`, `red` and `alarm` are safety and nothing else; `ink` is an exceptional state, such as breaking the glass. */
export type TagTone = 'neutral' | 'line' | 'teal' | 'ink' | 'amber' | 'red' | 'alarm'

const tones: Record<TagTone, string> = {
  neutral: '',
  line: 'tag-line',
  teal: 'tag-teal',
  ink: 'tag-ink',
  amber: 'tag-amber',
  red: 'tag-red',
  alarm: 'tag-solid-red',
}

export function Tag(props: { tone?: TagTone; icon?: Icon; className?: string; children: ReactNode }) {
  const { tone = 'neutral', icon: Mark, className, children } = props
  return (
    <span className={cx('tag', tones[tone], className)}>
      {Mark ? <Mark size={13} strokeWidth={2} /> : null}
      {children}
    </span>
  )
}

const marks = {
  on: 'rounded-full bg-primary',
  open: 'rounded-full border-[1.5px] border-control',
  off: 'rounded-[2px] bg-control',
}

/** The state of an account, a link, a version: a shape and the word. */
export function StateMark(props: { state: keyof typeof marks; children: ReactNode }) {
  return (
    <span className={cx('flex items-center gap-2', props.state === 'off' && 'text-ink-3')}>
      <span aria-hidden="true" className={cx('h-2 w-2 shrink-0', marks[props.state])} />
      {props.children}
    </span>
  )
}
