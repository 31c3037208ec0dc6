import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'

/** The own case that a form enters into: the one asked for, else the newest. Throws NotFound when none goes on. */
export function ownLogCase(actor: AccountActor, caseId: string | null): Promise<string> {
  return asActor(actor, async (tx) => {
    const row = await tx.case.findFirst({
      where: {
        AND: [ownCases(actor), { status: { in: ['open', 'on_hold'] } }, caseId ? { id: caseId } : {}],
      },
      orderBy: { openedAt: 'desc' },
      select: { id: true },
    })
    if (!row) throw new NotFound('case')
    return row.id
  })
}
