import { type Day, dayText, fullDayText } from '#lib/dates.ts'
import { lateReview } from '../rules.ts'
import { type CaseSide, caseSideOptions } from '../schema.ts'
import type { CaseFacts, Correction } from './schema.ts'

const kinds = ['complaint', 'side', 'nextReviewOn'] as const

export const changedFields = (before: CaseFacts, after: CaseFacts): (keyof CaseFacts)[] =>
  kinds.filter((kind) => before[kind] !== after[kind])

/**
 * What is wrong with a change, by field; null when nothing is. A day that is over or far off may stay as it was; one that is
 * planned moves and is not taken away, since the safety questions are asked again before it (clinical/intake.md 18.4).
 */
export function changeProblems(
  before: CaseFacts,
  after: CaseFacts & { reason: string },
  today: Day,
): Record<string, string[]> | null {
  const changed = changedFields(before, after)
  const past = changed.includes('nextReviewOn') && after.nextReviewOn !== null && after.nextReviewOn < today
  const none = before.nextReviewOn !== null && after.nextReviewOn === null
  const late = changed.includes('nextReviewOn') ? lateReview(after.nextReviewOn, today) : null
  const why = changed.includes('side') && after.reason.length < 3
  if (!past && !none && !late && !why) return null
  return {
    ...(none
      ? { nextReviewOn: ['Please choose a day: the safety questions are asked again before it.'] }
      : {}),
    ...late,
    ...(past ? { nextReviewOn: ['The next review cannot be on a day that is over.'] } : {}),
    ...(why ? { reason: ['Please write why the side changes: findings are read by it.'] } : {}),
  }
}

const kneeWords = (side: CaseSide): string =>
  (caseSideOptions.find(({ value }) => value === side)?.label ?? side).toLowerCase()

/** "Case corrected: right knee, was left knee". */
export function changeText(before: CaseFacts, after: CaseFacts, today: Day): string {
  const changed = changedFields(before, after)
  const review = after.nextReviewOn ? dayText(after.nextReviewOn, today) : 'not planned'
  if (changed.join() === 'nextReviewOn') return `Next review: ${review}`
  const parts = changed.map((kind) => {
    if (kind === 'side') return `${kneeWords(after.side)}, was ${kneeWords(before.side)}`
    return kind === 'complaint' ? `${after.complaint}, was ${before.complaint}` : `next review: ${review}`
  })
  return `Case corrected: ${parts.join('; ')}`
}

/** "The case was corrected from left knee to right knee on 3 March 2026"; null where it says what it said at `since`. */
export function correctedText(corrections: readonly Correction[], since: Date): string | null {
  const later = corrections.filter(({ at }) => Date.parse(at) > since.getTime())
  const [first, last] = [later[0], later.at(-1)]
  if (!first || !last) return null
  const [before, now] = [first.from, last.to]
  const parts = [
    ...(before.side === now.side ? [] : [`from ${kneeWords(before.side)} to ${kneeWords(now.side)}`]),
    ...(before.complaint === now.complaint ? [] : [`from “${before.complaint}” to “${now.complaint}”`]),
  ]
  return parts.length > 0 ? `The case was corrected ${parts.join(' and ')} on ${fullDayText(last.on)}` : null
}
