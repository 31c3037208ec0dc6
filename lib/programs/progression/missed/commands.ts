import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { lockProgram } from '#lib/programs/record/commands.ts'
import { type PrescribedCase, prescribedCase } from '#lib/programs/record/queries.ts'
import { publicUrl } from '#lib/public-url.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { answerSuggestion } from '../deciding/answer/commands.ts'
import { takeOver } from '../deciding/commands.ts'
import { keepAdvised } from '../kept/commands.ts'
import { runSubject } from '../kept/rules.ts'
import { assertAskedAnew } from './queries.ts'
import { lookBack, missedDecision, missedRuleId, missedRuns } from './rules.ts'
import type { AcceptMissedForm, KeepMissedForm } from './schema.ts'

type Done = { caseId: string }

const changedMeanwhile = () => new Conflict('Somebody changed this program meanwhile. Look at it again.')

type Answer = {
  readonly state: 'accepted' | 'declined'
  readonly give: (tx: Tx, target: PrescribedCase, url: string) => Promise<unknown>
}

/**
 * Begins again after missed weeks with the stage that the rules say, as a suggestion that is kept and accepted at once: a new
 * version with this stage, or the same stage anew. What else was suggested of the runs is overtaken. Accepting twice is once.
 * Throws NotFound off the team, Conflict when nothing was missed any more, a stop waits, the safety questions are to be asked
 * first or somebody changed the program meanwhile.
 */
export const acceptMissed = (actor: Actor, input: AcceptMissedForm, now: Date = new Date()): Promise<Done> =>
  answerMissed(
    actor,
    input,
    {
      state: 'accepted',
      give: (tx, target, url) => takeOver(tx, actor, target, input.suggestionId, { itself: false, url, now }),
    },
    now,
  )

/**
 * The present stage stays after missed weeks, with the reason of a clinician. Throws as `acceptMissed`, and Conflict while a step back
 * waits; keeping twice is once.
 */
export const keepMissed = (
  actor: Actor,
  { reason, ...input }: KeepMissedForm,
  now: Date = new Date(),
): Promise<Done> =>
  answerMissed(
    actor,
    input,
    {
      state: 'declined',
      give: (tx, target) => {
        const kept = { id: input.suggestionId, ruleId: missedRuleId }
        return answerSuggestion(tx, actor, target, kept, { state: 'declined', reason }, now)
      },
    },
    now,
  )

async function answerMissed(
  actor: Actor,
  { caseId, suggestionId: id, version }: AcceptMissedForm,
  { state, give }: Answer,
  now: Date,
): Promise<Done> {
  const url = `${await publicUrl()}/my/program`
  const done = await asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, caseId, prescribableCases(actor), now)
    const { clinicId } = target
    await takeTurn(tx, 'case', caseId)
    await lockProgram(tx, { clinicId, caseId })
    const where = { clinicId, caseId, case: prescribableCases(actor) }
    const before = await tx.suggestion.findFirst({ where: { ...where, id }, select: { state: true } })
    if (before?.state === state) return { caseId }
    assertOpen(target)
    const program = await tx.program.findFirst({ where, select: { version: true } })
    if (!program) throw new NotFound('program')
    if (before || program.version !== version) throw changedMeanwhile()
    const read = await readCaseInput(tx, target, now, lookBack)
    const missed = missedRuns(read, target.limits)
    if (!missed || !read.versionId)
      throw new Conflict('No week without a run has passed any more. Look at it again.')
    await assertAskedAnew(tx, target, read, missed.weeks, now)
    const ofRuns = { ...where, subject: runSubject, state: 'open' as const }
    if ((await tx.suggestion.count({ where: { ...ofRuns, advice: 'stop' } })) > 0)
      throw new Conflict('Running is stopped. Accept or decline that first.')
    const stepBack = { advice: 'regress', ruleId: { not: missedRuleId } }
    // The stage that stays is no answer to a run that was too much.
    if (state === 'declined' && (await tx.suggestion.count({ where: { ...ofRuns, ...stepBack } })) > 0)
      throw new Conflict('A step back waits. Accept or decline that first.')
    await tx.suggestion.updateMany({ where: ofRuns, data: { state: 'superseded', supersededAt: now } })
    const advised = { id, subject: runSubject, decision: missedDecision(missed), versionId: read.versionId }
    // The id stands in another case.
    if (!(await keepAdvised(tx, actor, target, advised, now))) throw changedMeanwhile()
    await give(tx, target, url)
    return { caseId }
  })
  void deliverMail(actor.clinicId)
  return done
}
