import { clinicalIds } from '#lib/content/ids.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { phaseRulesOf, phaseTemplateById, runStages } from '#lib/content/programs/index.ts'
import { impactRule } from '#lib/content/programs/permission.ts'
import { phaseReadyRule } from '#lib/content/progression/phases.ts'
import { impactIn } from '#lib/programs/permission/rules.ts'
import { followsRuns } from '#lib/programs/plan-week/rules.ts'
import { stageOfItem } from '#lib/programs/progression/past/rules.ts'
import { runWeekText } from '#lib/programs/progression/run-week/rules.ts'
import type { RunWeek } from '#lib/programs/progression/run-week/schema.ts'
import type { StartStage } from '#lib/programs/running/schema.ts'
import type { ProgramPhase, ProgramVersionContent } from '#lib/programs/schema.ts'
import { keptWords } from '#lib/rulebook/words/rules.ts'
import { deciding, type Trace } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { explainSides, type IndexSide } from '#lib/rules/sides.ts'
import { idsOf } from '#lib/rules/tree.ts'
import type { GoesOnFrom, PhaseCheck } from './schema.ts'

/**
 * What a phase needs before it begins: its own entry rule, a later one also the end of the phase before it and what holds for
 * every phase (clinical/programmes.md 1 and 3.6), and the first running stages what running again needs (6.1). Not assessed
 * is not met.
 */

export type PhaseFacts = {
  readonly values: RuleValues
  readonly indexSide: IndexSide | null
  /** Where the weeks of the runs follow from the runs. */
  readonly runWeek: RunWeek | null
  /** The stage to begin with today (clinical/programmes.md 6.3), where it was asked for. */
  readonly start?: StartStage
}

const readyText =
  'Adherence 70 % or more, no red result in the last three, no open flag above monitor, no block'
const results = { T: 'met', F: 'not_met', N: 'not_assessed' } as const

/** What is asked for and not known, also where something else decides. */
function unknownIds(trace: Trace): readonly string[] {
  if (trace.result === 'T') return []
  if (trace.kind !== 'condition') return trace.parts.flatMap(unknownIds)
  return trace.result === 'N' ? trace.inputs.filter((one) => one.state !== 'known').map(({ id }) => id) : []
}

const isBlocked = (trace: Trace): boolean =>
  trace.result === 'F' && deciding(trace).some(({ inputs }) => inputs.some(({ id }) => id === 'block_level'))

function check(name: PhaseCheck['name'], text: string, rule: string, facts: PhaseFacts): PhaseCheck {
  const context = { values: facts.values, registry: clinicalIds }
  const { result, trace } = explainSides(loadRule(rule, clinicalIds), context, 'permission', facts.indexSide)
  return {
    name,
    text,
    result: results[result],
    because: keptWords(trace),
    missing: [...new Set(unknownIds(trace))],
    blocked: isBlocked(trace),
  }
}

/** The first week of the next phase follows the last one of this like any other (clinical/programmes.md 5.9). */
const runsCheck = (runWeek: RunWeek): PhaseCheck => ({
  name: 'runs',
  text: 'Last week of the plan reached, and good runs in it',
  missing: [],
  blocked: false,
  ...(runWeek.last && runWeek.forward
    ? { result: 'met', because: [] }
    : { result: 'not_met', because: [runWeekText(runWeek)] }),
})

/** One stage at a time; what it leads to is named in any case. */
const stageCheck = (stage: StageStep): PhaseCheck => {
  const { from, to } = stage
  const far = jumps(stage)
  return {
    name: 'stage',
    text: `Stage ${to}; now stage ${from}`,
    missing: [],
    blocked: false,
    result: far ? 'not_met' : 'met',
    because: far ? [`stage ${to} is ${to - from} stages above stage ${from}`] : [],
  }
}

/** Whoever runs by stages for the first time begins with the one of her situation of today, or a lower one. */
const startCheck = (stage: number, { stage: start, situation }: StartStage): PhaseCheck => ({
  name: 'stage',
  missing: [],
  blocked: false,
  text: `Stage ${stage}; the start is stage ${start}: ${situation.toLowerCase()}`,
  ...(stage > start
    ? { result: 'not_met', because: [`stage ${stage} is above the stage to start with`] }
    : { result: 'met', because: [] }),
})

const impactText =
  'No effusion in the sweep test or a trace, no bone stress injury to consider, ten hops within the limit, no block'
