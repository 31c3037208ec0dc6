import type { Draft, DraftOf } from '#components/tracking/draft/draft.ts'
import { allWaiting, forgetWaiting } from '#public/offline/outbox.js'

const said = (fields: Draft['fields']) => JSON.stringify(fields.filter(([name]) => name !== 'id'))

/**
 * Forgets what was refused and stands in its form now, which has read the draft of it. Until then it stays among those that wait, with
 * its words: the form that was opened may be of another day, or show something else.
 */
export async function forgetTakenUp(
  { kind, accountId, caseId }: Omit<DraftOf, 'day'>,
  fields: Draft['fields'],
): Promise<void> {
  const all = await allWaiting().catch(() => [])
  const here = all.filter(
    (one) =>
      one.state === 'refused' &&
      one.kind === kind &&
      one.account === accountId &&
      one.caseId === caseId &&
      said(one.fields) === said(fields),
  )
  for (const { id } of here) await forgetWaiting(id).catch(() => undefined)
}
