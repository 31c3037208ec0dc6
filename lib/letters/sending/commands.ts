import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { LetterAgreed } from '#lib/audit/schema.ts'
import { readCaseFrame } from '#lib/cases/queries.ts'
import { teamCase } from '#lib/cases/team/lock/commands.ts'
import { dayIn, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { standingConsents } from '#lib/intake/consents/queries.ts'
import { consentQuestions } from '#lib/intake/consents/schema.ts'
import { type LetterRef, lockLetter } from '../lock/commands.ts'
import { formAllows } from '../rules.ts'
import type { LetterText, SentInput } from '../schema.ts'

/**
 * How it is known that the patient lets a letter out, `to` somebody when it is sent: by a form, by what was said besides, or since
 * she was asked. Throws Invalid when it is not.
 */
export async function agreement(
  tx: Tx,
  actor: Actor,
  { caseId, agreed, to = null }: { caseId: string; agreed: boolean; to?: string | null },
  letter: LetterText,
  now: Date,
): Promise<LetterAgreed> {
  const { consents, patientId } = await readCaseFrame(tx, actor, caseId, null, now)
  if (formAllows(consents.doctor, letter, to)) {
    const standing = await standingConsents(tx, patientId)
    const doctor = standing.find(({ question }) => question === consentQuestions.doctor)
    return doctor?.saidId ? 'said' : 'form'
  }
  if (agreed) return 'asked'
  throw new Invalid({ agreed: ['Please ask the patient first, then tick this.'] })
}

/**
 * Records that a signed letter was sent. Sending it twice records it once. Throws Conflict for a draft, Invalid without
 * consent and for a day before it was signed.
 */
export function markSent(actor: Actor, input: SentInput, now: Date = new Date()): Promise<LetterRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const { signedAt, text } = await lockLetter(tx, actor, input)
    if (!signedAt) throw new Conflict('This letter is a draft. Sign it first, then send it.')
    const { id, caseId, letterId, to, how, on } = input
    if (on > target.today) throw new Invalid({ on: ['This day has not come yet.'] })
    if (on < dayIn(target.zone, signedAt))
      throw new Invalid({ on: ['The letter was signed after this day.'] })
    const agreed = await agreement(tx, actor, input, text, now)
    const { count } = await tx.letterSending.createMany({
      data: [
        {
          id,
          caseId,
          letterId,
          to,
          how,
          on: toDbDate(on),
          at: now,
          clinicId: actor.clinicId,
          patientId: target.patientId,
          byId: by.accountId,
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) {
      const same = await tx.letterSending.count({
        where: { clinicId: actor.clinicId, id, letterId, to, how },
      })
      if (same === 0) throw new Conflict('This was recorded already, in other words. Load the page again.')
      return { caseId, letterId }
    }
    const about = { patientId: target.patientId, caseId, subjectId: letterId }
    await recordAudit(tx, actor, { type: 'letter.sent', ...about, data: { how, agreed } })
    return { caseId, letterId }
  })
}
