import { logOfWindow, redOfExercises } from '#lib/alerts/evaluation/rules.ts'
import { defaultAlertLimits, ruleText } from '#lib/alerts/findings/rules.ts'
import type { AlertLimits } from '#lib/alerts/findings/schema.ts'
import type { Severity } from '#lib/alerts/schema.ts'
import { alertTitle, isClinical, runStopAlert } from '#lib/content/alerts/table.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { type ReviewRule, reviewIds, reviewRules } from '#lib/content/review/advice.ts'
import { decisionWords, type ReviewDecision } from '#lib/review/schema.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { explain, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import { joinRegistries, type RuleValue, type RuleValues, registryOf } from '#lib/rules/registry.ts'
import { idsOf, type Rule } from '#lib/rules/tree.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import type { CaseEvaluation } from '../evaluation/rules.ts'
import { readingLabel } from '../rows/rules.ts'
import type { AdviceLine, ReviewAdvice } from './schema.ts'

/** What the rules advise at a review. A rule is text; the physiotherapist decides. */

export const holdWords = 'Hold: nothing more until this is answered'

const registry = joinRegistries(registryOf(reviewIds), clinicalIds)
type Loaded = { entry: ReviewRule; loaded: Rule; ids: readonly string[] }

const prepare = (limits: AlertLimits): Loaded[] =>
  reviewRules.map((entry) => {
    const rule = ruleText(entry.rule, limits)
    const loaded = loadRule(rule, registry)
    return { entry: { ...entry, rule }, loaded, ids: idsOf(loaded) }
  })

const standard = prepare(defaultAlertLimits)
/** Most cases keep the numbers of their clinic: the last set is kept with its rules. */
let last: { key: string; rules: readonly Loaded[] } | null = null

function rulesOf(limits: AlertLimits): readonly Loaded[] {
  if (limits === defaultAlertLimits) return standard
  const key = JSON.stringify(limits)
  if (last?.key !== key) last = { key, rules: prepare(limits) }
  return last.rules
}

const lineOf = (entry: ReviewRule, ids: readonly string[], values: RuleValues): AdviceLine => ({
  ruleId: entry.id,
  rule: entry.rule,
  title: entry.title,
  action: entry.action.replace('{acts_unanswered}', String(values.get('acts_unanswered') ?? '')),
  source: entry.source,
  advises: entry.advises,
  safety: entry.safety,
  against: [...entry.against],
  inputs: ids.map((id) => {
    const value = values.get(id) ?? null
    return { id, label: readingLabel(id), value: Array.isArray(value) ? [...value] : (value as never) }
  }),
})

/**
 * What the alerts of the same name read besides the indicators, of the same days as by night. Swelling on several mornings is
 * new to a knee that had none at the start, and to one that had none when a form last asked.
 */
export function valuesOfAlerts({
  found,
  input,
  values,
}: Pick<CaseEvaluation, 'found' | 'input' | 'values'>): RuleValues {
  const window = logOfWindow(found, currentLogs(input.logs), input.limits)
  const atStart = input.forms[0]?.swellingNow ?? null
  return new Map<string, RuleValue>([
    ['morning_swelling', window?.get('morning_swelling') ?? null],
    ['ex_red_last3', redOfExercises(found, input.phase?.items ?? [])],
    ['swelling_now', atStart === 'none' ? atStart : (values.get('swelling_now') ?? null)],
  ])
}

const between = '; '
type Raised = { readonly alertId: string; readonly severity: Severity; readonly by: string | null }

/** `acts_unanswered`: titles of the open alerts to act on that nobody has acknowledged; null without any. */
export const unansweredActs = (open: readonly Raised[]): string | null =>
  open
    .filter(({ alertId, severity, by }) => isClinical(alertId) && severity === 'act' && by === null)
    .map(({ alertId }) => alertTitle(alertId))
    .join(between) || null

/** A stop of running is spoken of under a name of the review's own. */
const alertOf = ({ ruleId }: AdviceLine) => alertTitle(ruleId === 'rv_run_stop' ? runStopAlert : ruleId)

/** `acts_unanswered` without the alerts that a safety rule before it names already, and holds the load for. */
function withoutSpoken(values: RuleValues, lines: readonly AdviceLine[]): RuleValues {
  const titles = values.get('acts_unanswered')
  if (typeof titles !== 'string') return values
  const spoken = lines.filter(({ safety }) => safety).map(alertOf)
  const left = titles.split(between).filter((title) => !spoken.includes(title))
  return new Map([...values, ['acts_unanswered', left.join(between) || null]])
}

/**
 * Safety speaks first, whatever else is true. Of the rest, what calls for a change stands before what allows one: `values`
 * holds indicators, outcome measures, `block_level`, `unresolved_level`, `open_alert_max`, `discharge_ok` and the ids of
 * the review. `limits`: the numbers that hold in the case.
 */
export function adviseReview(values: RuleValues, limits: AlertLimits = defaultAlertLimits): ReviewAdvice {
  const lines: AdviceLine[] = []
  const notAssessed: ReviewAdvice['notAssessed'] = []
  for (const { entry, loaded, ids } of rulesOf(limits)) {
    const read = entry.id === 'rv_alert_act' ? withoutSpoken(values, lines) : values
    const result = evaluate(loaded, { values: read })
    if (result === 'T') lines.push(lineOf(entry, ids, read))
    if (result === 'N') {
      const missing = missingIds(explain(loaded, { values: read }))
      notAssessed.push({ ruleId: entry.id, title: entry.title, missing: missing.map(readingLabel) })
    }
  }
  const holds = lines.some(({ safety, advises }) => safety && advises === 'continue')
  return { decision: headlineOf(lines), lines, holds, notAssessed }
}

/** Of several lines the gravest decision leads, whatever it rests on: only to hold is said by safety alone. */
const order: readonly ReviewDecision[] = ['refer', 'regress', 'change_plan', 'continue']

const headlineOf = (lines: readonly AdviceLine[]): ReviewDecision =>
  order.find((decision) => lines.some(({ advises }) => advises === decision)) ??
  lines[0]?.advises ??
  'continue'

/** What a rule advises, in words: one of safety never says to go on as planned. */
export const adviceWords = ({ safety, advises }: Pick<ReviewRule, 'safety' | 'advises'>): string =>
  safety && advises === 'continue' ? holdWords : decisionWords[advises]

/** The safety rules that a decision disagrees with. */
export const disagreesWith = (advice: ReviewAdvice, decision: ReviewDecision): AdviceLine[] =>
  advice.lines.filter(({ safety, against }) => safety && against.includes(decision))
