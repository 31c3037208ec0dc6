import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import { type KeptCriteria, readKept } from '../discharge/rules.ts'
import { isClosed } from '../rules.ts'
import type { CaseStatus } from '../schema.ts'
import { reasonInWords } from './schema.ts'

/** How a case ended: in words, by whom, and what the discharge criteria said then. */
export type CaseEnd = { words: string; note: string; at: Date; by: string; criteria: KeptCriteria | null }

/** The end of a closed case; null while it is open. The caller has checked the case. */
export async function readEnd(
  tx: Tx,
  of: { clinicId: string; caseId: string },
  status: CaseStatus,
): Promise<CaseEnd | null> {
  if (!isClosed(status)) return null
  const row = await tx.caseStatusChange.findFirst({
    where: { clinicId: of.clinicId, caseId: of.caseId, to: status },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { reason: true, note: true, at: true, criteria: true, by: { select: { name: true } } },
  })
  if (!row) return null
  const { reason, note, at, by, criteria } = row
  return { words: reasonInWords(reason), note, at, by: by.name, criteria: readKept(criteria) }
}
