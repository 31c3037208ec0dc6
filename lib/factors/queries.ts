import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { readCaseFrame } from '#lib/cases/queries.ts'
import { factorGroups } from '#lib/content/factors/groups.ts'
import { factorById, factors } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { factorRuleSetVersion } from '#lib/content/factors/version.ts'
import { timeText } from '#lib/dates.ts'
import { readAs } from '#lib/db/as-actor.ts'
import { inputLabel } from '#lib/flags/cards/rules.ts'
import { fillNumbers } from '#lib/flags/messages/rules.ts'
import { numbersOf } from '#lib/intake/drafts/messages/rules.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { unitOfRuns } from '#lib/tracking/run-logs/queries.ts'
import { changesBetween } from './changes/rules.ts'
import { type EvaluationRow, evaluationsOf } from './history/queries.ts'
import { valuesOfInputs } from './inputs/rules.ts'
import { staleBy } from './limits/rules.ts'
import { readableFactorCases } from './policy.ts'
import { type GivableText, givableTexts, lapseOf, restingOn } from './releases/rules.ts'
import { outlivedDismissals } from './responses/queries.ts'
import { newestAnswers } from './responses/rules.ts'
import { factorResponseWords } from './responses/schema.ts'
import { readEvaluation } from './rules.ts'
import type { StoredEvaluation } from './schema.ts'
import { factorView, groupViews, patternViews } from './views/rules.ts'
import type { ChangeView, FactorView, GroupView, PatternView, ResponseView } from './views/schema.ts'
import { factorValueText, levelText, patternWords } from './words/rules.ts'

/** `lapsed`: why she would not be given it now; null while she would. */
export type GivenText = { id: string; itemId: string; text: string; byText: string; lapsed: string | null }

export type CaseFactors = {
  caseId: string
  mayWrite: boolean
  /** Null: nothing has been evaluated yet. */
  evaluation: {
    id: string
    atText: string
    by: string | null
    ruleSetVersion: number
    /** By other rules, or with other limits of the clinic, than those of today. */
    stale: 'rules' | 'limits' | null
    /** The newest one; an earlier one is shown as it was and not answered. */
    newest: boolean
  } | null
  /** Newest first; of one assessment the last alone. */
  history: { id: string; atText: string; current: boolean }[]
  changes: ChangeView | null
  groups: GroupView[]
  /** Added by a physio and not listed by the rules. */
  added: FactorView[]
  /** By factor id, newest first. */
  responses: Record<string, ResponseView[]>
  patterns: {
    listed: PatternView[]
    others: { id: string; title: string; score: number; threshold: number }[]
  }
  texts: (GivableText & { title: string; given: boolean })[]
  given: GivenText[]
  /** How many of those rest on a factor alone; only factors with some. */
  resting: Record<string, number>
  /** Also in a closed case, which the patient still reads. */
  mayTakeBack: boolean
  addable: { title: string; factors: { id: string; title: string }[] }[]
}

function changeView(
  shown: EvaluationRow,
  previous: EvaluationRow | null,
  when: (at: Date) => string,
): ChangeView | null {
  if (!previous) return null
  const changes = changesBetween(readEvaluation(previous).evaluation, readEvaluation(shown).evaluation)
  return {
    sinceText: when(previous.at),
    rules: [
      ...(changes.rules ? [`Rules version ${changes.rules.from} became version ${changes.rules.to}.`] : []),
      ...changes.limits.map(
        ({ label, unit, from, to }) => `Limit of the clinic, ${label}: ${from} ${unit}, now ${to} ${unit}.`,
      ),
    ],
    factors: changes.factors.map(({ id, from, to, inputs }) => ({
      id,
      title: factorById(id)?.title ?? id,
      from: levelText(from),
      to: levelText(to),
      inputs: inputs.map(
        (input) =>
          `${inputLabel(input.id)}: ${factorValueText(input.id, input.from)}, now ${factorValueText(input.id, input.to)}`,
      ),
    })),
    patterns: changes.patterns.map(({ id, from, to }) => ({
      id,
      title: patterns.find((pattern) => pattern.id === id)?.title ?? id,
      from: patternWords[from as keyof typeof patternWords],
      to: patternWords[to as keyof typeof patternWords],
    })),
  }
}

/** What may be added: everything that the rules do not list. */
function addable(evaluation: StoredEvaluation): CaseFactors['addable'] {
  const listed = new Set(evaluation.factors.filter((factor) => factor.level).map((factor) => factor.id))
  return factorGroups.map(({ id, title }) => ({
    title,
    factors: factors
      .filter((factor) => factor.group === id && !listed.has(factor.id))
      .map((factor) => ({ id: factor.id, title: factor.title })),
  }))
}

