import type { Urgency } from '#lib/content/flags/types.ts'
import { countText, type Day, daysBetween } from '#lib/dates.ts'
import { Conflict } from '#lib/errors.ts'
import type { CaseStatus } from './schema.ts'

export const isClosed = (status: CaseStatus): boolean => status === 'discharged' || status === 'referred'

/** A closed case is kept as it is: nothing is logged into it, published or decided. Throws Conflict. */
export function assertOpen(target: { status: CaseStatus }): void {
  if (isClosed(target.status)) {
    throw new Conflict('This case is closed. Reopen it first, with a reason; then this can be saved.')
  }
}

/** 1 in the week in which the case was opened. */
export const caseWeek = (openedOn: Day, today: Day): number =>
  Math.floor(Math.max(0, daysBetween(openedOn, today)) / 7) + 1

export type BannerSafetyView =
  | { state: 'clear' }
  | { state: 'unknown'; label: string }
  | { state: 'watch'; label: string }
  | { state: 'urgent'; label: string }

type BannerFlag = { state: 'unresolved' | 'resolved' | 'superseded'; urgency: Urgency; responded: boolean }

/** What the banner says of the flags: red only while an alarming one has no answer (LOOK.md, patient banner). */
export function bannerSafety(flags: readonly BannerFlag[], screenComplete: boolean): BannerSafetyView {
  const open = flags.filter((flag) => flag.state === 'unresolved')
  const alarming = open.filter(
    (flag) => !flag.responded && (flag.urgency === 'emergency' || flag.urgency === 'same_day'),
  )
  if (alarming.length > 0)
    return { state: 'urgent', label: `${countText(alarming.length, 'urgent flag')} to answer` }
  if (open.length > 0) {
    const flags = countText(open.length, 'open flag')
    return { state: 'watch', label: screenComplete ? flags : `${flags}, safety screen incomplete` }
  }
  if (!screenComplete) return { state: 'unknown', label: 'Safety screen incomplete' }
  return { state: 'clear' }
}
