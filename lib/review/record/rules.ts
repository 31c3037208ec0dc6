import type { Severity } from '#lib/alerts/schema.ts'
import { thresholdValues } from '#lib/alerts/thresholds/rules.ts'
import type { ThresholdRow } from '#lib/alerts/thresholds/schema.ts'
import { alertTitle } from '#lib/content/alerts/table.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import type { Urgency } from '#lib/content/flags/types.ts'
import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import { scaleIds } from '#lib/content/outcomes/types.ts'
import { rowGroups } from '#lib/content/review/indicators.ts'
import { type Day, dayText, timeText } from '#lib/dates.ts'
import { levelText } from '#lib/factors/words/rules.ts'
import { scored } from '#lib/outcomes/changes/rules.ts'
import { primaryScales, scoreText } from '#lib/outcomes/indicators/rules.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import { scaleSeries } from '#lib/outcomes/series/rules.ts'
import { changeSentence, signed } from '#lib/outcomes/words/rules.ts'
import { advisePhase } from '#lib/programs/progression/phase/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { runsByWeek } from '#lib/tracking/progress/runs/rules.ts'
import { dayNumber, isoDay, unpackScore } from '#lib/tracking/progress/series/rules.ts'
import { adviseReview } from '../advice/rules.ts'
import { dischargeOf } from '../discharge/rules.ts'
import { distanceGoals, symmetryOf } from '../display/rules.ts'
import type { CaseEvaluation, SafetyValues } from '../evaluation/rules.ts'
import type { CaseInput } from '../indicators/queries.ts'
import { readingRows } from '../rows/rules.ts'
import type { AgreedGoals } from '../schema.ts'
import type { CheckRow, ReviewRecord, ScoreRow, StepRow } from './schema.ts'

/** What the statement of queries.ts says besides the evaluation. */
export type ReviewFacts = {
  readonly scores: readonly number[]
  readonly flags: readonly { flagId: string; urgency: Urgency; at: string }[]
  readonly alerts: readonly {
    alertId: string
    severity: Severity
    at: string
    by: string | null
    note: string | null
  }[]
  readonly versions: readonly { number: number; startsOn: Day; note: string; by: string }[]
  readonly steps: readonly (Omit<StepRow, 'name' | 'dayText' | 'by'> & {
    subject: string
    advice: string
    on: Day
    by: string | null
    from: string | null
  })[]
  readonly last: { on: Day; goals: AgreedGoals; values: Record<string, string | null> } | null
  /** Changes of the numbers in rules that bear on the case, the oldest first. */
  readonly thresholds: readonly ThresholdRow[]
  /** Levels by factor id of the first, the newest, and the evaluation that held at the last review; oldest first. */
  readonly factors: readonly {
    at: string
    before: boolean
    levels: Readonly<Record<string, number | null>>
  }[]
}

export const chartDays = 84

type Ask = {
  readonly facts: ReviewFacts
  readonly evaluation: CaseEvaluation
  readonly read: CaseInput
  readonly outcomes: OutcomeRecord
  readonly safety: SafetyValues & { readonly screenComplete: boolean }
  readonly goals: AgreedGoals
  readonly caseId: string
  readonly zone: string
  readonly now: Date
}

function stepRows({ facts, read, now: _ }: Ask, today: Day): StepRow[] {
  const items = read.versions.flatMap(({ content }) => content.phases.flatMap(({ items: list }) => list))
  return facts.steps.map(({ subject, on, by, from, advice: _a, ...step }) => {
    const id = from ?? items.findLast(({ key }) => key === subject)?.exerciseId ?? ''
    const name = subject === 'run' ? 'Running' : (exerciseById(id)?.name ?? 'An exercise')
    return { ...step, name, dayText: dayText(on, today), by: by ?? '' }
  })
}

/** "Ready for the next phase" of this moment; null without a program. */
function phaseStep({ evaluation, read }: Ask) {
  const content = read.versions.at(-1)?.content
  if (!evaluation.input.phase || !read.phase || !content) return null
  const next = content.phases[read.phase.position + 1] ?? null
  const params: [string, RuleValue][] = next
    ? [
        ['run_limit', next.params.runLimit],
        ['ex_limit', next.params.exLimit],
        ['hop_limit', next.params.hopLimit],
      ]
    : []
  const values = new Map([...evaluation.values, ...params])
  const advice = advisePhase(
    read.phase.key,
    next && { key: next.key, name: next.name },
    values,
    evaluation.indexSide,
  )
  const name = content.phases[read.phase.position]?.name ?? null
  return { name, next: next?.name ?? null, advice }
}

