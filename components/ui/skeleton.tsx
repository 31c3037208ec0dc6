const widths = ['10rem', '7.5rem', '9rem', '6.5rem', '8rem']

/** The shape of what comes: still, and only after 300 ms. */
export function SkeletonRows({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  const lines = Array.from({ length: rows }, (_, row) => row)
  return (
    <div role="status" aria-label={label} className="skeleton-late space-y-2.5 px-4 py-5 lg:px-6">
      {lines.map((row) => (
        <div key={row} className="flex h-6 items-center gap-4">
          <span className="h-3.5 w-28 rounded-full bg-base-300" />
          <span
            className="h-3.5 rounded-full bg-base-300/70"
            style={{ width: widths[row % widths.length] }}
          />
          <span className="ml-auto h-5 w-8 rounded-selector bg-base-300" />
        </div>
      ))}
    </div>
  )
}

/** The same for a card of a phone. */
export function SkeletonCard({ label = 'Loading' }: { label?: string }) {
  return (
    <div
      role="status"
      aria-label={label}
      className="skeleton-late space-y-3 rounded-[1.25rem] border border-line bg-base-100 p-5"
    >
      <span className="block h-24 rounded-field bg-base-200" />
      <span className="block h-4 w-40 rounded-full bg-base-300" />
      <span className="block h-3.5 w-56 max-w-full rounded-full bg-base-300/70" />
    </div>
  )
}
