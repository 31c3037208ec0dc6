import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertOfInjury, alertOfRefused } from '#lib/alerts/evaluation/commands.ts'
import { type Day, dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { HeardFault, OutcomeUnknown } from '#lib/errors.ts'
import { isDutyTold, keepDutyTold, readClinic } from '#lib/flags/commands.ts'
import { savedOrHeard } from '#lib/flags/heard/commands.ts'
import { inOneText } from '#lib/flags/messages/rules.ts'
import { dayNumber } from '#lib/tracking/progress/series/rules.ts'
import { caseOfEntries, type EntryCase, raiseOf } from '../commands.ts'
import { takesEntries } from '../policy.ts'
import { injuryHeard, isQuiet, type LogAnswers } from '../rules.ts'

/** `day`: what was sent as the day that the entry is about, today without it. */
type Told = {
  readonly id: string
  readonly caseId: string
  readonly answers: LogAnswers
  readonly day?: Day | undefined
}

/** How far the hearing came. */
type Heard = {
  /** What its patient reads. */ words: string | null /** Whoever is on duty was told. */
  isTold: boolean
}

/**
 * Raises what is dangerous in the answers of an entry that is not saved: flags, and the alert that stands for what no flag
 * does, a new injury. Returns the words that its patient reads, null without any. Throws NotFound for a case that the actor may
 * not log into; one that has ended is heard. The flags stand though the alert fails, and an injury has its alert though the flags
 * and the rules of its case do: HeardFault then.
 */
export async function hear(actor: Actor, told: Told, now: Date): Promise<string | null> {
  if (isQuiet(told.answers)) return null
  const heard: Heard = { words: null, isTold: false }
  try {
    await hearFlags(actor, told, heard, now)
    await hearAlert(actor, told, heard, now, alertOfRefused)
  } catch (fault) {
    if (fault instanceof OutcomeUnknown) throw fault
    if (told.answers.injury) await hearAlert(actor, told, heard, now, alertOfInjury).catch(() => undefined)
    throw heard.words === null ? fault : new HeardFault(heard.words, fault)
  }
  return heard.words
}

const hearFlags = (actor: Actor, { id: sourceId, caseId, answers, day }: Told, heard: Heard, now: Date) =>
  asActor(actor, async (tx) => {
    const target = await caseOfEntries(tx, actor, caseId)
    const occasion = { sourceId, day: day ?? dayIn(target.timeZone, now), refused: true }
    const messages = await raiseOf(tx, actor, target, occasion, answers, now)
    return { words: messages ? inOneText(messages) || null : null, isTold: await isDutyTold(tx) }
  }).then((found) => Object.assign(heard, found))

/** What became of it is kept once it stands: a transaction is tried again. */
async function hearAlert(
  actor: Actor,
  { id, caseId, answers }: Told,
  heard: Heard,
  now: Date,
  open: typeof alertOfInjury,
): Promise<void> {
  const known = await asActor(actor, async (tx) => {
    const target = await caseOfEntries(tx, actor, caseId)
    if (heard.isTold) await keepDutyTold(tx)
    const day = dayNumber(dayIn(target.timeZone, now))
    const log = { log_safety: [...answers.safety], morning_pain: answers.morningPain ?? null }
    await open(tx, actor, target, { id, kind: 'session', day, log }, now)
    return answers.injury && heard.words === null ? await knownInjury(tx, target) : null
  })
  heard.words ??= known
}

/** The words of an injury that no flag stands for. */
async function knownInjury(tx: Tx, { clinicId, status }: EntryCase): Promise<string> {
  const { numbers } = await readClinic(tx, clinicId)
  return injuryHeard(numbers, takesEntries(status))
}

/**
 * `record`, or if it is refused, because what it puts right was changed meanwhile, the day is no day for an entry or the treatment
 * has ended, or a fault undoes it: what is dangerous in the answers raises its flag all the same, and its words stand before the
 * reason.
 */
export const recordOrHear = <T>(
  actor: Actor,
  entry: Told,
  record: (tx: Tx) => Promise<T>,
  now: Date,
): Promise<T> =>
  savedOrHeard(
    () => asActor(actor, record),
    () => hear(actor, entry, now),
  )
