import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { firstReviewOn } from '#lib/cases/rules.ts'
import { type Day, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { programMail } from '#lib/mail/rules.ts'
import { acceptedRunStop, activeProgram } from '#lib/programs/active/queries.ts'
import { contentSelect, newestPublished, writableVersion } from '#lib/programs/draft/queries.ts'
import { entryChecks } from '#lib/programs/entry/queries.ts'
import { goesOnFrom, withoutImpact } from '#lib/programs/entry/rules.ts'
import type { GoesOnFrom } from '#lib/programs/entry/schema.ts'
import { againstRules } from '#lib/programs/entry/words/rules.ts'
import { recordProgramEvent } from '#lib/programs/events/commands.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { supersedePast } from '#lib/programs/progression/kept/commands.ts'
import { type PrescribedCase, prescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { publicUrl } from '#lib/public-url.ts'
import { firstOf, formErrors, lowersOnly, type ProgramState, phaseOf, reasonsNote } from './form/rules.ts'
import { type PublishFacts, publishBlockers } from './rules.ts'
import type { PublishForm } from './schema.ts'

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

const savedSince = () =>
  new Conflict('This draft was saved since you looked at it. Check it and publish again.')

/** `version`: counts the changes of its phase and its pause. */
type Program = ProgramState & { id: string; version: number }

type HowPublished = {
  /** Of the page that the message to the patient names; null: she is told of another version at the same time. */
  readonly url: string | null
  readonly now: Date
  /** The rules advise this very change as a step down. */
  readonly regress?: boolean
  /** Where that is not the version that holds on its day, nor the newest published one. */
  readonly goesOn?: GoesOnFrom
}

/** What is published, and onto what. */
type Publishing = {
  readonly by: AccountActor
  readonly target: PrescribedCase
  readonly input: PublishForm
  readonly content: ProgramVersionContent
  readonly program: Program
  readonly regress: boolean
  readonly now: Date
}

/** `publishDraft` inside a transaction of the caller, who also delivers the mail. */
export async function publish(
  tx: Tx,
  actor: Actor,
  input: PublishForm,
  { url, now, regress = false, goesOn }: HowPublished,
) {
  const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
  if (actor.kind !== 'account') throw new NotFound('case')
  const { number, isPublished, content } = await readDraft(tx, actor, input)
  const done = { caseId: target.caseId, number }
  if (isPublished) return done
  const program = await readProgram(tx, target, input, goesOn)
  const publishing = { by: actor, target, input, content, program, regress, now }
  const checked = await checkDraft(tx, publishing)
  if (!(await sealVersion(tx, publishing, checked))) return done
  await beginProgram(tx, publishing)
  await tellPatient(tx, target, url)
  await recordAudit(tx, actor, {
    type: 'program.published',
    patientId: target.patientId,
    caseId: target.caseId,
    subjectId: input.versionId,
    data: {
      versionId: input.versionId,
      number,
      againstRules: checked.entry !== null,
      runsAgain: checked.endsStopId !== null,
    },
  })
  return done
}

/** The draft as it was seen. Throws Conflict once it was discarded or saved since; published already it is what it was. */
async function readDraft(tx: Tx, actor: Actor, { caseId, versionId, version }: PublishForm) {
  const row = await tx.programVersion.findFirst({
    where: writableVersion(actor, caseId, versionId),
    select: { number: true, version: true, publishedAt: true, ...contentSelect },
  })
  if (!row) throw new Conflict('This draft was discarded meanwhile. Load the page again.')
  const isPublished = row.publishedAt !== null
  if (!isPublished && row.version !== version) throw savedSince()
  return { number: row.number, isPublished, content: contentOfRows(row.templateId, row.phases) }
}

/** The program with what the draft goes on from. Throws Conflict when somebody changed its phase or its pause meanwhile. */
async function readProgram(
  tx: Tx,
  target: PrescribedCase,
  { programVersion, startsOn }: PublishForm,
  known: GoesOnFrom | undefined,
): Promise<Program> {
  const row = await tx.program.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId },
    select: { id: true, activatedOn: true, phasePosition: true, phaseStartedOn: true, version: true },
  })
  if (!row) throw new NotFound('program')
  const goesOn = known ?? (await readGoesOn(tx, target, row.phasePosition, startsOn))
  if (programVersion !== undefined && programVersion !== row.version) throw changedMeanwhile()
  return { ...row, goesOn }
}

