import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Silence } from '#lib/alerts/nightly/schema.ts'
import { inSentence } from '#lib/dates.ts'

/** What the reader of the page can do about it. */
const words = {
  physio: {
    unlooked: 'Look at the logs, the flags and the next reviews of your cases yourself, and tell an admin.',
    uncalled: 'Look here often, and tell an admin.',
  },
  admin: {
    unlooked: 'The care teams read it, too. The log of the server says why its jobs are not done.',
    uncalled:
      'Call whoever is on duty, and have them open Alerts. What else does not leave stands in the outbox.',
  },
} as const

/** That nobody is told: the nights have stopped, or mail that calls somebody does not leave. */
export function SilenceNotice({
  silence: { unlooked, uncalled },
  reader,
}: {
  silence: Silence
  reader: keyof typeof words
}) {
  if (!unlooked && !uncalled) return null
  return (
    <div className="grid max-w-4xl gap-3 px-4 pt-4 lg:px-6">
      {unlooked ? (
        <Notice tone="amber" title={`The rules have not looked at the cases by night since ${unlooked}`}>
          Alerts that come with time are missing. {words[reader].unlooked}
        </Notice>
      ) : null}
      {uncalled ? (
        <Notice tone="amber" title="Urgent mail has not left">
          {reader === 'admin' ? '' : `Since ${inSentence(uncalled)} `}
          {reader === 'admin' ? 'Somebody' : 'somebody'} on duty is called by mail that has not left.{' '}
          {words[reader].uncalled}{' '}
          {reader === 'admin' ? <TextLink href="/admin/outbox">Open the outbox</TextLink> : null}
        </Notice>
      ) : null}
    </div>
  )
}
