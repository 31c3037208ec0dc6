import type { Severity } from '#lib/alerts/schema.ts'
import type { DischargeAnswers } from '#lib/cases/discharge/schema.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { factorById } from '#lib/content/factors/index.ts'
import type { Level } from '#lib/content/factors/types.ts'
import type { Urgency } from '#lib/content/flags/types.ts'
import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import { scaleIds } from '#lib/content/outcomes/types.ts'
import { type Day, dayNumber, dayText, timeText } from '#lib/dates.ts'
import { statusOf } from '#lib/factors/evaluation/rules.ts'
import { countedLevel, newestAnswers } from '#lib/factors/responses/rules.ts'
import type { FactorResponseKind } from '#lib/factors/responses/schema.ts'
import type { FactorStatus } from '#lib/factors/schema.ts'
import { levelText } from '#lib/factors/words/rules.ts'
import type { SetLimit } from '#lib/limits/schema.ts'
import { baselineOf, scored } from '#lib/outcomes/changes/rules.ts'
import { presentCourse } from '#lib/outcomes/course/rules.ts'
import { primaryScales, scoreText } from '#lib/outcomes/indicators/rules.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import { painSeries, scaleSeries } from '#lib/outcomes/series/rules.ts'
import { noteOf } from '#lib/outcomes/views/rules.ts'
import { changeSentence, signed } from '#lib/outcomes/words/rules.ts'
import type { NextRun } from '#lib/programs/progression/cap/rules.ts'
import type { RunWeek } from '#lib/programs/progression/run-week/schema.ts'
import { distanceGoals } from '../../display/rules.ts'
import type { CaseEvaluation, SafetyValues } from '../../evaluation/rules.ts'
import type { CaseInput } from '../../indicators/schema.ts'
import type { AgreedGoals } from '../../schema.ts'
import type { ReviewRecord, ScoreRow, StepRow } from '../schema.ts'

/** What the statement of queries.ts says besides the evaluation. */
export type ReviewFacts = {
  readonly scores: readonly number[]
  readonly flags: readonly { id: string; flagId: string; urgency: Urgency; at: string; answered: boolean }[]
  readonly alerts: readonly {
    id: string
    alertId: string
    severity: Severity
    at: string
    by: string | null
    note: string | null
  }[]
  readonly versions: readonly {
    number: number
    startsOn: Day
    /** Published after the last review was signed, or without one as of the last 4 weeks. */
    fresh: boolean
    note: string
    by: string
  }[]
  readonly steps: readonly (Omit<StepRow, 'name' | 'dayText' | 'by'> & {
    subject: string
    advice: string
    on: Day
    by: string | null
    from: string | null
  })[]
  readonly last: { id: string; on: Day; goals: AgreedGoals; values: Record<string, string | null> } | null
  /** What the physio last said about the goal and the patient's own rules. */
  readonly answers: DischargeAnswers & { readonly id: string }
  /** Changes of the numbers in rules that bear on the case, the oldest first. */
  readonly ruleLimits: readonly SetLimit[]
  /** What the newest evaluation says of each pattern. */
  readonly patterns: readonly (readonly [id: string, status: string])[]
  /** Levels by factor id of the first, the newest, and the evaluation that held at the last review; oldest first. */
  readonly factors: readonly {
    at: string
    before: boolean
    levels: Readonly<Record<string, number | null>>
  }[]
  /** The newest answer to each factor. */
  readonly responses: readonly {
    id: string
    factorId: string
    kind: FactorResponseKind
    level: number
    by: string
    outlived: boolean
  }[]
}

/** Everything that a record is made of. */
export type RecordAsk = {
  /** Of the case. */
  readonly openedOn: Day
  readonly facts: ReviewFacts
  readonly evaluation: CaseEvaluation
  readonly read: CaseInput
  /** Null where the weeks of the runs follow the calendar. */
  readonly runWeek: RunWeek | null
  /** What the next run may be at most. */
  readonly nextRun: NextRun | null
  readonly outcomes: OutcomeRecord
  readonly safety: SafetyValues & { readonly screenComplete: boolean }
  readonly caseId: string
  readonly zone: string
  readonly now: Date
}

/** What was suggested since the last review and what came of it. */
export function stepRows({ facts, read }: RecordAsk, today: Day): StepRow[] {
  const items = read.versions.flatMap(({ content }) => content.phases.flatMap(({ items: list }) => list))
  return facts.steps.map(({ subject, on, by, from, advice: _a, ...step }) => {
    const id = from ?? items.findLast(({ key }) => key === subject)?.exerciseId ?? ''
    const name = subject === 'run' ? 'Running' : (exerciseById(id)?.name ?? 'An exercise')
    return { ...step, name, dayText: dayText(on, today), by: by ?? '' }
  })
}

