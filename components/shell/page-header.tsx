import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: string
  /** Beside the title: a date, a scope. */
  note?: ReactNode
  /** At the right: a search field, the one primary button. */
  actions?: ReactNode
  /** Below: `FilterTabs`. */
  tabs?: ReactNode
}

/** The head of a clinic page without a patient. */
export function PageHeader({ title, note, actions, tabs }: PageHeaderProps) {
  return (
    <header className={tabs ? 'shrink-0 border-b border-line pb-2.5' : 'shrink-0 border-b border-line'}>
      <div className="flex flex-wrap items-center gap-3 px-4 pt-4 pb-3 lg:px-6">
        <h1 className="text-title font-semibold">{title}</h1>
        {note != null ? <span className="mt-0.5 text-dense text-ink-3">{note}</span> : null}
        {actions != null ? (
          <div className="flex flex-wrap items-center gap-3 lg:ml-auto">{actions}</div>
        ) : null}
      </div>
      {tabs != null ? <div className="px-3 lg:px-5">{tabs}</div> : null}
    </header>
  )
}
