import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import type { Treatment } from '#lib/cases/own/schema.ts'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import { addDays, toDbDate } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { ownSafety } from '#lib/flags/queries.ts'
import { counting } from '#lib/tracking/entries/policy.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'
import type { WaitWords } from '#lib/tracking/waits/schema.ts'
import { takesOutcomes } from '../entries/rules.ts'
import { readFormHistory } from '../history/queries.ts'
import { withByClinic } from '../history/rules.ts'
import { packTexts } from '../packs/queries.ts'
import { painNowOf, wordsOfPain } from '../pain-now/rules.ts'
import { readOutcomes } from '../record/queries.ts'
import type { OutcomeRecord } from '../record/schema.ts'
import { DAYS_TO_COMPLETE } from '../schedule/rules.ts'
import type { ItemValues } from '../schema.ts'
import { formOf, ownFormsOf, packIn, unfinished, wantedForms } from './rules.ts'
import type { FormView, OwnForms } from './schema.ts'

/** A patient's own cases in which forms can be filled. */
async function fillable(tx: Tx, actor: AccountActor, now: Date): Promise<OutcomeRecord[]> {
  const records = await readOutcomes(tx, actor, ownCaseSql(actor), now)
  return records.filter((record) => takesOutcomes(record, record.today))
}

/** What tells these treatments apart; nobody asks of a single one. */
async function treatmentsOf(
  tx: Tx,
  actor: AccountActor,
  records: readonly OutcomeRecord[],
): Promise<Treatment[]> {
  if (records.length < 2) return []
  return tx.case.findMany({
    where: { AND: [ownCases(actor), { id: { in: records.map(({ caseId }) => caseId) } }] },
    select: { id: true, side: true, complaint: true },
  })
}

async function ownRead(tx: Tx, actor: AccountActor, record: OutcomeRecord, page: string): Promise<void> {
  const { patientId, caseId } = record
  await recordAudit(tx, actor, { type: 'own_record.read', patientId, caseId, data: { page } })
}

/** What she reads after the form that she has just sent. */
async function wordsAfter(
  tx: Tx,
  record: OutcomeRecord,
  measure: string,
  now: Date,
): Promise<WaitWords | null> {
  const { caseId, patientId, today } = record
  if (measure !== 'nprs') return null
  const sent = await tx.outcomeMeasure.findFirst({
    where: {
      caseId,
      patientId,
      measure,
      mode: 'self',
      // What completes a form is about the day on which that was begun.
      on: { gte: toDbDate(addDays(today, -DAYS_TO_COMPLETE)) },
      ...counting,
    },
    orderBy: { recordedAt: 'desc' },
    select: { items: true },
  })
  const pain = sent && painNowOf({ measure, items: sent.items as ItemValues })
  return pain === null ? null : wordsOfPain(pain, await ownSafety(tx, caseId, { today, now }))
}

type Sent = { case: string | null; saved: string | null }

/**
 * The forms of the signed-in patient: what is due and what was sent. Empty before there is a case. `after`: the one that was sent
 * just now, with the words that follow from it.
 */
export function ownForms(
  actor: AccountActor,
  now: Date,
  after: Sent = { case: null, saved: null },
): Promise<OwnForms & { words: WaitWords | null }> {
  return readAs(actor, async (tx) => {
    const records = await fillable(tx, actor, now)
    const [first] = records
    if (first) await ownRead(tx, actor, first, 'forms')
    const caseIds = records.map(({ caseId }) => caseId)
    const history = await readFormHistory(tx, actor, caseIds)
    const forms = ownFormsOf(records, await treatmentsOf(tx, actor, records))
    const of = records.find(({ caseId }) => caseId === after.case)
    const words = of && after.saved ? await wordsAfter(tx, of, after.saved, now) : null
    return { ...withByClinic(forms, records, history), words }
  })
}

/** How many forms wait in each case of the patient, inside the transaction of the page that says so. */
export async function formsWaiting(
  tx: Tx,
  actor: AccountActor,
  now: Date,
): Promise<{ caseId: string; forms: number }[]> {
  const records = await fillable(tx, actor, now)
  return records.map((record) => ({ caseId: record.caseId, forms: wantedForms(record).length }))
}

/**
 * One form to fill. `due` is false when it is not wanted now and nothing of it is unfinished. Throws NotFound for another
 * patient's case and where the clinic does not hold the texts.
 */
export function ownForm(
  actor: AccountActor,
  asked: { measure: MeasureId; caseId: string | null; language: string | null },
  now: Date,
): Promise<FormView & { due: boolean }> {
  return readAs(actor, async (tx) => {
    const { measure, caseId, language } = asked
    const wants = (record: OutcomeRecord) =>
      wantedForms(record).some((form) => form.measure === measure) || unfinished(record, measure) !== null
    const all = await fillable(tx, actor, now)
    const records = all.filter((one) => caseId === null || one.caseId === caseId)
    const record = records.find(wants) ?? records[0]
    if (!record) throw new NotFound('form')
    const pack = packIn(record, measure, language)
    if (instruments[measure].texts === 'pack' && !pack) throw new NotFound('form')
    const texts = pack ? await packTexts(tx, actor, pack.id) : null
    await ownRead(tx, actor, record, 'form')
    const knee = kneeAmong(await treatmentsOf(tx, actor, all), record.caseId)
    return { ...formOf(record, measure, pack, texts, knee), due: wants(record) }
  })
}
