import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertOfInjury, alertOfRefused } from '#lib/alerts/evaluation/commands.ts'
import { openRedFlags } from '#lib/alerts/evaluation/queries.ts'
import { isInjuredAnew } from '#lib/alerts/evaluation/rules.ts'
import { stopsPlan } from '#lib/alerts/lifecycle/rules.ts'
import { type Day, dayIn, dayNumber } from '#lib/dates.ts'
import { asActor, onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { HeardFault, OutcomeUnknown } from '#lib/errors.ts'
import { isDutyTold, keepDutyTold, readClinic } from '#lib/flags/commands.ts'
import { savedOrHeard } from '#lib/flags/heard/commands.ts'
import { inOneText } from '#lib/flags/messages/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { caseOfEntries, type EntryCase, raiseOf } from '../commands.ts'
import { readDanger } from '../danger/queries.ts'
import { heardForPatient } from '../danger/rules.ts'
import { takesEntries } from '../policy.ts'
import { dayOfEntry, saidBefore, versionsSince } from '../queries.ts'
import { injuryHeard, isQuiet, type LogAnswers, toldInEither } from '../rules.ts'

/**
 * `supersedes`: the entry that it puts right. `day`: what was sent as the day that it is about; without it that of the older one,
 * else today.
 */
type Told = {
  readonly id: string
  readonly caseId: string
  readonly answers: LogAnswers
  readonly day?: Day | undefined
  readonly supersedes?: string | undefined
}

/** How far the hearing came. */
type Heard = {
  /** What whoever entered it reads. */
  words: string | null
  /** Whoever is on duty was told. */
  isTold: boolean
}

/**
 * Raises what is dangerous in the answers of an entry that is not saved: flags, and the alert that stands for what no flag
 * does, a new injury. Returns the words that its patient reads, or whoever enters it for her, null without any. Throws NotFound for a case that the actor may
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

const hearFlags = (actor: Actor, told: Told, heard: Heard, now: Date) =>
  asActor(actor, async (tx) => {
    const target = await caseOfEntries(tx, actor, told.caseId)
    const day = await dayTold(tx, target, told, now)
    const corrects = await versionsOf(tx, target, told)
    const occasion = { sourceId: told.id, corrects, day, refused: true }
    const messages = await raiseOf(tx, actor, target, occasion, told.answers, now)
    const words = (messages && inOneText(messages)) || null
    return { words: words && (await wordsFor(tx, target, told.id, words)), isTold: await isDutyTold(tx) }
  }).then((found) => Object.assign(heard, found))

/** `words`: what the patient reads, who may be told of no flag by its name; the team has both. */
const wordsFor = async (tx: Tx, target: EntryCase, entryId: string, words: string): Promise<string> =>
  target.onBehalf ? heardForPatient(await readDanger(tx, target, entryId), words) : words

/** It may be refused because something took the place of what it puts right, and said the same already. */
const versionsOf = (tx: Tx, target: EntryCase, { supersedes }: Told) =>
  supersedes ? versionsSince(tx, target, supersedes) : []

/** What those versions told, together; null without one. */
async function toldBefore(tx: Tx, target: EntryCase, told: Told): Promise<Record<string, RuleValue> | null> {
  let before: Record<string, RuleValue> | null = null
  for (const id of await versionsOf(tx, target, told))
    before = toldInEither(before ?? {}, await saidBefore(tx, target, id, told.answers.injury))
  return before
}

async function dayTold(tx: Tx, target: EntryCase, { day, supersedes }: Told, now: Date): Promise<Day> {
  const older = !day && supersedes ? await dayOfEntry(tx, target, supersedes) : null
  return day ?? older ?? dayIn(target.timeZone, now)
}

/** What the rules of alerts read of it: of a day that has not come as of today. */
async function factsOf(tx: Tx, target: EntryCase, told: Told, now: Date) {
  const { id, answers } = told
  const today = dayNumber(dayIn(target.timeZone, now))
  const day = Math.min(today, dayNumber(await dayTold(tx, target, told, now)))
  const { morningPain = null, morningSwelling = null } = answers
  const log = {
    log_safety: [...answers.safety],
    morning_pain: morningPain,
    morning_swelling: morningSwelling,
  }
  const before = await toldBefore(tx, target, told)
  return { id, kind: 'session' as const, day, log, before }
}

/** What became of it is kept once it stands: a transaction is tried again. */
async function hearAlert(
  actor: Actor,
  told: Told,
  heard: Heard,
  now: Date,
  open: typeof alertOfInjury,
): Promise<void> {
  const known = await asActor(actor, async (tx) => {
    const target = await caseOfEntries(tx, actor, told.caseId)
    if (heard.isTold) await keepDutyTold(tx)
    const facts = await factsOf(tx, target, told, now)
    await open(tx, actor, target, facts, now)
    return heard.words === null && isInjuredAnew(facts) ? await knownInjury(tx, target, told.id) : null
  })
  heard.words ??= known
}

/** The words of an injury that no flag stands for; null once a clinician has answered it. */
async function knownInjury(tx: Tx, target: EntryCase, entryId: string): Promise<string | null> {
  const { clinicId, caseId, status } = target
  const open = await onSafetyDuty(tx, () => openRedFlags(tx, { clinicId, caseId }))
  if (!open.some(stopsPlan)) return null
  const { numbers } = await readClinic(tx, clinicId)
  return wordsFor(tx, target, entryId, injuryHeard(numbers, takesEntries(status)))
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