/** The newest change of each scale with data, the primary ones first; what keeps a primary one from having a change. */
export function scoreRows({ outcomes, evaluation }: RecordAsk): ScoreRow[] {
  const { input } = outcomes
  const primary = primaryScales(input.chosen)
  const order = [...primary, ...scaleIds.filter((id) => !primary.includes(id))]
  return order.flatMap((id) => {
    const { scale, instrument } = scaleOf(id)
    const change = evaluation.measures.ind_delta[id]
    const series = id === 'nprs' ? null : scaleSeries(outcomes, id)
    const newest = series?.counted.at(-1)
    const value = change?.followUp.score ?? newest?.scores[id] ?? null
    // A rating of change is measured from no change.
    const start = id === 'groc' ? { score: 0, on: null } : (change?.baseline ?? series?.baseline)
    const day = (on: Day | null | undefined) => (on ? dayNumber(on) : null)
    if (value === null && !primary.includes(id)) return []
    const { missing } = series ?? painSeries(outcomes)
    return [
      {
        id,
        name: scale.name === instrument.short ? instrument.name : scale.name,
        primary: primary.includes(id),
        min: scale.min,
        max: scale.max,
        better: scale.better,
        value,
        valueText: value === null ? '' : scoreText(id, value),
        on: day(change?.followUp.on ?? newest?.on),
        baselineOn: day(start?.on),
        baseline: start?.score ?? null,
        deltaText: change ? signed(change.delta, scale.decimals) : null,
        status: change?.status ?? null,
        sentence: change ? changeSentence(change) : null,
        note: noteOf(id, newest, change, series?.baseline ?? null),
        missing: change ? null : missing,
        mdc: scale.mdc?.value ?? null,
        mic: scale.mic?.value ?? null,
      },
    ]
  })
}

/** The patient's own activities and distances, and what was agreed. */
export function goalsOf(
  { evaluation, outcomes, facts }: RecordAsk,
  pairedMean: number | null,
): ReviewRecord['goals'] {
  const { administrations, timeline } = presentCourse(outcomes.input)
  const all = scored(administrations, 'psfs')
  // As the change is counted; without a program from the first form.
  const start = baselineOf(administrations, 'psfs', timeline.activatedOn) ?? all[0]
  const later = start ? all.slice(all.indexOf(start) + 1) : []
  return {
    activities: Object.entries(outcomes.activities).map(([id, activity]) => {
      // A form that skipped this activity leaves its last score.
      const newest = later.findLast(({ items }) => typeof items[id] === 'number')
      return {
        activity,
        start: start?.items[id] ?? null,
        now: newest?.items[id] ?? null,
        on: newest ? dayNumber(newest.on) : null,
      }
    }),
    pairedMean,
    distances: distanceGoals(evaluation.found, evaluation.input.goals),
    before: facts.last?.goals.text ?? '',
  }
}

/** What is different from the first evaluation, and what of it since the last review. */
export function factorsOf({ facts, zone, now }: RecordAsk): ReviewRecord['factors'] {
  const [first, newest] = [facts.factors[0], facts.factors.at(-1)]
  if (!first || !newest) return { firstText: null, changes: [], present: [], possible: [] }
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
    ...factorsNow(newest.levels, facts.responses),
  }
}

/** The factors that count, most certain first: clinical/factors.md 2 calls level 1 possible. */
function factorsNow(levels: Readonly<Record<string, number | null>>, responses: ReviewFacts['responses']) {
  const answers = newestAnswers(
    responses.map(({ by, ...one }) => ({ ...one, by: { name: by } })),
    new Set(responses.flatMap(({ id, outlived }) => (outlived ? [id] : []))),
  )
  const counted = [...new Set([...Object.keys(levels), ...answers.keys()])].map((id) => {
    const [rated, answer] = [levels[id] ?? null, answers.get(id)]
    const level = countedLevel(rated, answer)
    const added = answer !== undefined && level !== rated ? ` (added by ${answer.by})` : ''
    return { status: statusOf(level as Level | null), text: `${factorById(id)?.title ?? id}${added}` }
  })
  const of = (wanted: FactorStatus) =>
    counted.filter(({ status }) => status === wanted).map(({ text }) => text)
  return { present: of('present'), possible: of('possible') }
}
