import { instruments, scaleOf } from '#lib/content/outcomes/instruments.ts'
import { type ScaleId, scaleIds } from '#lib/content/outcomes/types.ts'
import { countText, dayNumber, dayText, inSentence, nearDayText } from '#lib/dates.ts'
import { inOrder, isAfterChoice } from '../changes/rules.ts'
import { begunOn } from '../course/rules.ts'
import { primaryScales, scoreText } from '../indicators/rules.ts'
import type { Origin, OutcomeRecord } from '../record/schema.ts'
import { daysOverdue, openOccasions } from '../schedule/rules.ts'
import type { Administration, Change, Point } from '../schema.ts'
import { grocBand, ostrcProblem, percentChange } from '../scoring/rules.ts'
import { painSeries, type Series, scaleSeries } from '../series/rules.ts'
import { alsoReached, changeSentence, signed, statusWords, thresholdText, verdictOf } from '../words/rules.ts'
import type { ChangeView, DueRow, EntryRow, ScaleView } from './schema.ts'

const modes = { self: 'by the patient', interview: 'asked by', paper: 'from paper, entered by' } as const

const howOf = (record: OutcomeRecord, id: string): string => howText(record.origins.get(id))

/** How a form came about, and by whom. */
export function howText(origin: Origin | undefined): string {
  if (!origin || origin.kind === 'form') return 'with a form'
  const by = origin.by ?? 'the clinic'
  if (origin.mode !== 'self') return `${modes[origin.mode]} ${by}`
  return origin.onBehalf ? `${modes.self}, put right by ${by}` : modes.self
}

function changeView(change: Change): ChangeView {
  const { scale } = scaleOf(change.scale)
  return {
    deltaText: signed(change.delta, scale.decimals),
    from: change.baseline,
    to: change.followUp,
    status: change.status,
    verdict: verdictOf(change),
    sentence: changeSentence(change),
    also: alsoReached(change).map(thresholdText),
  }
}

/** The newest score in words, where the specification has some. */
export function noteOf(
  id: ScaleId,
  newest: Administration | undefined,
  change: Change | null,
  start: Point | null,
): string | null {
  if (id === 'groc' && typeof newest?.scores.groc === 'number')
    return `Says: ${grocBand(newest.scores.groc)}.`
  if (id === 'ostrc_o2' && newest) {
    const { present, substantial } = ostrcProblem(newest.items, newest.scores.ostrc_o2)
    return substantial ? 'Substantial problem.' : present ? 'Problem, not a substantial one.' : 'No problem.'
  }
  if (id === 'psfs' && change?.baseline && newest?.on === change.followUp.on) {
    const { baseline: from, followUp: to } = change
    if (from.score === start?.score && to.score === newest.scores.psfs) return null
    return `Compared are the activities in both forms: ${scoreText(id, from.score)} to ${scoreText(id, to.score)}, as drawn.`
  }
  if (id === 'nprs' && change?.baseline) {
    const percent = percentChange(change.baseline.score, change.followUp.score)
    return percent === null
      ? null
      : `Pain is ${Math.abs(percent).toFixed(1)} % ${percent >= 0 ? 'less' : 'more'} than at the start.`
  }
  return null
}

/**
 * What is drawn of the activities: of a form that scores others than the start the mean says nothing of the change, so the ends of
 * the newest change are those that were compared.
 */
function comparedEnds({ points, baseline, changes, newest }: Series): Pick<Series, 'points' | 'baseline'> {
  const last = [...changes.keys()].at(-1)
  const from = newest?.baseline
  if (!from || !baseline) return { points, baseline }
  const ends = new Map([
    [baseline.key, from.score],
    [last, newest.followUp.score],
  ])
  return {
    points: points.map((point) => ({ ...point, score: ends.get(point.key) ?? point.score })),
    baseline: { ...baseline, score: from.score },
  }
}

/** Since when a change is counted. */
function sinceText({ input: { timeline }, today }: OutcomeRecord, change: Change | null): string {
  const { reopenedOn } = timeline
  const from = change?.baseline?.on
  if (change?.afterChoice) return 'since the choice'
  if (reopenedOn === null) return 'since the start'
  if (from && from < reopenedOn)
    return `since ${dayText(from, today)}, the last form before the case was opened again`
  return begunOn(timeline) === reopenedOn
    ? `since ${dayText(reopenedOn, today)}, when the case was opened again`
    : 'since the start'
}

/** Until when a change is counted that is not the one at the newest point. */
const untilText = ({ today }: OutcomeRecord, newest: Change | null, last: Change | null): string =>
  newest === null || newest.followUp.on === last?.followUp.on
    ? ''
    : ` until ${dayText(newest.followUp.on, today)}: later scores cannot be compared`

