import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { isClosed } from '#lib/cases/rules.ts'
import { readAs } from '#lib/db/as-actor.ts'
import { caseLimits } from '#lib/limits/queries.ts'
import type { LimitCard } from '#lib/limits/schema.ts'
import { nightsOfCase } from './nightly/queries.ts'
import { closedAlertCards, openAlertCards } from './worklist/queries.ts'
import type { AlertCard, ClosedCard } from './worklist/schema.ts'

export type CaseAlerts = {
  frame: CaseFrame
  open: AlertCard[]
  closed: ClosedCard[]
  limits: LimitCard[]
  /** The night in which the rules could not be asked of this case, in words. */
  notAsked: string | null
  /** The day since which the rules have looked at no case, in words; null of a closed one, which no night looks at. */
  unlooked: string | null
}

/** Everything about the alerts of a case: what is open, what was closed, and its numbers. Throws NotFound. */
export function caseAlerts(actor: Actor, caseId: string, now: Date): Promise<CaseAlerts> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'alerts', now)
    const nights = await nightsOfCase(tx, actor, caseId, now)
    return {
      frame,
      open: await openAlertCards(tx, actor, caseId, now),
      closed: await closedAlertCards(tx, actor, caseId, now),
      limits: await caseLimits(tx, actor, caseId, now),
      notAsked: nights.notAsked,
      unlooked: isClosed(frame.status) ? null : nights.unlooked,
    }
  })
}
