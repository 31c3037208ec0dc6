import { TextLink } from '#components/ui/link-button.tsx'
import type { MissingView } from '#lib/factors/words/rules.ts'

/** What is missing and how to get it: one click opens the field. */
export function MissingList({ missing, label }: { missing: readonly MissingView[]; label: string }) {
  if (missing.length === 0) return null
  return (
    <div>
      <div className="text-caption font-medium text-ink-2">{label}</div>
      <ul className="mt-0.5 grid gap-0.5 text-dense">
        {missing.map(({ id, label: name, how, href }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="min-w-0">{name}</span>
            {href ? (
              <TextLink href={href} className="inline-flex min-h-6 items-center pointer-coarse:min-h-11">
                {how}
              </TextLink>
            ) : (
              <span className="text-ink-3">{how}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