/**
 * The contributing factors and patterns of a case, with what was answered and given. `at`: an earlier evaluation, shown
 * as it was. Throws NotFound for whoever may not read the case, and for an evaluation of another one; the patient never may.
 */
export function caseFactors(
  actor: Actor,
  caseId: string,
  at: string | null,
  now: Date,
): Promise<CaseFactors> {
  return readAs(actor, async (tx) => {
    const frame = await readCaseFrame(tx, actor, caseId, 'factors', now)
    const { list, shown, previous } = await evaluationsOf(tx, actor, caseId, at, now)
    const where = { clinicId: actor.clinicId, caseId, case: readableFactorCases(actor, now) }
    const when = (time: Date) => timeText(time, actor.timeZone, now)
    const responses = await tx.factorResponse.findMany({
      where,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      include: { by: { select: { name: true } } },
      take: 500,
    })
    const given = await tx.factorRelease.findMany({
      where: { ...where, withdrawnAt: null },
      orderBy: [{ kind: 'asc' }, { position: 'asc' }, { itemId: 'asc' }],
      include: { releasedBy: { select: { name: true } } },
      take: 200,
    })
    const clinic = await tx.clinic.findUniqueOrThrow({
      where: { id: actor.clinicId },
      select: { phone: true, emergencyNumber: true, outOfHoursPhone: true },
    })
    const limits = await readLimits(tx, actor.clinicId)
    const { evaluation, inputs } = shown
      ? readEvaluation(shown)
      : { evaluation: { ruleSetVersion: factorRuleSetVersion, factors: [], patterns: [] }, inputs: {} }
    const outlived = await outlivedDismissals(tx, actor.clinicId, responses)
    const answers = newestAnswers(responses.toReversed(), outlived)
    const newest = shown !== null && shown.id === list[0]?.id
    const values = valuesOfInputs(inputs)
    const texts = givableTexts(evaluation, values, answers, clinic, {
      blocked: frame.safety.blockLevel !== 'none',
      unit: await unitOfRuns(tx, { clinicId: actor.clinicId, caseId }),
    })
    const current = new Map(given.map((row) => [row.itemId, row.text]))
    return {
      caseId,
      mayWrite: frame.mayWrite,
      evaluation: shown
        ? {
            id: shown.id,
            atText: when(shown.at),
            by: shown.by,
            ruleSetVersion: shown.ruleSetVersion,
            stale: staleBy(evaluation, limits),
            newest,
          }
        : null,
      history: list.map((row) => ({ id: row.id, atText: when(row.at), current: row.id === shown?.id })),
      changes: shown ? changeView(shown, previous, when) : null,
      groups: groupViews(evaluation, newest ? answers : new Map(), inputs, caseId, limits),
      added: evaluation.factors
        .filter((factor) => !factor.level && answers.get(factor.id)?.kind === 'added')
        .map((factor) => factorView(factor, inputs, caseId)),
      responses: Object.fromEntries(
        [...answers.keys()].map((id) => [
          id,
          responses
            .filter((row) => row.factorId === id)
            .map((row) => ({
              kind: row.kind,
              words: factorResponseWords[row.kind],
              level: row.level,
              outlived: outlived.has(row.id),
              text: row.text,
              by: row.by.name,
              at: row.at.toISOString(),
              atText: when(row.at),
            })),
        ]),
      ),
      patterns: patternViews(evaluation, inputs, caseId),
      texts: texts.map((text) => ({
        ...text,
        title: text.kind === 'explanation' ? (factorById(text.itemId)?.title ?? '') : '',
        given: text.text !== null && current.get(text.itemId) === text.text,
      })),
      given: given.map((row) => ({
        id: row.id,
        itemId: row.itemId,
        // As the patient reads it.
        text: fillNumbers(row.text, numbersOf(clinic)),
        lapsed: newest ? lapseOf(row, texts, evaluation, answers) : null,
        byText: `${row.releasedBy.name}, ${when(row.releasedAt)}`,
      })),
      resting: Object.fromEntries(
        evaluation.factors.flatMap(({ id }) => {
          const { length } = restingOn(id, given, { evaluation, values, answers })
          return length > 0 ? [[id, length]] : []
        }),
      ),
      mayTakeBack: frame.onTeam,
      addable: newest ? addable(evaluation) : [],
    }
  })
}
