import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { dischargeAdvice } from '#lib/content/discharge/criteria.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { valuesOfInputs } from '../inputs/rules.ts'
import { answerableFactorCases } from '../policy.ts'
import { factorAnswers } from '../responses/queries.ts'
import { readEvaluation } from '../rules.ts'
import { adviceById, advicePosition, adviceText } from '../sentences/rules.ts'
import { type GivableText, givableTexts, notKnownWords } from './rules.ts'
import type { GiveTextsInput, WithdrawTextInput } from './schema.ts'

export type Given = { caseId: string; texts: number }

async function openCase(tx: Tx, actor: Actor, caseId: string) {
  const target = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, answerableFactorCases(actor)] },
    select: {
      id: true,
      patientId: true,
      status: true,
      patient: { select: { timeZone: true } },
      clinic: { select: { timeZone: true, emergencyNumber: true, outOfHoursPhone: true } },
    },
  })
  if (!target || actor.kind !== 'account') throw new NotFound('case')
  assertOpen(target)
  return { target, by: actor }
}

type Target = Awaited<ReturnType<typeof openCase>>['target']

/** What could be given now, by the newest evaluation and the newest answers. */
async function givable(tx: Tx, actor: Actor, target: Target, now: Date): Promise<readonly GivableText[]> {
  const of = { clinicId: actor.clinicId, caseId: target.id }
  const row = await tx.factorEvaluation.findFirst({
    where: of,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { ruleSetVersion: true, inputs: true, results: true },
  })
  if (!row) throw new NotFound('evaluation')
  const { evaluation, inputs } = readEvaluation(row)
  const today = dayIn(target.patient.timeZone ?? target.clinic.timeZone, now)
  const safety = await caseSafety(tx, { ...of, patientId: target.patientId }, today)
  return givableTexts(
    evaluation,
    valuesOfInputs(inputs),
    await factorAnswers(tx, of),
    target.clinic,
    safety.blockLevel !== 'none',
  )
}

/** The chosen ones of a kind. Throws Invalid for what cannot be given, at its field. */
function chosen(
  texts: readonly GivableText[],
  kind: GivableText['kind'],
  ids: readonly string[],
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
    return { ...found, text: found.text }
  })
}

/**
 * Gives explanations and advice to the patient, in the words of this moment. What she has already in the same words stays;
 * other words replace it, and both are kept. Throws NotFound, Conflict in a closed case, Invalid for a text that cannot be
 * given: of a factor that nobody confirmed, or on running while a flag blocks (clinical/factors.md 8.5).
 */
export function giveTexts(actor: Actor, input: GiveTextsInput, now: Date = new Date()): Promise<Given> {
  return asActor(actor, async (tx) => {
    const { target, by } = await openCase(tx, actor, input.caseId)
    await takeTurn(tx, 'releases', target.id)
    const texts = await givable(tx, actor, target, now)
    const wanted = [...chosen(texts, 'explanation', input.factor), ...chosen(texts, 'advice', input.advice)]
    const of = { clinicId: actor.clinicId, caseId: target.id }
    const current = await tx.factorRelease.findMany({
      where: { ...of, withdrawnAt: null },
      select: { id: true, itemId: true, text: true },
    })
    const known = new Map(current.map((row) => [row.itemId, row]))
    const fresh = wanted.filter((text) => known.get(text.itemId)?.text !== text.text)
    const replaced = fresh.flatMap((text) => known.get(text.itemId)?.id ?? [])
    if (fresh.length === 0) return { caseId: target.id, texts: 0 }
    if (replaced.length > 0)
      await tx.factorRelease.updateMany({
        where: { ...of, id: { in: replaced }, withdrawnAt: null },
        data: { withdrawnAt: now, withdrawnById: by.accountId },
      })
    await tx.factorRelease.createMany({
      data: fresh.map(({ kind, itemId, text, heldByBlock, position }) => ({
        id: newId(now.getTime()),
        ...of,
        patientId: target.patientId,
        kind,
        itemId,
        text,
        heldByBlock,
        position,
        releasedById: by.accountId,
        releasedAt: now,
      })),
    })
    await recordAudit(tx, actor, {
      type: 'factor.texts_given',
      patientId: target.patientId,
      caseId: target.id,
      data: { texts: fresh.length },
    })
    return { caseId: target.id, texts: fresh.length }
  })
}

/**
 * Gives the advice for the time after a discharge (clinical/review.md 5), in the transaction that ends the case. What she has
 * already in the same words stays; advice on running is left out while a flag blocks, and what names a number that the clinic
 * has not filled in.
 */
export async function giveAdviceAtEnd(
  tx: Tx,
  by: AccountActor,
  target: { caseId: string; patientId: string },
  now: Date,
): Promise<void> {
  const of = { clinicId: by.clinicId, caseId: target.caseId }
  const clinic = await tx.clinic.findFirst({
    where: { id: by.clinicId },
    select: { emergencyNumber: true, outOfHoursPhone: true, timeZone: true },
  })
  if (!clinic) throw new NotFound('clinic')
  const { blockLevel } = await caseSafety(
    tx,
    { ...of, patientId: target.patientId },
    dayIn(clinic.timeZone, now),
  )
  const current = await tx.factorRelease.findMany({
    where: { ...of, withdrawnAt: null, itemId: { in: [...dischargeAdvice] } },
    select: { itemId: true },
  })
  const has = new Set(current.map(({ itemId }) => itemId))
  const texts = dischargeAdvice.flatMap((itemId) => {
    const spec = adviceById(itemId)
    const text = adviceText(itemId, clinic)
    if (!spec || has.has(itemId) || text === null) return []
    return spec.heldByBlock && blockLevel !== 'none' ? [] : [{ ...spec, text }]
  })
  if (texts.length === 0) return
  await tx.factorRelease.createMany({
    data: texts.map(({ id: itemId, text, heldByBlock }) => ({
      ...{ id: newId(now.getTime()), ...of, patientId: target.patientId, kind: 'advice' as const, itemId },
      ...{ text, heldByBlock, position: advicePosition(itemId) },
      ...{ releasedById: by.accountId, releasedAt: now },
    })),
  })
  await recordAudit(tx, by, { type: 'factor.texts_given', ...target, data: { texts: texts.length } })
}

/** Takes a text back from the patient. It stays in the record. Taking it back twice is once. */
export function withdrawText(
  actor: Actor,
  input: WithdrawTextInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const { target, by } = await openCase(tx, actor, input.caseId)
    const where = { clinicId: actor.clinicId, caseId: target.id, id: input.releaseId }
    const { count } = await tx.factorRelease.updateMany({
      where: { ...where, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnById: by.accountId },
    })
    if (count === 0) {
      const before = await tx.factorRelease.count({ where })
      if (before === 0) throw new NotFound('text')
      return { caseId: target.id }
    }
    await recordAudit(tx, actor, {
      type: 'factor.text_withdrawn',
      patientId: target.patientId,
      caseId: target.id,
      subjectId: input.releaseId,
    })
    return { caseId: target.id }
  })
}
