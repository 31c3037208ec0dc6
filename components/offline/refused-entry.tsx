'use client'

import { DeleteFromPhone } from '#components/tracking/draft/delete-from-phone.tsx'
import { type DraftOf, daysKept, takeUp } from '#components/tracking/draft/draft.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { WithPhones } from '#components/ui/phone-links.tsx'
import { addDays, dayIn } from '#lib/dates.ts'
import { forgetWaiting, numbersIn, type Waiting } from '#public/offline/outbox.js'
import { typedWords } from './typed-words.ts'

/** The form that takes it up again: of its own day, or of today where that is over. */
export function draftPlace(
  { kind, account: accountId, caseId, day, at }: Waiting,
  zone: string,
  now: Date,
): { of: DraftOf | null; href: string } {
  const today = dayIn(zone, now)
  const own = day ?? dayIn(zone, new Date(at))
  const about = own < addDays(today, -daysKept) || own > today ? today : own
  const query = `?case=${caseId}&day=${about}`
  if (kind === 'pain') return { of: null, href: `/today/pain${query}` }
  return { of: { kind, accountId, caseId, day: about }, href: `/today/${kind}${query}` }
}

/** What the form gets back. Something else is saved under its id: it becomes an entry of its own. */
export const draftFields = ({ fields, taken }: Waiting): [string, string][] =>
  taken ? fields.filter(([name]) => name !== 'id') : fields

type Props = { entry: Waiting; name: string; zone: string }

/**
 * An entry that waited and is not taken: its reason, and the way back into its form, which a treatment that has ended has not. Nothing is
 * thrown away unasked.
 */
export function RefusedEntry({ entry, name, zone }: Props) {
  const of = (wanted: string) => entry.fields.find(([field]) => field === wanted)?.[1]
  const [score, note] = [of('score'), of('note')]
  const typed = entry.kind === 'pain' ? [] : typedWords(entry)
  const open = () => {
    const { of, href } = draftPlace(entry, zone, new Date())
    if (of && takeUp(of, draftFields(entry)) === 'left') return
    // A number is entered anew, and this one is deleted by hand; so is what the phone would not keep.
    location.assign(href)
  }
  return (
    <Notice tone="ink" live="alert" className="mb-4" title={`${name} was not saved`}>
      <p>
        <WithPhones text={entry.message ?? ''} numbers={numbersIn(entry.message ?? '')} />
      </p>
      {entry.kind === 'pain' && score ? <p>You tapped {score} of 10.</p> : null}
      {entry.ended && typed.length > 0 ? <p>You entered: {typed.join(', ')}.</p> : null}
      {entry.ended && note ? <p>You wrote: {note}</p> : null}
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        {entry.ended ? null : (
          <Button size="phone" onClick={open}>
            {entry.kind === 'pain' ? 'Enter it again' : 'Open it'}
          </Button>
        )}
        <DeleteFromPhone what={name} onDelete={() => void forgetWaiting(entry.id)} />
      </p>
    </Notice>
  )
}
