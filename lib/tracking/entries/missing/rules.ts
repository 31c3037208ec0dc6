import { newInjuryQuestionIds } from '#lib/content/flags/log-handling.ts'
import { typedNumber } from '#lib/forms/typed.ts'
import { paceQuestion } from '#lib/tracking/run-logs/pace/rules.ts'
import {
  answerSafety,
  answerThis,
  chooseFinished,
  choosePain,
  chooseScore,
  chooseSurface,
  chooseSwelling,
  chooseType,
  distanceRange,
  minutesRange,
  numberWords,
} from './schema.ts'

/**
 * What every entry has to say, and the words where it does not: for the server, and for a phone that would otherwise keep an entry
 * without a network which is refused later. It is read in the browser, so that it knows no library.
 */
const required: Readonly<Record<'session' | 'run' | 'morning', Readonly<Record<string, string>>>> = {
  session: {},
  run: {
    distance: numberWords(...distanceRange, false),
    minutes: numberWords(...minutesRange, true),
    finished: chooseFinished,
    type: chooseType,
    surface: chooseSurface,
    pain_during: chooseScore,
  },
  morning: { score: chooseScore, swelling: chooseSwelling },
}

/** Exercises that were done without a pain. */
function painless(said: ReadonlyMap<string, string>): string[] {
  return [...said].flatMap(([name, how]) => {
    const item = /^(items\..+\.)how$/.exec(name)?.[1]
    if (!item || (how !== 'planned' && !(how === 'other' && Number(said.get(`${item}sets`)) > 0))) return []
    return said.has(`${item}pain`) ? [] : [`${item}pain`]
  })
}

/** What is asked about the pace of a run, unless she has read it and saves once more. */
function paceAsked(said: ReadonlyMap<string, string>): [string, string][] {
  const distance = typedNumber(said.get('distance') ?? '', false)
  const minutes = typedNumber(said.get('minutes') ?? '', true)
  if (distance === null || minutes === null) return []
  const question = paceQuestion({ distance, minutes, unit: said.get('unit') === 'mi' ? 'mi' : 'km' })
  return question && question !== said.get('pace') ? [['minutes', question]] : []
}

/** The questions of a form that have no answer in it, with what is said at each. */
export function missingAnswers(
  kind: keyof typeof required,
  fields: readonly (readonly [name: string, value: string])[],
): Record<string, string[]> {
  const answered = fields.filter(([, value]) => value.trim() !== '')
  const said = new Map(answered)
  const isInjured = answered.some(([name, value]) => name === 'log_safety' && value === 'new_injury')
  const asked: [string, string][] = [
    ...Object.entries(required[kind]),
    ...painless(said).map((name): [string, string] => [name, choosePain]),
    ['log_safety', answerSafety],
    ...(isInjured ? newInjuryQuestionIds.map((id): [string, string] => [id, answerThis]) : []),
  ]
  const missing = asked.filter(([name]) => !said.has(name))
  const pace = kind === 'run' ? paceAsked(said) : []
  return Object.fromEntries([...missing, ...pace].map(([name, words]) => [name, [words]]))
}
