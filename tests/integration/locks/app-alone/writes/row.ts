import { dayIn } from '#lib/dates.ts'
import type { Row, Target } from '../asked.ts'

/** A command on a record. `may`: the strangers whose task it is, by the names of `strangers`. */
export type WriteRow = Row & { may?: readonly string[] }

/** By `domain#function`. */
export type WriteRows = Readonly<Record<string, WriteRow>>

export const text = 'Reason enough to be read'
export const todayOf = (of: Target) => dayIn('Europe/Zurich', of.now)
export const admins = { by: 'admin', may: ['an admin who is no physio'] } as const
