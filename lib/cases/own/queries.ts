import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { asActor } from '#lib/db/as-actor.ts'
import type { Treatment } from './schema.ts'

/** A patient's own treatments that go on, the newest first; none for anybody else. */
export function ownTreatments(actor: Actor): Promise<Treatment[]> {
  return asActor(actor, (tx) =>
    tx.case.findMany({
      where: { AND: [ownCases(actor), { status: { in: ['open', 'on_hold'] } }] },
      orderBy: { openedAt: 'desc' },
      select: { id: true, side: true, complaint: true },
    }),
  )
}
