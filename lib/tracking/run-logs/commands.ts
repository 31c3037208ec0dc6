import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { dayNumber, fromDbDate, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { adviseAfterLog } from '#lib/programs/progression/commands.ts'
import { actOnEntry, assertSame, type EntryCase, entryCase, ownedBy } from '#lib/tracking/entries/commands.ts'
import { recordOrHear } from '#lib/tracking/entries/heard/commands.ts'
import { assertAsked, entryDay, entryTime, putsRight, toldSafety } from '#lib/tracking/entries/rules.ts'
import { type InjuryAnswers, injuryOf } from '#lib/tracking/entries/schema.ts'
import { correctedEntry, settleEntry } from '#lib/tracking/entries/supersede/commands.ts'
import type { Moments, Saved } from '#lib/tracking/pain-scores/commands.ts'
import { assertPace, toKm } from './rules.ts'
import type { DistanceUnit, RunInput } from './schema.ts'

/** The run as it is stored; kilometers to two places. */
const runOf = (input: RunInput, injury: InjuryAnswers | null, logDate: string) => ({
  id: input.id,
  logDate,
  injury,
  note: input.note,
  shoes: input.shoes,
  km: toKm(input.distance, input.unit),
  minutes: input.minutes,
  finished: input.finished === 'yes',
  type: input.type,
  surface: input.surface,
  settle: input.settle ?? null,
  ...toldSafety(input.log_safety),
  ...putsRight(input),
})
type Run = ReturnType<typeof runOf>
type Pains = { during_run: number; after_run: number | null }

/**
 * Saves a run with its pains, once however often it is sent, and acts on the safety answers at once. Throws NotFound for
 * a case that the actor may not log into, Invalid for a day out of range, Conflict when the id is taken by another entry.
 */
export function recordRun(
  actor: Actor,
  input: RunInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> {
  const { injury } = injuryOf(input)
  const told = toldSafety(input.log_safety)
  const answers = { safety: told.safety, injury }
  const record = async (tx: Tx): Promise<Saved> => {
    const target = await entryCase(tx, actor, input.caseId)
    const before = await correctedEntry(tx, actor, target, { kind: 'run' }, input)
    assertAsked(told, target.onBehalf, before)
    assertPace(input)
    const run = runOf(input, injury, entryDay(input.logDate, target.timeZone, now, before?.day, entered))
    const pains: Pains = { during_run: input.pain_during, after_run: input.pain_after ?? null }
    const saved = { id: run.id, caseId: target.caseId, onBehalf: target.onBehalf }
    if (!(await insertRun(tx, actor, target, { ...run, unit: input.unit }, now))) {
      assertSame(await storedRun(tx, target, run.id), { ...run, ...pains })
      return { ...saved, again: true }
    }
    await insertPains(tx, actor, target, run, pains, { now, entered })
    await settleEntry(tx, actor, target, 'run', run, now, entered)
    const log = { max_pain: Math.max(pains.during_run, pains.after_run ?? 0) }
    const of = { id: run.id, corrects: run.supersedesId }
    const facts = { ...of, kind: 'run' as const, day: dayNumber(run.logDate), log }
    await actOnEntry(tx, actor, target, facts, answers, now)
    await adviseAfterLog(tx, actor, target, { id: run.id, day: run.logDate }, now)
    return { ...saved, again: false }
  }
  const { id, caseId, logDate: day, supersedes } = input
  return recordOrHear(actor, { id, caseId, answers, day, supersedes }, record, now)
}

/** False when the id, or the entry that is put right, is taken already. */
async function insertRun(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  run: Run & { unit: DistanceUnit },
  now: Date,
): Promise<boolean> {
  const { injury, logDate, ...rest } = run
  const row = {
    ...ownedBy(actor, target),
    ...rest,
    logDate: toDbDate(logDate),
    recordedAt: now,
    ...(injury ? { injury } : {}),
  }
  return (await tx.runLog.createMany({ data: [row], skipDuplicates: true })).count > 0
}

async function insertPains(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  run: Run,
  pains: Pains,
  { now, entered }: Moments,
) {
  const base = {
    ...ownedBy(actor, target),
    runLogId: run.id,
    at: entryTime(run.logDate, target.timeZone, entered),
    logDate: toDbDate(run.logDate),
    recordedAt: now,
    safety: [],
  }
  const rows = (['during_run', 'after_run'] as const).flatMap((context) => {
    const pain = pains[context]
    return pain === null ? [] : [{ ...base, id: newId(), context, score: pain }]
  })
  await tx.painScore.createMany({ data: rows })
}

async function storedRun(tx: Tx, target: EntryCase, id: string) {
  const { clinicId, caseId } = target
  const row = await tx.runLog.findFirst({
    where: { id, clinicId, caseId },
    include: { painScores: { select: { context: true, score: true } } },
  })
  if (!row) return null
  const { minutes, finished, type, surface, shoes, settle, note, supersedesId, correctReason } = row
  const { safety, safetyAsked, injury } = row
  const said = { safety, safetyAsked, injury, note, supersedesId, correctReason }
  const stored = { minutes, finished, type, surface, shoes, settle, ...said }
  const pain = (of: keyof Pains) => row.painScores.find(({ context }) => context === of)?.score ?? null
  const pains = { during_run: pain('during_run'), after_run: pain('after_run') }
  return { ...stored, ...pains, id, km: Number(row.km), logDate: fromDbDate(row.logDate) }
}
