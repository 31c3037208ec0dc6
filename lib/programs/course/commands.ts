import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { countText, type Day, dayText, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { staleText } from '#lib/flags/screen/rules.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { entryChecks } from '#lib/programs/entry/queries.ts'
import { againstRules, entryErrors } from '#lib/programs/entry/words/rules.ts'
import { recordProgramEvent } from '#lib/programs/events/commands.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { adviseAfterStop } from '#lib/programs/progression/commands.ts'
import { supersedePast } from '#lib/programs/progression/kept/commands.ts'
import { lockProgram } from '#lib/programs/record/commands.ts'
import { type PrescribedCase, prescribedCase } from '#lib/programs/record/queries.ts'
import type { ChangePhaseForm, PauseForm, ResumeForm } from './schema.ts'

/** Why the program of a case waits that goes on after an end or after old safety answers. */
const askFirst = 'The case goes on. The safety questions are asked again first.'

const about = ({ patientId, caseId }: PrescribedCase) => ({ patientId, caseId })

const programOf = ({ clinicId, patientId, caseId }: PrescribedCase, programId: string) => ({
  clinicId,
  patientId,
  caseId,
  programId,
})

async function openCase(tx: Tx, actor: Actor, caseId: string, now: Date) {
  const target = await prescribedCase(tx, caseId, prescribableCases(actor), now)
  assertOpen(target)
  return target
}

/**
 * Puts the patient into a phase of the version that holds, from a day up to today. Nothing new begins under the block
 * `programme`, and no later phase on safety answers that are too old. A phase whose rules do not permit it needs a reason, and no
 * reason helps against a block. Throws Invalid without one, Conflict when somebody changed the program meanwhile.
 */
export function changePhase(
  actor: Actor,
  input: ChangePhaseForm,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await openCase(tx, actor, input.caseId, now)
    await movePhase(tx, actor, target, input, now)
    return { caseId: input.caseId }
  })
}

/** `changePhase` inside a transaction of the caller, who has checked that the case is open. */
export async function movePhase(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  input: ChangePhaseForm,
  now: Date,
): Promise<void> {
  const active = await activeProgram(tx, input.caseId, target.today)
  if (!active) throw new Conflict('No version has begun yet.')
  if (active.upcoming)
    throw new Conflict(
      `Version ${active.upcoming.number} begins on ${dayText(active.upcoming.startsOn)}. Change the phase when it has begun.`,
    )
  const { content } = active
  const position = content.phases.findIndex((phase) => phase.key === input.phaseKey)
  const phase = content.phases[position]
  if (!phase) throw new Invalid({ phaseKey: ['Choose a phase.'] })
  if (input.startedOn > target.today || input.startedOn < active.startsOn)
    throw new Invalid({
      startedOn: [`Choose a day from ${dayText(active.startsOn)} to today, ${dayText(target.today)}.`],
    })
  const safety = await caseSafety(tx, target, target.today)
  if (safety.blockLevel === 'programme')
    throw new Conflict('The program is stopped by a red flag or open safety questions. Settle that first.')
  const stale = staleText(safety.screen)
  if (stale && position > content.phases.findIndex(({ key }) => key === active.phaseKey))
    throw new Conflict(`${stale} Ask them again first, under Intake; then a later phase can begin.`)
  const chosen = { content, phaseKey: phase.key, goesOn: active }
  const checks = await entryChecks(tx, actor, target, chosen, { safety }, now)
  const errors = entryErrors(phase.name, checks, input.entryReason)
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  const reason = againstRules(phase.name, checks, input.entryReason)
  const { count } = await tx.program.updateMany({
    where: {
      id: active.programId,
      clinicId: target.clinicId,
      version: input.version,
      case: prescribableCases(actor),
    },
    data: {
      phasePosition: position,
      phaseStartedOn: toDbDate(input.startedOn),
      version: { increment: 1 },
    },
  })
  if (count === 0) throw new Conflict('Somebody changed this program meanwhile. Look at it again.')
  await recordProgramEvent(tx, actor, programOf(target, active.programId), {
    kind: 'phase',
    on: input.startedOn,
    at: now,
    startedOn: input.startedOn,
    phaseKey: input.phaseKey,
    position,
    reason: reason ?? '',
  })
  await supersedePast(tx, target, phase, now)
  await recordAudit(tx, actor, {
    type: 'program.phase_changed',
    ...about(target),
    subjectId: active.programId,
    data: { position, againstRules: reason !== null },
  })
}

