import 'server-only'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import { pastSubjects } from './rules.ts'

/**
 * What was advised of exercises that the phase does not have any more stops waiting, in the transaction of the change. The caller
 * has checked the case.
 */
export const supersedePast = (
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
  phase: Pick<ProgramPhase, 'items'>,
  now: Date,
): Promise<unknown> =>
  onSafetyDuty(tx, () =>
    tx.suggestion.updateMany({
      where: { clinicId, caseId, state: { in: ['open', 'noted'] }, subject: pastSubjects(phase) },
      data: { state: 'superseded', supersededAt: now },
    }),
  )