const impactIds = idsOf(loadRule(impactRule, clinicalIds))
/** A rule that asks for all of it already. */
const asksImpact = (rule: string | undefined): boolean => {
  const asked = rule === undefined ? [] : idsOf(loadRule(rule, clinicalIds))
  return impactIds.every((id) => asked.includes(id))
}

/** What the running and jumping of a phase needs (clinical/exercises.md 1). What was not examined keeps only what is new. */
function impactChecks(impact: ImpactStep, facts: PhaseFacts): PhaseCheck[] {
  const asked = check('impact', impactText, impactRule, facts)
  return impact === 'goes_on' && asked.result !== 'not_met' ? [] : [asked]
}

const jogs: ReadonlySet<string> = new Set(
  runStages.filter(({ jog }) => jog > 0).map(({ exerciseId }) => exerciseId),
)
const hasStages = ({ items }: Pick<ProgramPhase, 'items'>): boolean =>
  items.some(({ exerciseId }) => jogs.has(exerciseId))

/** A template that prescribes the stages itself says by its own rule when they may begin. */
const prescribesStages = (phaseKey: string): boolean =>
  phaseTemplateById(phaseKey)?.items.some(({ exerciseIds }) => exerciseIds.some((id) => jogs.has(id))) ??
  false

/** Whether a phase brings the running stages to somebody whose program did not have them. */
export const bringsStages = (phase: ProgramPhase, here: ProgramPhase | null): boolean =>
  hasStages(phase) && !prescribesStages(phase.key) && !(here && hasStages(here))

/** Running and jumping of a phase that begins: with an exercise that the phase before it did not have, or only those. */
export type ImpactStep = 'new' | 'goes_on'

export function impactStep(phase: ProgramPhase, here: Pick<ProgramPhase, 'items'> | null): ImpactStep | null {
  const [names, known] = [impactIn(phase.items), impactIn(here?.items ?? [])]
  if (names.length === 0) return null
  return names.every((name) => known.includes(name)) ? 'goes_on' : 'new'
}

export type StageStep = { readonly from: number; readonly to: number }

export type Beginning = {
  /** Key of the phase that has to be done before; null for a first phase, and for one that is left backwards. */
  readonly before: string | null
  /** Key of the phase that begins; null where it goes on. */
  readonly phase: string | null
  /** Key of the phase that the patient is in. */
  readonly here: string | null
  readonly stages: boolean
  /** The running stage of now and the one that it leads to; null without one on either side. */
  readonly stage?: StageStep | null
  /** The stage of a phase that begins where no stage was; null elsewhere. */
  readonly firstStage?: number | null
  readonly impact?: ImpactStep | null
}

/**
 * What holds, where a newer version waits until after it; the newest published one else, in which the patient is in the phase
 * of this position. Null for a first version.
 */
export function goesOnFrom(
  holds: (GoesOnFrom & { readonly upcoming: object | null }) | null,
  newest: Pick<GoesOnFrom, 'content'> | null,
  position: number,
): GoesOnFrom | null {
  if (holds?.upcoming) return holds
  return newest && { content: newest.content, phaseKey: newest.content.phases[position]?.key ?? null }
}

const stageOf = (phase: Pick<ProgramPhase, 'items'> | null): number | null =>
  phase?.items.map(stageOfItem).find((stage) => stage !== null) ?? null

/** From the stage of the present phase to that of another one. */
export function stageStep(phase: ProgramPhase, here: ProgramPhase | null): StageStep | null {
  const [from, to] = [stageOf(here), stageOf(phase)]
  return from === null || to === null ? null : { from, to }
}

/** Above one stage only the physio leads, with a reason (clinical/programmes.md 3.1). */
const jumps = (stage: StageStep | null): boolean => !!stage && stage.to > stage.from + 1

/** The exercises of the present phase, and of this one where it was done before. */
function behind(goesOn: GoesOnFrom | null, phaseKey: string): ProgramPhase['items'] {
  const phases = goesOn?.content.phases ?? []
  const at = phases.findIndex(({ key }) => key === goesOn?.phaseKey)
  return phases.flatMap(({ key, items }, place) =>
    place === at || (place < at && key === phaseKey) ? items : [],
  )
}

