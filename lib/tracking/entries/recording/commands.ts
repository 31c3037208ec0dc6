import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import { type Day, dayNumber, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { adviseAfterLog } from '#lib/programs/progression/commands.ts'
import { actOnEntry, assertSame, type EntryCase, entryCase, ownedBy } from '../commands.ts'
import { recordOrHear } from '../heard/commands.ts'
import { assertAsked, entryDay, entryTime, type LogAnswers, putsRight, toldSafety } from '../rules.ts'
import { type Corrects, type InjuryAnswers, injuryOf } from '../schema.ts'
import { type Corrected, correctedEntry, settleEntry } from '../supersede/commands.ts'

/** When an entry comes, and when it was entered: before that when it waited on a phone. */
type Moments = { readonly now: Date; readonly entered: Date }

/** `log_safety`: left out by a kind that does not ask about safety, which is not heard when it is refused, and moves no plan. */
type Posted = Corrects & {
  id: string
  caseId: string
  logDate?: Day | undefined
  note?: string
  log_safety?: readonly string[]
}

/** What an entry of any kind says. */
export type Head = {
  id: string
  logDate: Day
  note: string
  safety: string[]
  safetyAsked: boolean
  injury: InjuryAnswers | null
  supersedesId: string | null
  correctReason: string | null
}

/** Where an entry stands. */
export type Stands = { id: string; clinicId: string; caseId: string }

/** What sets one kind of entries apart; `Own` is what only this kind says. */
type Kind<Own> = {
  kind: EntryFacts['kind']
  /** Throws for an entry that may not be. `before`: what it puts right. */
  own: (tx: Tx, target: EntryCase, head: Head, before: Corrected | null) => Own | Promise<Own>
  /** Of a morning, which flags read too. */
  morning?: Pick<LogAnswers, 'morningPain' | 'morningSwelling'>
  /** With all that belongs to it; false when the id, or the entry that it puts right, is taken already. */
  insert: (tx: Tx, rows: Rows, own: Own) => Promise<boolean>
  /** What is stored under the id of the entry. */
  stored: (tx: Tx, of: Stands, head: Head) => Promise<Record<keyof (Head & Own), unknown> | null>
  /** Its pains and its swelling, by what they are called in the rules. */
  log: (own: Own) => EntryFacts['log']
}

export type Saved = { id: string; caseId: string; onBehalf: boolean; again: boolean }

/**
 * Saves an entry of a patient, once however often it is sent, and acts on what it says at once. Throws NotFound for a case that the
 * actor may not log into, Invalid for a day out of range, Conflict when the id is taken by another entry.
 */
export function recordEntry<Own extends object>(
  actor: Actor,
  input: Posted,
  of: Kind<Own>,
  moments: Moments,
): Promise<Saved> {
  const told = toldIn(input)
  const answers = told && { safety: told.safety, injury: told.injury, ...of.morning }
  const save = (tx: Tx) => record(tx, actor, input, { told, answers, of, moments })
  if (!answers) return asActor(actor, save)
  const { id, caseId, logDate: day, supersedes } = input
  return recordOrHear(actor, { id, caseId, answers, day, supersedes }, save, moments.now)
}

type Told = Pick<Head, 'safety' | 'safetyAsked' | 'injury'>

const toldIn = ({ log_safety, ...rest }: Posted): Told | null =>
  log_safety ? { ...toldSafety(log_safety), injury: injuryOf({ ...rest, log_safety }).injury } : null

const notAsked: Told = { safety: [], safetyAsked: false, injury: null }

type How<Own> = { told: Told | null; answers: LogAnswers | null; of: Kind<Own>; moments: Moments }

async function record<Own extends object>(
  tx: Tx,
  actor: Actor,
  input: Posted,
  { told, answers, of, moments }: How<Own>,
): Promise<Saved> {
  const { now, entered } = moments
  const target = await entryCase(tx, actor, input.caseId)
  const { clinicId, caseId, timeZone, onBehalf } = target
  const before = await correctedEntry(tx, actor, target, of.kind, input)
  if (told) assertAsked(told, onBehalf, before)
  const logDate = entryDay(input.logDate, timeZone, now, before?.day, entered)
  const { id, note = '' } = input
  const head = { id, logDate, note, ...(told ?? notAsked), ...putsRight(input) }
  const own = await of.own(tx, target, head, before)
  if (!(await of.insert(tx, rowsOf(actor, target, head, moments), own))) {
    assertSame(await of.stored(tx, { id, clinicId, caseId }, head), { ...head, ...own })
    return { id, caseId, onBehalf, again: true }
  }
  await settleEntry(tx, actor, target, of.kind, head, now, entered)
  const facts = { id, corrects: head.supersedesId, kind: of.kind, day: dayNumber(logDate), log: of.log(own) }
  await actOnEntry(tx, actor, target, facts, answers, now)
  if (answers) await adviseAfterLog(tx, actor, target, { id, day: logDate }, now)
  return { id, caseId, onBehalf, again: false }
}

/** As they are stored: `row` of the entry, `pain` of each pain that belongs to it. */
function rowsOf(actor: Actor, target: EntryCase, head: Head, { now, entered }: Moments) {
  const { injury, logDate, ...said } = head
  const of = { ...ownedBy(actor, target), logDate: toDbDate(logDate), recordedAt: now }
  const at = entryTime(logDate, target.timeZone, entered)
  return { row: { ...of, ...said, ...(injury ? { injury } : {}) }, pain: { ...of, at, safety: [] } }
}
export type Rows = ReturnType<typeof rowsOf>
