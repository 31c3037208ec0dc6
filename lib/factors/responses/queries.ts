import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import type { readableFactorCases } from '../policy.ts'
import { type FactorAnswers, newestAnswers } from './rules.ts'

type Of = { clinicId: string; caseId: string; case?: ReturnType<typeof readableFactorCases> }

/** The newest answer to each factor of a case. For the team alone; the caller has checked the case. */
export async function factorAnswers(tx: Tx, of: Of): Promise<FactorAnswers> {
  const rows = await tx.factorResponse.findMany({
    where: of,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { factorId: true, kind: true, level: true, by: { select: { name: true } } },
    take: 500,
  })
  return newestAnswers(rows.toReversed())
}
