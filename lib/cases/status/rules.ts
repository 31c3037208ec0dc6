import type { Urgency } from '#lib/content/flags/types.ts'
import { isClosed } from '../rules.ts'
import type { CaseStatus } from '../schema.ts'

const moves: Record<CaseStatus, readonly CaseStatus[]> = {
  open: ['on_hold', 'discharged', 'referred'],
  on_hold: ['open', 'discharged', 'referred'],
  discharged: ['open'],
  referred: ['open'],
}

export const mayMove = (from: CaseStatus, to: CaseStatus): boolean => moves[from].includes(to)

/**
 * The day on which a case was last opened again; null of one that never ended. One that was closed and opened again on the same
 * day did not end. `changes`: of its status, the oldest first.
 */
export function reopenedOn<D extends string | number>(
  changes: readonly (readonly [to: string, on: D])[],
): D | null {
  let closed: D | null = null
  let opened: D | null = null
  for (const [to, on] of changes) {
    if (isClosed(to as CaseStatus)) closed ??= on
    else if (closed !== null) {
      if (on > closed) opened = on
      closed = null
    }
  }
  return opened
}

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
