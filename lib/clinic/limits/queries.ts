import 'server-only'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { limitValues } from './rules.ts'

/** The limits that hold in a clinic, for whoever evaluates a case of it: staff, or the patient's own entry on duty. */
export async function readLimits(tx: Tx, clinicId: string): Promise<Limits> {
  const rows = await tx.alertThreshold.findMany({
    where: { clinicId, caseId: null },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { thresholdId: true, value: true },
  })
  return limitValues(
    rows.map(({ thresholdId, value }) => ({ thresholdId, value: value === null ? null : Number(value) })),
  )
}