const phaseNames = { exit: 'This phase', ready: 'Every phase', entry: 'The next phase' } as const

const noPain = 'Needs 3 days with pain entries in the last 7.'

/** The newest change of each scale with data, the primary ones first; what keeps a primary one from having a change. */
function scoreRows({ outcomes, evaluation }: Ask): ScoreRow[] {
  const { input } = outcomes
  const primary = primaryScales(input.chosen)
  const order = [...primary, ...scaleIds.filter((id) => !primary.includes(id))]
  return order.flatMap((id) => {
    const { scale, instrument } = scaleOf(id)
    const change = evaluation.measures.ind_delta[id]
    const series = id === 'nprs' ? null : scaleSeries(outcomes, id)
    const value = change?.followUp.score ?? series?.points.at(-1)?.score ?? null
    if (value === null && !primary.includes(id)) return []
    const missing = series ? series.missing : input.timeline.activatedOn ? noPain : 'Starts with the program.'
    return [
      {
        ...{ id, name: scale.name === instrument.short ? instrument.name : scale.name },
        ...{ primary: primary.includes(id), min: scale.min, max: scale.max, better: scale.better },
        ...{ value, valueText: value === null ? '' : scoreText(id, value) },
        // A rating of change is measured from no change.
        baseline: id === 'groc' ? 0 : (change?.baseline?.score ?? series?.baseline?.score ?? null),
        deltaText: change ? signed(change.delta, scale.decimals) : null,
        ...{ status: change?.status ?? null, sentence: change ? changeSentence(change) : null },
        ...{ missing: change ? null : missing, mdc: scale.mdc?.value ?? null, mic: scale.mic?.value ?? null },
      },
    ]
  })
}

function goalsOf({ evaluation, outcomes, facts }: Ask, pairedMean: number | null): ReviewRecord['goals'] {
  const all = scored(outcomes.input.administrations, 'psfs')
  const [first, newest] = [all[0], all.at(-1)]
  return {
    activities: Object.entries(outcomes.activities).map(([id, activity]) => ({
      activity,
      start: first?.items[id] ?? null,
      now: newest && newest !== first ? (newest.items[id] ?? null) : null,
    })),
    pairedMean,
    distances: distanceGoals(evaluation.found, evaluation.input.goals),
    before: facts.last?.goals.text ?? '',
  }
}

function factorsOf({ facts, zone, now }: Ask): ReviewRecord['factors'] {
  const [first, newest] = [facts.factors[0], facts.factors.at(-1)]
  if (!first || !newest) return { firstText: null, changes: [], present: [] }
  const held = facts.factors.findLast(({ before }) => before)
  const title = (id: string) => factorById(id)?.title ?? id
  const level = (of: typeof first | undefined, id: string) => of?.levels[id] ?? null
  const ids = [...new Set([...Object.keys(first.levels), ...Object.keys(newest.levels)])]
  return {
    firstText: timeText(new Date(first.at), zone, now),
    changes: ids
      .filter((id) => level(first, id) !== level(newest, id))
      .map((id) => ({
        title: title(id),
        from: levelText(level(first, id)),
        to: levelText(level(newest, id)),
        sinceReview: held !== undefined && level(held, id) !== level(newest, id),
      })),
    present: ids.filter((id) => (level(newest, id) ?? 0) > 0).map(title),
  }
}

/** 12 weeks, or as far back as there is something to see, 4 weeks at least. */
function chartFrom(scores: readonly number[], today: number): number {
  const first = scores.reduce((earliest, packed) => Math.min(earliest, unpackScore(packed).day), today)
  return Math.max(today - chartDays + 1, Math.min(first - 2, today - 27))
}

