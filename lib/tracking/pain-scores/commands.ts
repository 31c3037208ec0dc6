import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { fromDbDate, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import type { EntryCase } from '#lib/tracking/entries/commands.ts'
import { counting } from '#lib/tracking/entries/policy.ts'
import {
  type Head,
  type Rows,
  recordEntry,
  type Saved,
  type Stands,
} from '#lib/tracking/entries/recording/commands.ts'
import type { Swelling } from '#lib/tracking/entries/schema.ts'
import { morningEntered, otherMorning } from './rules.ts'
import type { MorningInput, PainInput } from './schema.ts'

type Score = {
  context: 'now' | 'day_worst' | 'next_morning'
  score: number
  swelling: Swelling | null
}

/** Saves one pain score, in four statements and the transaction's own; see `recordEntry`. */
export function recordPain(
  actor: Actor,
  input: PainInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> {
  const { context, score } = input
  return recordEntry<Score>(
    actor,
    input,
    {
      kind: 'pain',
      own: () => ({ context, score, swelling: null }),
      insert: insertScore,
      stored: async (tx, of, { logDate }) => {
        const stored = await storedScore(tx, of)
        // Of the day on which it is sent: sent again it may be tomorrow.
        return stored && !input.logDate && !input.supersedes ? { ...stored, logDate } : stored
      },
      // Pain now is a pain of the day: its worst so far (clinical/review.md 1, `dp`).
      log: () => ({ day_worst_pain: score }),
    },
    { now, entered },
  )
}

/**
 * Saves how the knee was on waking; see `recordEntry`. Throws Conflict, too, where the morning of that day is entered, whoever did
 * it, and Invalid for one that is put right on another day.
 */
export function recordMorning(
  actor: Actor,
  input: MorningInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> {
  const { score, swelling } = input
  return recordEntry<Score>(
    actor,
    input,
    {
      kind: 'morning',
      morning: { morningPain: score, morningSwelling: swelling },
      own: async (tx, target, head, before) => {
        if (!before) await assertOnlyMorning(tx, target, head)
        else if (before.day !== head.logDate) throw otherMorning(target.onBehalf)
        return { context: 'next_morning', score, swelling }
      },
      insert: insertScore,
      stored: storedScore,
      log: () => ({ morning_pain: score, morning_swelling: swelling }),
    },
    { now, entered },
  )
}

/** There is one morning a day; sent again it is this one. */
async function assertOnlyMorning(tx: Tx, target: EntryCase, { id, logDate }: Head) {
  const { clinicId, caseId } = target
  await takeTurn(tx, 'morning', `${caseId} ${logDate}`)
  const ofDay = { ...counting, context: 'next_morning' as const, logDate: toDbDate(logDate) }
  const where = { clinicId, caseId, OR: [{ id }, ofDay] }
  const known = await tx.painScore.findMany({ where, select: { id: true } })
  if (known.length > 0 && !known.some((one) => one.id === id)) throw morningEntered(target.onBehalf)
}

async function insertScore(tx: Tx, { row, pain: { at } }: Rows, own: Score): Promise<boolean> {
  const { count } = await tx.painScore.createMany({ data: [{ ...row, ...own, at }], skipDuplicates: true })
  return count > 0
}

async function storedScore(tx: Tx, of: Stands) {
  const row = await tx.painScore.findFirst({ where: of })
  if (!row) return null
  const { id, context, score, supersedesId, correctReason, swelling, safety, safetyAsked, injury, note } = row
  const said = { safety, safetyAsked, injury, note, supersedesId, correctReason }
  return { id, context, score, swelling, ...said, logDate: fromDbDate(row.logDate) }
}
