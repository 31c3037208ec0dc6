/**
 * What is due about a flag, in words (clinical/red-flags.md 2): the first response, and by when the patient is to be seen.
 *
 *   dueOf(handledAs(row, rows), { zone, now })
 */
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import { dayIn, dayText, fromDbDate, inSentence, timeText } from '#lib/dates.ts'
import { stateOf } from '#lib/flags/history/rules.ts'
import { waitsForVisit } from '#lib/flags/targets/rules.ts'

export type DueLine = { text: string; overdue: boolean }

type Row = {
  readonly flagId: string
  readonly urgency: Urgency
  readonly block: Block
  readonly source: 'intake' | 'review_form' | 'log' | 'assessment'
  readonly dueAt: Date | null
  readonly appointmentBy: Date | null
  readonly visitedAt: Date | null
  readonly respondedAt: Date | null
  readonly resolvedAt: Date | null
  readonly supersededAt: Date | null
}

const earliest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((found, date) => (date && (!found || date < found) ? date : found), null)

const isOpenBoneStress = (row: Row): boolean =>
  row.flagId.startsWith('flag_bsi_') && stateOf(row) === 'unresolved'

/** Low energy availability is handled as urgent while a bone-stress flag is open: with its targets (`flag_reds`, section 3). */
export function handledAs<T extends Row>(row: T, around: readonly Row[]): T {
  const bones = row.flagId === 'flag_reds' ? around.filter(isOpenBoneStress) : []
  if (bones.length === 0) return row
  const dueAt = earliest(bones.map((bone) => bone.dueAt))
  const appointmentBy = earliest(bones.map((bone) => bone.appointmentBy))
  return { ...row, urgency: 'urgent_referral', dueAt, appointmentBy }
}

const callsToday = ({ urgency }: Row) => urgency === 'emergency' || urgency === 'same_day'

function answerDue(row: Row, { zone, now }: { zone: string; now: Date }): DueLine[] {
  if (row.respondedAt) return []
  if (row.dueAt) {
    const by = `Answer by ${inSentence(timeText(row.dueAt, zone, now))}`
    // A level that says today beside another day would read as a mistake.
    const closed = callsToday(row) && dayIn(zone, row.dueAt) > dayIn(zone, now)
    return [{ text: closed ? `${by}, when the clinic is open again` : by, overdue: row.dueAt < now }]
  }
  if (row.visitedAt)
    return [
      {
        text: `Answer due since the visit (signed ${inSentence(timeText(row.visitedAt, zone, now))})`,
        overdue: true,
      },
    ]
  if (!waitsForVisit(row)) return []
  return [{ text: `Answer at the ${row.source === 'intake' ? 'first' : 'next'} visit`, overdue: false }]
}

/** Nothing is due any more once it is settled. The appointment stays due after an answer that lifts nothing. */
export function dueOf(row: Row, { zone, now }: { zone: string; now: Date }): DueLine[] {
  if (stateOf(row) !== 'unresolved') return []
  const by = row.appointmentBy && fromDbDate(row.appointmentBy)
  const today = dayIn(zone, now)
  const seen = by ? [{ text: `Seen by ${dayText(by, today)}`, overdue: by < today }] : []
  return [...answerDue(row, { zone, now }), ...seen]
}
