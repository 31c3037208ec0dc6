import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { markup } from './markup.ts'

/**
 * A dense table: rows of 35 px (52 with two lines), a head that sticks, its own frame to scroll in when it is too wide.
 * `label` names it for a screen reader. `still`: no row has a link or a button, so the frame itself takes the focus and the
 * arrow keys scroll it.
 */
export function Table({
  label,
  minWidth,
  still = false,
  children,
}: {
  label: string
  minWidth?: string
  still?: boolean
  children: ReactNode
}) {
  const reached = still ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {}
  return (
    <div className="table-frame" {...reached}>
      <table aria-label={label} className="w-full border-collapse text-left text-dense" style={{ minWidth }}>
        {children}
      </table>
    </div>
  )
}

export const TableHead = ({ children }: { children: ReactNode }) => (
  <thead>
    <tr>{children}</tr>
  </thead>
)

type HeadCellProps = ComponentProps<'th'> & { sorted?: 'ascending' | 'descending' | undefined }

export function HeadCell({ sorted, className, ...rest }: HeadCellProps) {
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={cx(
        'sticky top-0 z-10 h-8 bg-base-100 px-2 text-caption font-medium whitespace-nowrap shadow-[inset_0_-1px_0_var(--line)] first:pl-4 last:pr-4 lg:first:pl-6 lg:last:pr-6',
        sorted ? 'text-base-content' : 'text-ink-3',
        className,
      )}
      {...rest}
    />
  )
}

type RowProps = ComponentProps<'tr'> & { selected?: boolean; tall?: boolean }

/** A row. Its first link or button is what the keyboard reaches; `row-link` stretches that link over the row. */
export function Row({ selected = false, tall = false, className, ...rest }: RowProps) {
  return (
    <tr
      aria-current={selected ? 'true' : undefined}
      className={cx('table-row-dense', tall ? 'h-13' : 'h-[35px]', selected && 'table-row-on', className)}
      {...rest}
    />
  )
}

/** The rows of a long list, as one string: links and words alone, no client component and no form. */
export const PlainRows = ({ children }: { children: ReactNode }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: `markup` escapes every text and every value of an attribute
  <tbody dangerouslySetInnerHTML={{ __html: markup(children) }} />
)

export function Cell({ number = false, className, ...rest }: ComponentProps<'td'> & { number?: boolean }) {
  return (
    <td
      className={cx(
        'px-2 py-0.5 first:pl-4 last:pr-4 lg:first:pl-6 lg:last:pr-6',
        number && 'num text-right',
        className,
      )}
      {...rest}
    />
  )
}

/** The head of a group of rows: "Act within two days 4". */
export function GroupRow({ title, count, columns }: { title: string; count: number; columns: number }) {
  return (
    <tr className="h-[27px] border-t border-line bg-base-200/60 first:border-t-0">
      <th scope="colgroup" colSpan={columns} className="px-4 text-caption font-semibold lg:px-6">
        <span className="sticky left-4 lg:left-6">
          {title} <span className="num ml-1 font-normal text-ink-3">{count}</span>
        </span>
      </th>
    </tr>
  )
}