/** Pauses the program for a reason; paused already is paused. */
export function pauseProgram(
  actor: Actor,
  input: PauseForm,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return setPause(actor, input.caseId, { kind: 'paused', reason: input.reason }, now)
}

/**
 * Lets a paused program go on; a red flag may still stop it. Throws Conflict while it waits for the safety questions.
 */
export function resumeProgram(
  actor: Actor,
  input: ResumeForm,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return setPause(actor, input.caseId, { kind: 'resumed' }, now)
}

async function assertAsked(tx: Tx, target: PrescribedCase): Promise<void> {
  const { screen } = await caseSafety(tx, target, target.today)
  if (screen.current) return
  throw new Conflict(
    `The safety answers are missing or more than ${countText(screen.lastsDays, 'day')} old. Ask them first, under Intake; then the program can go on.`,
  )
}

type Change = { kind: 'paused'; reason: string } | { kind: 'resumed' }

function setPause(actor: Actor, caseId: string, change: Change, now: Date) {
  return asActor(actor, async (tx) => {
    const target = await openCase(tx, actor, caseId, now)
    const resumes = change.kind === 'resumed'
    // The turn of the case, for what is advised then, before the program is locked.
    if (resumes) await takeTurn(tx, 'case', caseId)
    if (resumes && (await activeProgram(tx, caseId, target.today))?.paused?.reason === askFirst)
      await assertAsked(tx, target)
    const { programId, changed } = await putPause(tx, actor, target, change, now)
    if (changed && resumes) await adviseAfterStop(tx, actor, target, programId, now)
    return { caseId }
  })
}

type Of = { clinicId: string; patientId: string; caseId: string; today: Day }

/** Pauses or lets go on, in the transaction of a caller who has checked that the case is open. */
export async function putPause(
  tx: Tx,
  actor: Actor,
  target: Of,
  change: Change,
  now: Date,
): Promise<{ programId: string; changed: boolean }> {
  const pauses = change.kind === 'paused'
  const program = await begunProgram(tx, actor, target)
  if (!program) throw new Conflict('No version is published yet.')
  const changed = (program.pausedAt !== null) !== pauses
  if (changed) await turn(tx, actor, target, { program, pausedAt: pauses ? now : null, change }, now)
  return { programId: program.id, changed }
}

/**
 * A case goes on: its program, if one has begun, waits until the safety questions are answered (clinical/red-flags.md 1.3) and
 * somebody lets it go on, in the transaction of that change; one that is paused already has one more reason. The caller has
 * checked the case.
 */
export async function pauseForSafety(tx: Tx, actor: Actor, target: Of, now: Date): Promise<void> {
  const program = await begunProgram(tx, actor, target)
  if (!program) return
  const change = { kind: 'paused', reason: askFirst } as const
  await turn(tx, actor, target, { program, pausedAt: program.pausedAt ?? now, change }, now)
}

type Begun = { id: string; pausedAt: Date | null }

/** The program of the case once it has a version, kept for this transaction; null without one. */
async function begunProgram(tx: Tx, actor: Actor, { clinicId, caseId }: Of): Promise<Begun | null> {
  await lockProgram(tx, { clinicId, caseId })
  return tx.program.findFirst({
    where: { clinicId, caseId, activatedOn: { not: null }, case: prescribableCases(actor) },
    select: { id: true, pausedAt: true },
  })
}

async function turn(
  tx: Tx,
  actor: Actor,
  { clinicId, patientId, caseId, today }: Of,
  { program, pausedAt, change }: { program: Begun; pausedAt: Date | null; change: Change },
  now: Date,
): Promise<void> {
  await tx.program.updateMany({
    where: { id: program.id, clinicId, case: prescribableCases(actor) },
    data: { pausedAt, version: { increment: 1 } },
  })
  const of = { clinicId, patientId, caseId, programId: program.id }
  await recordProgramEvent(tx, actor, of, { ...change, on: today, at: now })
  await recordAudit(tx, actor, {
    type: change.kind === 'paused' ? 'program.paused' : 'program.resumed',
    patientId,
    caseId,
    subjectId: program.id,
  })
}
