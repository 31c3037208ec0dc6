import 'server-only'
import { type AccountActor, type Actor, isAdmin } from '#lib/access/actor.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { maySetClinic } from './policy.ts'
import { limitCards } from './rules.ts'
import type { LimitCard } from './schema.ts'

const changes = async (tx: Tx, clinicId: string, caseId: string | null) => {
  const rows = await tx.ruleLimit.findMany({
    where: { clinicId, OR: [{ caseId: null }, ...(caseId ? [{ caseId }] : [])] },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    include: { by: { select: { name: true } } },
  })
  return rows.map(({ by, value, ...row }) => ({
    ...row,
    value: value === null ? null : Number(value),
    by: by.name,
  }))
}

/** The numbers of the clinic with their history, for an admin. Throws NotFound for anybody else. */
export function clinicLimits(actor: AccountActor, now: Date): Promise<LimitCard[]> {
  return asActor(actor, async (tx) => {
    if (!isAdmin(actor) || !maySetClinic(actor)) throw new NotFound('clinic settings')
    return limitCards(await changes(tx, actor.clinicId, null), null, actor.timeZone, now)
  })
}

/** The numbers of alerts in one case with their history. `caseId`: of a case that the actor reads. */
export const caseLimits = async (tx: Tx, actor: Actor, caseId: string, now: Date): Promise<LimitCard[]> =>
  limitCards(await changes(tx, actor.clinicId, caseId), caseId, actor.timeZone, now)
