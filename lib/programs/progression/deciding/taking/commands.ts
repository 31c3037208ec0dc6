import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { countText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { putPause } from '#lib/programs/course/commands.ts'
import { putDraftBack, type SetAside, setDraftAside } from '#lib/programs/draft/aside/commands.ts'
import { draftOf } from '#lib/programs/draft/queries.ts'
import { entryChecks } from '#lib/programs/entry/queries.ts'
import { beginningOf, stateOf } from '#lib/programs/entry/rules.ts'
import {
  impactBrought,
  impactChanges,
  impactNames,
  impactPermission,
} from '#lib/programs/permission/rules.ts'
import { carefulNames } from '#lib/programs/publishing/rules.ts'
import { carefulOf, type PrescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { type ProgramVersionContent, programVersionContent } from '#lib/programs/schema.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { isSameExercise } from '../../content/queries.ts'
import { changedContent, isEmptied, isThere, loweredContent, loweredDraft } from '../../content/rules.ts'
import { assertAskedAnew } from '../../missed/queries.ts'
import { anewAfter, keptWeeks, lookBack, missedRuns } from '../../missed/rules.ts'
import { answerSuggestion, type Done, type Waiting } from '../answer/commands.ts'
import { type Planned, plannedVersions, publishPlanned, publishStep } from '../planned/commands.ts'
import { draftIsOpen, isTwice, lowers } from '../rules.ts'

type Next = {
  content: ProgramVersionContent
  /** The version that holds. */
  before: { number: number; content: ProgramVersionContent }
  phaseKey: string
  newly: readonly string[]
  /** What waits to begin in its place. */
  planned: readonly Planned[]
}

/**
 * The content with the change, on top of the version that holds; more waits until nothing newer does. `newly`: what it brings
 * in of running and jumping, which only sound tests or a reason permit (clinical/exercises.md 1). Throws Conflict where that
 * is not possible any more.
 */
export async function nextContent(tx: Tx, target: PrescribedCase, waiting: Waiting): Promise<Next> {
  if (await draftOf(tx, target)) throw draftIsOpen()
  const active = await activeProgram(tx, target.caseId, target.today)
  if (!active) throw new Conflict('No version has begun yet.')
  const { number, phaseKey, upcoming } = active
  if (upcoming && !lowers(waiting))
    throw new Conflict('A newer version begins soon. Change the program there.')
  const here = phaseByKey(active.content, phaseKey)?.items ?? []
  if (waiting.advice === 'progress' && isThere(here, waiting.change)) throw isTwice(waiting.change)
  const changes = lowers(waiting) ? loweredContent : changedContent
  const isSame = await isSameExercise(tx, target, { ...waiting, versionId: waiting.version.id }, here)
  const changed = isSame ? changes(active.content, phaseKey, waiting.subject, waiting.change) : null
  const content = changed ? programVersionContent.safeParse(changed) : null
  if (!content?.success)
    throw new Conflict('The program was changed meanwhile, so this does not fit any more. Change it by hand.')
  const permitted = impactNames(active.content)
  return {
    content: content.data,
    before: { number, content: active.content },
    phaseKey,
    newly: lowers(waiting)
      ? impactBrought(active.content, content.data)
      : impactNames(content.data).filter((name) => !permitted.includes(name)),
    planned: upcoming ? await plannedVersions(tx, target, number) : [],
  }
}

/**
 * After missed weeks the stage is chosen anew, and not above the present one, from four on after new safety answers, whichever
 * advice it comes from (clinical/programmes.md 3.8).
 */
async function assertFitsMissed(tx: Tx, target: PrescribedCase, waiting: Waiting, now: Date) {
  const { change } = waiting
  if (change.kind !== 'stage') return
  const read = await readCaseInput(tx, target, now, lookBack)
  const missed = missedRuns(read, target.limits)
  const kept = keptWeeks(waiting)
  const weeks = Math.max(kept, missed?.weeks ?? 0)
  const most = kept > 0 || weeks >= anewAfter ? missed?.stage : change.from
  if (missed && most !== undefined && change.to > most)
    throw new Conflict(
      `There was no run for ${countText(missed.weeks, 'week')}: begin again with stage ${missed.stage}, not ${change.to}.`,
    )
  await assertAskedAnew(tx, target, read, weeks, now)
}

export type Take = { itself: boolean; url: string; now: Date }

const runsIn = ({ content }: { content: ProgramVersionContent }, phaseKey: string) =>
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
  const begins = { content, phaseKey, goesOn: { content: before.content, phaseKey } }
  const more = advice === 'progress' ? impactChanges(before.content, content) : []
  if (newly.length + more.length === 0 && !beginningOf(content, phaseKey, begins.goesOn)) return
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

/** A new version with exactly this change, what waits to begin lowered likewise, and the answer with the number of the first. */
export async function take(
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
  await assertFitsMissed(tx, target, waiting, now)
  const aside = lowers(waiting) ? await setDraftAside(tx, target) : null
  const next = await nextContent(tx, target, waiting)
  const { content, before, phaseKey, planned } = next
  const back = (draft: SetAside, number: number) => {
    const lowered = loweredDraft(draft.content, phaseKey, waiting.subject, waiting.change)
    return putDraftBack(tx, actor, target, { ...draft, number, content: lowered }, now)
  }
  const note = `${waiting.ruleId}: ${waiting.text}`.slice(0, 500)
  if (isEmptied(content, phaseKey)) {
    // Nothing but runs was planned: a phase without exercises is none, so the program rests until somebody lets it go on.
    // What waits to begin, and a draft, may have more in it: they wait without the runs.
    await putPause(tx, actor, target, { kind: 'paused', reason: note }, now)
    const careful = await carefulOf(tx, target)
    const { published } = await publishPlanned(
      tx,
      actor,
      target,
      planned,
      { phaseKey, note, careful, waiting },
      now,
    )
    if (aside) await back(aside, aside.number + published)
    return {
      ...(await answerSuggestion(tx, actor, target, waiting, { state: 'accepted' }, now)),
      did: 'pause',
    }
  }
  if (waiting.change.kind === 'pause_running' && ![before, ...planned].some((one) => runsIn(one, phaseKey))) {
    // Who runs on days of her own has no run in the program that could go.
    if (aside) await back(aside, aside.number)
    return answerSuggestion(tx, actor, target, waiting, { state: 'accepted' }, now)
  }
  await assertPermitted(tx, actor, target, next, waiting, now)
  const careful = await carefulOf(tx, target)
  const had = carefulNames(before.content, careful)
  const added = carefulNames(content, careful).filter((name) => !had.includes(name))
  if (added.length > 0)
    throw new Conflict(
      `${added.join(', ')}: not proposed in pregnancy or after a birth. Press Change and write in the draft why it is permitted.`,
    )
  const on = { phaseKey, note, careful }
  const step = { ...on, content, from: before, startsOn: target.today, url, regress: lowers(waiting) }
  const number = await publishStep(tx, actor, target, step, now)
  const { published, dropped } = await publishPlanned(tx, actor, target, planned, { ...on, waiting }, now)
  if (aside) await back(aside, number + published + 1)
  const answer = { state: 'accepted' as const, appliedNumber: number, itself }
  return { ...(await answerSuggestion(tx, actor, target, waiting, answer, now)), dropped }
}
