import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'

/** Keeps the program of a case as it is for whoever else would change it, until the transaction ends. */
export const lockProgram = (tx: Tx, { clinicId, caseId }: { clinicId: string; caseId: string }) =>
  tx.$executeRaw`SELECT 1 FROM "Program" WHERE "clinicId" = ${clinicId}::uuid AND "caseId" = ${caseId}::uuid FOR UPDATE`
