import { Disclosure } from '#components/ui/disclosure.tsx'
import { countText, inSentence } from '#lib/dates.ts'
import type { ChangeView } from '#lib/factors/views/schema.ts'

/** What the shown evaluation changed against the one before it. */
export function FactorChanges({ changes }: { changes: ChangeView | null }) {
  if (!changes) return null
  const count = changes.factors.length + changes.patterns.length
  if (count === 0 && changes.rules.length === 0)
    return (
      <p className="num text-dense text-ink-2">
        Other answers than on {changes.sinceText}; no level changed.
      </p>
    )
  return (
    <Disclosure
      summary={`Changed since ${inSentence(changes.sinceText)}: ${countText(count, 'result')}`}
      open
    >
      <ul className="gap-x-6 md:columns-2 [&>li]:mb-1.5 [&>li]:break-inside-avoid">
        {changes.rules.map((text) => (
          <li key={text} className="num">
            {text}
          </li>
        ))}
        {changes.factors.map(({ id, title, from, to, inputs }) => (
          <li key={id}>
            <span className="font-medium text-base-content">{title}</span>: {from.toLowerCase()}, now{' '}
            {to.toLowerCase()}
            {inputs.map((text) => (
              <span key={text} className="num block text-caption">
                {text}
              </span>
            ))}
          </li>
        ))}
        {changes.patterns.map(({ id, title, from, to }) => (
          <li key={id}>
            Pattern <span className="font-medium text-base-content">{title}</span>: {from.toLowerCase()}, now{' '}
            {to.toLowerCase()}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
