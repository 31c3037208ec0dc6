import { dayIn } from '#lib/dates.ts'
import type { Row, Target } from '../asked.ts'

/** A command on a record. `may`: the strangers whose task it is, by the names of `strangers`. */
export type WriteRow = Row & { may?: readonly string[] }

/** What the commands of a domain write, by `domain#function`. */
export type Writes = {
  readonly writes: Readonly<Record<string, WriteRow>>
  /** Parts of a command, inside its transaction, and what the server does in one clinic for nobody who asks. */
  readonly parts?: readonly string[]
  /** Who knows a secret is not asked for anything else: a password, a session, a link with the date of birth. */
  readonly bySecret?: readonly string[]
}

export const text = 'Reason enough to be read'
export const todayOf = (of: Target) => dayIn('Europe/Zurich', of.now)
export const admins = { by: 'admin', may: ['an admin who is no physio'] } as const

/** Every physio of the clinic decides about a form that waits, if it is not her own. */
export const triage = { by: 'lead', may: ['a physio off the team', 'the patient, who is a physio'] } as const
