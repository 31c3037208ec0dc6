import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type SectionProps = {
  title: string
  /** Beside the title at the right: a link, a button, a caption. */
  aside?: ReactNode
  note?: ReactNode
  /** A hairline above; the first section of a column has none. */
  line?: boolean
  id?: string
  className?: string
  children: ReactNode
}

/** A part of a page: a heading and a hairline, never a box. */
export function Section({ title, aside, note, line = true, id, className, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-label={title}
      className={cx(line && 'border-t border-line pt-4', 'pb-5', className)}
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-heading font-semibold">{title}</h2>
        {aside != null ? <div className="shrink-0 text-dense">{aside}</div> : null}
      </div>
      {note != null ? <p className="mt-0.5 text-caption text-ink-3">{note}</p> : null}
      <div className="mt-2">{children}</div>
    </section>
  )
}

/** Something that can be taken out: a flag, a suggestion, a session. On a phone its corners are rounder. */
export function Card(props: {
  phone?: boolean
  tone?: 'plain' | 'teal'
  className?: string
  children: ReactNode
}) {
  const { phone = false, tone = 'plain', className, children } = props
  return (
    <div
      className={cx(
        tone === 'teal' ? 'bg-teal-soft' : 'border border-line bg-base-100',
        phone ? 'rounded-[1.25rem] p-5' : 'rounded-box p-4',
        className,
      )}
    >
      {children}
    </div>
  )
}

/** Words and their values: "Goal – Run 10 km". */
export function Facts({
  items,
  width = '5.25rem',
}: {
  items: readonly { term: string; value: ReactNode }[]
  width?: string
}) {
  return (
    <dl
      className="grid gap-x-3 gap-y-1.5 text-dense"
      style={{ gridTemplateColumns: `minmax(0, ${width}) minmax(0, 1fr)` }}
    >
      {items.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-ink-3">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
