import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { newId } from '#lib/ids.ts'
import type { GivableText } from '../rules.ts'

type Target = { caseId: string; patientId: string }
type Wanted = Pick<GivableText, 'kind' | 'itemId' | 'heldByBlock' | 'position'> & { text: string }

/**
 * Gives texts to the patient, in the transaction of who gives them. What she has already in the same words stays; other words
 * replace it, and both are kept. How many are new to her.
 */
export async function putTexts(
  tx: Tx,
  by: AccountActor,
  target: Target,
  wanted: readonly Wanted[],
  now: Date,
): Promise<number> {
  const { caseId, patientId } = target
  const of = { clinicId: by.clinicId, caseId }
  await takeTurn(tx, 'releases', caseId)
  const current = await tx.factorRelease.findMany({
    where: { ...of, withdrawnAt: null },
    select: { id: true, itemId: true, text: true },
  })
  const known = new Map(current.map((row) => [row.itemId, row]))
  const fresh = wanted.filter((text) => known.get(text.itemId)?.text !== text.text)
  if (fresh.length === 0) return 0
  await tx.factorRelease.updateMany({
    where: { ...of, itemId: { in: fresh.map(({ itemId }) => itemId) }, withdrawnAt: null },
    data: { withdrawnAt: now, withdrawnById: by.accountId },
  })
  await tx.factorRelease.createMany({
    data: fresh.map(({ kind, itemId, text, heldByBlock, position }) => ({
      id: newId(now.getTime()),
      ...of,
      patientId,
      kind,
      itemId,
      text,
      heldByBlock,
      position,
      releasedById: by.accountId,
      releasedAt: now,
    })),
  })
  await recordAudit(tx, by, { type: 'factor.texts_given', ...target, data: { texts: fresh.length } })
  return fresh.length
}

/** Takes these texts back, in the transaction of who does; those that were taken back before stay as they are. */
export async function takeBackTexts(
  tx: Tx,
  by: AccountActor,
  target: Target,
  releaseIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const id of releaseIds) {
    const { count } = await tx.factorRelease.updateMany({
      where: { clinicId: by.clinicId, caseId: target.caseId, id, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnById: by.accountId },
    })
    if (count > 0) await recordAudit(tx, by, { type: 'factor.text_withdrawn', ...target, subjectId: id })
  }
}
