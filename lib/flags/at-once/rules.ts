/**
 * What a patient reads while she ticks the safety question of a log (clinical/red-flags.md 5), before anything is sent: the
 * message of whatever she may choose, worked out on the server with the rules themselves, so that a page can show it by style
 * alone. It is what the saving would say, of each flag by itself: no answer hides what another one asks for.
 *
 *   const words = wordsAtOnce(fires, numbers, { minor })
 *   styleOf(words)   // shows what fits the choices in the form around it
 */
import { writtenTriggers } from '#lib/content/flags/index.ts'
import {
  feverMessage,
  logSafetyNone,
  newInjuryQuestionIds,
  pausedMessage,
} from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { levelMessages } from '#lib/content/flags/messages.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { flagLimits } from '#lib/content/limits/flags.ts'
import { isUncovered } from '#lib/flags/evaluation/rules.ts'
import { type ClinicNumbers, fillNumbers, flagOf, patientMessages } from '#lib/flags/messages/rules.ts'
import {
  type Choice,
  type Condition,
  conditionsOf,
  type Field,
  isMet,
  oneByOne,
  widest,
} from './choices/rules.ts'

/** Shown when one of `when` is met, and none of `unless` is. */
export type Word = {
  readonly text: string
  readonly when: readonly Condition[]
  readonly unless: readonly Condition[]
}

const levels = ['emergency', 'same_day', 'urgent_referral'] as const
export type Level = (typeof levels)[number]

export type WordsAtOnce = {
  /** The most urgent first; of these one at a time is shown. */
  readonly levels: readonly (Word & { readonly level: Level })[]
  readonly lines: readonly Word[]
  readonly guardian: string | null
  /** Of an answer that raises no flag. */
  readonly quiet: readonly Word[]
  /** Above a message, which says that it was marked: not yet. One at a time. */
  readonly unsent: readonly Word[]
  /** That stand in the texts. */
  readonly numbers: ClinicNumbers
}

const safety = (id: string): Choice => ['log_safety', id]
const box = (id: string): Field => ({ name: 'log_safety', values: [id] })
const ticked = (id: string): Condition => ({ made: [[safety(id)]], none: [] })

/** From here on a pain on waking may raise a flag, as a clinic sets it. */
export const leastSevere = flagLimits.find(({ id }) => id === 'severe_pain_nprs')?.min ?? 0
const severeScores = [...Array(11).keys()].filter((score) => score >= leastSevere).map(String)

/** The fields of a log behind the ids of the rules; how many days ago an injury was is typed. */
const fieldOf: ReadonlyMap<string, Field> = new Map([
  ['ind_night_pain_days_7d', box('night_pain_constant')],
  ['morning_pain', { name: 'score', values: severeScores }],
  ['morning_swelling', { name: 'swelling', values: ['none', 'mild', 'clear'] }],
  ...newInjuryQuestionIds.flatMap((id): [string, Field][] => {
    const values = (questionById.get(id)?.options ?? []).map((option) => option.id)
    return values.length > 0 ? [[id, { name: id, values }]] : []
  }),
])
const injuryIds = ['rf_trauma', ...newInjuryQuestionIds]

/** What the triggers of a flag read of a log: those of a form count there when it tells of an injury. */
function fieldsRead(flagId: string): readonly Field[] {
  const own = writtenTriggers.filter((one) => one.flagId === flagId)
  return own.flatMap(({ source, rule }) => {
    const read = new Set(rule.match(/\w+/g))
    const fields = [...fieldOf].flatMap(([id, field]) => (read.has(id) ? [field] : []))
    if (source === 'intake') return injuryIds.some((id) => read.has(id)) ? [box('new_injury'), ...fields] : []
    if (source !== 'log') return []
    const boxes = logSafetyOptions.filter(({ id }) => id !== logSafetyNone && read.has(id))
    return [...boxes.map(({ id }) => box(id)), ...fields]
  })
}

/** With those of the flags that cover it. */
const fieldsAround = (flagId: string): readonly Field[] => [
  ...fieldsRead(flagId),
  ...flagOf(flagId).supersededBy.flatMap(fieldsAround),
]

const unique = (fields: readonly Field[]): readonly Field[] => [
  ...new Map(fields.map((field) => [`${field.name} ${field.values}`, field])).values(),
]

/** The flags that a log can raise, each with the fields that its triggers read, and with those that it is to be tried with. */
const flagsOfLog = flagTable
  .map((flag) => ({ flag, read: unique(fieldsRead(flag.id)), around: unique(fieldsAround(flag.id)) }))
  .filter(({ read }) => read.length > 0)
