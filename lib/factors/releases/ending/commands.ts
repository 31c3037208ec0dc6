import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Invalid } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { putTexts } from '../record/commands.ts'
import { otherWords } from '../rules.ts'
import { readEndTexts } from './queries.ts'

type Target = { caseId: string; patientId: string; today: Day }

/**
 * Gives the advice for the time after a discharge (clinical/review.md 5), in the transaction that ends the case. Throws Invalid
 * when it is not what the page showed, by `seen`.
 */
export async function giveAdviceAtEnd(
  tx: Tx,
  by: AccountActor,
  { today, ...target }: Target,
  seen: readonly string[],
  now: Date,
): Promise<void> {
  const { blockLevel } = await caseSafety(tx, { clinicId: by.clinicId, ...target }, today)
  const texts = await readEndTexts(tx, by.clinicId, blockLevel !== 'none')
  if (texts.length !== seen.length || !texts.every((text) => seen.includes(text.seen)))
    throw new Invalid({ advice: [otherWords] })
  await putTexts(tx, by, target, texts, now)
}
