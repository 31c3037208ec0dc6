import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { valuesOfInputs } from '../inputs/rules.ts'
import { answerableFactorCases } from '../policy.ts'
import { takeBackTexts } from '../releases/record/commands.ts'
import { restingOn } from '../releases/rules.ts'
import { readEvaluation } from '../rules.ts'
import { factorAnswers } from './queries.ts'
import type { AddFactorInput, AnswerFactorInput, FactorResponseKind } from './schema.ts'

/** `takenBack`: how many texts the patient does not read any more. */
export type FactorAnswered = { caseId: string; factorId: string; takenBack: number }

/** In the turn of the case: an answer is to the evaluation that holds, and the last one holds. */
async function openCase(tx: Tx, actor: Actor, caseId: string) {
  await takeTurn(tx, 'case', caseId)
  const target = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, answerableFactorCases(actor)] },
    select: { id: true, patientId: true, status: true },
  })
  if (!target || actor.kind !== 'account') throw new NotFound('case')
  assertOpen(target)
  return { target, by: actor }
}

async function newestEvaluation(tx: Tx, actor: Actor, caseId: string) {
  const row = await tx.factorEvaluation.findFirst({
    where: { clinicId: actor.clinicId, caseId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true, ruleSetVersion: true, inputs: true, results: true },
  })
  return row ? { id: row.id, ...readEvaluation(row) } : null
}

type Answer = {
  id: string
  caseId: string
  patientId: string
  evaluationId: string
  factorId: string
  kind: FactorResponseKind
  level: number
  text: string
}

/** Records it once. False when the id was used before for this very answer, Conflict when for another one. */
async function record(tx: Tx, by: AccountActor, answer: Answer, now: Date): Promise<boolean> {
  const { clinicId } = by
  const { count } = await tx.factorResponse.createMany({
    data: [{ ...answer, clinicId, byId: by.accountId, at: now }],
    skipDuplicates: true,
  })
  if (count === 0) {
    const before = await tx.factorResponse.findFirst({
      where: { clinicId, id: answer.id, caseId: answer.caseId },
      select: { factorId: true, kind: true, text: true },
    })
    const same =
      before?.factorId === answer.factorId && before.kind === answer.kind && before.text === answer.text
    if (!same) throw new Conflict('This was already sent with other words. Load the page again and look.')
    return false
  }
  await recordAudit(tx, by, {
    type: 'factor.answered',
    patientId: answer.patientId,
    caseId: answer.caseId,
    subjectId: answer.id,
    data: { kind: answer.kind },
  })
  return true
}

/**
 * Confirms a factor, or dismisses it with a reason and, if asked, takes back what the patient was given for it alone. Earlier
 * answers stay; the newest holds. Throws NotFound for a case or a factor that is not there, Conflict in a closed case and when the factor was rated otherwise since the page was shown.
 */
export function answerFactor(
  actor: Actor,
  input: AnswerFactorInput,
  now: Date = new Date(),
): Promise<FactorAnswered> {
  return asActor(actor, async (tx) => {
    const { target, by } = await openCase(tx, actor, input.caseId)
    const newest = await newestEvaluation(tx, actor, target.id)
    if (!newest) throw new NotFound('factor')
    const level = await answeredLevel(tx, actor, input, newest)
    const { id, evaluationId, factorId, kind, text } = input
    const answer = { id, caseId: target.id, patientId: target.patientId, evaluationId, factorId, kind, text }
    const fresh = await record(tx, by, { ...answer, level }, now)
    const takenBack =
      fresh && kind === 'dismissed' && input.takeBack ? await takeBack(tx, by, answer, newest, now) : 0
    return { caseId: target.id, factorId, takenBack }
  })
}

/** How many texts were taken back. */
async function takeBack(
  tx: Tx,
  by: AccountActor,
  { caseId, patientId, factorId }: Pick<Answer, 'caseId' | 'patientId' | 'factorId'>,
  { evaluation, inputs }: NonNullable<Awaited<ReturnType<typeof newestEvaluation>>>,
  now: Date,
): Promise<number> {
  const of = { clinicId: by.clinicId, caseId }
  const given = await tx.factorRelease.findMany({
    where: { ...of, withdrawnAt: null },
    select: { id: true, itemId: true },
  })
  const answers = await factorAnswers(tx, of)
  const resting = restingOn(factorId, given, { evaluation, values: valuesOfInputs(inputs), answers })
  await takeBackTexts(
    tx,
    by,
    { caseId, patientId },
    resting.map(({ id }) => id),
    now,
  )
  return resting.length
}

/** The level that the rules gave on her page; 0 for a dismissal of what a physio added. */
async function answeredLevel(
  tx: Tx,
  actor: Actor,
  input: AnswerFactorInput,
  newest: NonNullable<Awaited<ReturnType<typeof newestEvaluation>>>,
): Promise<number> {
  const now = newest.evaluation.factors.find((factor) => factor.id === input.factorId)
  if (newest.id !== input.evaluationId) {
    const row = await tx.factorEvaluation.findFirst({
      where: { clinicId: actor.clinicId, id: input.evaluationId, caseId: input.caseId },
      select: { ruleSetVersion: true, inputs: true, results: true },
    })
    if (!row) throw new NotFound('factor')
    const then = readEvaluation(row).evaluation.factors.find((factor) => factor.id === input.factorId)
    if (then?.level !== now?.level)
      throw new Conflict(
        'This factor was rated again since the page was shown. Load the page again and look at it as it is now.',
      )
  }
  if (now?.level) return now.level
  if (input.kind === 'confirmed')
    throw new Conflict(
      'The rules do not list this factor now, so there is nothing to confirm. You can add it.',
    )
  const added = await tx.factorResponse.findFirst({
    where: { clinicId: actor.clinicId, caseId: input.caseId, factorId: input.factorId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { kind: true },
  })
  if (added?.kind !== 'added' && added?.kind !== 'dismissed') throw new NotFound('factor')
  return 0
}

/**
 * Adds a factor that no rule found, with what the physio saw. Throws NotFound as above, Conflict for one that the rules
 * list already, Invalid for an unknown one.
 */
export function addFactor(
  actor: Actor,
  input: AddFactorInput,
  now: Date = new Date(),
): Promise<FactorAnswered> {
  return asActor(actor, async (tx) => {
    const { target, by } = await openCase(tx, actor, input.caseId)
    const newest = await newestEvaluation(tx, actor, target.id)
    if (!newest) throw new NotFound('evaluation')
    if (!factorById(input.factorId))
      throw new Invalid({ factorId: ['Please choose a factor from the list.'] })
    const found = newest.evaluation.factors.find((factor) => factor.id === input.factorId)
    if (found?.level)
      throw new Conflict('The rules list this factor already. Confirm it there, with your finding.')
    const { id, factorId, level, text } = input
    const answer = { id, caseId: target.id, patientId: target.patientId, evaluationId: newest.id }
    await record(tx, by, { ...answer, factorId, kind: 'added', level, text }, now)
    return { caseId: target.id, factorId, takenBack: 0 }
  })
}
