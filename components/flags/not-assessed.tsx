import { CircleQuestionMarkIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import type { NotAssessedView } from '#lib/flags/cards/queries.ts'

type NotAssessedProps = {
  flags: readonly NotAssessedView[]
  /** Labels of safety questions without an answer. */
  safety?: readonly string[]
  /** Whether the reader may ask: then each question leads to the page that does. */
  mayAsk?: boolean
  line?: boolean
}

/** Red flags that the answers do not decide (clinical/red-flags.md 1.3), each with what is missing. */
export function NotAssessed({ flags, safety = [], mayAsk = false, line = true }: NotAssessedProps) {
  if (flags.length + safety.length === 0) return null
  return (
    <Section title="Not assessed" line={line} note="Not the same as negative: ask, then it can be decided.">
      <ul className="grid gap-1.5 text-dense">
        {safety.length > 0 ? (
          <li className="flex gap-2">
            <TriangleAlertIcon size={15} className="mt-0.5 text-amber-ink" />
            <span>
              <span className="font-medium">Safety questions without an answer</span>
              <span className="block text-ink-2">{safety.join(' · ')}</span>
            </span>
          </li>
        ) : null}
        {flags.map(({ flagId, title, missing }) => (
          <li key={flagId} className="flex gap-2">
            <CircleQuestionMarkIcon size={15} className="mt-0.5 text-ink-3" />
            <span>
              <span className="font-medium">{title}</span>
              {missing.map(({ id, label, how, href }) => (
                <span key={id} className="block text-ink-2">
                  Missing: {label}{' '}
                  {mayAsk && href ? (
                    <TextLink href={href} className="no-print">
                      {how}
                    </TextLink>
                  ) : null}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
