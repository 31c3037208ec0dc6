/** A letter from the record, as plain text by section (clinical/review.md 6): only what is recorded. Pure. */

import type { Standing } from '#lib/assessment/standing/rules.ts'
import type { DischargeResult } from '#lib/cases/discharge/schema.ts'
import type { LetterKind } from '#lib/content/letters/kinds.ts'
import { letterSections, sectionsOf } from '#lib/content/letters/kinds.ts'
import { countText, type Day, type DayNumber, fullDayText, isoDay } from '#lib/dates.ts'
import { scoreText } from '#lib/outcomes/indicators/rules.ts'
import type { Start } from '#lib/outcomes/pain/rules.ts'
import type { Point } from '#lib/outcomes/schema.ts'
import type { ScaleView } from '#lib/outcomes/views/schema.ts'
import { directionText, statusWords } from '#lib/outcomes/words/rules.ts'
import type { PastVersion } from '#lib/programs/progression/past/rules.ts'
import { phaseOfSpan } from '#lib/tracking/progress/course/rules.ts'
import type { PhaseSpan } from '#lib/tracking/progress/course/schema.ts'
import { type FlagFacts, flagLine } from '../flags/rules.ts'
import type { LetterBody } from '../schema.ts'

/** What the record says; days are those of the patient's zone. */
export type LetterRecord = {
  readonly complaint: string
  /** "left knee" */
  readonly side: string
  readonly openedOn: Day
  readonly closing: { readonly words: string; readonly note: string; readonly on: Day } | null
  readonly history: readonly string[]
  readonly flags: readonly FlagFacts[]
  /** Signed examinations, oldest first. */
  readonly examinations: readonly {
    readonly on: Day
    readonly outstanding: readonly string[]
    readonly recorded: number
    readonly note: string | null
  }[]
  /** Of every finding that stands out its newest value, over all of them. */
  readonly standing: readonly Standing[]
  readonly measures: readonly {
    readonly name: string
    /** "0 to 100, higher is better" */
    readonly direction: string
    readonly first: { readonly score: string; readonly on: Day } | null
    readonly newest: { readonly score: string; readonly on: Day }
    readonly verdict: string | null
  }[]
  readonly program: {
    readonly from: Day
    readonly versions: number
    /** Those that were begun. */
    readonly phases: readonly string[]
    readonly exercises: readonly string[]
  } | null
  /** `ind_adherence_pct` and its window; null without its minimum data. */
  readonly adherencePct: number | null
  readonly sessionDays: number
  readonly runs: { readonly count: number; readonly km: number; readonly longestKm: number }
  readonly pain: { readonly start: Start | null; readonly now: number | null; readonly nowDays: number }
  /** Mean of the worst pain of the days of the last week. */
  readonly trend: string | null
  /** Of the discharge, in words for a reader outside. */
  readonly criteria: readonly { readonly text: string; readonly result: DischargeResult }[]
  /** Advice that the patient was given, in the words she has. */
  readonly advice: readonly string[]
}

export type Choices = {
  readonly kind: LetterKind
  /** What the physio ticked, as nouns: "meniscal injury". */
  readonly patterns: readonly string[]
}

