import { type Severity, severityWords } from '#lib/alerts/schema.ts'
import { alertTitle } from '#lib/content/alerts/table.ts'
import { instruments, isMeasureId } from '#lib/content/outcomes/instruments.ts'
import { dayNumber, isoDay } from '#lib/dates.ts'
import { scoreText } from '#lib/outcomes/indicators/rules.ts'
import { formScores } from '#lib/outcomes/record/rules.ts'
import { goesOnAlone } from '#lib/programs/rules.ts'
import { decisionWords, type ReviewDecision } from '#lib/review/schema.ts'
import type { Stretch } from '#lib/tracking/progress/course/schema.ts'
import type { CourseData } from '../../progress/course/rules.ts'
import type { EventKind, TimelineEvent, TimelineWindow } from '../schema.ts'

/** From what the statement of queries.ts says happened to what stands on the timeline. */

export type EventRow = {
  id: string
  /**
   * `form`: one that may have scored a measure; of any day, as a later form scores what an earlier one named. `case`: the case
   * itself, of the day on which it ended.
   */
  kind: EventKind | 'form' | 'case'
  /** Null of a case that has not ended. */
  day: number | null
  /** Number, decision, alert id, measure or kind of form. */
  name: string
  text: string | null
  by: string | null
  /** Severity; scores of a measure; answers of a form; `CaseFacts`. */
  more: unknown
}

type Answers = Record<string, unknown>
type Dated = EventRow & { day: number }
type EventOnly = Dated & { kind: EventKind }
const isEvent = (row: EventRow): row is EventOnly => row.kind !== 'form' && row.kind !== 'case'
const isForm = (row: EventRow): row is Dated => row.kind === 'form'

/** `before`: something lies before the window; `template`: of the newest program that was published. */
type CaseFacts = { before: boolean; template: string | null }

/** What bounds the window and its program; `over`: the last day on which it held, null while it holds. */
export function boundsOf(rows: readonly EventRow[], from: number): { before: boolean; over: number | null } {
  const row = rows.find(({ kind }) => kind === 'case')
  const { before = false, template = null } = (row?.more ?? {}) as Partial<CaseFacts>
  const goesOn = row?.name === 'discharged' && goesOnAlone({ templateId: template })
  return {
    before: before || formsScored(rows).some(({ on }) => dayNumber(on) < from),
    over: goesOn ? null : (row?.day ?? null),
  }
}

const formsScored = (rows: readonly EventRow[]) =>
  formScores(
    rows
      .filter(isForm)
      .map(({ id, day, more }) => ({ id, on: isoDay(day), answers: (more ?? {}) as Answers })),
  )

function scoresIn(measure: string, scores: unknown): { title: string; short: string } {
  if (!isMeasureId(measure)) return { title: measure, short: '' }
  const { short, scales } = instruments[measure]
  const texts = scales.flatMap((scale) => {
    const value = (scores as Record<string, unknown> | null)?.[scale.id]
    if (typeof value !== 'number') return []
    const text = scoreText(scale.id, value)
    return [{ text, named: scales.length > 1 ? `${scale.name.replace(`${short} `, '')} ${text}` : text }]
  })
  if (texts.length === 0) return { title: `${short}, no score`, short: '' }
  return { title: `${short} ${texts.map(({ named }) => named).join(', ')}`, short: texts[0]?.text ?? '' }
}

const signedBy = (text: string | null, by: string | null) => [text, by].filter(Boolean).join(' – ')

/** What forms scored in these days; each leads to its form. */
function scoresOfForms(
  rows: readonly EventRow[],
  caseId: string,
  { from, to }: TimelineWindow,
): TimelineEvent[] {
  const kinds = new Map(rows.map(({ id, name }) => [id, name]))
  return formsScored(rows).flatMap(({ id, on, measure, scores }) => {
    const day = dayNumber(on)
    if (day < from || day > to) return []
    const text = kinds.get(id) === 'intake' ? 'Asked in the intake' : 'Asked in the form before a review'
    const href = `/cases/${caseId}/intake?form=${id}`
    return [{ id, kind: 'outcome' as const, day, text, grave: false, href, ...scoresIn(measure, scores) }]
  })
}

function eventOf(row: EventOnly, caseId: string): TimelineEvent {
  const href = `/cases/${caseId}`
  const base = { id: row.id, kind: row.kind, day: row.day, text: signedBy(row.text, row.by), grave: false }
  switch (row.kind) {
    case 'version':
      return {
        ...base,
        title: `Version ${row.name}`,
        short: `v${row.name}`,
        href: `${href}/program/versions/${row.name}`,
      }
    case 'review': {
      const words = decisionWords[row.name as ReviewDecision]
      return {
        ...base,
        title: `Review: ${words.toLowerCase()}`,
        short: '',
        href: `${href}/reviews/${row.id}`,
      }
    }
    case 'note':
      return {
        ...base,
        title: row.name === 'draft' ? 'Note, draft' : 'Note',
        short: '',
        href: `${href}/notes/${row.id}`,
      }
    case 'alert': {
      const severity = row.more as Severity
      return {
        ...base,
        title: `Alert: ${alertTitle(row.name)}`,
        short: '',
        href: `${href}/alerts`,
        text: [severityWords[severity], base.text].filter(Boolean).join('. '),
        grave: severity === 'urgent' || severity === 'act',
      }
    }
    case 'outcome':
      return { ...base, ...scoresIn(row.name, row.more), href: `${href}/outcomes` }
  }
}

/** A stop that a newer one took the place of on the same day went on over that day. */
const goingOn = (stops: readonly Stretch[]): Stretch[] =>
  stops.map(({ from, to }) => {
    const taken = to !== null && stops.some((next) => next.from === to)
    return { from, to: taken ? to + 1 : to }
  })

/**
 * Runs while running was stopped: by a flag, by the rules, or with the whole program. On the day on which a stop began, or was
 * lifted, nobody knows which came first.
 */
export function runsAgainstStop({ course, runs }: CourseData, caseId: string): TimelineEvent[] {
  const { blocks, runStops = [], paused } = course
  const stops = [
    ...blocks,
    ...goingOn(runStops),
    ...paused.map(({ from, to }) => ({ from, to: to && to + 1 })),
  ]
  const stopped = (day: number) => stops.some(({ from, to }) => from < day && (to === null || day < to))
  return runs.flatMap(({ day, km }, at) =>
    stopped(day)
      ? [
          {
            id: `run ${day} ${at}`,
            kind: 'alert' as const,
            day,
            short: '',
            grave: true,
            title: `Run of ${km} km while running was stopped`,
            text: 'Ask how it went, and why',
            href: `/cases/${caseId}/timeline?at=${isoDay(day)}`,
          },
        ]
      : [],
  )
}

/** Everything that happened in the window, in words. */
export const timelineEvents = (
  rows: readonly EventRow[],
  caseId: string,
  window: TimelineWindow,
): TimelineEvent[] => [
  ...rows.flatMap((row) => (isEvent(row) ? eventOf(row, caseId) : [])),
  ...scoresOfForms(rows, caseId, window),
]
