import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { fromDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import type { EntryCase } from '#lib/tracking/entries/commands.ts'
import { type Rows, recordEntry, type Saved, type Stands } from '#lib/tracking/entries/recording/commands.ts'
import { storedDone } from './queries.ts'
import { type Done, doneOf } from './rules.ts'
import type { SessionInput } from './schema.ts'

/** `done`: of each item, by its id. */
type Session = { versionId: string; done: Readonly<Record<string, Done>> }

/**
 * Saves what was done of a session with its pains; see `recordEntry`. Throws Invalid, too, for an exercise that was never
 * prescribed in the case.
 */
export const recordSession = (
  actor: Actor,
  input: SessionInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> =>
  recordEntry<Session>(
    actor,
    input,
    {
      kind: 'session',
      own: (tx, target) => prescribed(tx, target, input.items),
      insert: insertSession,
      stored: storedSession,
      log: ({ done }) => ({ max_pain: worstOf(Object.values(done)) }),
    },
    { now, entered },
  )

function worstOf(done: readonly Done[]): number | null {
  const pains = done.flatMap(({ pain, after }) => [pain, after]).filter((pain) => pain !== null)
  return pains.length === 0 ? null : Math.max(...pains)
}

const byItem = (done: readonly Done[]) => Object.fromEntries(done.map((entry) => [entry.itemId, entry]))

/** The items that were sent, all of one published version of this case, with what was done of each. */
async function prescribed(tx: Tx, target: EntryCase, items: SessionInput['items']): Promise<Session> {
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
  return { versionId: first.phase.versionId, done: byItem(done) }
}

async function insertSession(tx: Tx, rows: Rows, { versionId, done }: Session): Promise<boolean> {
  const { row } = rows
  const { count } = await tx.sessionLog.createMany({ data: [{ ...row, versionId }], skipDuplicates: true })
  if (count === 0) return false
  const { clinicId, patientId, caseId, id: sessionLogId } = row
  const of = { clinicId, patientId, caseId, sessionLogId }
  const logs = Object.values(done).map((entry) => ({ ...entry, id: newId() }))
  await tx.exerciseLog.createMany({
    data: logs.map(({ pain: _, after: __, ...log }) => ({ ...log, ...of })),
  })
  const scores = logs.flatMap(({ id: exerciseLogId, pain, after }) => {
    const own = { ...rows.pain, sessionLogId, exerciseLogId }
    return [
      ...(pain === null ? [] : [{ ...own, id: newId(), context: 'during_exercise' as const, score: pain }]),
      ...(after === null ? [] : [{ ...own, id: newId(), context: 'after_exercise' as const, score: after }]),
    ]
  })
  await tx.painScore.createMany({ data: scores })
  return true
}

async function storedSession(tx: Tx, of: Stands) {
  const row = await tx.sessionLog.findFirst({ where: of })
  if (!row) return null
  const { id, versionId, safety, safetyAsked, injury, note, supersedesId, correctReason } = row
  const said = { safety, safetyAsked, injury, note, supersedesId, correctReason }
  const done = byItem(await storedDone(tx, of, id))
  return { id, versionId, ...said, logDate: fromDbDate(row.logDate), done }
}
