import { Fragment } from 'react'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { NotAsked } from '#lib/alerts/worklist/schema.ts'
import { countText } from '#lib/dates.ts'

const shown = 20

/** Cases of the own teams that the last night could not look at: nothing of them comes by itself. */
export function NotAskedNotice({ cases }: { cases: readonly NotAsked[] }) {
  const [first] = cases
  if (!first) return null
  return (
    <div className="max-w-4xl px-4 pt-4 lg:px-6">
      <Notice
        tone="amber"
        title={`The rules could not look at ${countText(cases.length, 'case')} in the night of ${first.dayText}`}
      >
        Alerts that come with time may be missing there. Look at{' '}
        {cases.slice(0, shown).map(({ caseId, name, number }, at) => (
          <Fragment key={caseId}>
            {at === 0 ? '' : ', '}
            <TextLink href={`/cases/${caseId}`}>{name}</TextLink> <span className="num">({number})</span>
          </Fragment>
        ))}
        {cases.length > shown ? ` and ${cases.length - shown} more` : ''} yourself.
      </Notice>
    </div>
  )
}
