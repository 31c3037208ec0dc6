import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import type { Treatment } from './schema.ts'

/** A patient's own treatments that go on, the newest first; none for anybody else. */
export const ownTreatments = (actor: Actor): Promise<Treatment[]> =>
  asActor(actor, (tx) => readOwnTreatments(tx, actor))

/** The same inside the transaction of a page that says which of them it is about. */
export const readOwnTreatments = (tx: Tx, actor: Actor): Promise<Treatment[]> =>
  tx.case.findMany({
    where: { AND: [ownCases(actor), { status: { in: ['open', 'on_hold'] } }] },
    orderBy: { openedAt: 'desc' },
    select: { id: true, side: true, complaint: true },
  })
