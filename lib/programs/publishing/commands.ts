import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { daysBetween, dayText, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { programMail } from '#lib/mail/rules.ts'
import { contentSelect, writableVersion } from '#lib/programs/draft/queries.ts'
import { recordProgramEvent } from '#lib/programs/events/commands.ts'
import { type ImpactPermission, impactPermission } from '#lib/programs/permission/rules.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { type PrescribedCase, prescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { publicUrl } from '#lib/public-url.ts'
import { carefulNames, type PublishFacts, publishBlockers } from './rules.ts'
import type { PublishForm } from './schema.ts'

/** A version may be planned this many days ahead; later ones are written when it is time. */
const AHEAD_DAYS = 28

type Program = {
  id: string
  version: number
  activatedOn: Date | null
  phasePosition: number
  phaseStartedOn: Date | null
  /** Key of the phase that the patient is in, by the newest published version. */
  phaseKey: string | null
}

async function programOf(tx: Tx, target: PrescribedCase): Promise<Program> {
  const row = await tx.program.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId },
    select: {
      id: true,
      version: true,
      activatedOn: true,
      phasePosition: true,
      phaseStartedOn: true,
      versions: {
        where: { publishedAt: { not: null } },
        orderBy: { number: 'desc' },
        take: 1,
        select: { phases: { select: { position: true, key: true } } },
      },
    },
  })
  if (!row) throw new NotFound('program')
  const { versions, ...program } = row
  const here = versions[0]?.phases.find((phase) => phase.position === program.phasePosition)
  return { ...program, phaseKey: here?.key ?? null }
}

function checkForm(
  input: PublishForm,
  content: ProgramVersionContent,
  target: PrescribedCase,
  program: Program,
  facts: PublishFacts,
): void {
  const errors: Record<string, string[]> = {}
  const ahead = daysBetween(target.today, input.startsOn)
  if (ahead < 0 || ahead > AHEAD_DAYS)
    errors.startsOn = [`Choose a day from today, ${dayText(target.today)}, to ${AHEAD_DAYS} days ahead.`]
  if (!content.phases.some((phase) => phase.key === input.phaseKey)) errors.phaseKey = ['Choose a phase.']
  else if (ahead > 0 && program.phaseKey !== null && program.phaseKey !== input.phaseKey)
    errors.phaseKey = ['A version that begins later keeps the present phase. Change the phase on that day.']
  if (!impactPermission(content, facts.examined).permitted && input.impactReason.length < 3)
    errors.impactReason = ['Write why running and jumping exercises are permitted, or take them out.']
  if (carefulNames(content, facts.careful).length > 0 && input.pregnancyReason.length < 3)
    errors.pregnancyReason = [
      'Write why these exercises are in it in spite of a pregnancy or a birth, or take them out.',
    ]
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
}

const impactNote = (input: PublishForm, { names, permitted }: ImpactPermission): string | false => {
  if (names.length === 0) return false
  return `Running and jumping permitted: ${permitted ? 'by the examination' : input.impactReason}`
}

const reasonsNote = (input: PublishForm, content: ProgramVersionContent, facts: PublishFacts) =>
  [
    input.note,
    impactNote(input, impactPermission(content, facts.examined)),
    carefulNames(content, facts.careful).length > 0 &&
      `Permitted with regard to pregnancy or birth: ${input.pregnancyReason}`,
  ]
    .filter(Boolean)
    .join('\n')

/** The phase goes on where it was; another one begins with the version. */
function phaseOf(input: PublishForm, content: ProgramVersionContent, program: Program) {
  const position = content.phases.findIndex((phase) => phase.key === input.phaseKey)
  const since = program.phaseKey === input.phaseKey ? program.phaseStartedOn : null
  return {
    position,
    startedOn: since ? fromDbDate(since) : input.startsOn,
    changes: since === null || program.phasePosition !== position,
  }
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
  const done = await asActor(actor, (tx) => publish(tx, actor, input, url, now))
  void deliverMail(actor.clinicId)
  return done
}

/** `publishDraft` inside a transaction of the caller, who also delivers the mail. */
export async function publish(tx: Tx, actor: Actor, input: PublishForm, url: string, now: Date) {
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
  const program = await programOf(tx, target)
  const facts = await publishFacts(tx, target, now)
  const blockers = publishBlockers(content, facts)
  if (blockers.length > 0)
    throw new Invalid({ blockers: blockers.map(({ text }) => text) }, 'This version cannot be published yet.')
  checkForm(input, content, target, program, facts)
  const { count } = await tx.programVersion.updateMany({
    where: { ...where, publishedAt: null, version: input.version },
    data: {
      publishedAt: now,
      publishedById: actor.accountId,
      startsOn: toDbDate(input.startsOn),
      note: reasonsNote(input, content, facts),
    },
  })
  if (count === 0) return afterRace(tx, where, done)
  const phase = phaseOf(input, content, program)
  await tx.program.updateMany({
    where: { id: program.id, clinicId: target.clinicId, case: prescribableCases(actor) },
    data: {
      phasePosition: phase.position,
      phaseStartedOn: toDbDate(phase.startedOn),
      activatedOn: program.activatedOn ?? toDbDate(input.startsOn),
      version: { increment: 1 },
    },
  })
  const { clinicId, patientId, caseId } = target
  if (phase.changes)
    await recordProgramEvent(
      tx,
      actor,
      { clinicId, patientId, caseId, programId: program.id },
      {
        ...{ kind: 'phase', on: input.startsOn, at: now, phaseKey: input.phaseKey },
        ...{ position: phase.position, startedOn: phase.startedOn },
      },
    )
  if (target.email)
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
    data: { versionId: input.versionId, number: row.number },
  })
  return done
}

/** Somebody was faster: with the same press it is published, with another one the draft is not what was seen. */
async function afterRace<D>(tx: Tx, where: ReturnType<typeof writableVersion>, done: D): Promise<D> {
  const now = await tx.programVersion.findFirst({ where, select: { publishedAt: true } })
  if (now?.publishedAt) return done
  throw new Conflict('This draft was saved since you looked at it. Check it and publish again.')
}
