import { PageLink } from '#components/ui/page-link.tsx'
import { cx } from './cx.ts'

export type TabLink = { href: string; label: string; count?: number; current: boolean }

/** Saved views of a list: pills with their counts. Links, so that a view has an address. */
export function FilterTabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-1">
      {tabs.map(({ href, label: text, count, current }) => (
        <PageLink
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={cx(
            'flex h-7 items-center gap-1.5 rounded-full px-2.5 text-dense font-medium max-lg:h-11 max-lg:px-3.5 pointer-coarse:h-11',
            current ? 'bg-base-content text-base-100' : 'text-ink-2 hover:bg-hover',
          )}
        >
          {text}
          {count === undefined ? null : (
            <span className={cx('num text-caption', current ? 'opacity-75' : 'text-ink-3')}>{count}</span>
          )}
        </PageLink>
      ))}
    </nav>
  )
}

/** One of two to four ways to see the same thing: 4 weeks, 12 weeks, all. */
export function Segments({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav
      aria-label={label}
      className="no-print inline-flex w-fit gap-0.5 rounded-field border border-line p-0.5"
    >
      {tabs.map(({ href, label: text, current }) => (
        <PageLink
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={cx(
            'flex h-7 items-center rounded-selector px-3 text-dense font-medium pointer-coarse:h-11',
            current ? 'bg-base-200 text-base-content' : 'text-ink-2 hover:bg-hover',
          )}
        >
          {text}
        </PageLink>
      ))}
    </nav>
  )
}