/** What begins when a phase is chosen; null where nothing does that has a rule. */
export function beginningOf(
  content: ProgramVersionContent,
  phaseKey: string,
  goesOn: GoesOnFrom | null,
): Beginning | null {
  const at = content.phases.findIndex(({ key }) => key === phaseKey)
  const phase = content.phases[at]
  if (!phase) return null
  const hereKey = goesOn?.phaseKey ?? null
  const present = goesOn?.content.phases.find(({ key }) => key === hereKey) ?? null
  const stages = bringsStages(phase, present)
  const stage = stageStep(phase, present)
  // Runs that were taken out of the phase and come back begin it again.
  const again = present !== null && hasStages(phase) && !hasStages(present) && prescribesStages(phase.key)
  const begins = phaseKey !== hereKey || again
  const forward = begins && at > content.phases.findIndex(({ key }) => key === hereKey)
  const isOwn = phaseTemplateById(phaseKey) === null
  const brought = begins ? impactStep(phase, present) : null
  // What an earlier phase had was permitted when it began, as it stands in the version that holds; only what was found since
  // speaks against it.
  const impact =
    brought === 'new' && !forward ? impactStep(phase, { items: behind(goesOn, phaseKey) }) : brought
  if (!stages && !jumps(stage) && !impact && (!begins || isOwn)) return null
  return {
    before: forward && !isOwn ? (content.phases[at - 1]?.key ?? null) : null,
    phase: begins ? phaseKey : null,
    here: hereKey,
    stages,
    stage,
    firstStage: begins || stages ? stageOf(stageOf(present) === null ? phase : null) : null,
    impact,
  }
}

/** `facts.values`: with the parameters of the phase that begins. */
export function checksOf(beginning: Beginning, facts: PhaseFacts, limits: Limits): PhaseCheck[] {
  const { before, phase, here, stages, stage = null, firstStage = null, impact = null } = beginning
  const last = before === null ? null : phaseRulesOf(before, limits)
  const own = phase === null ? null : phaseRulesOf(phase, limits)
  const running = stages ? phaseRulesOf('prog_return_to_run_p1', limits) : null
  const { runWeek } = facts
  const asks = impact !== null && ![own, running].some((one) => asksImpact(one?.entryRule))
  const runs = runWeek && phase !== null && before === here && followsRuns(phase)
  return [
    ...(last?.exitRule ? [check('exit', last.exit, last.exitRule, facts)] : []),
    ...(last && runs ? [runsCheck(runWeek)] : []),
    ...(last?.exitRule ? [check('ready', readyText, phaseReadyRule, facts)] : []),
    ...(own ? [check('entry', own.entry, own.entryRule, facts)] : []),
    ...(running ? [check('stages', running.entry, running.entryRule, facts)] : []),
    ...(asks ? impactChecks(impact, facts) : []),
    ...(stage && (phase !== null || jumps(stage)) ? [stageCheck(stage)] : []),
    ...(firstStage !== null && facts.start ? [startCheck(firstStage, facts.start)] : []),
  ]
}

/** The parameters of a phase, as its rules read them. */
export const paramValues = ({ params }: Pick<ProgramPhase, 'params'>): [string, RuleValue][] => [
  ['run_limit', params.runLimit],
  ['ex_limit', params.exLimit],
  ['hop_limit', params.hopLimit],
]

export type Choice = { readonly key: string; readonly name: string; readonly checks: readonly PhaseCheck[] }

/** What a phase asks for when it is chosen; no checks where it goes on or has no rules. */
export function choiceOf(
  content: ProgramVersionContent,
  phase: ProgramPhase,
  goesOn: GoesOnFrom | null,
  facts: PhaseFacts,
  limits: Limits,
): Choice {
  const beginning = beginningOf(content, phase.key, goesOn)
  const values = new Map([...facts.values, ...paramValues(phase)])
  return {
    key: phase.key,
    name: phase.name,
    checks: beginning ? checksOf(beginning, { ...facts, values }, limits) : [],
  }
}

/** Publishing asks for running and jumping at a field of its own, of all phases at once. */
export const withoutImpact = (checks: readonly PhaseCheck[]): readonly PhaseCheck[] =>
  checks.filter(({ name }) => name !== 'impact')

/** The rules permit it, a physio may with a reason, or a block stands against it. */
export function stateOf(checks: readonly PhaseCheck[]): 'may' | 'reason' | 'blocked' {
  const kept = checks.filter(({ result }) => result !== 'met')
  if (kept.length === 0) return 'may'
  return kept.some(({ name, blocked }) => blocked && (name === 'entry' || name === 'stages'))
    ? 'blocked'
    : 'reason'
}
