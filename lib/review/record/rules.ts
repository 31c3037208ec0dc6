import { answerValues, checkDischarge } from '#lib/cases/discharge/rules.ts'
import { alertTitle } from '#lib/content/alerts/table.ts'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import type { Urgency } from '#lib/content/flags/types.ts'
import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import { rowGroups } from '#lib/content/review/indicators.ts'
import { dayNumber, dayText, isoDay, timeText } from '#lib/dates.ts'
import { alertLimitValues } from '#lib/limits/rules.ts'
import { limitValues } from '#lib/limits/values/rules.ts'
import { bringsStages, impactStep, paramValues } from '#lib/programs/entry/rules.ts'
import { impactPermission } from '#lib/programs/permission/rules.ts'
import { advisePhase } from '#lib/programs/progression/phase/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { runsByWeek } from '#lib/tracking/progress/runs/rules.ts'
import { unpackScore } from '#lib/tracking/progress/series/rules.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { adviseReview, unansweredActs, valuesOfAlerts } from '../advice/rules.ts'
import { flareBars, symmetryOf } from '../display/rules.ts'
import { firstDay } from '../indicators/rules.ts'
import { readingRows } from '../rows/rules.ts'
import { factorsOf, goalsOf, type RecordAsk, scoreRows, stepRows } from './parts/rules.ts'
import type { CheckRow, ReviewRecord } from './schema.ts'

export const chartDays = 84

/** The one that has 24 weeks (clinical/programmes.md 5.6 and 7). */
const tendonProgram = 'prog_patellar_tendon'

/** "Ready for the next phase" of this moment; null without a program. */
function phaseStep({ evaluation, read, facts, runWeek }: RecordAsk, dischargeOk: 'yes' | 'no') {
  const content = read.versions.at(-1)?.content
  if (!evaluation.input.phase || !read.phase || !content) return null
  const next = content.phases[read.phase.position + 1] ?? null
  const present = content.phases[read.phase.position] ?? null
  const values = new Map<string, RuleValue>([
    ...evaluation.values,
    ...facts.patterns,
    ...(next ? paramValues(next) : []),
    ['discharge_ok', dischargeOk],
  ])
  const advice = advisePhase(
    read.phase.key,
    next && {
      key: next.key,
      name: next.name,
      stages: bringsStages(next, present),
      impact: impactStep(next, present),
    },
    values,
    evaluation.indexSide,
    limitValues(facts.ruleLimits.filter((row) => row.caseId === null)),
    runWeek,
  )
  return { name: present?.name ?? null, next: next?.name ?? null, advice }
}

/** What was found against the running and jumping that the program has. A block says so itself, and has taken it out. */
function againstImpact({ evaluation, read, facts, safety }: RecordAsk): readonly string[] {
  const content = read.versions.at(-1)?.content
  if (!evaluation.input.phase || !content || safety.blockLevel !== 'none') return []
  const values = new Map<string, RuleValue>([...evaluation.values, ...facts.patterns])
  return impactPermission(content, { values, indexSide: evaluation.indexSide }).against
}

/** What a doctor is to see (clinical/red-flags.md 2). */
const asksForDoctor: readonly Urgency[] = ['emergency', 'same_day', 'urgent_referral']

const phaseNames = {
  exit: 'This phase',
  runs: 'Runs',
  ready: 'Every phase',
  entry: 'The next phase',
  stages: 'Running again',
  stage: 'Running stage',
  impact: 'Running and jumping',
} as const

/** 12 weeks, or as far back as there is something to see, 4 weeks at least. */
function chartFrom(scores: readonly number[], today: number): number {
  const first = scores.reduce((earliest, packed) => Math.min(earliest, unpackScore(packed).day), today)
  return Math.max(today - chartDays + 1, Math.min(first - 2, today - 27))
}

