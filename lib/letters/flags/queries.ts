import 'server-only'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import { dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { inputAnswer, inputLabel } from '#lib/flags/cards/rules.ts'
import { bearingOn } from '#lib/flags/queries.ts'
import { answerKindWords } from '#lib/flags/responses/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { LetterFlag } from './rules.ts'

/** The answers that fired a flag, in words. */
const firedBy = (inputs: unknown): string[] =>
  Object.entries((inputs ?? {}) as Record<string, RuleValue>).map(
    ([id, value]) => `${inputLabel(id)}: ${inputAnswer({ id, value, state: 'known' }).toLowerCase()}`,
  )

/** The red flags that bear on a case, oldest first, replaced ones too. The caller has checked the case. */
export async function letterFlags(
  tx: Tx,
  { zone, ...of }: { clinicId: string; caseId: string; zone: string },
): Promise<LetterFlag[]> {
  const rows = await tx.redFlag.findMany({
    where: await bearingOn(tx, of),
    orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }],
    include: {
      responses: { orderBy: { at: 'desc' }, take: 1, select: { id: true, kind: true, text: true } },
    },
  })
  return rows.map((row) => {
    const [newest] = row.responses
    const [settled, replaced] = [row.resolvedAt !== null, row.supersededAt !== null]
    return {
      id: row.id,
      state: replaced ? 'replaced' : `${settled ? 'settled' : 'open'} ${newest?.id ?? ''}`.trim(),
      replaced,
      title: flagTitles[row.flagId] ?? row.flagId,
      urgency: urgencyTitles[row.urgency],
      raisedOn: dayIn(zone, row.raisedAt),
      fired: firedBy(row.inputs),
      answer: row.respondedAt && newest ? `${answerKindWords[newest.kind]}: ${newest.text}` : null,
      settled,
    }
  })
}
