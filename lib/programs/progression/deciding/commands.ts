import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { insertDraft } from '#lib/programs/draft/commands.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { lockProgram } from '#lib/programs/record/commands.ts'
import { type PrescribedCase, prescribedCase } from '#lib/programs/record/queries.ts'
import { publicUrl } from '#lib/public-url.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { assertAskedAnew } from '../missed/queries.ts'
import { anewAfter, keptWeeks, lookBack } from '../missed/rules.ts'
import { answerSuggestion, type Done, suggestionOf, type Waiting } from './answer/commands.ts'
import { draftIsOpen, gone } from './rules.ts'
import type { AcceptForm, DeclineForm } from './schema.ts'
import { nextContent, type Take, take } from './taking/commands.ts'

/** Somebody answered it alike already: nothing happens twice. */
const answered = ({ caseId }: PrescribedCase): Done => ({ caseId, did: 'nothing', dropped: [] })

/**
 * Takes a suggestion over: a new version with exactly this change is published, with everything checked that publishing
 * checks; a step down is not kept by safety answers that are too old, nor by an open draft, which it lowers as well. A stop that
 * leaves nothing pauses the program. Accepting twice is one version. Throws NotFound off the team, Invalid with what keeps a
 * version from being published, Conflict when a draft stands against a step up, the program was changed or a newer entry says
 * something else.
 */
export async function acceptSuggestion(
  actor: Actor,
  input: AcceptForm,
  now: Date = new Date(),
): Promise<Done> {
  const url = `${await publicUrl()}/my/program`
  const done = await asActor(actor, async (tx) => {
    const { target, waiting } = await locked(tx, actor, input, now)
    if (waiting.state === 'accepted') return answered(target)
    if (waiting.state !== 'open') throw gone()
    return take(tx, actor, target, waiting, { itself: false, url, now })
  })
  void deliverMail(actor.clinicId)
  return done
}

/** The suggestion, with its program as it is until it is answered. Throws NotFound off the team. */
async function locked(tx: Tx, actor: Actor, input: AcceptForm, now: Date) {
  const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
  await lockProgram(tx, target)
  return { target, waiting: await suggestionOf(tx, actor, input, target) }
}

/** Takes one over that waits, in the transaction of a caller who has locked the program and checked the case. */
export async function takeOver(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  suggestionId: string,
  how: Take,
): Promise<Done> {
  const waiting = await suggestionOf(tx, actor, { caseId: target.caseId, suggestionId }, target)
  return take(tx, actor, target, waiting, how)
}

/**
 * The same for a standing order, while nobody is at the screen: a change of dose within the phase alone, and one upward only
 * when `mayGoUp` says so. False when it goes on waiting. Throws as `acceptSuggestion`.
 */
export async function acceptByStandingOrder(
  actor: Actor,
  input: AcceptForm,
  mayGoUp: (tx: Tx, target: PrescribedCase) => Promise<boolean>,
  now: Date,
): Promise<boolean> {
  const url = `${await publicUrl()}/my/program`
  const done = await asActor(actor, async (tx) => {
    const { target, waiting } = await locked(tx, actor, input, now)
    if (waiting.state !== 'open' || waiting.needsPhysio || waiting.change.kind !== 'dose') return null
    if (waiting.advice !== 'regress' && !(await mayGoUp(tx, target))) return null
    return take(tx, actor, target, waiting, { itself: true, url, now })
  })
  if (done) void deliverMail(actor.clinicId)
  return done !== null
}

/** Takes a suggestion over into a draft, to be changed there; a stop holds and is answered first. Throws as `acceptSuggestion`. */
export function changeSuggestion(actor: Actor, input: AcceptForm, now: Date = new Date()): Promise<Done> {
  return asActor(actor, async (tx) => {
    const { target, waiting } = await locked(tx, actor, input, now)
    if (waiting.state === 'changed') return answered(target)
    if (waiting.state !== 'open') throw gone()
    assertOpen(target)
    if (waiting.advice === 'stop')
      throw new Conflict('Running is stopped. Accept or decline that first; then change the program.')
    const { content } = await nextContent(tx, target, waiting)
    if (!(await insertDraft(tx, actor, target, content, now))) throw draftIsOpen()
    return answerSuggestion(tx, actor, target, waiting, { state: 'changed' }, now)
  })
}

/** That the runs go on as they were after a break needs what a beginning after it needs, and a reason. */
async function assertMayGoOn(
  tx: Tx,
  target: PrescribedCase,
  waiting: Pick<Waiting, 'ruleId' | 'inputs'>,
  reason: string,
  now: Date,
): Promise<void> {
  const weeks = keptWeeks(waiting)
  if (weeks < anewAfter) return
  if (reason.length < 3) throw new Invalid({ reason: ['Write why running may go on.'] })
  const read = await readCaseInput(tx, target, now, lookBack)
  await assertAskedAnew(tx, target, read, weeks, now)
}

/**
 * Leaves the dose as it is; that somebody may run again needs a reason. Declining twice is once. Throws NotFound off the team,
 * Invalid without that reason, Conflict when it does not wait, or the safety questions are to be asked first.
 */
export function declineSuggestion(actor: Actor, input: DeclineForm, now: Date = new Date()): Promise<Done> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    const waiting = await suggestionOf(tx, actor, input, target)
    if (waiting.state === 'declined') return answered(target)
    if (waiting.state !== 'open') throw gone()
    if (waiting.advice === 'stop' && input.reason.length < 3)
      throw new Invalid({ reason: ['Write why running may go on.'] })
    await assertMayGoOn(tx, target, waiting, input.reason, now)
    return answerSuggestion(tx, actor, target, waiting, { state: 'declined', reason: input.reason }, now)
  })
}