/** The record of a review at this moment: what the screen shows and what a signature keeps. */
export function recordOf(ask: RecordAsk): ReviewRecord {
  const { facts, evaluation, safety, zone, now } = ask
  const { found, input, values: known } = evaluation
  const { today } = found
  const [iso, opened] = [isoDay(today), dayNumber(ask.openedOn)]
  const yes = (value: boolean): RuleValue => (value ? 'yes' : 'no')
  const agreed = new Map<string, RuleValue>([...known, ...answerValues(facts.answers)])
  const discharge = checkDischarge(agreed, evaluation.indexSide)
  const step = phaseStep(ask, discharge.ok)
  const impactAgainst = againstImpact(ask)
  const open = facts.steps.filter(({ state }) => state === 'open')
  const advice = adviseReview(
    new Map<string, RuleValue>([
      ...agreed,
      ...valuesOfAlerts(evaluation),
      ['discharge_ok', discharge.ok],
      ['phase_ready', yes(step?.advice.state === 'ready')],
      ['acts_unanswered', unansweredActs(facts.alerts)],
      ['steps_up_open', open.filter((one) => one.advice === 'progress').length],
      ['steps_down_open', open.filter((one) => one.advice === 'regress' || one.advice === 'stop').length],
      [
        'referral_unanswered',
        yes(facts.flags.some((flag) => !flag.answered && asksForDoctor.includes(flag.urgency))),
      ],
      ['tendon_program', yes(ask.read.versions.at(-1)?.content.templateId === tendonProgram)],
      ['impact_against', yes(impactAgainst.length > 0)],
      ['run_advice', open.find(({ subject }) => subject === 'run')?.advice ?? 'hold'],
    ]),
    alertLimitValues(facts.ruleLimits, ask.caseId),
  )
  const numbers = evaluation.measures
  const since = facts.last ? dayNumber(facts.last.on) : today - 27
  return {
    format: 1,
    today,
    since: facts.last ? { id: facts.last.id, day: since, text: dayText(facts.last.on, iso) } : null,
    safety: {
      blockLevel: safety.blockLevel,
      unresolvedLevel: safety.unresolvedLevel,
      screenComplete: safety.screenComplete,
      impactAgainst: [...impactAgainst],
      flags: facts.flags.map(({ id, flagId, urgency, at, answered }) => ({
        id,
        answered,
        title: flagTitles[flagId] ?? flagId,
        urgency: urgencyTitles[urgency],
        level: urgency,
        sinceText: timeText(new Date(at), zone, now),
      })),
      alerts: facts.alerts.map(({ id, alertId, severity, at, by, note }) => ({
        id,
        title: alertTitle(alertId),
        severity,
        sinceText: timeText(new Date(at), zone, now),
        acknowledged: by === null ? null : `${by}: ${note ?? ''}`,
      })),
    },
    advice,
    rows: Object.fromEntries(
      Object.entries(rowGroups).map(([group, ids]) => [group, readingRows(ids, found, input, ask.nextRun)]),
    ),
    pain: {
      from: chartFrom(facts.scores, today),
      scores: [...facts.scores],
      slope: found.pain.slope,
      flares: flareBars(found).filter(({ to }) => to > today - chartDays),
      versions: facts.versions.map(({ number, startsOn }) => ({ number, day: dayNumber(startsOn) })),
    },
    results: [...found.results, ...found.runs, ...found.walked]
      .filter(({ day }) => day >= since)
      .map(({ day, result }) => ({ day, result })),
    runWeeks: runsByWeek(
      found.runs.map(({ day, entry }) => ({ day, km: entry.km, minutes: entry.minutes })),
      today - chartDays + 1,
      today,
      Math.min(opened, firstDay(currentLogs(input.logs), input.course) ?? opened),
    ),
    scores: scoreRows(ask),
    micReached: numbers.ind_mic_reached?.map((id) => scaleOf(id).scale.name) ?? null,
    symmetry: symmetryOf(known),
    goals: goalsOf(ask, numbers.psfs_paired_mean),
    program: {
      phase: step?.name ?? null,
      next: step?.next ?? null,
      checks: (step?.advice.checks ?? []).map(
        (one): CheckRow => ({
          id: one.name,
          text: `${phaseNames[one.name]}: ${one.text}`,
          kind: 'must',
          result: one.result,
          because: [...one.because],
          missing: [...one.missing],
        }),
      ),
      discharge: discharge.criteria.map(({ id, kind, text, result, because, missing }) => ({
        id,
        kind,
        text,
        result,
        because: [...because],
        missing: [...missing],
      })),
      versions: facts.versions
        .filter(({ fresh }) => fresh)
        .map(({ startsOn, fresh: _, ...version }) => ({ ...version, dayText: dayText(startsOn, iso) })),
      steps: stepRows(ask, iso),
    },
    factors: factorsOf(ask),
  }
}

/**
 * What a decision rests on most: a signature is refused when it is not what was seen. A flag that was settled and one that came
 * meanwhile are as many as before, so each is named, with whether somebody answered it; so are the review before, whose goals and
 * next day the new one replaces, and the newest version of the program.
 */
export const seenOf = ({
  advice,
  safety,
  since,
  pain,
}: Pick<ReviewRecord, 'advice' | 'safety' | 'since' | 'pain'>): string =>
  [
    since?.id ?? 'first',
    `v${pain.versions.at(-1)?.number ?? 0}`,
    ...advice.lines.map(({ ruleId }) => ruleId),
    ...safety.flags.map(({ id, answered }) => `${id}${answered ? '+' : ''}`).toSorted(),
    ...safety.alerts.map(({ id, acknowledged }) => `${id}${acknowledged === null ? '' : '+'}`).toSorted(),
    safety.blockLevel,
  ].join(' ')
