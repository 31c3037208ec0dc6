import { TextLink } from '#components/ui/link-button.tsx'
import { PainSwatch } from '#components/ui/pain-swatch.tsx'
import { Time } from '#components/ui/time.tsx'
import type { HappenedLine } from '#lib/cases/overview/queries.ts'

/** What happened last, newest first. */
export function HappenedList({ lines }: { lines: readonly HappenedLine[] }) {
  if (lines.length === 0) return <p className="text-dense text-ink-3">Nothing yet.</p>
  return (
    <ul className="divide-y divide-line text-dense">
      {lines.map((line) => (
        <li key={line.id} className="flex items-start gap-3 py-1.5">
          <Time at={line.at} text={line.atText} className="w-32 shrink-0 text-ink-2" />
          <span className="min-w-0 grow">
            {line.href ? <TextLink href={line.href}>{line.text}</TextLink> : line.text}
            {line.note ? (
              <span className="block break-words text-caption text-ink-3">{line.note}</span>
            ) : null}
          </span>
          <PainSwatch value={line.score} />
        </li>
      ))}
    </ul>
  )
}