/** One scale over time, with its newest change in words. Null when there is nothing to show. */
export function scaleView(record: OutcomeRecord, id: ScaleId): ScaleView | null {
  const { scale, instrument } = scaleOf(id)
  const primary = primaryScales(record.input.chosen).includes(id)
  const series = id === 'nprs' ? { ...painSeries(record), all: [], counted: [] } : scaleSeries(record, id)
  const { points, baseline, changes, newest, missing, all, counted, of } = series
  const { reopenedOn } = record.input.timeline
  if (points.length === 0 && !primary) return null
  const drawn = id === 'psfs' ? comparedEnds(series) : { points, baseline }
  const hows = new Map([...of, ...all.map((a) => [a.id, howOf(record, a.id)] as const)])
  const at = ({ on, score }: Point) => ({ day: dayNumber(on), value: score })
  const lastChange = changes.get(points.at(-1)?.key ?? '') ?? null
  const start =
    baseline && isAfterChoice(baseline, begunOn(record.input.timeline)) && id !== 'nprs'
      ? 'Baseline, first form after the choice'
      : 'Baseline'
  return {
    id,
    primary,
    min: scale.min,
    max: scale.max,
    better: scale.better,
    decimals: scale.decimals,
    missing,
    name: scale.name === instrument.short ? instrument.name : scale.name,
    points: drawn.points.map(at),
    // A rating of change is measured from no change.
    baseline:
      id === 'groc' && points[0]
        ? { day: dayNumber(points[0].on), value: 0 }
        : drawn.baseline && at(drawn.baseline),
    mdc: scale.mdc?.value ?? null,
    mic: scale.mic?.value ?? null,
    change: newest && changeView(newest),
    lastChange: lastChange && changeView(lastChange),
    since: `${sinceText(record, newest)}${untilText(record, newest, lastChange)}`,
    note: noteOf(id, counted.at(-1), newest, baseline),
    thresholds: [
      ...[scale.mdc, scale.mic, ...scale.alsoFound].flatMap((t) => (t ? [thresholdText(t)] : [])),
      ...(scale.healthy ? [scale.healthy] : []),
    ],
    rows: points.map(({ on, score, key }) => {
      const change = changes.get(key)
      const earlier = reopenedOn !== null && on < reopenedOn ? 'Earlier course' : ''
      const status = change?.status ? statusWords[change.status] : baseline?.key === key ? start : earlier
      const delta = change ? signed(change.delta, scale.decimals) : ''
      return [dayText(on, record.today), scoreText(id, score), delta, status, hows.get(key) ?? '']
    }),
  }
}

export const scaleViews = (record: OutcomeRecord): ScaleView[] => {
  const primary = primaryScales(record.input.chosen)
  const order = [...primary, ...scaleIds.filter((id) => !primary.includes(id))]
  return order.flatMap((id) => scaleView(record, id) ?? [])
}

/** What the schedule wants now, for the care team: also what only paper can answer, which is never overdue. */
export function dueRows(record: OutcomeRecord): DueRow[] {
  const { timeline, chosen, administrations, onPaper } = record.input
  const { today } = record
  return openOccasions(timeline, chosen, administrations, today).map(({ measure, kind, week, dueOn }) => {
    const paper = onPaper.has(measure)
    const away = daysOverdue(dueOn, today, timeline)
    const when = paper
      ? 'on paper'
      : away > 0
        ? `overdue ${countText(away, 'day')}`
        : `due ${inSentence(nearDayText(dueOn, today))}`
    const what = {
      intake: 'start',
      again: 'new start',
      week: `week ${week}`,
      weekly: `week ${week}`,
      discharge: 'discharge',
      later: '3 months later',
    }
    return {
      measure,
      name: instruments[measure].short,
      text: `${what[kind]}, ${when}`,
      overdue: away > 0 && !paper,
    }
  })
}

/** Every filled form, the newest first. Those of the intake and of review forms are put right there. */
export const entryRows = (record: OutcomeRecord): EntryRow[] =>
  inOrder(record.input.administrations)
    .filter(({ id }) => record.origins.get(id)?.kind === 'entry')
    .reverse()
    .map((one) => entryRow(record, one))

export function entryRow(
  record: OutcomeRecord,
  { id, measure, on, scores, items, missing }: Administration,
): EntryRow {
  const { scales, short, items: all } = instruments[measure]
  const texts = scales.map((scale) => {
    const value = scores[scale.id]
    const text = typeof value === 'number' ? scoreText(scale.id, value) : 'no score'
    return scales.length > 1 ? `${scale.name.replace(`${short} `, '')} ${text}` : text
  })
  const checked = all.map((item) => `${item.theme} ${items[item.id] ?? 'not tried'}`)
  const scoreWords = scales.length > 0 ? texts : checked
  const gaps = measure === 'weekly_check' ? 0 : missing
  return {
    id,
    name: short,
    missing: gaps,
    how: howOf(record, id),
    dayText: dayText(on, record.today),
    scoreText: scoreWords.join(', '),
  }
}
