import type { ReactNode } from 'react'

type StatProps = {
  label: string
  /** Already rounded and worded: "1.7", "77". `null` when it is not known. */
  value: string | null
  /** "of 10", "%", "km". */
  unit?: string
  /** A small picture beside it. */
  picture?: ReactNode
  note?: ReactNode
}

/** One number, semibold, with its unit and what it is compared with. */
export function Stat({ label, value, unit, picture, note }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col max-lg:pr-4 lg:px-5 lg:first:pl-0 lg:last:pr-0">
      <div className="text-caption font-medium text-ink-3">{label}</div>
      <div className="mt-1 flex min-h-10 items-end justify-between gap-3 max-sm:flex-col max-sm:items-start max-sm:gap-1">
        <div className="num whitespace-nowrap">
          {value === null ? (
            <span className="text-body text-ink-3">Not known yet</span>
          ) : (
            <>
              <span className="text-display font-semibold">{value}</span>
              {unit ? <span className="ml-1 text-dense text-ink-2">{unit}</span> : null}
            </>
          )}
        </div>
        {picture != null ? <div className="pb-1.5">{picture}</div> : null}
      </div>
      {note != null ? <div className="mt-0.5 text-caption text-ink-2">{note}</div> : null}
    </div>
  )
}

/** Stats beside each other, hairlines between them; two in a row on a narrow page. */
export function StatRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      className="grid grid-cols-2 gap-y-5 divide-line pb-5 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none lg:divide-x"
    >
      {children}
    </section>
  )
}