const readBy = new Map(flagsOfLog.map(({ flag, read }) => [flag.id, read]))

/** Whether these choices fire a trigger of the flag, whatever covers it. */
export type Fires = (flagId: string, choices: readonly Choice[]) => boolean

/** Asked once for each choice in the fields that the flag reads. */
function once(fires: Fires): Fires {
  const known = new Map<string, boolean>()
  return (flagId, choices) => {
    const read = readBy.get(flagId)
    if (!read) return false
    const own = choices.filter(([name, value]) =>
      read.some((field) => field.name === name && field.values.includes(value)),
    )
    const key = `${flagId} ${own.join(' ')}`
    const result = known.get(key) ?? fires(flagId, own)
    known.set(key, result)
    return result
  }
}

/** The flags that the choices of a log can raise for this patient, and when. */
function raisable(asked: Fires) {
  const fires = once(asked)
  return flagsOfLog.map(({ flag, around }) => ({
    flag,
    when: conditionsOf(
      around,
      (choices) => fires(flag.id, choices) && isUncovered(flag, (id) => fires(id, choices)),
    ),
  }))
}

/** `said`: what the entry that is put right told already. */
export function wordsAtOnce(
  fires: Fires,
  numbers: ClinicNumbers,
  { minor, said = [] }: { readonly minor: boolean; readonly said?: readonly Choice[] },
): WordsAtOnce {
  const flags = raisable(fires).filter(({ when }) => when.length > 0)
  const messagesOf = (ids: readonly string[]) => patientMessages(ids, numbers, { minor, log: true })
  const { lines, guardian } = messagesOf(flags.map(({ flag }) => flag.id))
  const at = (level: string) =>
    widest(flags.flatMap(({ flag, when }) => (flag.urgency === level ? when : [])))
  const newsAt = (level: string) =>
    at(level).flatMap((condition) => {
      const news = oneByOne(condition).filter((one) => !isMet(one, said))
      return isMet(condition, said) ? news : [condition]
    })
  return {
    levels: levels.map((level, index) => ({
      level,
      text: fillNumbers(levelMessages[level] ?? '', numbers),
      when: at(level),
      unless: levels.slice(0, index).flatMap(at),
    })),
    lines: lines.map((text) => ({
      text,
      when: widest(
        flags.flatMap(({ flag, when }) => (messagesOf([flag.id]).lines.includes(text) ? when : [])),
      ),
      unless: [],
    })),
    guardian,
    quiet: [
      { text: fillNumbers(pausedMessage, numbers), when: [ticked('new_injury')], unless: [] },
      {
        text: feverMessage,
        when: [ticked('fever_unwell')],
        unless: widest(flags.flatMap(({ when }) => when)),
      },
    ],
    unsent: [
      {
        // Whom to call in an emergency is said below.
        text: 'This is not saved yet: nobody at the clinic knows of it. First do what it says here, then save it.',
        when: newsAt('emergency'),
        unless: [],
      },
      {
        text: fillNumbers(
          'This is not saved yet: nobody at the clinic knows of it. Save it now. If that does not work, call {clinic_phone}, or {out_of_hours_phone} when we are closed. Once it is saved:',
          numbers,
        ),
        when: [...newsAt('same_day'), ...newsAt('urgent_referral')],
        unless: at('emergency'),
      },
    ],
    numbers,
  }
}

/** The words in the order of the style: `.at-once-0`, `.at-once-1` … */
export const allWords = ({ levels: grave, lines, quiet, unsent }: WordsAtOnce): readonly Word[] => [
  ...grave,
  ...lines,
  ...quiet,
  ...unsent,
]

const selector = (choices: readonly Choice[]): string =>
  choices.map(([field, value]) => `input[name="${field}"][value="${value}"]:checked`).join()

const met = ({ made, none }: Condition): string =>
  `form${made.map((some) => `:has(${selector(some)})`).join('')}${none.length > 0 ? `:not(:has(${selector(none)}))` : ''}`

/** Ids of the questionnaire and nothing that anybody typed stand in it. */
export function styleOf(words: WordsAtOnce): string {
  const rule = (index: number, conditions: readonly Condition[], display: string) =>
    conditions.map((condition) => `${met(condition)} .at-once-${index}{display:${display}}`)
  const all = allWords(words)
  return [
    '.at-once [class*="at-once-"]{display:none}',
    ...all.flatMap(({ when }, index) => rule(index, when, 'block')),
    ...all.flatMap(({ unless }, index) => rule(index, unless, 'none !important')),
  ].join('\n')
}
