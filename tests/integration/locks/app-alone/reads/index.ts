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
import type { ReadRow } from './row.ts'
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

/** Every read that asks who is asking. */
export const reads: Readonly<Record<string, ReadRow>> = Object.fromEntries(
  domains.flatMap((domain) => Object.entries(domain.reads)),
)
export const internal: Readonly<Record<string, string>> = Object.fromEntries(
  domains.flatMap((domain) => Object.entries(domain.internal)),
)
export const fragments: readonly string[] = domains.flatMap((domain) => domain.fragments ?? [])
export const bySecret: readonly string[] = domains.flatMap((domain) => domain.bySecret ?? [])
