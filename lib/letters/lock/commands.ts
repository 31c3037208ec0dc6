import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type LetterKind, letterUrgencies, recipientKinds } from '#lib/content/letters/kinds.ts'
import { fromDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { type Composed, readComposed } from '../newest/rules.ts'
import { writableLetter } from '../policy.ts'
import { kindOf, readBody } from '../rules.ts'
import type { LetterText } from '../schema.ts'

export type LetterRef = { caseId: string; letterId: string }

export type Locked = {
  kind: LetterKind
  version: number
  signed: boolean
  signedAt: Date | null
  discarded: boolean
  text: LetterText
  flagsTold: string[]
  composed: Composed | null
  savedBy: string | null
  savedAt: Date | null
}

/** The letter, locked until the transaction ends. Throws NotFound off the team. */
export async function lockLetter(tx: Tx, actor: Actor, { caseId, letterId }: LetterRef): Promise<Locked> {
  const where = writableLetter(actor, caseId, letterId)
  if ((await tx.letter.count({ where })) === 0) throw new NotFound('letter')
  await tx.$executeRaw`SELECT 1 FROM "Letter" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${letterId}::uuid FOR UPDATE`
  const row = await tx.letter.findFirst({ where, include: { savedBy: { select: { name: true } } } })
  if (!row) throw new NotFound('letter')
  return {
    kind: kindOf(row.kind),
    version: row.version,
    signed: row.signedAt !== null,
    signedAt: row.signedAt,
    discarded: row.withdrawnAt !== null,
    flagsTold: row.flagsTold,
    composed: readComposed(row.composed),
    savedBy: row.savedBy?.name ?? null,
    savedAt: row.savedAt,
    text: {
      on: fromDbDate(row.on),
      recipient: row.recipient,
      recipientKind: recipientKinds.find((one) => one === row.recipientKind) ?? 'other',
      urgency: letterUrgencies.find((one) => one === row.urgency) ?? 'routine',
      body: readBody(row.body),
    },
  }
}
