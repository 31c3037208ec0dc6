import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { ChevronRightIcon, type Icon } from './icons.tsx'

type DisclosureProps = {
  summary: ReactNode
  icon?: Icon
  open?: boolean
  phone?: boolean
  className?: string
  children: ReactNode
}

/** More, for who wants it. Native, so it opens without script and is found by a search in the page. */
export function Disclosure({
  summary,
  icon: Mark,
  open,
  phone = false,
  className,
  children,
}: DisclosureProps) {
  return (
    <details open={open} className={className}>
      <summary
        className={cx(
          'flex w-fit cursor-pointer list-none items-center gap-1.5 rounded-selector font-medium text-primary [&::-webkit-details-marker]:hidden',
          phone ? 'min-h-11 text-label' : 'min-h-6 text-dense pointer-coarse:min-h-11',
        )}
      >
        {Mark ? (
          <Mark size={phone ? 18 : 16} />
        ) : (
          <ChevronRightIcon size={15} className="[[open]>summary>&]:rotate-90" />
        )}
        {summary}
      </summary>
      <div className={cx('text-ink-2', phone ? 'pb-2 text-label' : 'pt-1 pb-1 text-dense')}>{children}</div>
    </details>
  )
}
