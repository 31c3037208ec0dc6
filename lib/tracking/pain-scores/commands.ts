import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { dayNumber, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { adviseAfterLog } from '#lib/programs/progression/commands.ts'
import { actOnEntry, assertSame, type EntryCase, entryCase, ownedBy } from '#lib/tracking/entries/commands.ts'
import { recordOrHear } from '#lib/tracking/entries/heard/commands.ts'
import { counting } from '#lib/tracking/entries/policy.ts'
import { assertAsked, entryDay, entryTime, putsRight, toldSafety } from '#lib/tracking/entries/rules.ts'
import { type InjuryAnswers, injuryOf, type Swelling } from '#lib/tracking/entries/schema.ts'
import { correctedEntry, settleEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { morningEntered, otherMorning } from './rules.ts'
import type { MorningInput, PainInput } from './schema.ts'

type NewScore = {
  id: string
  context: 'now' | 'day_worst' | 'next_morning'
  score: number
  logDate: string
  supersedesId: string | null
  correctReason: string | null
  swelling: Swelling | null
  safety: string[]
  safetyAsked: boolean
  injury: InjuryAnswers | null
  note: string
}

/** When an entry comes, and when it was entered: before that when it waited on a phone. */
export type Moments = { readonly now: Date; readonly entered: Date }

export type Saved = { id: string; caseId: string; onBehalf: boolean; again: boolean }

const quiet = { swelling: null, safety: [], safetyAsked: false, injury: null, note: '' }
/** Pain now is a pain of the day: its worst so far (clinical/review.md 1, `dp`). */
const painNames = {
  now: 'day_worst_pain',
  day_worst: 'day_worst_pain',
  next_morning: 'morning_pain',
} as const
const factsOf = {
  now: { kind: 'pain' },
  day_worst: { kind: 'pain' },
  next_morning: { kind: 'morning' },
} as const

/**
 * Saves one pain score, once however often it is sent: four statements and the transaction's own. Throws NotFound for a
 * case that the actor may not log into, Invalid for a day out of range, Conflict when the id is taken by another entry.
 */
export function recordPain(
  actor: Actor,
  input: PainInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> {
  return asActor(actor, async (tx) => {
    const target = await entryCase(tx, actor, input.caseId)
    const { id, context, score } = input
    const before = await correctedEntry(tx, actor, target, { kind: 'pain' }, input)
    const about = input.logDate ?? before?.day
    const logDate = entryDay(about, target.timeZone, now, before?.day, entered)
    const entry = { ...quiet, id, context, score, logDate, ...putsRight(input) }
    if (!(await insertScore(tx, actor, target, entry, { now, entered }, about === undefined)))
      return { id, caseId: target.caseId, onBehalf: target.onBehalf, again: true }
    const of = { id, corrects: entry.supersedesId, ...factsOf[context] }
    const facts = { ...of, day: dayNumber(logDate), log: { [painNames[context]]: score } }
    await actOnEntry(tx, actor, target, facts, null, now)
    return { id, caseId: target.caseId, onBehalf: target.onBehalf, again: false }
  })
}

/**
 * Saves how the knee was on waking, and acts on the safety answers at once. Throws as `recordPain`, and Conflict where the
 * morning of that day is entered, whoever did it, Invalid for one that is put right on another day.
 */
export function recordMorning(
  actor: Actor,
  input: MorningInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> {
  const { id, caseId, score, swelling, note } = input
  const { injury } = injuryOf(input)
  const told = toldSafety(input.log_safety)
  const answers = { safety: told.safety, injury, morningPain: score, morningSwelling: swelling }
  const record = async (tx: Tx): Promise<Saved> => {
    const target = await entryCase(tx, actor, caseId)
    const before = await correctedEntry(tx, actor, target, { kind: 'pain', morning: true }, input)
    assertAsked(told, target.onBehalf, before)
    const logDate = entryDay(input.logDate, target.timeZone, now, before?.day, entered)
    if (before && before.day !== logDate) throw otherMorning(target.onBehalf)
    const entry: NewScore = {
      id,
      score,
      swelling,
      note,
      logDate,
      injury,
      context: 'next_morning',
      ...putsRight(input),
      ...told,
    }
    if (!before) await assertOnlyMorning(tx, target, entry)
    if (!(await insertScore(tx, actor, target, entry, { now, entered })))
      return { id, caseId: target.caseId, onBehalf: target.onBehalf, again: true }
    const log = { morning_pain: score, morning_swelling: swelling }
    const of = { id, corrects: entry.supersedesId, kind: 'morning' as const }
    await actOnEntry(tx, actor, target, { ...of, day: dayNumber(logDate), log }, answers, now)
    await adviseAfterLog(tx, actor, target, { id, day: logDate }, now)
    return { id, caseId: target.caseId, onBehalf: target.onBehalf, again: false }
  }
  return recordOrHear(
    actor,
    { id, caseId, answers, day: input.logDate, supersedes: input.supersedes },
    record,
    now,
  )
}

/** There is one morning a day; sent again it is this one. */
async function assertOnlyMorning(tx: Tx, target: EntryCase, { id, logDate }: NewScore) {
  const { clinicId, caseId } = target
  await takeTurn(tx, 'morning', `${caseId} ${logDate}`)
  const ofDay = { ...counting, context: 'next_morning' as const, logDate: toDbDate(logDate) }
  const where = { clinicId, caseId, OR: [{ id }, ofDay] }
  const known = await tx.painScore.findMany({ where, select: { id: true } })
  if (known.length > 0 && !known.some((one) => one.id === id)) throw morningEntered(target.onBehalf)
}

/** False when this very entry was saved before. `ofToday`: no day was sent with it, so that sent again it may be tomorrow. */
async function insertScore(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  entry: NewScore,
  { now, entered }: Moments,
  ofToday = false,
): Promise<boolean> {
  const { injury, logDate, ...rest } = entry
  const { count } = await tx.painScore.createMany({
    data: [
      {
        ...ownedBy(actor, target),
        ...rest,
        at: entryTime(logDate, target.timeZone, entered),
        logDate: toDbDate(logDate),
        recordedAt: now,
        ...(injury ? { injury } : {}),
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) {
    const stored = await storedScore(tx, target, entry.id)
    assertSame(stored && ofToday ? { ...stored, logDate } : stored, entry)
    return false
  }
  await settleEntry(tx, actor, target, 'pain', entry, now, entered)
  return true
}

async function storedScore(tx: Tx, target: EntryCase, id: string) {
  const { clinicId, caseId } = target
  const row = await tx.painScore.findFirst({ where: { id, clinicId, caseId } })
  if (!row) return null
  const { context, score, supersedesId, correctReason, swelling, safety, safetyAsked, injury, note } = row
  const puts = { supersedesId, correctReason }
  const said = { safety, safetyAsked, injury, note }
  return { id, context, score, ...puts, swelling, ...said, logDate: fromDbDate(row.logDate) }
}
