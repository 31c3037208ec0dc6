/** A key and what it does: for the foot of a desk table. */
export function KeyHint({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <span className="flex items-center gap-1 text-caption text-ink-3">
      {keys.map((name) => (
        <kbd key={name} className="key">
          {name}
        </kbd>
      ))}
      <span className="ml-0.5">{does}</span>
    </span>
  )
}
