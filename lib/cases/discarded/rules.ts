import { timeText } from '#lib/dates.ts'

/** Who discarded a draft or withdrew what was signed, when and why. */
export type Discarded = { by: string; atText: string; reason: string }

type Row = {
  withdrawnAt: Date | null
  withdrawReason: string | null
  withdrawnBy: { name: string } | null
}

export const discardedOf = (
  { withdrawnAt, withdrawReason, withdrawnBy }: Row,
  { zone }: { zone: string },
  now: Date,
): Discarded | null =>
  withdrawnAt && {
    by: withdrawnBy?.name ?? '',
    atText: timeText(withdrawnAt, zone, now),
    reason: withdrawReason ?? '',
  }
