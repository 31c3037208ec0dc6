import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { movePhase } from '#lib/programs/course/commands.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { lockProgram } from '#lib/programs/record/commands.ts'
import { type PrescribedCase, prescribedCase } from '#lib/programs/record/queries.ts'
import { answerSuggestion } from '../deciding/answer/commands.ts'
import { keepAdvised } from '../kept/commands.ts'
import { phaseSubject } from '../kept/rules.ts'
import { nextStep } from './queries.ts'
import type { AcceptPhaseForm, DeclinePhaseForm, NextStep } from './schema.ts'

type Done = { caseId: string }
type Kept = { id: string; ruleId: string }

const gone = () =>
  new Conflict('This change of phase is not advised any more, or somebody answered it. Look at it again.')

/** The advice as it is at this moment. Throws Conflict when it is not what the page showed. */
async function advisedNow(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  { version, phaseKey }: AcceptPhaseForm,
  now: Date,
): Promise<NextStep> {
  const program = await tx.program.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId, case: prescribableCases(actor) },
    select: { version: true },
  })
  if (!program) throw new NotFound('program')
  if (program.version !== version)
    throw new Conflict('Somebody changed this program meanwhile. Look at it again.')
  const safety = await caseSafety(tx, target, target.today)
  const step = await nextStep(tx, actor, target, { safety }, now)
  const change = step?.phase.decision?.change
  if (!step || change?.kind !== 'phase' || change.to !== phaseKey || step.declined) throw gone()
  return step
}

/** Keeps the advice as it was, waiting, so that it is answered like any other. */
async function keep(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  { step, id, now }: { step: NextStep; id: string; now: Date },
): Promise<Kept> {
  const { decision } = step.phase
  if (!decision) throw gone()
  const advised = { id, subject: phaseSubject, decision, versionId: step.versionId }
  if (!(await keepAdvised(tx, actor, target, advised, now))) throw gone()
  return { id, ruleId: decision.ruleId }
}

/**
 * One answer at a time: whoever comes second waits for the first and then finds what that one did. `done`: the state of an
 * answer that was sent before, with the same press.
 */
function answer<I extends AcceptPhaseForm>(
  actor: Actor,
  input: I,
  now: Date,
  done: 'accepted' | 'declined',
  work: (tx: Tx, target: PrescribedCase, step: NextStep) => Promise<Done>,
): Promise<Done> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    const { clinicId, caseId } = target
    await takeTurn(tx, 'case', caseId)
    await lockProgram(tx, { clinicId, caseId })
    const before = await tx.suggestion.findFirst({
      where: { id: input.suggestionId, clinicId, caseId, subject: phaseSubject },
      select: { state: true },
    })
    if (before?.state === done) return { caseId }
    if (before) throw gone()
    assertOpen(target)
    return work(tx, target, await advisedNow(tx, actor, target, input, now))
  })
}

/**
 * Begins the advised phase today, as the sheet does and with all that it checks; what the rules said is kept with their
 * version. Accepting twice is once. Throws NotFound off the team, Conflict when the rules do not advise it at this moment,
 * an alert asks for action, or somebody changed the program meanwhile.
 */
export function acceptPhase(actor: Actor, input: AcceptPhaseForm, now: Date = new Date()): Promise<Done> {
  return answer(actor, input, now, 'accepted', async (tx, target, step) => {
    if (step.held)
      throw new Conflict(
        'An alert of this case asks for action. Answer it first, or change the phase by hand.',
      )
    const { caseId, version, phaseKey } = input
    const kept = await keep(tx, actor, target, { step, id: input.suggestionId, now })
    await movePhase(
      tx,
      actor,
      target,
      { caseId, version, phaseKey, startedOn: target.today, entryReason: '' },
      now,
    )
    return answerSuggestion(tx, actor, target, kept, { state: 'accepted' }, now)
  })
}

/** The phase goes on. Declining twice is once; the same advice does not ask again. Throws as `acceptPhase`. */
export function declinePhase(actor: Actor, input: DeclinePhaseForm, now: Date = new Date()): Promise<Done> {
  return answer(actor, input, now, 'declined', async (tx, target, step) => {
    const kept = await keep(tx, actor, target, { step, id: input.suggestionId, now })
    return answerSuggestion(tx, actor, target, kept, { state: 'declined', reason: input.reason }, now)
  })
}
