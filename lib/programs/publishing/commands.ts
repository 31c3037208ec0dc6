import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { firstReviewOn } from '#lib/cases/rules.ts'
import { countText, type Day, daysBetween, dayText, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { programMail } from '#lib/mail/rules.ts'
import { acceptedRunStop, activeProgram } from '#lib/programs/active/queries.ts'
import { contentSelect, newestPublished, writableVersion } from '#lib/programs/draft/queries.ts'
import { entryChecks } from '#lib/programs/entry/queries.ts'
import { type Here, hereIn, withoutImpact } from '#lib/programs/entry/rules.ts'
import type { PhaseCheck } from '#lib/programs/entry/schema.ts'
import { againstRules, entryErrors } from '#lib/programs/entry/words/rules.ts'
import { recordProgramEvent } from '#lib/programs/events/commands.ts'
import { onlyLowers } from '#lib/programs/lowering/rules.ts'
import { type ImpactPermission, impactPermission } from '#lib/programs/permission/rules.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { supersedePast } from '#lib/programs/progression/kept/commands.ts'
import { type PrescribedCase, prescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { publicUrl } from '#lib/public-url.ts'
import { carefulNames, type PublishFacts, publishBlockers } from './rules.ts'
import type { PublishForm } from './schema.ts'

/** A version may be planned this many days ahead; later ones are written when it is time. */
const AHEAD_DAYS = 28

type Program = {
  id: string
  activatedOn: Date | null
  phasePosition: number
  phaseStartedOn: Date | null
  version: number
  /** The version that it goes on from, mostly the one that holds until its day, and the phase of it that the patient is in. */
  here: Here
}

/** What holds on the day, where a newer version waits until after it; the newest one else. */
async function hereOn(tx: Tx, target: PrescribedCase, position: number, day: Day): Promise<Here> {
  const active = await activeProgram(tx, target.caseId, day)
  return active?.upcoming ? active : hereIn(await newestPublished(tx, target), position)
}

async function programOf(tx: Tx, target: PrescribedCase, from: Here, startsOn: Day): Promise<Program> {
  const row = await tx.program.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId },
    select: { id: true, activatedOn: true, phasePosition: true, phaseStartedOn: true, version: true },
  })
  if (!row) throw new NotFound('program')
  return { ...row, here: from ?? (await hereOn(tx, target, row.phasePosition, startsOn)) }
}

/** The phase that was chosen, and what it asks for before it begins. */
type Chosen = { name: string; checks: readonly PhaseCheck[] }

function checkForm(
  input: PublishForm,
  content: ProgramVersionContent,
  target: PrescribedCase,
  program: Program,
  facts: PublishFacts,
  chosen: Chosen,
): void {
  const errors: Record<string, string[]> = entryErrors(chosen.name, chosen.checks, input.entryReason)
  const hereKey = program.here?.phaseKey ?? null
  const ahead = daysBetween(target.today, input.startsOn)
  if (ahead < 0 || ahead > AHEAD_DAYS)
    errors.startsOn = [`Choose a day from today, ${dayText(target.today)}, to ${AHEAD_DAYS} days ahead.`]
  else if (program.here === null && isStaleOn(ahead, facts.screen))
    errors.startsOn = [
      `On this day the safety answers would be more than ${countText(facts.screen.lastsDays, 'day')} old. Choose an earlier day, or ask them again first.`,
    ]
  if (!content.phases.some((phase) => phase.key === input.phaseKey)) errors.phaseKey = ['Choose a phase.']
  else if (ahead > 0 && hereKey !== null && hereKey !== input.phaseKey)
    errors.phaseKey = ['A version that begins later keeps the present phase. Change the phase on that day.']
  if (!impactPermission(content, facts.examined).permitted && input.impactReason.length < 3)
    errors.impactReason = ['Write why running and jumping exercises are permitted, or take them out.']
  if (carefulNames(content, facts.careful).length > 0 && input.pregnancyReason.length < 3)
    errors.pregnancyReason = [
      'Write why these exercises are in it in spite of a pregnancy or a birth, or take them out.',
    ]
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
}

