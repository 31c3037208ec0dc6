import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type Day, fromDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { writableNote } from '../policy.ts'
import { readNoteText } from '../rules.ts'
import type { NoteText } from '../schema.ts'

export type NoteRef = { caseId: string; noteId: string }

type Locked = {
  version: number
  signed: boolean
  discarded: boolean
  on: Day
  template: string
  text: NoteText
  savedBy: string | null
  savedAt: Date | null
}

/** The note, locked until the transaction ends. Throws NotFound off the team. */
export async function lockNote(tx: Tx, actor: Actor, { caseId, noteId }: NoteRef): Promise<Locked> {
  const where = writableNote(actor, caseId, noteId)
  if ((await tx.note.count({ where })) === 0) throw new NotFound('note')
  await tx.$executeRaw`SELECT 1 FROM "Note" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${noteId}::uuid FOR UPDATE`
  const row = await tx.note.findFirst({ where, include: { savedBy: { select: { name: true } } } })
  if (!row) throw new NotFound('note')
  return {
    version: row.version,
    signed: row.signedAt !== null,
    discarded: row.withdrawnAt !== null,
    template: row.template,
    savedAt: row.savedAt,
    on: fromDbDate(row.on),
    text: readNoteText(row.text),
    savedBy: row.savedBy?.name ?? null,
  }
}
