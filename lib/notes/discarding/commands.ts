import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { teamCase } from '#lib/cases/team/lock/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { lockNote, type NoteRef } from '../lock/commands.ts'
import { writableNote } from '../policy.ts'
import type { DiscardNoteInput } from './schema.ts'

/**
 * Discards a draft, also in a closed case; anybody of the team may. It is kept with the reason and does not come back. Doing it
 * twice is doing it once. Throws NotFound off the team, Conflict when it was saved since it was looked at, and once it is signed.
 */
export function discardNote(actor: Actor, input: DiscardNoteInput, now: Date = new Date()): Promise<NoteRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const note = await lockNote(tx, actor, input)
    const { caseId, noteId, reason } = input
    if (note.discarded) return { caseId, noteId }
    if (note.signed) throw new Conflict('This note is signed and stays.')
    if (note.version !== input.version)
      throw new Conflict('This note was saved since you looked at it. Load the page again and look.')
    await tx.note.updateMany({
      where: { ...writableNote(actor, caseId, noteId), signedAt: null, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnById: by.accountId, withdrawReason: reason },
    })
    const about = { patientId: target.patientId, caseId, subjectId: noteId }
    await recordAudit(tx, actor, { type: 'note.discarded', ...about })
    return { caseId, noteId }
  })
}
