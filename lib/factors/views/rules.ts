/**
 * Stored results in words for the physiotherapist. Rules are shown as they read when they were evaluated, with the values
 * that were read then, so an old evaluation looks as it did.
 *
 *   groupViews(evaluation, inputs, caseId, limits)   // the five groups, highest score first
 *   patternViews(evaluation, inputs, caseId)
 */
import { factorGroups } from '#lib/content/factors/groups.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import type { FactorSpec } from '#lib/content/factors/types.ts'
import { gradesInWords } from '#lib/content/grades.ts'
import { findingWords } from '#lib/content/ids/finding-words.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { blockById } from '#lib/content/programs/index.ts'
import { countText } from '#lib/dates.ts'
import { groupsOf } from '#lib/factors/evaluation/rules.ts'
import { idsThen, valuesOfInputs } from '#lib/factors/inputs/rules.ts'
import { listedPatterns } from '#lib/factors/patterns/rules.ts'
import { asAnswered, type FactorAnswers } from '#lib/factors/responses/rules.ts'
import type { StoredEvaluation, StoredFactor, StoredInputs, StoredPattern } from '#lib/factors/schema.ts'
import { explanation } from '#lib/factors/sentences/rules.ts'
import { isFinding, missingViews, sourceText } from '#lib/factors/words/rules.ts'
import { inputAnswer, inputLabel, physioWords, whyLines } from '#lib/flags/cards/rules.ts'
import type { Truth } from '#lib/rules/evaluate.ts'
import { isKnown } from '#lib/rules/evaluate.ts'
import { explain } from '#lib/rules/explain.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues, Side } from '#lib/rules/registry.ts'
import type { FactorView, GroupView, InputView, PatternPointView, PatternView, RuleView } from './schema.ts'

const states: Record<Truth, RuleView['state']> = { T: 'met', F: 'not_met', N: 'not_assessed' }

function why(rule: string, values: RuleValues, side: Side | null) {
  const trace = explain(parseRule(rule), { values, registry: idsThen(values), ...(side ? { side } : {}) })
  return whyLines([{ rule, result: trace.result, side, trace }])
}

function inputView(
  { id, value }: { id: string; value: RuleValue },
  inputs: StoredInputs,
  side: Side | null,
): InputView {
  const stored = inputs[id] ?? (side ? inputs[`${id}_${side}`] : undefined)
  const blank = value === null || (Array.isArray(value) && value.length === 0)
  const state = blank ? 'missing' : isKnown(value) ? 'known' : 'no_information'
  const label = flagRuleIds.get(id)?.sided && side ? `${inputLabel(id)} (${side})` : inputLabel(id)
  return {
    id,
    label,
    answer: inputAnswer({ id, value, state }),
    from: sourceText(stored?.from),
    given: !blank,
  }
}

/** The note on the evidence as a sentence, comparisons in words. */
function evidenceText({ evidenceNote, expertThreshold }: FactorSpec): string {
  const note = gradesInWords(physioWords(evidenceNote)).replaceAll('> ', 'more than ')
  const first = note.charAt(0).toUpperCase() + note.slice(1)
  return [first, expertThreshold ? 'Limits: expert opinion' : ''].filter(Boolean).join('. ')
}

export function factorView(factor: StoredFactor, inputs: StoredInputs, caseId: string | null): FactorView {
  const spec = factorById(factor.id)
  const values = valuesOfInputs(inputs)
  return {
    id: factor.id,
    title: spec?.title ?? factor.id,
    group: factor.group,
    status: factor.status,
    level: factor.level,
    points: factor.points,
    evidence: factor.evidence,
    evidenceNote: spec ? evidenceText(spec) : '',
    modifiable: spec?.modifiable ?? true,
    side: factor.side,
    sentence: explanation(factor, values),
    rules: factor.levels.map(({ level, rule, result, side }) => ({
      level,
      text: rule,
      state: states[result],
      side,
      why: why(rule, values, side),
    })),
    inputs: factor.basis.map((input) => inputView(input, inputs, factor.side)),
    missing: missingViews(factor.missing, values, caseId),
    mayBeHigher: missingViews(factor.mayBeHigher, values, caseId),
    blocks: (spec?.blocks ?? []).map((id) => blockById(id)?.name ?? id),
  }
}