async function readGoesOn(
  tx: Tx,
  target: PrescribedCase,
  position: number,
  day: Day,
): Promise<GoesOnFrom | null> {
  const holds = await activeProgram(tx, target.caseId, day)
  const newest = holds?.upcoming ? null : await newestPublished(tx, target)
  return goesOnFrom(holds, newest, position)
}

type Checked = {
  readonly facts: PublishFacts
  /** What it is published against, of the rules of its phase, and why; null where they permit it. */
  readonly entry: string | null
  /** The stop of running that ends with it. */
  readonly endsStopId: string | null
}

/** Throws Invalid with what stands against it, Conflict where a stop of running came that was not seen. */
async function checkDraft(tx: Tx, publishing: Publishing): Promise<Checked> {
  const { by, target, input, content, program, regress, now } = publishing
  const { goesOn } = program
  const facts = await publishFacts(tx, target, now)
  const lowers = regress || lowersOnly(content, program, input)
  const blockers = publishBlockers(content, facts, lowers ? (goesOn?.content ?? null) : null)
  if (blockers.length > 0)
    throw new Invalid({ blockers: blockers.map(({ text }) => text) }, 'This version cannot be published yet.')
  const chosen = { content, phaseKey: input.phaseKey, goesOn }
  const known = { safety: facts, examined: facts.examined }
  const checks = withoutImpact(await entryChecks(tx, by, target, chosen, known, now))
  const name = phaseByKey(content, input.phaseKey)?.name ?? ''
  const errors = formErrors(input, content, program, facts, {
    chosen: { name, checks },
    today: target.today,
  })
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  const entry = againstRules(name, checks, input.entryReason)
  return { facts, entry, endsStopId: await endedStop(tx, target, input) }
}

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

/**
 * From then on the version never changes. False where the same press was faster: it is published already. Throws Conflict where
 * another one was, since the draft is not what was seen.
 */
async function sealVersion(
  tx: Tx,
  { by, input, content, now }: Publishing,
  { facts, entry, endsStopId }: Checked,
): Promise<boolean> {
  const where = writableVersion(by, input.caseId, input.versionId)
  const { count } = await tx.programVersion.updateMany({
    where: { ...where, publishedAt: null, version: input.version },
    data: {
      publishedAt: now,
      publishedById: by.accountId,
      startsOn: toDbDate(input.startsOn),
      endsStopId,
      note: reasonsNote(input, content, facts, { entry, runsAgain: endsStopId !== null }),
    },
  })
  if (count > 0) return true
  const present = await tx.programVersion.findFirst({ where, select: { publishedAt: true } })
  if (!present?.publishedAt) throw savedSince()
  return false
}

/** The program goes on in the phase that was chosen. Throws Conflict when somebody moved it meanwhile. */
async function beginProgram(tx: Tx, publishing: Publishing): Promise<void> {
  const { by, target, input, content, program, regress, now } = publishing
  const { clinicId, patientId, caseId } = target
  const phase = phaseOf(input, content, program)
  const moved = await tx.program.updateMany({
    where: { id: program.id, clinicId, version: program.version, case: prescribableCases(by) },
    data: {
      phasePosition: phase.position,
      phaseStartedOn: toDbDate(phase.startedOn),
      activatedOn: toDbDate(firstOf(program.activatedOn, input.startsOn)),
      version: { increment: 1 },
    },
  })
  if (moved.count === 0) throw changedMeanwhile()
  // Before every review she is asked for her answers, so there is always a day for it.
  if (program.goesOn === null)
    await tx.case.updateMany({
      where: { AND: [{ id: caseId, nextReviewOn: null }, prescribableCases(by)] },
      data: { nextReviewOn: toDbDate(firstReviewOn(input.startsOn, target.limits)) },
    })
  if (phase.changes)
    await recordProgramEvent(
      tx,
      by,
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
  if (begun) await supersedePast(tx, target, begun, now)
}

/** That there is a program for her to look at, if a message reaches her. */
async function tellPatient(tx: Tx, target: PrescribedCase, url: string | null): Promise<void> {
  if (!target.email || url === null) return
  await queueMail(
    tx,
    target,
    programMail({ to: target.email, name: target.patientName, clinic: target.clinicName, url }),
  )
}
