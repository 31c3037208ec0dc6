import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'
import type { Change } from '../schema.ts'

type Asked = { readonly change: Change; readonly subject: string; readonly versionId: string }

/** Whether a dose is still one of the exercise that it was advised for: an item keeps its key when another takes its place. */
export async function isSameExercise(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
  { change, subject: key, versionId }: Asked,
  here: readonly ProgramItem[],
): Promise<boolean> {
  if (change.kind !== 'dose') return true
  const advised = await tx.programItem.findFirst({
    where: { clinicId, caseId, key, phase: { versionId } },
    select: { exerciseId: true },
  })
  return here.some((item) => item.key === key && item.exerciseId === advised?.exerciseId)
}