function needsText(factors: readonly FactorView[]): string {
  const open = factors.flatMap((factor) => factor.missing.filter((one) => !one.unknowable))
  const missing = new Set(open.map(({ id }) => id))
  // Two findings that come from one field are one test.
  const tests = new Set([...missing].filter(isFinding).map((id) => findingWords(id)?.field)).size
  const answers = [...missing].filter((id) => !isFinding(id)).length
  return [tests > 0 ? countText(tests, 'test') : '', answers > 0 ? countText(answers, 'answer') : '']
    .filter(Boolean)
    .join(', ')
}

/** Each factor as the rules rated it, and the groups as they count with what physios answered. */
export function groupViews(
  evaluation: StoredEvaluation,
  answers: FactorAnswers,
  inputs: StoredInputs,
  caseId: string | null,
  limits: Limits,
): GroupView[] {
  const rated = groupsOf(evaluation.factors, limits)
  return groupsOf(asAnswered(evaluation, answers).factors, limits).flatMap(({ id, score, band }) => {
    const group = rated.find((one) => one.id === id)
    if (!group) return []
    const spec = factorGroups.find((one) => one.id === id)
    const views = group.factors.map((factor) => factorView(factor, inputs, caseId))
    const notAssessed = group.notAssessed.map((factor) => factorView(factor, inputs, caseId))
    return {
      id,
      title: spec?.title ?? id,
      cause: spec?.cause ?? '',
      score,
      band,
      found: views.filter((view) => (view.level ?? 0) > 0),
      absent: views.filter((view) => view.level === 0),
      notAssessed,
      needs: needsText(notAssessed),
    }
  })
}

function patternView(pattern: StoredPattern, inputs: StoredInputs, caseId: string | null): PatternView {
  const spec = patterns.find((one) => one.id === pattern.id)
  const values = valuesOfInputs(inputs)
  const points = pattern.points.map(
    ({ points, rule, result, basis }): PatternPointView => ({
      points,
      state: states[result],
      text: rule,
      // Levels of factors are inputs too, and were what the pattern read.
      why: why(
        rule,
        new Map([...values, ...basis.map(({ id, value }) => readAt(id, value, pattern.side))]),
        pattern.side,
      ),
    }),
  )
  return {
    id: pattern.id,
    title: spec?.title ?? pattern.id,
    status: pattern.status,
    score: pattern.score,
    threshold: pattern.threshold,
    side: pattern.side,
    note: spec?.note ?? '',
    fits: points.filter((point) => point.points > 0),
    fitsNot: points.filter((point) => point.points < 0),
    missing: missingViews(pattern.missing, values, caseId),
  }
}

const readAt = (id: string, value: RuleValue, side: Side | null): readonly [string, RuleValue] =>
  [side && flagRuleIds.get(id)?.sided ? `${id}_${side}` : id, value] as const

/** Those to consider and the possible ones, highest score first; and the others, of which the score is enough. */
export function patternViews(
  evaluation: StoredEvaluation,
  inputs: StoredInputs,
  caseId: string | null,
): { listed: PatternView[]; others: { id: string; title: string; score: number; threshold: number }[] } {
  const listed = listedPatterns(evaluation.patterns)
  return {
    listed: listed.map((pattern) => patternView(pattern, inputs, caseId)),
    others: evaluation.patterns
      .filter((pattern) => !listed.includes(pattern))
      .map(({ id, score, threshold }) => ({
        id,
        title: patterns.find((one) => one.id === id)?.title ?? id,
        score,
        threshold,
      })),
  }
}
