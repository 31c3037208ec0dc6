import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { endRunStop } from '#lib/alerts/ending/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { countText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { putPause } from '#lib/programs/course/commands.ts'
import { putDraftBack, type SetAside, setDraftAside } from '#lib/programs/draft/aside/commands.ts'
import { insertDraft } from '#lib/programs/draft/commands.ts'
import { draftOf, newestPublished } from '#lib/programs/draft/queries.ts'
import { entryChecks } from '#lib/programs/entry/queries.ts'
import { beginningOf, stateOf } from '#lib/programs/entry/rules.ts'
import { impactChanges, impactNames, impactPermission } from '#lib/programs/permission/rules.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { publish } from '#lib/programs/publishing/commands.ts'
import { carefulNames } from '#lib/programs/publishing/rules.ts'
import { lockProgram } from '#lib/programs/record/commands.ts'
import { carefulOf, type PrescribedCase, prescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { type ProgramVersionContent, programVersionContent } from '#lib/programs/schema.ts'
import { publicUrl } from '#lib/public-url.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { changedContent, loweredDraft } from '../content/rules.ts'
import { missedRuns } from '../missed/rules.ts'
import type { Change } from '../schema.ts'
import type { AcceptForm, DeclineForm } from './schema.ts'

/** Days of entries in which the last run is looked for. */
const LOOK_BACK = 90

type Done = { caseId: string }
type Waiting = {
  id: string
  state: string
  subject: string
  ruleId: string
  text: string
  advice: string
  change: Change
  needsPhysio: boolean
  version: { number: number }
}

async function suggestionOf(
  tx: Tx,
  actor: Actor,
  input: AcceptForm,
  target: PrescribedCase,
): Promise<Waiting> {
  const row = await tx.suggestion.findFirst({
    where: {
      ...{ id: input.suggestionId, clinicId: target.clinicId, caseId: target.caseId },
      case: prescribableCases(actor),
    },
    select: {
      ...{ id: true, state: true, subject: true, ruleId: true, text: true, change: true },
      ...{ advice: true, needsPhysio: true },
      version: { select: { number: true } },
    },
  })
  if (!row) throw new NotFound('suggestion')
  return { ...row, change: row.change as Change }
}

type Next = {
  content: ProgramVersionContent
  before: ProgramVersionContent
  phaseKey: string
  newly: readonly string[]
}

const gone = () =>
  new Conflict(
    'This suggestion does not wait any more: it was answered, or a newer entry says something else.',
  )

const draftIsOpen = () => new Conflict('A draft of this program is open. Publish or discard it first.')

/**
 * The content with the change, on top of the version that holds. `newly`: what it brings in of running and jumping,
 * which only sound tests or a reason permit (clinical/exercises.md 1). Throws Conflict where that is not possible any
 * more.
 */
async function nextContent(tx: Tx, target: PrescribedCase, waiting: Waiting): Promise<Next> {
  if (await draftOf(tx, target)) throw draftIsOpen()
  const active = await activeProgram(tx, target.caseId, target.today)
  const newest = await newestPublished(tx, target)
  if (!active || !newest) throw new Conflict('No version has begun yet.')
  if (active.upcoming) throw new Conflict('A newer version begins soon. Change the program there.')
  const changed = changedContent(newest.content, active.phaseKey, waiting.subject, waiting.change)
  const content = changed ? programVersionContent.safeParse(changed) : null
  if (!content?.success)
    throw new Conflict('The program was changed meanwhile, so this does not fit any more. Change it by hand.')
  const permitted = impactNames(newest.content)
  const newly = impactNames(content.data).filter((name) => !permitted.includes(name))
  return { content: content.data, before: newest.content, phaseKey: active.phaseKey, newly }
}

/** After missed weeks the stage is chosen anew, and not above the present one (clinical/programmes.md 3.8). */
async function assertNoneMissed(tx: Tx, target: PrescribedCase, { change }: Waiting, now: Date) {
  if (change.kind !== 'stage' || change.to <= change.from) return
  const missed = missedRuns(await readCaseInput(tx, target, now, LOOK_BACK), target.limits)
  if (missed)
    throw new Conflict(
      `There was no run for ${countText(missed.weeks, 'week')}: begin again with stage ${missed.stage}, not ${change.to}.`,
    )
}

const stopOutcome = ({ state, reason }: { state: string; reason?: string }) =>
  state === 'accepted'
    ? 'The stop was accepted: running is paused.'
    : `The stop was declined. ${reason ?? ''}`

/** Answers what waits, in the transaction of the caller. Throws Conflict when somebody was faster. */
export async function answerSuggestion(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  waiting: Pick<Waiting, 'id' | 'ruleId'>,
  how: {
    state: 'accepted' | 'changed' | 'declined'
    reason?: string
    appliedNumber?: number
    itself?: boolean
  },
  now: Date,
): Promise<Done> {
  if (actor.kind !== 'account') throw new NotFound('suggestion')
  const { count } = await tx.suggestion.updateMany({
    where: {
      ...{ id: waiting.id, clinicId: target.clinicId, caseId: target.caseId, state: 'open' },
      case: prescribableCases(actor),
    },
    data: { ...how, decidedAt: now, decidedById: actor.accountId },
  })
  if (count === 0) throw gone()
  const { patientId, caseId } = target
  if (waiting.ruleId === 'r_run_stop') await endRunStop(tx, actor, target, stopOutcome(how), now)
  await recordAudit(tx, actor, {
    ...{ type: 'suggestion.answered', patientId, caseId, subjectId: waiting.id },
    data: { ruleId: waiting.ruleId, state: how.state, itself: how.itself ?? false },
  })
  return { caseId }
}

type Take = { itself: boolean; url: string; now: Date }

/** Lowering is always allowed (clinical/programmes.md 3.1): also while somebody writes a draft, which is lowered with it. */
const lowers = ({ advice }: Pick<Waiting, 'advice'>) => advice === 'regress' || advice === 'stop'

const isEmpty = (content: ProgramVersionContent, phaseKey: string) =>
  content.phases.find(({ key }) => key === phaseKey)?.items.length === 0

const runsIn = (content: ProgramVersionContent, phaseKey: string) =>
  content.phases.find(({ key }) => key === phaseKey)?.items.some(isRunningItem) ?? false

/**
 * Running and jumping that are new, and running stages that begin, need sound tests or a reason, which a draft asks for; more of
 * what is there needs that nothing found speaks against it.
 */
async function assertPermitted(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  { content, before, phaseKey, newly }: Next,
  { advice }: Waiting,
  now: Date,
): Promise<void> {
  const begins = { content, phaseKey, here: { content: before, phaseKey } }
  const more = advice === 'progress' ? impactChanges(before, content) : []
  if (newly.length + more.length === 0 && !beginningOf(content, phaseKey, begins.here)) return
  const facts = await publishFacts(tx, target, now)
  // The reason of an earlier version was about what had not been examined, not about what was found since.
  const { against } = impactPermission(content, facts.examined)
  if (more.length > 0 && against.length > 0)
    throw new Conflict(
      `${more.join(', ')}: no more running or jumping now. Found: ${against.join('; ')}. Press Change and write in the draft why it is permitted, or take it out.`,
    )
  if (newly.length > 0 && !impactPermission(content, facts.examined).permitted)
    throw new Conflict(
      `${newly.join(', ')}: running or jumping, new in this program. Press Change and write in the draft why it is permitted.`,
    )
  const known = { safety: facts, examined: facts.examined }
  if (stateOf(await entryChecks(tx, actor, target, begins, known, now)) !== 'may')
    throw new Conflict(
      'It begins running again, which the assessment and the logs do not permit yet. Press Change and write in the draft why it may.',
    )
}

/** A new version with exactly this change, and the answer with its number. */
async function take(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  waiting: Waiting,
  how: Take,
): Promise<Done> {
  const { itself, url, now } = how
  assertOpen(target)
  if (waiting.change.kind === 'none')
    return answerSuggestion(tx, actor, target, waiting, { state: 'accepted' }, now)
  await assertNoneMissed(tx, target, waiting, now)
  const aside = lowers(waiting) ? await setDraftAside(tx, target) : null
  const next = await nextContent(tx, target, waiting)
  const { content, before, phaseKey } = next
  const back = (draft: SetAside, number: number) => {
    const lowered = loweredDraft(draft.content, phaseKey, waiting.subject, waiting.change)
    return putDraftBack(tx, actor, target, { ...draft, number, content: lowered }, now)
  }
  const note = `${waiting.ruleId}: ${waiting.text}`.slice(0, 500)
  if (isEmpty(content, phaseKey)) {
    // Nothing but runs was planned: a phase without exercises is none, so the program rests until somebody lets it go on.
    await putPause(tx, actor, target, { kind: 'paused', reason: note }, now)
    if (aside) await putDraftBack(tx, actor, target, aside, now)
    return answerSuggestion(tx, actor, target, waiting, { state: 'accepted' }, now)
  }
  if (waiting.change.kind === 'pause_running' && !runsIn(before, phaseKey)) {
    // Who runs on days of her own has no run in the program that could go.
    if (aside) await back(aside, aside.number)
    return answerSuggestion(tx, actor, target, waiting, { state: 'accepted' }, now)
  }
  await assertPermitted(tx, actor, target, next, waiting, now)
  const careful = await carefulOf(tx, target)
  const [held, had] = [carefulNames(content, careful), carefulNames(before, careful)]
  const added = held.filter((name) => !had.includes(name))
  if (added.length > 0)
    throw new Conflict(
      `${added.join(', ')}: not proposed in pregnancy or after a birth. Press Change and write in the draft why it is permitted.`,
    )
  const draft = await insertDraft(tx, actor, target, content, now)
  if (!draft) throw draftIsOpen()
  const asBefore = `as in version ${waiting.version.number}`
  const { number } = await publish(
    tx,
    actor,
    {
      ...{ caseId: target.caseId, versionId: draft.versionId, version: 1, startsOn: target.today, phaseKey },
      note,
      impactReason: impactNames(content).length > 0 ? asBefore : '',
      pregnancyReason: held.length > 0 ? asBefore : '',
      entryReason: '',
    },
    { url, now, regress: lowers(waiting) },
  )
  if (aside) await back(aside, number + 1)
  const answer = { state: 'accepted' as const, appliedNumber: number, itself }
  return answerSuggestion(tx, actor, target, waiting, answer, now)
}

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
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    await lockProgram(tx, target)
    const waiting = await suggestionOf(tx, actor, input, target)
    if (waiting.state === 'accepted') return { caseId: target.caseId }
    if (waiting.state !== 'open') throw gone()
    return take(tx, actor, target, waiting, { itself: false, url, now })
  })
  void deliverMail(actor.clinicId)
  return done
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
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    await lockProgram(tx, target)
    const waiting = await suggestionOf(tx, actor, input, target)
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
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    await lockProgram(tx, target)
    const waiting = await suggestionOf(tx, actor, input, target)
    if (waiting.state === 'changed') return { caseId: target.caseId }
    if (waiting.state !== 'open') throw gone()
    assertOpen(target)
    if (waiting.advice === 'stop')
      throw new Conflict('Running is stopped. Accept or decline that first; then change the program.')
    const { content } = await nextContent(tx, target, waiting)
    if (!(await insertDraft(tx, actor, target, content, now))) throw draftIsOpen()
    return answerSuggestion(tx, actor, target, waiting, { state: 'changed' }, now)
  })
}

/**
 * Leaves the dose as it is; that somebody may run again needs a reason. Declining twice is once. Throws NotFound off the team,
 * Invalid without that reason, Conflict when it does not wait.
 */
export function declineSuggestion(actor: Actor, input: DeclineForm, now: Date = new Date()): Promise<Done> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    const waiting = await suggestionOf(tx, actor, input, target)
    if (waiting.state === 'declined') return { caseId: target.caseId }
    if (waiting.state !== 'open') throw gone()
    if (waiting.advice === 'stop' && input.reason.length < 3)
      throw new Invalid({ reason: ['Write why running may go on.'] })
    return answerSuggestion(tx, actor, target, waiting, { state: 'declined', reason: input.reason }, now)
  })
}
