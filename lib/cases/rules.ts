import type { Urgency } from '#lib/content/flags/types.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { addDays, countText, type Day, daysBetween, fullDayText } from '#lib/dates.ts'
import { Conflict } from '#lib/errors.ts'
import type { CaseStatus } from './schema.ts'

export const isClosed = (status: CaseStatus): boolean => status === 'discharged' || status === 'referred'

/** A closed case is kept as it is: nothing is logged into it, published or decided. Throws Conflict. */
export function assertOpen(target: { status: CaseStatus }): void {
  if (isClosed(target.status)) {
    throw new Conflict('This case is closed. Reopen it first, with a reason; then this can be saved.')
  }
}

/** Somebody may have been seen before the case was opened. */
const DAYS_BEFORE = 30

/** The first day that an entry of staff about a case can have: one of years ago is a wrong year. */
export const earliestDay = (openedOn: Day): Day => addDays(openedOn, -DAYS_BEFORE)

/** Why something cannot have been on this day, in words; null when it can. */
export function dayError(on: Day, { today, openedOn }: { today: Day; openedOn: Day }): string | null {
  if (on > today) return 'This day has not come yet.'
  const earliest = earliestDay(openedOn)
  return on < earliest ? `Choose a day from ${fullDayText(earliest)} to today.` : null
}

/** The next review of a case that begins, or begins again, where nobody names another day. */
export const firstReviewOn = (begins: Day, { review_early_days: days }: Limits): Day => addDays(begins, days)

/** Weeks for which a review can be planned [EO]: a later day is a wrong year, and nobody would ask until then. */
const REVIEW_WEEKS = 26

export const lastReviewDay = (today: Day): Day => addDays(today, 7 * REVIEW_WEEKS)

/** Why a review cannot be planned for that day, in words, by field; null when it is near enough. */
export const lateReview = (day: Day | null, today: Day): { nextReviewOn: string[] } | null =>
  day !== null && day > lastReviewDay(today)
    ? {
        nextReviewOn: [
          `Choose a day within ${REVIEW_WEEKS} weeks, until ${fullDayText(lastReviewDay(today))}.`,
        ],
      }
    : null

/** 1 in the week in which the case was opened. */
export const caseWeek = (openedOn: Day, today: Day): number =>
  Math.floor(Math.max(0, daysBetween(openedOn, today)) / 7) + 1

export type BannerSafetyView =
  | { state: 'clear' }
  | { state: 'unknown'; label: string }
  | { state: 'watch'; label: string }
  | { state: 'urgent'; label: string }

type BannerFlag = { state: 'unresolved' | 'resolved' | 'superseded'; urgency: Urgency; responded: boolean }

/** What entries have told: the open urgent alerts of the case, and what stands of any treatment of her body. */
export type ToldInLogs = {
  alerts: readonly { id: string; injury: boolean; answered: boolean }[]
  injured: boolean
  severe: boolean
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const alertWords: Readonly<Record<string, string>> = {
  al_pain_severe: 'Severe pain to answer',
  al_red_flag: 'Safety answer of a log to answer',
}

/** Of what entries told, the gravest that nobody has answered. */
function unansweredTold({ alerts }: ToldInLogs): string | null {
  const open = alerts.filter(({ answered }) => !answered)
  if (open.some(({ injury }) => injury)) return 'New injury to answer'
  const known = Object.keys(alertWords).findLast((id) => open.some((one) => one.id === id))
  return known ? (alertWords[known] ?? null) : open.length > 0 ? 'Urgent alert to answer' : null
}

/** What of it still stands though it was answered. */
function standingTold({ alerts, injured, severe }: ToldInLogs): string[] {
  const stops = [injured && 'plan paused: new injury', severe && 'plan paused: severe pain']
  const standing = stops.filter((one) => one !== false)
  return standing.length === 0 && alerts.length > 0 ? ['urgent alert open'] : standing
}

/**
 * What the banner says of the flags and of what entries told: red only while something alarming has no answer (LOOK.md, patient
 * banner), and never clear while anything stands.
 */
export function bannerSafety(
  flags: readonly BannerFlag[],
  screenComplete: boolean,
  told: ToldInLogs,
): BannerSafetyView {
  const open = flags.filter((flag) => flag.state === 'unresolved')
  const alarming = open.filter(
    (flag) => !flag.responded && (flag.urgency === 'emergency' || flag.urgency === 'same_day'),
  )
  if (alarming.length > 0)
    return { state: 'urgent', label: `${countText(alarming.length, 'urgent flag')} to answer` }
  const unanswered = unansweredTold(told)
  if (unanswered) return { state: 'urgent', label: unanswered }
  const watched = [...(open.length > 0 ? [countText(open.length, 'open flag')] : []), ...standingTold(told)]
  if (watched.length > 0) {
    const label = capital(watched.join(', '))
    return { state: 'watch', label: screenComplete ? label : `${label}, safety screen incomplete` }
  }
  if (!screenComplete) return { state: 'unknown', label: 'Safety screen incomplete' }
  return { state: 'clear' }
}
