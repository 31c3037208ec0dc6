import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertsAfterMeasure } from '#lib/alerts/measures/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import { type OstrcOption, ostrcOptions } from '#lib/content/outcomes/running.ts'
import { fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { savedOrHeard } from '#lib/flags/heard/commands.ts'
import { notThisEntry } from '#lib/tracking/entries/commands.ts'
import { counting, entersOnBehalf, loggableCaseSql } from '#lib/tracking/entries/policy.ts'
import { assertReason, sameContent } from '#lib/tracking/entries/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { actOnPainNow, hearPainNow } from '../pain-now/commands.ts'
import { readOutcomes } from '../record/queries.ts'
import type { OutcomeRecord, PackRef, StoredMode } from '../record/schema.ts'
import type { Administration } from '../schema.ts'
import { isComplete } from '../scoring/rules.ts'
import { outcomeDay, type Replaced, scoredEntry, takesOutcomes } from './rules.ts'
import type { OutcomeEntry } from './schema.ts'

export type SavedOutcome = {
  id: string
  caseId: string
  measure: OutcomeEntry['measure']
  missing: number
  /** Whether every score is there. */
  complete: boolean
  again: boolean
}

const ended = () =>
  new Conflict(
    'This treatment has ended, so nothing was saved. Call the clinic if your knee bothers you again.',
  )

const changed = () => new Conflict('This form was changed meanwhile. Open it again; nothing was changed.')

async function target(tx: Tx, actor: Actor, caseId: string, now: Date): Promise<OutcomeRecord> {
  const allowed = Prisma.sql`c.id = ${caseId}::uuid AND ${loggableCaseSql(actor)}`
  const [record] = await readOutcomes(tx, actor, allowed, now)
  if (!record || actor.kind !== 'account') throw new NotFound('case')
  if (!takesOutcomes(record, record.today)) throw ended()
  return record
}

/**
 * Saves one filled form and its score, once however often it is sent, and asks the alerts of the case at once. A form with
 * answers missing is kept without the score that needs them, and can be completed within 3 days by an entry that supersedes
 * it. Throws NotFound for a case that the actor may not log into, Invalid for a value or a day that cannot be, Conflict when
 * the id is taken by another entry or the form was changed meanwhile. A severe pain of now raises its flag, also of a form that is
 * not saved.
 */
export function recordOutcome(
  actor: Actor,
  input: OutcomeEntry,
  now: Date = new Date(),
): Promise<SavedOutcome> {
  const save = async (tx: Tx): Promise<SavedOutcome> => {
    const record = await target(tx, actor, input.caseId, now)
    const onBehalf = entersOnBehalf(actor, record.patientId)
    const corrects = onBehalf && input.supersedes !== undefined
    if (onBehalf && !corrects && !input.mode) throw new Invalid({ mode: ['Choose how it was asked.'] })
    const shown = corrects ? null : packOf(record, input, onBehalf)
    const stored = await storedEntry(tx, record, input.id)
    if (stored) return again(stored, record, input)
    const { openedOn } = record.input.timeline
    const replaces = input.supersedes ? await replaced(tx, record, input) : null
    assertReason(input.reason, onBehalf && replaces?.own === true)
    const on = outcomeDay(input, { onBehalf, replaces }, { today: record.today, openedOn })
    const activities = input.measure === 'psfs' ? record.activities : {}
    // What staff put right stays the form that it was: its texts, its language, how it was asked.
    const kept = corrects ? replaces : null
    const pack = kept ? kept.pack : shown
    const { scores, missing } = scoredEntry(input, activities, optionsOf(pack))
    const { id, caseId, measure, items } = input
    const instrument = instruments[measure]
    const { count } = await tx.outcomeMeasure.createMany({
      data: [
        {
          id,
          caseId,
          measure,
          items: { ...items },
          scores: { ...scores },
          missing,
          clinicId: actor.clinicId,
          patientId: record.patientId,
          version: instrument.version,
          language: kept?.language ?? pack?.language ?? input.language ?? 'en',
          side: record.side,
          on: toDbDate(on),
          activities: { ...activities },
          mode: kept?.mode ?? (onBehalf && input.mode ? input.mode : 'self'),
          packId: pack?.id ?? null,
          enteredById: actor.kind === 'account' ? actor.accountId : '',
          onBehalf,
          recordedAt: now,
          supersedesId: input.supersedes ?? null,
          correctReason: corrects ? (input.reason ?? null) : null,
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) {
      // Pressed twice at once, and the other press was quicker.
      const twin = await storedEntry(tx, record, id)
      if (twin) return again(twin, record, input)
      throw input.supersedes ? changed() : notThisEntry()
    }
    if (input.supersedes) await supersede(tx, record, input.supersedes, now)
    await recordAudit(tx, actor, {
      patientId: record.patientId,
      caseId,
      subjectId: id,
      ...(input.supersedes
        ? { type: 'outcome.corrected', data: { measure, supersedes: input.supersedes } }
        : { type: 'outcome.recorded', data: { measure, onBehalf, missing } }),
    })
    const { patientId, status } = record
    const severe = await actOnPainNow(tx, actor, record, input, on, now)
    await alertsAfterMeasure(tx, actor, { clinicId: actor.clinicId, caseId, patientId, status }, now, severe)
    return { id, caseId, measure, missing, again: false, complete: isComplete({ measure, scores, missing }) }
  }
  return savedOrHeard(
    () => asActor(actor, save),
    () => hearPainNow(actor, input, now),
  )
}

/** The texts that were shown. A patient can fill an instrument of others only where the clinic holds its texts. */
function packOf(record: OutcomeRecord, input: OutcomeEntry, onBehalf: boolean): PackRef | null {
  if (instruments[input.measure].texts === 'own') return null
  if (!input.packId) {
    if (onBehalf) return null
    throw new Invalid({}, 'The texts of this form are not here. Please tell your physio.')
  }
  const pack = record.packs.find(({ id, measure }) => id === input.packId && measure === input.measure)
  if (!pack) throw new Conflict('The texts of this form changed meanwhile. Please open it again.')
  return pack
}

const optionsOf = (pack: Pick<PackRef, 'options'> | null): OstrcOption[] =>
  ostrcOptions.filter((option) => pack?.options.includes(option))

/** The row that an entry replaces, with the texts that were shown, in use or not. */
type ReplacedForm = Replaced & {
  readonly mode: StoredMode
  readonly language: string
  readonly pack: Omit<PackRef, 'measure'> | null
}

async function replaced(tx: Tx, record: OutcomeRecord, input: OutcomeEntry): Promise<ReplacedForm> {
  const row = await tx.outcomeMeasure.findFirst({
    where: {
      id: input.supersedes ?? '',
      caseId: record.caseId,
      patientId: record.patientId,
      measure: input.measure,
    },
    include: { pack: { select: { id: true, language: true, options: true } } },
  })
  if (!row) throw new NotFound('entry')
  const { mode, language, pack } = row
  const own = mode === 'self'
  return { on: fromDbDate(row.on), whole: row.missing === 0, own, mode, language, pack }
}

async function supersede(tx: Tx, record: OutcomeRecord, id: string, now: Date): Promise<void> {
  const { count } = await tx.outcomeMeasure.updateMany({
    where: { id, caseId: record.caseId, patientId: record.patientId, ...counting },
    data: { supersededAt: now },
  })
  if (count === 0) throw changed()
}

type Stored = {
  measure: string
  items: unknown
  supersedesId: string | null
  scores: unknown
  missing: number
  on: Date
}

const storedEntry = (tx: Tx, record: OutcomeRecord, id: string): Promise<Stored | null> =>
  tx.outcomeMeasure.findFirst({ where: { id, caseId: record.caseId, patientId: record.patientId } })

/** The same form sent twice is one entry; another one under the same id is refused. */
function again(stored: Stored, record: OutcomeRecord, input: OutcomeEntry): SavedOutcome {
  const { id, measure } = input
  const one = { measure: stored.measure, items: stored.items, supersedes: stored.supersedesId }
  if (!sameContent(one, { measure, items: input.items, supersedes: input.supersedes ?? null }))
    throw notThisEntry()
  const { missing } = stored
  const scores = stored.scores as Administration['scores']
  return {
    id,
    caseId: record.caseId,
    measure,
    missing,
    again: true,
    complete: isComplete({ measure, scores, missing }),
  }
}
