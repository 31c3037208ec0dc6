'use client'

import { useEffect, useState } from 'react'
import { useOpener } from '#components/forms/opener.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { addDays, type Day, inSentence, nearDayText } from '#lib/dates.ts'
import { DeleteFromPhone } from './delete-from-phone.tsx'
import {
  type DraftOf,
  daysKept,
  draftHref,
  draftName,
  forgetDraftOf,
  forgetOldDrafts,
  forgetSaved,
  isEntry,
  unsentEntries,
} from './draft.ts'

type Entry = Pick<DraftOf, 'kind' | 'caseId' | 'day'>

/** "Your session of today (Left knee)". */
const nameOf = ({ kind, day }: Entry, knee: string | null, today: Day) =>
  `${draftName(kind)} of ${inSentence(nearDayText(day, today))}${knee ? ` (${knee})` : ''}`

/** One that arrived, of which she did not see it. */
export function SentEntry({ entry, knee, today }: { entry: Entry; knee: string | null; today: Day }) {
  const [where, what] = isEntry(entry.kind) ? ['/today/entries', 'your entries'] : ['/my/forms', 'your forms']
  return (
    <Notice tone="done" live="status" className="mb-4">
      {nameOf(entry, knee, today)} is in <TextLink href={`${where}?case=${entry.caseId}`}>{what}</TextLink>.
    </Notice>
  )
}

/** One entry that was begun on this phone and never arrived. */
export function UnsentEntry(props: { entry: Entry; knee: string | null; today: Day; onForget: () => void }) {
  const { entry, knee, today, onForget } = props
  const what = nameOf(entry, knee, today)
  return (
    <Notice className="mb-4 border border-line bg-base-100" title={`${what} is not saved yet`}>
      <p className="mb-2 text-label">It is only on this phone.</p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <LinkButton href={draftHref(entry)} size="phone" className="w-fit">
          Open it to save it
        </LinkButton>
        <DeleteFromPhone what={what} onDelete={onForget} />
      </p>
    </Notice>
  )
}

type UnsentEntriesProps = {
  cases: readonly { id: string; knee: string | null }[]
  today: Day
  /** The ids of what is in the record. */
  saved: readonly string[]
}

/** What this phone keeps of entries that were not saved. Without a script nothing is kept, and nothing stands here. */
export function UnsentEntries({ cases, today, saved }: UnsentEntriesProps) {
  const accountId = useOpener()
  const [unsent, setUnsent] = useState<readonly DraftOf[]>([])
  const [sent, setSent] = useState<readonly DraftOf[]>([])
  useEffect(() => {
    forgetOldDrafts(today)
    const arrived = accountId ? forgetSaved(accountId, saved) : []
    if (arrived.length > 0) setSent(arrived)
    setUnsent(accountId ? unsentEntries(accountId) : [])
  }, [accountId, today, saved])
  const forget = (gone: DraftOf) => {
    forgetDraftOf(gone)
    setUnsent(unsent.filter((one) => one !== gone))
  }
  const ofCase = (entry: DraftOf) => cases.find(({ id }) => id === entry.caseId)
  const keyOf = ({ kind, caseId, day }: DraftOf) => `${kind}.${caseId}.${day}`
  return [
    ...sent.map((entry) => (
      <SentEntry key={keyOf(entry)} {...{ entry, today }} knee={ofCase(entry)?.knee ?? null} />
    )),
    ...unsent.flatMap((entry) => {
      const own = ofCase(entry)
      if (!own || entry.day < addDays(today, -daysKept)) return []
      const forgets = () => forget(entry)
      return [<UnsentEntry key={keyOf(entry)} {...{ entry, today }} knee={own.knee} onForget={forgets} />]
    }),
  ]
}
