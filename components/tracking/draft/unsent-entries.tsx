'use client'

import { useEffect, useState } from 'react'
import { useOpener } from '#components/forms/opener.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { addDays, type Day, inSentence, nearDayText } from '#lib/dates.ts'
import { DeleteFromPhone } from './delete-from-phone.tsx'
import { type DraftOf, daysKept, draftNames, forgetDraftOf, forgetOldDrafts, unsentEntries } from './draft.ts'

type Entry = Pick<DraftOf, 'kind' | 'caseId' | 'day'>

/** One entry that was begun on this phone and never arrived. */
export function UnsentEntry(props: { entry: Entry; knee: string | null; today: Day; onForget: () => void }) {
  const { entry, knee, today, onForget } = props
  const { kind, caseId, day } = entry
  const what = `${draftNames[kind]} of ${inSentence(nearDayText(day, today))}${knee ? ` (${knee})` : ''}`
  return (
    <Notice className="mb-4 border border-line bg-base-100" title={`${what} is not saved yet`}>
      <p className="mb-2 text-label">It is only on this phone.</p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <LinkButton href={`/today/${kind}?case=${caseId}&day=${day}`} size="phone" className="w-fit">
          Open it to save it
        </LinkButton>
        <DeleteFromPhone what={what} onDelete={onForget} />
      </p>
    </Notice>
  )
}

type UnsentEntriesProps = { cases: readonly { id: string; knee: string | null }[]; today: Day }

/** What this phone keeps of entries that were not saved. Without a script nothing is kept, and nothing stands here. */
export function UnsentEntries({ cases, today }: UnsentEntriesProps) {
  const accountId = useOpener()
  const [unsent, setUnsent] = useState<readonly DraftOf[]>([])
  useEffect(() => {
    forgetOldDrafts(today)
    setUnsent(accountId ? unsentEntries(accountId) : [])
  }, [accountId, today])
  const forget = (gone: DraftOf) => {
    forgetDraftOf(gone)
    setUnsent(unsent.filter((one) => one !== gone))
  }
  return unsent.flatMap((entry) => {
    const own = cases.find(({ id }) => id === entry.caseId)
    if (!own || entry.day < addDays(today, -daysKept)) return []
    const key = `${entry.kind}.${entry.caseId}.${entry.day}`
    return [<UnsentEntry key={key} {...{ entry, today }} knee={own.knee} onForget={() => forget(entry)} />]
  })
}
