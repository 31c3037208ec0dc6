import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import { alertsAfterScore } from '#lib/alerts/scores/commands.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import { type Day, dayIn, isoDay } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Ended, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { inOneMessage, type PatientMessages } from '#lib/flags/messages/rules.ts'
import { withElsewhere } from '#lib/intake/told/body/rules.ts'
import { entersOnBehalf, loggableCaseSql, takesEntries } from './policy.ts'
import { aroundEntry, formAnswers, saidBefore, sameWords } from './queries.ts'
import {
  correctedMeanwhile,
  endedForTeam,
  endedWords,
  isQuiet,
  type LogAnswers,
  logValues,
  nightsWith,
  otherKneeValues,
  sameContent,
} from './rules.ts'

export type EntryCase = {
  clinicId: string
  caseId: string
  patientId: string
  status: CaseStatus
  /** The patient's zone: her days count. */
  timeZone: string
  onBehalf: boolean
}

/** A case of the actor's entries, also one that takes no more. Throws NotFound for any other. */
export async function caseOfEntries(tx: Tx, actor: Actor, caseId: string): Promise<EntryCase> {
  const [row] = await tx.$queryRaw<Omit<EntryCase, 'onBehalf'>[]>`
    SELECT c."clinicId", c.id AS "caseId", c."patientId", c.status::text AS status, COALESCE(p."timeZone", k."timeZone") AS "timeZone"
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId" JOIN "Clinic" k ON k.id = c."clinicId"
    WHERE c.id = ${caseId}::uuid AND ${loggableCaseSql(actor)}`
  if (!row) throw new NotFound('case')
  return { ...row, onBehalf: entersOnBehalf(actor, row.patientId) }
}

/** The case that the actor may log into. Throws NotFound for any other, Ended when it is closed. */
export async function entryCase(tx: Tx, actor: Actor, caseId: string): Promise<EntryCase> {
  const target = await caseOfEntries(tx, actor, caseId)
  if (takesEntries(target.status)) return target
  if (target.onBehalf) throw new Ended(endedForTeam)
  const { phone } = await tx.clinic.findFirstOrThrow({
    where: { id: target.clinicId },
    select: { phone: true },
  })
  throw new Ended(endedWords(phone))
}

/** The columns that every entry starts with. */
export const ownedBy = (actor: Actor, target: EntryCase) => {
  if (actor.kind !== 'account') throw new NotFound('case')
  return {
    clinicId: target.clinicId,
    patientId: target.patientId,
    caseId: target.caseId,
    enteredById: actor.accountId,
    onBehalf: target.onBehalf,
  }
}

/** An id that is taken by something else than this very entry; the same words whoever it belongs to. */
export const notThisEntry = () =>
  new Conflict(
    'Something else was already saved from this page. Open it again to make a new entry; what you saved is in your entries.',
  )

/**
 * Throws Conflict unless what is stored under the id of an entry is this very entry. `stored`: null where nothing of the case is;
 * then a correction met one that took the place of the same entry before.
 */
export function assertSame<T extends { supersedesId: string | null }>(
  stored: Record<keyof T, unknown> | null,
  entry: T,
): void {
  if (!stored) throw entry.supersedesId ? correctedMeanwhile() : notThisEntry()
  if (!sameContent(stored, entry)) throw notThisEntry()
}

/**
 * What a saved entry sets off, in its own transaction: flags with their block, and alerts. `entry.log`: its pains and its
 * swelling by what they are called in the rules; `corrects`: what it puts right; `answers` null for a kind without a safety
 * question.
 */
export async function actOnEntry(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  { corrects, ...entry }: EntryFacts & { corrects?: string | null },
  answers: LogAnswers | null,
  now: Date,
): Promise<void> {
  if (answers !== null && !isQuiet(answers)) {
    const of = { sourceId: entry.id, corrects: corrects ? [corrects] : [], day: isoDay(entry.day) }
    await raiseOf(tx, actor, target, of, answers, now)
    if (answers.injury) await reevaluateFactors(tx, actor, target.caseId, now)
  }
  const log = {
    ...entry.log,
    ...(answers && answers.safety.length > 0 ? { log_safety: [...answers.safety] } : {}),
  }
  const ask = entry.kind === 'pain' ? alertsAfterScore : alertsAfterEntry
  const before = corrects ? await saidBefore(tx, target, corrects, answers?.injury) : null
  await ask(tx, actor, target, { ...entry, log, before }, now)
}

/** `corrects`: the entry that it puts right, or each version of that; `refused`: it is not saved. */
type Occasion = { sourceId: string; corrects: readonly string[]; day: Day; refused?: boolean }

/** Raises what the answers stand for. Returns what their patient reads, null without any. */
export async function raiseOf(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  { day, corrects, ...occasion }: Occasion,
  answers: LogAnswers,
  now: Date,
) {
  const today = dayIn(target.timeZone, now)
  const { form, limits } = await formAnswers(tx, target)
  await takeFlagsTurn(tx, target)
  const around = await aroundEntry(tx, target, { day, today })
  const told = answers.safety.includes('night_pain_constant')
  const nights = told ? nightsWith(around.nights, day < today ? day : today, today) : around.nights.size
  const graver = withElsewhere(form, around.answers)
  const said = logValues(graver, answers, { ...around, nights }, { today, limits })
  const repeats = await sameWords(tx, target, { id: occasion.sourceId, corrects, answers })
  const { patientId, caseId } = target
  const messages: (PatientMessages | null)[] = []
  for (const { values, ...one } of [
    { ...said, caseId },
    ...otherKneeValues(said.values, answers, around.others),
  ]) {
    const of = { ...occasion, ...one, patientId, intakeId: null, source: 'log' as const, repeats }
    messages.push((await raiseFlags(tx, actor, of, values, now)).messages)
  }
  return inOneMessage(messages)
}

/**
 * What another entry tells at the same time counts, of whichever of her treatments: it is waited for, and read after. The turn of the
 * patient comes before that of a case.
 */
export async function takeFlagsTurn(tx: Tx, { patientId, caseId }: EntryCase): Promise<void> {
  await takeTurn(tx, 'flags', patientId)
  await takeTurn(tx, 'flags', caseId)
}
