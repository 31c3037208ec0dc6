/**
 * What a patient reads while she ticks the safety question of a log (clinical/red-flags.md 5), before anything is sent: the
 * message of each answer, worked out on the server with the rules themselves, so that a page can show it by style alone.
 *
 *   const words = wordsAtOnce(flagsOf, numbers, { minor })
 *   styleOf(words)   // shows what fits the choices in the form around it
 */
import { additionalTriggers } from '#lib/content/flags/additional.ts'
import {
  feverMessage,
  logSafetyNone,
  newInjuryQuestionIds,
  pausedMessage,
} from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { levelMessages } from '#lib/content/flags/messages.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { flagLimits } from '#lib/content/limits/flags.ts'
import { type ClinicNumbers, fillNumbers, patientMessages } from '#lib/flags/messages/rules.ts'

/** A field of the form and the value that is chosen in it. */
export type Choice = readonly [field: string, value: string]

/** Shown when all choices of one of `when` are made, and none of `unless` is. */
export type Word = {
  readonly text: string
  readonly when: readonly (readonly Choice[])[]
  readonly unless: readonly (readonly Choice[])[]
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
const optionIds = logSafetyOptions.map(({ id }) => id).filter((id) => id !== logSafetyNone)

/** Options that stand in one log rule: together they may mean more than each alone. */
const pairs: readonly (readonly Choice[])[] = [
  ...new Map(
    additionalTriggers
      .filter(({ source }) => source === 'log')
      .map(({ rule }) => optionIds.filter((id) => rule.includes(`includes ${id}`)))
      .flatMap((ids) => ids.flatMap((a, index) => ids.slice(index + 1).map((b) => [a, b] as const)))
      .map(([a, b]) => [`${a} ${b}`, [safety(a), safety(b)]] as const),
  ).values(),
]

/** The answers about a new injury that can be chosen; how many days ago is typed. */
const injuries: readonly (readonly Choice[])[] = newInjuryQuestionIds.flatMap((id) =>
  (questionById.get(id)?.options ?? []).map((option): readonly Choice[] => [
    safety('new_injury'),
    [id, option.id],
  ]),
)

/** From here on a pain on waking may raise a flag, as a clinic sets it. */
export const leastSevere = flagLimits.find(({ id }) => id === 'severe_pain_nprs')?.min ?? 0
const severeScores = [...Array(11).keys()].filter((score) => score >= leastSevere)

/** Pain and swelling of the morning form, which only it asks. */
const mornings: readonly (readonly Choice[])[] = [
  ...severeScores.map((score): readonly Choice[] => [['score', String(score)]]),
  [safety('fever_unwell'), ['swelling', 'clear']],
]

const probes: readonly (readonly Choice[])[] = [
  ...optionIds.map((id) => [safety(id)]),
  ...pairs,
  ...injuries,
  ...mornings,
]

const isPart = (part: readonly Choice[], of: readonly Choice[]): boolean =>
  part.every(([field, value]) => of.some(([name, chosen]) => name === field && chosen === value))

/** Without those that a shorter one says already. */
const shortest = (all: readonly (readonly Choice[])[]) =>
  all.filter((one) => !all.some((other) => other !== one && other.length < one.length && isPart(other, one)))

/** `flagsOf`: the flags that these choices raise for this patient. `said`: what the entry that is put right told already. */
export function wordsAtOnce(
  flagsOf: (choices: readonly Choice[]) => readonly string[],
  numbers: ClinicNumbers,
  { minor, said = [] }: { readonly minor: boolean; readonly said?: readonly Choice[] },
): WordsAtOnce {
  const told = probes.map((choices) => ({
    choices,
    ...patientMessages(flagsOf(choices), numbers, { minor, log: true }),
  }))
  const at = (level: string) => shortest(told.filter((one) => one.level === level).map((one) => one.choices))
  const texts = [...new Set(told.flatMap((one) => one.lines))]
  const has = (text: string) => told.filter((one) => one.lines.includes(text)).map((one) => one.choices)
  const isNews = (choices: readonly Choice[]) => !isPart(choices, said)
  const flagged = shortest(told.filter((one) => one.level !== null).map((one) => one.choices))
  return {
    levels: levels.map((level, index) => ({
      level,
      text: fillNumbers(levelMessages[level] ?? '', numbers),
      when: at(level),
      unless: levels.slice(0, index).flatMap(at),
    })),
    lines: texts.map((text) => ({
      text,
      when: shortest(has(text)),
      // A graver flag may take the place of the one that the line belongs to.
      unless: shortest(
        told
          .filter((one) => !one.lines.includes(text) && has(text).some((part) => isPart(part, one.choices)))
          .map((one) => one.choices),
      ),
    })),
    guardian: told.find((one) => one.guardian)?.guardian ?? null,
    quiet: [
      { text: fillNumbers(pausedMessage, numbers), when: [[safety('new_injury')]], unless: [] },
      { text: feverMessage, when: [[safety('fever_unwell')]], unless: flagged },
    ],
    unsent: [
      {
        // Whom to call in an emergency is said below.
        text: 'This is not saved yet: nobody at the clinic knows of it. First do what it says here, then save it.',
        when: at('emergency').filter(isNews),
        unless: [],
      },
      {
        text: fillNumbers(
          'This is not saved yet: nobody at the clinic knows of it. Save it now. If that does not work, call {clinic_phone}, or {out_of_hours_phone} when we are closed. Once it is saved:',
          numbers,
        ),
        when: [...at('same_day'), ...at('urgent_referral')].filter(isNews),
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

const chosen = (choices: readonly Choice[]): string =>
  `form${choices.map(([field, value]) => `:has(input[name="${field}"][value="${value}"]:checked)`).join('')}`

/** Ids of the questionnaire and nothing that anybody typed stand in it. */
export function styleOf(words: WordsAtOnce): string {
  const rule = (index: number, sets: readonly (readonly Choice[])[], display: string) =>
    sets.map((choices) => `${chosen(choices)} .at-once-${index}{display:${display}}`)
  const all = allWords(words)
  return [
    '.at-once [class*="at-once-"]{display:none}',
    ...all.flatMap(({ when }, index) => rule(index, when, 'block')),
    ...all.flatMap(({ unless }, index) => rule(index, unless, 'none !important')),
  ].join('\n')
}
