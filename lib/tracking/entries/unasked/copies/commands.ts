import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type Day, fromDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { type EntryCase, ownedBy } from '../../commands.ts'
import { counting } from '../../policy.ts'
import { correctedMeanwhile } from '../../rules.ts'
import { settleEntry } from '../../supersede/commands.ts'
import type { Answer } from '../rules.ts'

/** Those of the entries whose question waits, with all that belongs to them, oldest first. */
export async function waitingOf(tx: Tx, { clinicId, caseId }: EntryCase, entries: readonly string[]) {
  const ids = { in: [...entries] }
  const where = { clinicId, caseId, id: ids, safetyAsked: false, ...counting }
  const sessions = await tx.sessionLog.findMany({ where, include: { exercises: true, painScores: true } })
  const runs = await tx.runLog.findMany({ where, include: { painScores: true } })
  const mornings = await tx.painScore.findMany({ where: { ...where, context: 'next_morning' } })
  return [
    ...sessions.map((row) => ({ kind: 'session' as const, row })),
    ...runs.map((row) => ({ kind: 'run' as const, row })),
    ...mornings.map((row) => ({ kind: 'pain' as const, row })),
  ].sort((a, b) => a.row.logDate.getTime() - b.row.logDate.getTime())
}
type Waiting = Awaited<ReturnType<typeof waitingOf>>[number]

export type Copy = { id: string; kind: Waiting['kind']; day: Day; answer: Answer }

/** The entry again, now with its answer; it takes the place of the one without. Throws Conflict when another has taken it. */
export async function copyWith(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  entry: Waiting,
  answer: Answer,
  now: Date,
): Promise<Copy> {
  const own = { ...ownedBy(actor, target), recordedAt: now }
  const { safety, injury } = answer
  const head = {
    ...own,
    id: newId(),
    supersedesId: entry.row.id,
    correctReason: null,
    safety,
    safetyAsked: true,
    ...(injury ? { injury } : {}),
  }
  if (!(await insert(tx, entry, head, own))) throw correctedMeanwhile()
  const { id, supersedesId } = head
  await settleEntry(tx, actor, target, entry.kind, { id, supersedesId }, now)
  return { id, kind: entry.kind, day: fromDbDate(entry.row.logDate), answer }
}

type Own = ReturnType<typeof ownedBy> & { recordedAt: Date }
type Head = Own & {
  id: string
  supersedesId: string
  correctReason: null
  safety: string[]
  safetyAsked: boolean
}

/** False when something else took the place of the entry. */
async function insert(tx: Tx, entry: Waiting, head: Head, own: Own): Promise<boolean> {
  const once = { skipDuplicates: true }
  switch (entry.kind) {
    case 'pain': {
      const { injury: _, ...row } = entry.row
      return (await tx.painScore.createMany({ data: [{ ...row, ...head }], ...once })).count > 0
    }
    case 'run': {
      const { injury: _, painScores, ...row } = entry.row
      const { count } = await tx.runLog.createMany({ data: [{ ...row, ...head }], ...once })
      if (count === 0) return false
      await insertPains(tx, painScores, () => ({ ...own, runLogId: head.id }))
      return true
    }
    case 'session': {
      const { injury: _, painScores, exercises, ...row } = entry.row
      const { count } = await tx.sessionLog.createMany({ data: [{ ...row, ...head }], ...once })
      if (count === 0) return false
      const ids = new Map(exercises.map((done) => [done.id, newId()]))
      const again = exercises.map((done) => ({
        ...done,
        id: ids.get(done.id) ?? newId(),
        sessionLogId: head.id,
      }))
      await tx.exerciseLog.createMany({ data: again })
      const exerciseLogId = (pain: Pain) => ids.get(pain.exerciseLogId ?? '') ?? null
      await insertPains(tx, painScores, (pain) => ({
        ...own,
        sessionLogId: head.id,
        exerciseLogId: exerciseLogId(pain),
      }))
      return true
    }
  }
}

type Pain = Extract<Waiting, { kind: 'run' }>['row']['painScores'][number]

async function insertPains(tx: Tx, pains: readonly Pain[], of: (pain: Pain) => object): Promise<void> {
  await tx.painScore.createMany({
    data: pains.map((pain) => {
      const { injury: _, ...row } = pain
      return { ...row, id: newId(), ...of(pain) }
    }),
  })
}
