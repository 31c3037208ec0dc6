import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { readableCaseSql } from '#lib/cases/policy.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { isMeasureId, prognosis } from '#lib/content/outcomes/instruments.ts'
import type { KneeMeasure, MeasureId } from '#lib/content/outcomes/types.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { takesOutcomes } from './entries/rules.ts'
import { formOf, packIn } from './forms/rules.ts'
import type { FormView } from './forms/schema.ts'
import { readFormHistory } from './history/queries.ts'
import { formRows } from './history/rules.ts'
import type { FormRow } from './history/schema.ts'
import { outcomeRuleValues } from './indicators/rules.ts'
import { packTexts } from './packs/queries.ts'
import type { ItemText } from './packs/schema.ts'
import { readOutcomes } from './record/queries.ts'
import type { OutcomeRecord, PackRef } from './record/schema.ts'
import type { Administration } from './schema.ts'
import { dueRows, scaleViews } from './views/rules.ts'
import type { DueRow, OutcomesSearch, ScaleView } from './views/schema.ts'

export type CaseOutcomes = {
  frame: CaseFrame
  mayFill: boolean
  knee: KneeMeasure | null
  /** Measures whose texts this clinic holds. */
  held: MeasureId[]
  due: DueRow[]
  scales: ScaleView[]
  entries: FormRow[]
  /** Why to expect a longer course; null when nothing says so. */
  prognosis: { text: string; source: string } | null
  /** The form that is being entered, with the day it is about when an entry is corrected. */
  enter: (FormView & { on: string; corrects: boolean; asksWhy: boolean }) | null
}

const prognosisRule = parseRule(prognosis.rule)

/**
 * Outcome measures of a case for who may read it; the reading is recorded. `search.enter` or `search.correct` opens a
 * form, for the care team alone. Throws NotFound for whoever may not read the case, and for an entry of another one.
 */
export function caseOutcomes(
  actor: Actor,
  caseId: string,
  search: OutcomesSearch,
  now: Date,
): Promise<CaseOutcomes> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'outcomes', now)
    const record = await readCaseOutcomes(tx, actor, caseId, now)
    const mayFill = frame.onTeam && takesOutcomes(record, record.today)
    const values = outcomeRuleValues(record.input, record.today).set('symptom_weeks', record.symptomWeeks)
    return {
      frame,
      mayFill,
      knee: record.input.chosen.knee,
      held: record.packs.map(({ measure }) => measure),
      due: dueRows(record),
      scales: scaleViews(record),
      entries: formRows(record, await readFormHistory(tx, actor, [caseId])),
      prognosis: evaluate(prognosisRule, { values }) === 'T' ? prognosis : null,
      enter: mayFill ? await entryForm(tx, actor, record, search) : null,
    }
  })
}

/** What a case has of outcome measures, inside the transaction of a page's query. Throws NotFound. */
export async function readCaseOutcomes(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<OutcomeRecord> {
  const allowed = Prisma.sql`c.id = ${caseId}::uuid AND ${readableCaseSql(actor, now)}`
  const [record] = await readOutcomes(tx, actor, allowed, now)
  if (!record) throw new NotFound('case')
  return record
}

type Words = { pack: PackRef | null; texts: readonly ItemText[] | null }

async function inUse(tx: Tx, actor: Actor, record: OutcomeRecord, measure: MeasureId): Promise<Words> {
  const pack = packIn(record, measure, null)
  return { pack, texts: pack && (await packTexts(tx, actor, pack.id)) }
}

/** What an entry was filled with, in use or not: its numbers belong to these words. None of one from paper. */
async function shownWith(
  tx: Tx,
  actor: Actor,
  { origins }: OutcomeRecord,
  { id, measure }: Administration,
): Promise<Words> {
  const origin = origins.get(id)
  const packId = origin?.kind === 'entry' ? origin.packId : null
  if (packId === null) return { pack: null, texts: null }
  const row = await tx.instrumentPack.findFirst({
    where: { id: packId, clinicId: actor.clinicId },
    select: { language: true, options: true, texts: true },
  })
  if (!row) throw new NotFound('form')
  const { texts, ...pack } = row
  return { pack: { ...pack, id: packId, measure }, texts: texts as unknown as ItemText[] }
}

async function entryForm(tx: Tx, actor: Actor, record: OutcomeRecord, search: OutcomesSearch) {
  const { enter, correct } = search
  const old = correct ? record.input.administrations.find(({ id }) => id === correct) : undefined
  if (correct && (!old || record.origins.get(correct)?.kind !== 'entry')) {
    // Whoever goes back to the form of an entry that she has put right finds the page without it.
    const of = { id: correct, clinicId: actor.clinicId, caseId: record.caseId }
    const over = { OR: [{ supersededAt: { not: null } }, { withdrawnAt: { not: null } }] }
    if ((await tx.outcomeMeasure.count({ where: { ...of, ...over } })) === 0) throw new NotFound('entry')
    return null
  }
  const measure = old?.measure ?? enter
  if (!measure || !isMeasureId(measure)) return null
  const { pack, texts } = old
    ? await shownWith(tx, actor, record, old)
    : await inUse(tx, actor, record, measure)
  const form = formOf(record, measure, pack, texts)
  const origin = old && record.origins.get(old.id)
  const values = Object.entries(old?.items ?? {}).flatMap(([id, value]) =>
    value === null ? [] : [[id, `${value}`] as const],
  )
  return {
    ...form,
    // A form that the patient left unfinished is hers; staff put a certain one right, or enter a new one.
    supersedes: old?.id ?? null,
    values: Object.fromEntries(values),
    on: old?.on ?? record.today,
    corrects: old !== undefined,
    // Only what the patient filled in herself.
    asksWhy: origin?.kind === 'entry' && origin.mode === 'self',
  }
}
