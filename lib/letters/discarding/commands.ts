import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { teamCase } from '#lib/cases/team/lock/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { type LetterRef, lockLetter } from '../lock/commands.ts'
import { writableLetter } from '../policy.ts'
import type { DiscardLetterInput } from './schema.ts'

/**
 * Discards a draft, also in a closed case; anybody of the team may. It is kept with the reason and does not come back. Doing it
 * twice is doing it once. Throws NotFound off the team, Conflict when it was saved since it was looked at, and once it is signed.
 */
export function discardLetter(
  actor: Actor,
  input: DiscardLetterInput,
  now: Date = new Date(),
): Promise<LetterRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const letter = await lockLetter(tx, actor, input)
    const { caseId, letterId, reason } = input
    if (letter.discarded) return { caseId, letterId }
    if (letter.signed) throw new Conflict('This letter is signed and stays.')
    if (letter.version !== input.version)
      throw new Conflict('This letter was saved since you looked at it. Load the page again and look.')
    await tx.letter.updateMany({
      where: { ...writableLetter(actor, caseId, letterId), signedAt: null, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnById: by.accountId, withdrawReason: reason },
    })
    const about = { patientId: target.patientId, caseId, subjectId: letterId }
    await recordAudit(tx, actor, { type: 'letter.discarded', ...about })
    return { caseId, letterId }
  })
}