const number = (value: number): string => String(Math.round(value * 10) / 10)
const bullet = (text: string): string => `• ${text}`
const sentence = (text: string): string => (/[.!?][”"]?$/.test(text) ? text : `${text}.`)

function reason(record: LetterRecord, { kind }: Choices): string {
  const what = `${record.complaint}, ${record.side}, treated here since ${fullDayText(record.openedOn)}`
  if (kind === 'referral') return `Referred because of: ${sentence(what)}`
  if (kind === 'progress_report') return `Report on the treatment of: ${sentence(what)}`
  const { closing } = record
  const end = closing ? `\nEnded on ${fullDayText(closing.on)}: ${sentence(closing.words.toLowerCase())}` : ''
  return `Treated because of: ${sentence(what)}${end}`
}

const flags = (record: LetterRecord): string => record.flags.map(flagLine).map(bullet).join('\n')

type Examined = LetterRecord['examinations'][number]

const outOf = (lines: readonly string[]): readonly string[] =>
  lines.length > 0 ? lines.map(bullet) : ['Nothing recorded stands out.']

const examined = ({ on, recorded }: Examined): string =>
  `${fullDayText(on)} (${countText(recorded, 'finding')} recorded)`

const alone = (one: Examined): string =>
  [`${examined(one)}:`, ...outOf(one.outstanding), ...(one.note ? [one.note] : [])].join('\n')

/** One examination as it is; of several the newest value of each finding, since a later one need not repeat an earlier one. */
function findings({ examinations: all, standing }: LetterRecord, kind: LetterKind): string {
  const [first, ...later] = all
  if (!first) return ''
  if (later.length === 0) return alone(first)
  const note = all.findLast((one) => one.note)
  const newest = [
    `Examined on ${all.map(examined).join(', ')}. Of each finding the newest value:`,
    ...outOf(standing.map(({ text, on }) => `${text} (${fullDayText(on)})`)),
    ...(note ? [`${fullDayText(note.on)}: ${note.note}`] : []),
  ].join('\n')
  return kind === 'discharge_summary' ? `${alone(first)}\n\n${newest}` : newest
}

const picture = (record: LetterRecord, { patterns }: Choices): string =>
  patterns.map((noun) => `Clinical picture compatible with ${noun}, ${record.side}.`).join('\n')

/** A measure at its start and now. Two forms are compared in what both answer, and a verdict is printed with its own scores. */
export function letterMeasure(scale: ScaleView): LetterRecord['measures'] {
  const newest = scale.points.at(-1)
  if (!newest) return []
  const { baseline, lastChange: change, id, name } = scale
  const direction = directionText(scale)
  const at = ({ on, score }: Point) => ({ score: scoreText(id, score), on })
  const drawn = ({ day, value }: ScaleView['points'][number]) => at({ on: isoDay(day), score: value })
  // Nothing is known to judge a change of it by.
  const problem = id === 'ostrc_o2' && scale.note ? scale.note.replace(/\.$/, '') : null
  const verdict = change?.status ? statusWords[change.status] : problem
  if (change?.from) return [{ name, direction, first: at(change.from), newest: at(change.to), verdict }]
  // A rating is itself a change, and activities of which no two are the same have no start in common.
  const alone = id === 'groc' || id === 'psfs'
  const first = baseline && baseline.day < newest.day && !alone ? drawn(baseline) : null
  return [{ name, direction, first, newest: drawn(newest), verdict }]
}

const measures = (record: LetterRecord): string =>
  record.measures
    .map(({ name, direction, first, newest, verdict }) => {
      const before = first ? `${first.score} (${fullDayText(first.on)}), ` : ''
      return bullet(
        `${name} (${direction}): ${before}${newest.score} (${fullDayText(newest.on)})${verdict ? `: ${verdict.toLowerCase()}` : ''}`,
      )
    })
    .join('\n')

/** The phases that a course went through until today, by the name that each had in the version of its first day. */
export function phasesBegun(
  versions: readonly Pick<PastVersion, 'startsOn' | 'content'>[],
  spans: readonly Pick<PhaseSpan, 'key' | 'position' | 'from'>[],
  today: DayNumber,
): string[] {
  const names = spans
    .filter(({ from }) => from <= today)
    .flatMap((span) => {
      const version = versions.findLast(({ startsOn }) => startsOn <= span.from) ?? versions[0]
      return (version && phaseOfSpan(version.content.phases, span)?.name) ?? []
    })
  return [...new Set(names)]
}

function treatment(record: LetterRecord): string {
  const { program, adherencePct, sessionDays, runs, closing } = record
  const lines: string[] = []
  if (program) {
    lines.push(
      `Strengthening program since ${fullDayText(program.from)}, ${countText(program.versions, 'version')}. Phases begun: ${program.phases.join(', ')}.`,
    )
    if (program.exercises.length > 0)
      lines.push(`${closing ? 'At the end' : 'At present'}: ${program.exercises.join(', ')}.`)
  }
  const dose = [
    sessionDays > 0 ? `exercises logged on ${countText(sessionDays, 'day')}` : null,
    adherencePct === null
      ? null
      : `${Math.round(adherencePct)} % of what was prescribed done in the last 14 days with entries due${closing ? ' before the end' : ''}`,
    runs.count > 0
      ? `${countText(runs.count, 'run')}, ${number(runs.km)} km in all, longest ${number(runs.longestKm)} km`
      : null,
  ].filter((one) => one !== null)
  if (dose.length > 0) lines.push(`Dose delivered: ${dose.join('; ')}.`)
  return lines.join('\n')
}

/** A mean of days, or one answer: they are not the same, and whoever reads a letter is told which. */
const startWords: Readonly<Record<Start['of'], string>> = {
  'first week': 'worst pain of the day, mean of the 7 days from',
  intake: 'worst pain of 7 days by the intake of',
  form: 'worst pain of 7 days by the form of',
}

const atStart = ({ on, score, of }: Start): string =>
  `At the start, ${startWords[of]} ${fullDayText(on)}: ${number(score)} of 10.`

/** Also what was not reached: a case may end against it. */
const criteriaLines = (criteria: LetterRecord['criteria']): string[] =>
  (
    [
      ['met', 'Reached:'],
      ['not_met', 'Not reached:'],
      ['not_assessed', 'Not fully assessed:'],
    ] as const
  ).flatMap(([result, title]) => {
    const found = criteria.filter((one) => one.result === result)
    return found.length > 0 ? [title, ...found.map(({ text }) => bullet(text))] : []
  })

function response(record: LetterRecord, kind: LetterKind): string {
  const { pain, trend, criteria, closing } = record
  const until = closing ? ` until ${fullDayText(closing.on)}` : ''
  const lines: string[] = []
  if (pain.now !== null) {
    const now = `${number(pain.now)} of 10 in the last 7 days${until} (${countText(pain.nowDays, 'day')} with entries)`
    lines.push(`${pain.start ? `${atStart(pain.start)} ` : ''}Worst pain of the day, mean: ${now}.`)
  }
  if (trend) lines.push(sentence(`${trend}${until}`))
  if (kind === 'discharge_summary') lines.push(...criteriaLines(criteria))
  return lines.join('\n')
}

/** All of it, however long. A section without anything recorded is empty; a person writes the plan and the question. */
export function composeLetter(record: LetterRecord, choices: Choices): LetterBody {
  const { kind } = choices
  const all: LetterBody = {
    reason: reason(record, choices),
    history: record.history.map(sentence).join('\n'),
    flags: flags(record),
    findings: findings(record, kind),
    picture: picture(record, choices),
    measures: measures(record),
    treatment: treatment(record),
    response: response(record, kind),
    advice: record.advice.map(bullet).join('\n'),
    plan: kind === 'discharge_summary' ? (record.closing?.note ?? '') : '',
    question: '',
  }
  const has = new Set<string>(sectionsOf[kind])
  return Object.fromEntries(
    letterSections.map((name) => [name, has.has(name) ? all[name] : '']),
  ) as LetterBody
}
