import 'server-only'
import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen, isClosed } from '#lib/cases/rules.ts'
import type { CaseSide } from '#lib/cases/schema.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, dayIn } from '#lib/dates.ts'
import { asActor, onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { onBehalfOf } from '#lib/intake/policy.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { changesBetween, isNews } from './changes/rules.ts'
import { evaluateFactors } from './evaluation/rules.ts'
import { caseFactorInputs, type FactorTarget } from './inputs/queries.ts'
import { caseInputs, type FactorInputs, storedInputsOf } from './inputs/rules.ts'
import { answerableFactorCases, evaluatedCases } from './policy.ts'
import { readEvaluation } from './rules.ts'
import type { EvaluateAgainInput, StoredEvaluation, StoredInputs } from './schema.ts'

type Evaluated = { evaluation: StoredEvaluation; inputs: StoredInputs }

/** What an evaluation changed: `first` for the first one of a case. */
export type ReevaluationResult = { evaluationId: string; first: boolean; changed: number }

const evaluated = ({ inputs, limits }: { inputs: FactorInputs; limits: Limits }): Evaluated => ({
  evaluation: evaluateFactors(inputs.values, limits),
  inputs: storedInputsOf(inputs),
})

async function store(
  tx: Tx,
  actor: Actor,
  target: FactorTarget,
  { evaluation, inputs }: Evaluated,
  { before, assessmentId }: { before: Evaluated | null; assessmentId: string | null },
  now: Date,
): Promise<ReevaluationResult> {
  const id = newId(now.getTime())
  const { ruleSetVersion, ...results } = evaluation
  await tx.factorEvaluation.createMany({
    data: [
      {
        id,
        ...target,
        at: now,
        ruleSetVersion,
        inputs: inputs as Prisma.InputJsonObject,
        results: results as unknown as Prisma.InputJsonObject,
        byId: isPhysio(actor) ? onBehalfOf(actor, target.patientId) : null,
        assessmentId,
      },
    ],
  })
  const changes = before ? changesBetween(before.evaluation, evaluation) : null
  const changed = changes ? changes.factors.length + changes.patterns.length : 0
  await recordAudit(tx, actor, {
    type: 'factors.evaluated',
    patientId: target.patientId,
    caseId: target.caseId,
    subjectId: id,
    data: { changed },
  })
  return { evaluationId: id, first: before === null, changed }
}

/** The first evaluation, when a form becomes a case: by whoever accepts it, also when she is not on the new team. */
export async function evaluateOpenedCase(
  tx: Tx,
  actor: Actor,
  target: FactorTarget & { intakeId: string },
  form: { answers: Answers; on: Day; side: CaseSide },
  now: Date,
): Promise<void> {
  const { intakeId, ...of } = target
  const { side, ...sent } = form
  const limits = await readLimits(tx, of.clinicId)
  const inputs = caseInputs({
    forms: [{ id: intakeId, kind: 'intake', ...sent }],
    assessments: [],
    side,
    today: form.on,
    limits,
  })
  await onSafetyDuty(tx, async () => {
    await tx.$executeRaw`SELECT set_config('app.intake_id', ${intakeId}, true)`
    await store(tx, actor, of, evaluated({ inputs, limits }), { before: null, assessmentId: null }, now)
    await tx.$executeRaw`SELECT set_config('app.intake_id', '', true)`
  })
}

/**
 * Brings the factors and patterns of a case up to date, in the transaction of what may have changed an input: the save
 * of an assessment, a form or a log. Stores an evaluation only when an input, a result or the rules are not what they
 * were; the earlier ones stay as they are. Null when there is nothing new or the case is closed; a patient who caused it
 * must not be told more than that it was done. `assessmentId`: the assessment that was saved or signed. Throws NotFound for a case the actor may not write into.
 */
export async function reevaluateFactors(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
  assessmentId: string | null = null,
): Promise<ReevaluationResult | null> {
  const found = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, evaluatedCases(actor)] },
    select: {
      status: true,
      side: true,
      patientId: true,
      patient: { select: { timeZone: true } },
      clinic: { select: { timeZone: true } },
    },
  })
  if (!found) throw new NotFound('case')
  if (isClosed(found.status)) return null
  const target = { clinicId: actor.clinicId, caseId, patientId: found.patientId }
  const today = dayIn(found.patient.timeZone ?? found.clinic.timeZone, now)
  const work = async () => {
    // Two saves at once take turns, so that the second compares with what the first stored.
    await takeTurn(tx, 'case', caseId)
    const after = evaluated(await caseFactorInputs(tx, actor, { ...target, side: found.side, today }, now))
    const row = await tx.factorEvaluation.findFirst({
      where: { ...target },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      select: { ruleSetVersion: true, inputs: true, results: true },
    })
    const before = row ? readEvaluation(row) : null
    return isNews(before, after) ? store(tx, actor, target, after, { before, assessmentId }, now) : null
  }
  const own = actor.kind === 'account' && actor.patientId === found.patientId
  return own ? onSafetyDuty(tx, work) : work()
}

/** On request of the care team. Throws NotFound for anybody else, Conflict in a closed case. */
export function evaluateAgain(
  actor: Actor,
  input: EvaluateAgainInput,
  now: Date = new Date(),
): Promise<{ caseId: string; result: ReevaluationResult | null }> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { AND: [{ id: input.caseId }, answerableFactorCases(actor)] },
      select: { status: true },
    })
    if (!target) throw new NotFound('case')
    assertOpen(target)
    return { caseId: input.caseId, result: await reevaluateFactors(tx, actor, input.caseId, now) }
  })
}
