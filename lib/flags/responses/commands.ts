import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { isClosed } from '#lib/cases/rules.ts'
import type { Block } from '#lib/content/flags/types.ts'
import { inSentence, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { raiseAnew } from '#lib/flags/standing/commands.ts'
import { newId } from '#lib/ids.ts'
import { adviseAfterStop } from '#lib/programs/progression/commands.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { answerableFlags, stopsTreatmentSql } from './policy.ts'
import type { AnswerFlagInput } from './schema.ts'

export type Answered = { flagRowId: string; caseId: string | null; intakeId: string | null }

/**
 * Records what a clinician answers to a flag. The flag and its earlier answers stay. `ruled_out` and `block_lifted`
 * resolve it; `confirmed` and `referred` alone lift nothing (clinical/red-flags.md 1.7). The answer covers the flags that
 * this one superseded on the same occasion (1.9). `stands` is the answer to a settled one and raises it anew (1.7). Throws
 * NotFound for a flag the actor may not answer, Conflict for a superseded one, in a closed case, when it was settled or said
 * again after the page was read. Sending the same answer twice records one.
 */
export function answerFlag(actor: Actor, input: AnswerFlagInput, now: Date = new Date()): Promise<Answered> {
  return asActor(actor, async (tx) => {
    const stops = await stopsTreatment(tx, actor, input.flagRowId)
    await takeTurnOf(tx, actor, input.flagRowId)
    const flag = await tx.redFlag.findFirst({
      where: { id: input.flagRowId, clinicId: actor.clinicId, ...(stops ? {} : answerableFlags(actor)) },
      select: {
        id: true,
        flagId: true,
        block: true,
        patientId: true,
        caseId: true,
        intakeId: true,
        sourceId: true,
        raisedAt: true,
        supersededAt: true,
        resolvedAt: true,
        saidAgainAt: true,
        case: { select: { status: true } },
      },
    })
    if (!flag || actor.kind !== 'account') throw new NotFound('flag')
    if (flag.case && isClosed(flag.case.status) && !stops) {
      throw new Conflict(
        'This case is closed. Reopen it first, with a reason; then the flag can be answered.',
      )
    }
    if (flag.supersededAt) {
      throw new Conflict(
        'A graver flag of the same answers covers this one. Answer that flag; it covers both.',
      )
    }
    const answered = { flagRowId: flag.id, caseId: flag.caseId, intakeId: flag.intakeId }
    const answer = {
      id: input.id,
      clinicId: actor.clinicId,
      patientId: flag.patientId,
      flagRowId: flag.id,
      kind: input.kind,
      text: input.text,
      byId: actor.accountId,
      at: now,
    }
    const { count } = await tx.flagResponse.createMany({ data: answer, skipDuplicates: true })
    if (count === 0) return sameAnswer(tx, actor, input, answered)
    assertSeen(flag, input, actor.timeZone, now)
    assertFits(flag, input)
    if (input.kind === 'stands') await raiseAnew(tx, actor, flag.id, now)
    else await settle(tx, flag, input, answer, now)
    await recordAudit(tx, actor, {
      type: 'flag.answered',
      patientId: flag.patientId,
      caseId: flag.caseId,
      subjectId: flag.id,
      data: { flagId: flag.flagId, kind: input.kind },
    })
    if (resolves(input)) await adviseInstead(tx, actor, flag, now)
    return answered
  })
}

/** No entry says the flag again while it is being answered. */
async function takeTurnOf(tx: Tx, { clinicId }: Actor, id: string): Promise<void> {
  const select = { caseId: true, intakeId: true, patientId: true }
  const flag = await tx.redFlag.findFirst({ where: { id, clinicId }, select })
  if (flag) await takeTurn(tx, 'flags', flag.caseId ?? flag.intakeId ?? flag.patientId)
}

/** Throws Conflict when the flag was said again after the page was read that it is answered from. */
function assertSeen(
  { saidAgainAt }: { saidAgainAt: Date | null },
  { seen = '' }: AnswerFlagInput,
  zone: string,
  now: Date,
): void {
  if (!saidAgainAt || saidAgainAt.toISOString() === seen) return
  throw new Conflict(
    `What this flag is about was said again (${inSentence(timeText(saidAgainAt, zone, now))}), after this page was opened. Load the page again and look before you answer; nothing was recorded, and what you wrote is still here.`,
  )
}

/** Throws Conflict for an answer that says nothing about a settled flag, or nothing about an open one. */
function assertFits({ resolvedAt }: { resolvedAt: Date | null }, { kind }: AnswerFlagInput): void {
  if (resolvedAt && kind !== 'stands')
    throw new Conflict(
      'This flag was settled meanwhile, so this answer would do nothing. Load the page again; if the flag stands after all, say so there.',
    )
  if (!resolvedAt && kind === 'stands')
    throw new Conflict('This flag is not settled: it still stands. Load the page again and look.')
}

/** Whether it stops a treatment that the actor gives in another case of the patient. */
async function stopsTreatment(tx: Tx, actor: Actor, flagRowId: string): Promise<boolean> {
  const found = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = ${actor.clinicId}::uuid AND f.id = ${flagRowId}::uuid AND ${stopsTreatmentSql(actor)}`
  return found.length > 0
}

const resolves = ({ kind }: AnswerFlagInput): boolean => kind === 'ruled_out' || kind === 'block_lifted'

/**
 * While a flag stopped the program no rule said what the logs called for; now they do, in her treatments that it may have
 * stopped. Of those in which the actor has no part it is said after the next log.
 */
async function adviseInstead(tx: Tx, actor: Actor, flag: Target, now: Date): Promise<void> {
  const { id, patientId, caseId, block } = flag
  const cases = await tx.case.findMany({
    where: {
      AND: [
        teamCases(actor),
        { patientId, status: { in: ['open', 'on_hold'] } },
        caseId && block === 'none' ? { id: caseId } : {},
      ],
    },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      clinicId: true,
      patient: { select: { timeZone: true } },
      clinic: { select: { timeZone: true } },
    },
  })
  await takeTurn(tx, 'case', ...cases.map(({ id }) => id))
  for (const { id: caseId, clinicId, patient, clinic } of cases) {
    const target = { clinicId, caseId, patientId, timeZone: patient.timeZone ?? clinic.timeZone }
    await adviseAfterStop(tx, actor, target, id, now)
  }
}

/** The id was used before: fine when it was for this very answer. */
async function sameAnswer(
  tx: Tx,
  actor: Actor,
  input: AnswerFlagInput,
  answered: Answered,
): Promise<Answered> {
  const before = await tx.flagResponse.findFirst({
    where: { clinicId: actor.clinicId, id: input.id },
    select: { flagRowId: true, kind: true, text: true },
  })
  if (before?.flagRowId === input.flagRowId && before.kind === input.kind && before.text === input.text)
    return answered
  throw new Conflict('This answer was already sent with other words. Load the page again and look.')
}

type Target = {
  id: string
  flagId: string
  block: Block
  intakeId: string | null
  caseId: string | null
  sourceId: string | null
  raisedAt: Date
  patientId: string
}

/** The same flag of earlier answers, with a response that lifted nothing: who settles it now has seen how it went on. */
async function answeredBefore(tx: Tx, clinicId: string, { flagId, ...of }: Target): Promise<string[]> {
  const { patientId, caseId, intakeId } = of
  const rows = await tx.redFlag.findMany({
    where: {
      clinicId,
      patientId,
      flagId,
      caseId,
      ...(caseId ? {} : { intakeId }),
      id: { not: of.id },
      raisedAt: { lt: of.raisedAt },
      respondedAt: { not: null },
      resolvedAt: null,
      supersededAt: null,
    },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

async function settle(
  tx: Tx,
  flag: Target,
  input: AnswerFlagInput,
  answer: Prisma.FlagResponseCreateManyInput,
  now: Date,
): Promise<void> {
  const { clinicId } = answer
  // Flags that this one covers stand in `supersededBy` as ids of the rule set, parted by spaces.
  const covered = await tx.redFlag.findMany({
    where: {
      clinicId,
      patientId: flag.patientId,
      intakeId: flag.intakeId,
      caseId: flag.caseId,
      sourceId: flag.sourceId,
      supersededAt: { not: null },
    },
    select: { id: true, supersededBy: true },
  })
  const earlier = resolves(input) ? await answeredBefore(tx, clinicId, flag) : []
  await tx.flagResponse.createMany({
    data: earlier.map((id) => ({ ...answer, id: newId(now.getTime()), flagRowId: id })),
  })
  const ids = [
    flag.id,
    ...earlier,
    ...covered.filter((row) => row.supersededBy?.split(' ').includes(flag.flagId)).map((row) => row.id),
  ]
  const where = { clinicId, id: { in: ids } }
  await tx.redFlag.updateMany({ where: { ...where, respondedAt: null }, data: { respondedAt: now } })
  if (resolves(input))
    await tx.redFlag.updateMany({ where: { ...where, resolvedAt: null }, data: { resolvedAt: now } })
}
