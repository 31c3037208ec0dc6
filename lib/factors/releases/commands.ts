import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { answerableFactorCases } from '../policy.ts'
import { putTexts, takeBackTexts } from './record/commands.ts'
import { givableNow } from './record/queries.ts'
import { type GivableText, notKnownWords, otherWords } from './rules.ts'
import type { GiveTextsInput, WithdrawTextInput } from './schema.ts'

export type Given = { caseId: string; texts: number }

async function teamCase(tx: Tx, actor: Actor, caseId: string) {
  const target = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, answerableFactorCases(actor)] },
    select: {
      id: true,
      clinicId: true,
      patientId: true,
      status: true,
      patient: { select: { timeZone: true } },
      clinic: { select: { timeZone: true, emergencyNumber: true, outOfHoursPhone: true } },
    },
  })
  if (!target || actor.kind !== 'account') throw new NotFound('case')
  return { target, by: actor }
}

/** The chosen ones of a kind. Throws Invalid for what cannot be given, at its field. */
function chosen(
  texts: readonly GivableText[],
  kind: GivableText['kind'],
  ids: readonly string[],
  seen: readonly string[],
): (GivableText & { text: string })[] {
  const field = kind === 'advice' ? 'advice' : 'factor'
  return ids.map((id) => {
    const found = texts.find((text) => text.kind === kind && text.itemId === id)
    if (!found) {
      const why = kind === 'advice' ? 'belongs to no factor of this case' : 'is not confirmed'
      throw new Invalid({ [field]: [`One of the chosen texts ${why}. Load the page again and choose anew.`] })
    }
    if (found.held)
      throw new Invalid({
        [field]: ['Advice on running is not given while a red flag blocks running or the program.'],
      })
    if (found.text === null) throw new Invalid({ [field]: [notKnownWords[kind]] })
    if (!seen.includes(found.seen)) throw new Invalid({ [field]: [otherWords] })
    return { ...found, text: found.text }
  })
}

/**
 * Gives explanations and advice to the patient, in the words that the physio has read; whom to call is filled in when she reads.
 * Throws NotFound, Conflict in a closed case, Invalid for a text that cannot be given: of a factor that nobody confirmed, on running
 * while a flag blocks (clinical/factors.md 8.5), or in other words than those of the page.
 */
export function giveTexts(actor: Actor, input: GiveTextsInput, now: Date = new Date()): Promise<Given> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId)
    assertOpen(target)
    const texts = await givableNow(tx, target, now)
    const wanted = [
      ...chosen(texts, 'explanation', input.factor, input.seen),
      ...chosen(texts, 'advice', input.advice, input.seen),
    ]
    const about = { caseId: target.id, patientId: target.patientId }
    return { caseId: target.id, texts: await putTexts(tx, by, about, wanted, now) }
  })
}

/**
 * Takes a text back from the patient, also when the case has ended: she reads it as long as it is not taken back. It stays in the
 * record. Taking it back twice is once. Throws NotFound.
 */
export function withdrawText(
  actor: Actor,
  input: WithdrawTextInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId)
    const { id: caseId, clinicId, patientId } = target
    const given = await tx.factorRelease.count({ where: { clinicId, caseId, id: input.releaseId } })
    if (given === 0) throw new NotFound('text')
    await takeBackTexts(tx, by, { caseId, patientId }, [input.releaseId], now)
    return { caseId }
  })
}
