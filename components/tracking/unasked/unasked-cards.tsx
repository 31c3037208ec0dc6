import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { countText } from '#lib/dates.ts'
import type { UnaskedEntry } from '#lib/tracking/entries/unasked/schema.ts'

/** Asked where the app opens, when the clinic has made entries from paper: one card for each treatment. */
export function UnaskedCards({ entries }: { entries: readonly UnaskedEntry[] }) {
  const cases = [...new Set(entries.map(({ caseId }) => caseId))]
  return cases.map((caseId) => {
    const own = entries.filter((entry) => entry.caseId === caseId)
    return (
      <Notice
        key={caseId}
        className="mb-4"
        title={`One question about your knee${own[0]?.knee ? `: ${own[0].knee}` : ''}`}
      >
        <p className="mb-3">
          Your clinic wrote down {countText(own.length, 'entry', 'entries')} for you. Nobody has asked you yet
          whether you noticed anything with {own.length === 1 ? 'it' : 'them'}.
        </p>
        <LinkButton size="phone" href={`/today/safety?case=${caseId}`}>
          Answer the question
        </LinkButton>
      </Notice>
    )
  })
}