/** A first version lets the patient begin on its day: that is when its safety answers must be new enough. */
const isStaleOn = (ahead: number, { ageDays, lastsDays }: PublishFacts['screen']): boolean =>
  ageDays !== null && ageDays + ahead > lastsDays

const impactNote = (input: PublishForm, { names, permitted }: ImpactPermission): string | false => {
  if (names.length === 0) return false
  return `Running and jumping permitted: ${permitted ? 'by the assessment' : input.impactReason}`
}

const reasonsNote = (
  input: PublishForm,
  content: ProgramVersionContent,
  facts: PublishFacts,
  { entry, runsAgain }: { entry: string | null; runsAgain: boolean },
) =>
  [
    input.note,
    runsAgain && 'The patient may run again',
    entry,
    impactNote(input, impactPermission(content, facts.examined)),
    carefulNames(content, facts.careful).length > 0 &&
      `Permitted with regard to pregnancy or birth: ${input.pregnancyReason}`,
  ]
    .filter(Boolean)
    .join('\n')

/** The earlier one: a version may begin before one that is still to come, and the program with it. */
const firstOf = (known: Date | null, startsOn: Day): Day => {
  const day = known ? fromDbDate(known) : startsOn
  return day < startsOn ? day : startsOn
}

/** The phase goes on where it was; another one begins with the version. */
function phaseOf(input: PublishForm, content: ProgramVersionContent, program: Program) {
  const position = content.phases.findIndex((phase) => phase.key === input.phaseKey)
  const since = program.here?.phaseKey === input.phaseKey ? program.phaseStartedOn : null
  const startedOn = firstOf(since, input.startsOn)
  const moved = since === null || fromDbDate(since) !== startedOn
  return { position, startedOn, changes: moved || program.phasePosition !== position }
}

/**
 * Publishes a draft: from then on the version never changes and the patient sees it. Everything that red-flags.md 2 asks is
 * checked in this transaction. Publishing the same draft twice is one version. Throws NotFound off the team, Invalid with
 * what stands against it, Conflict when the draft was saved or discarded meanwhile.
 */
export async function publishDraft(
  actor: Actor,
  input: PublishForm,
  now: Date = new Date(),
): Promise<{ caseId: string; number: number }> {
  const url = `${await publicUrl()}/my/program`
  const done = await asActor(actor, (tx) => publish(tx, actor, input, { url, now }))
  void deliverMail(actor.clinicId)
  return done
}

const changedMeanwhile = () =>
  new Conflict(
    'Somebody changed the phase or the pause of this program meanwhile. Look at it and publish again.',
  )

/** The version takes away from the one that holds, and the phase goes on. */
const lowersOnly = (content: ProgramVersionContent, { here }: Program, { phaseKey }: PublishForm): boolean =>
  here !== null && here.phaseKey === phaseKey && onlyLowers(here.content, content)

/** The stop that was seen and still holds; one that ended meanwhile needs no end. Throws Conflict where a newer one holds. */
async function endedStop(
  tx: Tx,
  target: PrescribedCase,
  { endsStopId }: PublishForm,
): Promise<string | null> {
  const holds = endsStopId === undefined ? null : await acceptedRunStop(tx, target)
  if (holds !== null && holds !== endsStopId)
    throw new Conflict(
      'A newer stop of running was accepted since you looked at this. Load the page again and look at it.',
    )
  return holds
}

type HowPublished = {
  /** Of the page that the message to the patient names; null: she is told of another version at the same time. */
  readonly url: string | null
  readonly now: Date
  /** The rules advise this very change as a step down. */
  readonly regress?: boolean
  /** The version that it goes on from, where that is not the newest published one. */
  readonly from?: Here
}