/** The record of a review at this moment: what the screen shows and what a signature keeps. */
export function recordOf(ask: Ask): ReviewRecord {
  const { facts, evaluation, safety, goals, zone, now } = ask
  const { found, input, values: known } = evaluation
  const { today } = found
  const iso = isoDay(today)
  const step = phaseStep(ask)
  const yes = (value: boolean): RuleValue => (value ? 'yes' : 'no')
  const agreed = new Map<string, RuleValue>([
    ...known,
    ['no_running_goal', yes(goals.noRunningGoal)],
    ['goal_reached', yes(goals.goalReached)],
    ['self_management_ok', yes(goals.selfManagementOk)],
  ])
  const discharge = dischargeOf(agreed, evaluation.indexSide)
  const open = facts.steps.filter(({ state }) => state === 'open')
  const advice = adviseReview(
    new Map<string, RuleValue>([
      ...agreed,
      ['discharge_ok', discharge.ok],
      ['phase_ready', yes(step?.advice.state === 'ready')],
      ['steps_up_open', open.filter((one) => one.advice === 'progress').length],
      ['steps_down_open', open.filter((one) => one.advice === 'regress' || one.advice === 'stop').length],
      ['run_advice', open.find(({ subject }) => subject === 'run')?.advice ?? 'hold'],
    ]),
    thresholdValues(facts.thresholds, ask.caseId),
  )
  const numbers = evaluation.measures
  const since = facts.last ? dayNumber(facts.last.on) : today - 27
  return {
    format: 1,
    today,
    since: facts.last ? { day: since, text: dayText(facts.last.on, iso) } : null,
    safety: {
      ...{ blockLevel: safety.blockLevel, unresolvedLevel: safety.unresolvedLevel },
      screenComplete: safety.screenComplete,
      flags: facts.flags.map(({ flagId, urgency, at }) => ({
        ...{ title: flagTitles[flagId] ?? flagId, urgency: urgencyTitles[urgency], level: urgency },
        sinceText: timeText(new Date(at), zone, now),
      })),
      alerts: facts.alerts.map(({ alertId, severity, at, by, note }) => ({
        ...{ title: alertTitle(alertId), severity, sinceText: timeText(new Date(at), zone, now) },
        acknowledged: by === null ? null : `${by}: ${note ?? ''}`,
      })),
    },
    advice,
    rows: Object.fromEntries(
      Object.entries(rowGroups).map(([group, ids]) => [group, readingRows(ids, found, input)]),
    ),
    pain: {
      from: chartFrom(facts.scores, today),
      scores: [...facts.scores],
      slope: found.pain.slope,
      flares: found.pain.flares
        .map(({ opened, closed }) => ({ from: opened, to: closed ?? today }))
        .filter(({ to }) => to > today - chartDays),
      versions: facts.versions.map(({ number, startsOn }) => ({ number, day: dayNumber(startsOn) })),
    },
    results: [...found.results, ...found.runs]
      .filter(({ day }) => day > since)
      .map(({ day, result }) => ({ day, result })),
    runWeeks: runsByWeek(
      found.runs.map(({ day, entry }) => ({ day, km: entry.km, minutes: entry.minutes })),
      today - chartDays + 1,
      today,
    ),
    scores: scoreRows(ask),
    micReached: numbers.ind_mic_reached?.map((id) => scaleOf(id).scale.name) ?? null,
    symmetry: symmetryOf(known),
    goals: goalsOf(ask, numbers.psfs_paired_mean),
    program: {
      ...{ phase: step?.name ?? null, next: step?.next ?? null },
      checks: (step?.advice.checks ?? []).map(
        (one): CheckRow => ({
          ...{ id: one.name, text: `${phaseNames[one.name]}: ${one.text}`, kind: 'must', result: one.result },
          ...{ because: [...one.because], missing: [...one.missing] },
        }),
      ),
      discharge: discharge.checks.map(({ rule: _, ...one }) => ({
        ...one,
        ...{ because: [...one.because], missing: [...one.missing] },
      })),
      versions: facts.versions
        .filter(({ startsOn }) => dayNumber(startsOn) > since)
        .map(({ startsOn, ...version }) => ({ ...version, dayText: dayText(startsOn, iso) })),
      steps: stepRows(ask, iso),
    },
    factors: factorsOf(ask),
  }
}

/** What a decision rests on most, in a few letters: a signature is refused when it is not what was seen. */
export const seenOf = ({ advice, safety }: Pick<ReviewRecord, 'advice' | 'safety'>): string =>
  [
    ...advice.lines.map(({ ruleId }) => ruleId),
    safety.flags.length,
    safety.alerts.length,
    safety.blockLevel,
  ].join(' ')
