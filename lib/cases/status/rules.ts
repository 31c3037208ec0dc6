import type { Urgency } from '#lib/content/flags/types.ts'
import type { CaseStatus } from '../schema.ts'

const moves: Record<CaseStatus, readonly CaseStatus[]> = {
  open: ['on_hold', 'discharged', 'referred'],
  on_hold: ['open', 'discharged', 'referred'],
  discharged: ['open'],
  referred: ['open'],
}

export const mayMove = (from: CaseStatus, to: CaseStatus): boolean => moves[from].includes(to)

const mustBeAnswered: ReadonlySet<Urgency> = new Set(['emergency', 'same_day', 'urgent_referral'])

/**
 * A case does not end over an alarming flag that nobody has answered (clinical/red-flags.md 1.8): every such flag needs
 * a clinician's response first, whatever it is.
 */
export const flagsBeforeClosing = (
  flags: readonly { urgency: Urgency; respondedAt: Date | null; supersededAt: Date | null }[],
): number =>
  flags.filter(
    (flag) => mustBeAnswered.has(flag.urgency) && flag.respondedAt === null && flag.supersededAt === null,
  ).length