/** `publishDraft` inside a transaction of the caller, who also delivers the mail. */
export async function publish(
  tx: Tx,
  actor: Actor,
  input: PublishForm,
  { url, now, regress = false, from = null }: HowPublished,
) {
  const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
  if (actor.kind !== 'account') throw new NotFound('case')
  const where = writableVersion(actor, input.caseId, input.versionId)
  const row = await tx.programVersion.findFirst({
    where,
    select: { number: true, version: true, publishedAt: true, ...contentSelect },
  })
  if (!row) throw new Conflict('This draft was discarded meanwhile. Load the page again.')
  const done = { caseId: target.caseId, number: row.number }
  if (row.publishedAt) return done
  if (row.version !== input.version)
    throw new Conflict('This draft was saved since you looked at it. Check it and publish again.')
  const content = contentOfRows(row.templateId, row.phases)
  const program = await programOf(tx, target, from, input.startsOn)
  if (input.programVersion !== undefined && input.programVersion !== program.version) throw changedMeanwhile()
  const facts = await publishFacts(tx, target, now)
  const lowers = regress || lowersOnly(content, program, input)
  const blockers = publishBlockers(content, facts, lowers ? (program.here?.content ?? null) : null)
  if (blockers.length > 0)
    throw new Invalid({ blockers: blockers.map(({ text }) => text) }, 'This version cannot be published yet.')
  const asked = { content, phaseKey: input.phaseKey, here: program.here }
  const known = { safety: facts, examined: facts.examined }
  const checks = withoutImpact(await entryChecks(tx, actor, target, asked, known, now))
  const name = phaseByKey(content, input.phaseKey)?.name ?? ''
  checkForm(input, content, target, program, facts, { name, checks })
  const entry = againstRules(name, checks, input.entryReason)
  const endsStopId = await endedStop(tx, target, input)
  const runsAgain = endsStopId !== null
  const { count } = await tx.programVersion.updateMany({
    where: { ...where, publishedAt: null, version: input.version },
    data: {
      publishedAt: now,
      publishedById: actor.accountId,
      startsOn: toDbDate(input.startsOn),
      endsStopId,
      note: reasonsNote(input, content, facts, { entry, runsAgain }),
    },
  })
  if (count === 0) return afterRace(tx, where, done)
  const phase = phaseOf(input, content, program)
  const moved = await tx.program.updateMany({
    where: {
      id: program.id,
      clinicId: target.clinicId,
      version: program.version,
      case: prescribableCases(actor),
    },
    data: {
      phasePosition: phase.position,
      phaseStartedOn: toDbDate(phase.startedOn),
      activatedOn: toDbDate(firstOf(program.activatedOn, input.startsOn)),
      version: { increment: 1 },
    },
  })
  if (moved.count === 0) throw changedMeanwhile()
  const { clinicId, patientId, caseId } = target
  // Before every review she is asked for her answers, so there is always a day for it.
  if (program.here === null)
    await tx.case.updateMany({
      where: { AND: [{ id: caseId, nextReviewOn: null }, prescribableCases(actor)] },
      data: { nextReviewOn: toDbDate(firstReviewOn(input.startsOn, target.limits)) },
    })
  if (phase.changes)
    await recordProgramEvent(
      tx,
      actor,
      { clinicId, patientId, caseId, programId: program.id },
      {
        kind: 'phase',
        on: input.startsOn,
        at: now,
        phaseKey: input.phaseKey,
        position: phase.position,
        startedOn: phase.startedOn,
      },
    )
  // An advised step down is answered by the caller, also where it takes its exercise out.
  const begun = regress || input.startsOn > target.today ? undefined : phaseByKey(content, input.phaseKey)
  if (begun) await supersedePast(tx, target, begun)
  if (target.email && url !== null)
    await queueMail(
      tx,
      target,
      programMail({ to: target.email, name: target.patientName, clinic: target.clinicName, url }),
    )
  await recordAudit(tx, actor, {
    type: 'program.published',
    patientId: target.patientId,
    caseId: target.caseId,
    subjectId: input.versionId,
    data: {
      versionId: input.versionId,
      number: row.number,
      againstRules: entry !== null,
      runsAgain,
    },
  })
  return done
}

/** Somebody was faster: with the same press it is published, with another one the draft is not what was seen. */
async function afterRace<D>(tx: Tx, where: ReturnType<typeof writableVersion>, done: D): Promise<D> {
  const now = await tx.programVersion.findFirst({ where, select: { publishedAt: true } })
  if (now?.publishedAt) return done
  throw new Conflict('This draft was saved since you looked at it. Check it and publish again.')
}
