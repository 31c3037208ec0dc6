import { accounts } from './accounts.ts'
import { alerts } from './alerts.ts'
import { assessment } from './assessment.ts'
import { cases } from './cases.ts'
import { clinic } from './clinic.ts'
import { factors } from './factors.ts'
import { flags } from './flags.ts'
import { intake } from './intake.ts'
import { letters } from './letters.ts'
import { notes } from './notes.ts'
import { outcomes } from './outcomes.ts'
import { patients } from './patients.ts'
import { programs } from './programs.ts'
import { review } from './review.ts'
import type { WriteRow } from './row.ts'
import { tracking } from './tracking.ts'

const domains = [
  accounts,
  alerts,
  assessment,
  cases,
  clinic,
  factors,
  flags,
  intake,
  letters,
  notes,
  outcomes,
  patients,
  programs,
  review,
  tracking,
]

/** Every command on a record. */
export const writes: Readonly<Record<string, WriteRow>> = Object.fromEntries(
  domains.flatMap((domain) => Object.entries(domain.writes)),
)
export const parts: readonly string[] = domains.flatMap((domain) => domain.parts ?? [])
export const bySecret: readonly string[] = domains.flatMap((domain) => domain.bySecret ?? [])

/** On nobody's record but the actor's own. */
export const ofOneself: readonly string[] = [
  'accounts#endOwnSessions',
  'accounts/own#changePassword',
  'accounts/own#endOtherSessions',
]
