import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { dayNumber, fromDbDate, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { adviseAfterLog } from '#lib/programs/progression/commands.ts'
import { actOnEntry, assertSame, type EntryCase, entryCase, ownedBy } from '#lib/tracking/entries/commands.ts'
import { recordOrHear } from '#lib/tracking/entries/heard/commands.ts'
import { assertAsked, entryDay, entryTime, putsRight, toldSafety } from '#lib/tracking/entries/rules.ts'
import { type InjuryAnswers, injuryOf } from '#lib/tracking/entries/schema.ts'
import { correctedEntry, settleEntry } from '#lib/tracking/entries/supersede/commands.ts'
import type { Moments, Saved } from '#lib/tracking/pain-scores/commands.ts'
import { storedDone } from './queries.ts'
import { type Done, doneOf } from './rules.ts'
import type { SessionInput } from './schema.ts'

type Session = {
  id: string
  versionId: string
  logDate: string
  safety: string[]
  safetyAsked: boolean
  injury: InjuryAnswers | null
  note: string
  supersedesId: string | null
  correctReason: string | null
}

/**
 * Saves what was done of a session with its pains, once however often it is sent, and acts on the safety answers at
 * once. Throws NotFound for a case that the actor may not log into, Invalid for a day out of range or an exercise that
 * was never prescribed in the case, Conflict when the id is taken by another entry.
 */
export function recordSession(
  actor: Actor,
  input: SessionInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> {
  const { id, note, caseId } = input
  const told = toldSafety(input.log_safety)
  const { injury } = injuryOf(input)
  const answers = { safety: told.safety, injury }
  const record = async (tx: Tx): Promise<Saved> => {
    const target = await entryCase(tx, actor, caseId)
    const before = await correctedEntry(tx, actor, target, { kind: 'session' }, input)
    assertAsked(told, target.onBehalf, before)
    const logDate = entryDay(input.logDate, target.timeZone, now, before?.day, entered)
    const { versionId, done } = await prescribed(tx, target, input.items)
    const session: Session = {
      id,
      versionId,
      logDate,
      ...told,
      injury,
      note,
      ...putsRight(input),
    }
    const saved = { id, caseId: target.caseId, onBehalf: target.onBehalf }
    if (!(await insertSession(tx, actor, target, session, now))) {
      assertSame(await storedSession(tx, target, session.id), { ...session, done: byItem(done) })
      return { ...saved, again: true }
    }
    await insertDone(tx, actor, target, session, done, { now, entered })
    await settleEntry(tx, actor, target, 'session', session, now, entered)
    const pains = done.flatMap(({ pain, after }) => [pain, after]).filter((pain) => pain !== null)
    const log = { max_pain: pains.length === 0 ? null : Math.max(...pains) }
    const of = { id, corrects: session.supersedesId }
    const facts = { ...of, kind: 'session' as const, day: dayNumber(logDate), log }
    await actOnEntry(tx, actor, target, facts, answers, now)
    await adviseAfterLog(tx, actor, target, { id, day: logDate }, now)
    return { ...saved, again: false }
  }
  return recordOrHear(
    actor,
    { id, caseId, answers, day: input.logDate, supersedes: input.supersedes },
    record,
    now,
  )
}

/** The items that were sent, all of one published version of this case, with what was done of each. */
async function prescribed(tx: Tx, target: EntryCase, items: SessionInput['items']) {
  const { clinicId, caseId, patientId } = target
  const rows = await tx.programItem.findMany({
    where: {
      clinicId,
      caseId,
      patientId,
      id: { in: Object.keys(items) },
      phase: { version: { publishedAt: { not: null } } },
    },
    include: { phase: { select: { versionId: true } } },
  })
  const [first] = rows
  const known = rows.length === Object.keys(items).length
  if (!first || !known || rows.some((row) => row.phase.versionId !== first.phase.versionId))
    throw new Invalid({}, 'Your program changed meanwhile. Please open the session again.')
  const done = rows.flatMap((row) => {
    const input = items[row.id]
    const amounts = {
      minutes: row.minutes === null ? null : Number(row.minutes),
      loadKg: row.loadKg === null ? null : Number(row.loadKg),
    }
    return input ? [doneOf({ ...row, ...amounts }, input)] : []
  })
  return { versionId: first.phase.versionId, done }
}

/** False when the id, or the entry that is put right, is taken already. */
async function insertSession(tx: Tx, actor: Actor, target: EntryCase, session: Session, now: Date) {
  const { injury, logDate, ...rest } = session
  const row = {
    ...ownedBy(actor, target),
    ...rest,
    logDate: toDbDate(logDate),
    recordedAt: now,
    ...(injury ? { injury } : {}),
  }
  return (await tx.sessionLog.createMany({ data: [row], skipDuplicates: true })).count > 0
}

async function insertDone(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  session: Session,
  done: readonly Done[],
  { now, entered }: Moments,
) {
  const { enteredById, onBehalf, ...of } = ownedBy(actor, target)
  const sessionLogId = session.id
  const logs = done.map((entry) => ({ ...entry, id: newId() }))
  await tx.exerciseLog.createMany({
    data: logs.map(({ pain: _, after: __, ...entry }) => ({ ...of, ...entry, sessionLogId })),
  })
  const base = {
    ...of,
    enteredById,
    onBehalf,
    sessionLogId,
    recordedAt: now,
    safety: [],
    at: entryTime(session.logDate, target.timeZone, entered),
    logDate: toDbDate(session.logDate),
  }
  const scores = logs.flatMap(({ id, pain, after }) => {
    const own = { ...base, exerciseLogId: id }
    return [
      ...(pain === null ? [] : [{ ...own, id: newId(), context: 'during_exercise' as const, score: pain }]),
      ...(after === null ? [] : [{ ...own, id: newId(), context: 'after_exercise' as const, score: after }]),
    ]
  })
  await tx.painScore.createMany({ data: scores })
}

const byItem = (done: readonly Done[]) => Object.fromEntries(done.map((entry) => [entry.itemId, entry]))

async function storedSession(tx: Tx, target: EntryCase, sessionLogId: string) {
  const { clinicId, caseId } = target
  const row = await tx.sessionLog.findFirst({ where: { id: sessionLogId, clinicId, caseId } })
  if (!row) return null
  const { id, versionId, safety, safetyAsked, injury, note, supersedesId, correctReason } = row
  const said = { safety, safetyAsked, injury, note, supersedesId, correctReason }
  const done = byItem(await storedDone(tx, target, sessionLogId))
  return { id, versionId, ...said, logDate: fromDbDate(row.logDate), done }
}
