import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import { type Day, dayIn, dayNumber } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { inOneText, type PatientMessages } from '#lib/flags/messages/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import { loggableCaseSql } from '#lib/tracking/entries/policy.ts'
import { formAnswers } from '#lib/tracking/entries/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { OutcomeEntry } from '../entries/schema.ts'
import { readOutcomes } from '../record/queries.ts'
import { isSevereNow, painNowId, painNowOf } from './rules.ts'

type Target = { caseId: string; patientId: string; zone: string }
type Said = { sourceId: string; pain: number; repeats?: ReadonlySet<string>; refused?: boolean }

/** Raises what a pain of now stands for, as the same question of the intake does (clinical/red-flags.md 3). */
async function raiseOf(
  tx: Tx,
  actor: Actor,
  { caseId, patientId, zone }: Target,
  { pain, ...occasion }: Said,
  now: Date,
): Promise<PatientMessages | null> {
  const { form, limits } = await formAnswers(tx, { clinicId: actor.clinicId, caseId, patientId })
  const known = intakeValues(form, { today: dayIn(zone, now), limits })
  const { messages } = await raiseFlags(
    tx,
    actor,
    { patientId, caseId, intakeId: null, source: 'review_form', answered: new Set([painNowId]), ...occasion },
    new Map([...known, [painNowId, pain]]),
    now,
  )
  return messages
}

/**
 * Judges the pain of now in a form that was saved, about `day`, as that of a log is: its flag in the transaction of the
 * form. Returns what the alerts are asked with, null for a pain that says nothing by itself.
 */
export async function actOnPainNow(
  tx: Tx,
  actor: Actor,
  target: Target,
  input: Pick<OutcomeEntry, 'id' | 'measure' | 'items' | 'supersedes'>,
  day: Day,
  now: Date,
): Promise<EntryFacts | null> {
  const pain = painNowOf(input)
  if (!isSevereNow(pain, day, dayIn(target.zone, now))) return null
  const { before, repeats } = await saidBefore(tx, actor, target, input.supersedes, pain)
  await raiseOf(tx, actor, target, { sourceId: input.id, pain, repeats }, now)
  const log = { day_worst_pain: pain }
  return {
    id: input.id,
    kind: 'pain',
    day: dayNumber(day),
    log,
    before: before === null ? null : { day_worst_pain: before },
  }
}

/** What the form that is put right said, and the forms before it, as far back as they say the same. */
async function saidBefore(
  tx: Tx,
  actor: Actor,
  { caseId, patientId }: Target,
  supersedes: string | undefined,
  pain: number,
) {
  const repeats = new Set<string>()
  let before: number | null = null
  for (let id = supersedes ?? null; id !== null; ) {
    const row: { items: unknown; supersedesId: string | null } | null = await tx.outcomeMeasure.findFirst({
      where: { id, clinicId: actor.clinicId, caseId, patientId },
      select: { items: true, supersedesId: true },
    })
    const said = painNowOf({ measure: 'nprs', items: { ...(row?.items as OutcomeEntry['items']) } })
    if (id === supersedes) before = said
    if (!row || said !== pain) break
    repeats.add(id)
    id = row.supersedesId
  }
  return { before, repeats }
}

/**
 * Hears the pain of now in a form that is not saved, also of a case that takes none any more. Returns the words to be read first,
 * null without any. Throws NotFound for a case that the actor may not log into.
 */
export async function hearPainNow(actor: Actor, input: OutcomeEntry, now: Date): Promise<string | null> {
  const pain = painNowOf(input)
  if (pain === null) return null
  const messages = await asActor(actor, async (tx) => {
    const allowed = Prisma.sql`c.id = ${input.caseId}::uuid AND ${loggableCaseSql(actor)}`
    const [record] = await readOutcomes(tx, actor, allowed, now)
    if (!record) throw new NotFound('case')
    if (!isSevereNow(pain, input.on ?? record.today, record.today)) return null
    return raiseOf(tx, actor, record, { sourceId: input.id, pain, refused: true }, now)
  })
  return messages && inOneText(messages)
}
