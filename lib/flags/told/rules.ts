/**
 * Whether the patient has read what a flag tells her, and when (clinical/red-flags.md 2 and 3.2): at once, with the end of the
 * form, or not at all.
 *
 *   toldOf(flag, flagsAround, entered)
 */
import { type Urgency, urgencies } from '#lib/content/flags/types.ts'
import type { FindingSource } from '#prisma/generated/enums.ts'

/** How the answers of a flag came in. */
export interface Entered {
  /** When the form was sent; null for a draft, and for what is no form. */
  readonly sentAt: Date | null
  /** Somebody of the clinic filled it in for the patient. */
  readonly onBehalf: boolean
}

export interface ToldFlag {
  readonly source: FindingSource
  readonly urgency: Urgency
  readonly intakeId: string | null
  readonly sourceId: string | null
  readonly raisedAt: Date
  readonly answerChangedAt: Date | null
  readonly resolvedAt: Date | null
  readonly supersededAt: Date | null
  /** Who had the words on the screen when it was raised; null for older ones, of which the form or the log tells. */
  readonly shownTo: string | null
  /** When a page of hers first had its message. */
  readonly shownAt: Date | null
}

/**
 * `read`: the words of its level stood before her. `graver`: those of a graver flag of the same answers did. `not_sent`:
 * they stand at the end of a form that was not sent. `not_shown`: a log shows none of this level, or no page had them.
 * `entered`: somebody of the clinic had them on the screen. `in_person`: found in an examination.
 */
export type ToldHow = 'read' | 'graver' | 'not_sent' | 'not_shown' | 'entered' | 'in_person'
export interface Told {
  readonly how: ToldHow
  /** For `read`. */
  readonly at: Date | null
}

/** Heard in a save that was refused: all words stood before the reason of the refusal. */
const inRefusedSave = ({ raisedAt, answerChangedAt }: ToldFlag): boolean =>
  answerChangedAt?.getTime() === raisedAt.getTime()

export const isForm = ({ source }: Pick<ToldFlag, 'source'>): boolean =>
  source === 'intake' || source === 'review_form'

const isAlarming = ({ urgency }: ToldFlag): boolean => urgency === 'emergency' || urgency === 'same_day'

/** Saved by a page of a form: its words stand on the next one, if she is still there. */
const waitedForPage = (flag: ToldFlag): boolean => flag.shownTo === 'page' && isAlarming(flag)

function readAt(flag: ToldFlag, { sentAt }: Entered): Date | null {
  if (waitedForPage(flag)) return null
  if (isAlarming(flag) || inRefusedSave(flag)) return flag.raisedAt
  if (isForm(flag)) return sentAt && (sentAt > flag.raisedAt ? sentAt : flag.raisedAt)
  return flag.urgency === 'urgent_referral' ? flag.raisedAt : null
}

const sameAnswers = (a: ToldFlag, b: ToldFlag): boolean =>
  a.intakeId === b.intakeId && a.sourceId === b.sourceId

/** Only the message of the most urgent flag is shown (1.5): whether another one had that place at the time. */
const stoodBehind = (flag: ToldFlag, around: readonly ToldFlag[], at: Date): boolean =>
  around.some(
    (other) =>
      sameAnswers(flag, other) &&
      urgencies.indexOf(other.urgency) < urgencies.indexOf(flag.urgency) &&
      other.raisedAt <= at &&
      other.supersededAt === null &&
      (other.resolvedAt === null || other.resolvedAt > at),
  )

/** On the page that it waited for, which came after it, another one had its place. */
function isBehindShown(flag: ToldFlag, around: readonly ToldFlag[]): boolean {
  if (!waitedForPage(flag)) return false
  if (flag.shownAt) return stoodBehind(flag, around, flag.shownAt)
  return around.some(
    (other) =>
      other.shownAt !== null && other.shownAt >= flag.raisedAt && stoodBehind(flag, [other], other.shownAt),
  )
}

const earliest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b))

/** Null for a level without a message, and for a flag that another one covers. */
export function toldOf(flag: ToldFlag, around: readonly ToldFlag[], entered: Entered): Told | null {
  if (flag.urgency === 'monitor' || flag.supersededAt) return null
  if (flag.source === 'assessment') return { how: 'in_person', at: null }
  const byClinic = entered.onBehalf || flag.shownTo === 'clinic'
  const at = byClinic || flag.shownTo === 'nobody' ? null : readAt(flag, entered)
  const behind = at !== null && stoodBehind(flag, around, at)
  const behindShown = isBehindShown(flag, around)
  const read = earliest(behind ? null : at, behindShown ? null : flag.shownAt)
  if (read) return { how: 'read', at: read }
  if (byClinic) return { how: 'entered', at: null }
  if (behind || behindShown) return { how: 'graver', at: null }
  return {
    how: isForm(flag) && !waitedForPage(flag) && entered.sentAt === null ? 'not_sent' : 'not_shown',
    at: null,
  }
}
