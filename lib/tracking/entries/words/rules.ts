import { exerciseById } from '#lib/content/exercises/index.ts'
import { logSafetyNone, newInjuryQuestionIds } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { countText, dayText } from '#lib/dates.ts'
import { isTimed } from '#lib/programs/dose/rules.ts'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'
import { runSurfaceWords, runTypeWords } from '#lib/tracking/run-logs/schema.ts'
import { type SkipReason, skipWords } from '#lib/tracking/session-logs/schema.ts'
import { swellingWords } from '../schema.ts'
import type { EntryWords, ExerciseSaid, Fact, RunSaid, TitleOf } from './schema.ts'

/** What an entry says, in the words that the patient reads in her list and the team in theirs. */

export const painNames: Readonly<Record<string, string>> = {
  now: 'Pain',
  day_worst: 'Worst pain of the day',
  next_morning: 'Knee in the morning, pain',
  during_exercise: 'Pain during an exercise',
  after_exercise: 'Pain after exercises',
  during_run: 'Pain during a run',
  after_run: 'Pain after a run',
}

/** "Run, 5 km in 30 min" */
export function titleOf({ kind, amount, minutes, unit, context }: TitleOf): string {
  switch (kind) {
    case 'session':
      return `Exercises, ${amount} entered`
    case 'run':
      return `Run, ${distanceText(amount, unit ?? 'km')} in ${minutes ?? 0} min`
    case 'pain':
      return `${painNames[context ?? ''] ?? 'Pain'} ${amount} of 10`
  }
}

/** `said`: how it stands among the details; empty for what the title says already. */
const fact = (name: string, value: string, said = value): Fact => ({ name, value, said })
/** The same of what may not have been entered. */
const maybe = <T>(name: string, value: T | null, words: (value: T) => string, said = words): Fact[] =>
  value === null ? [] : [fact(name, words(value), said(value))]

const settleWords = {
  no_increase: 'no more pain than before',
  yes: 'settled within an hour',
  no: 'lasted longer than an hour',
} as const

/** "Clamshell 3 sets, 10 times, 8 kg, effort 5, pain 2, 3 afterwards" */
function exerciseFacts(of: ExerciseSaid): Fact[] {
  const exercise = exerciseById(of.id)
  const name = exercise?.name ?? 'An exercise'
  const timed = exercise && isTimed({ reps: of.reps, holdSeconds: of.hold }, exercise.dose.pace)
  const reason = of.skipped && (skipWords[of.skipped as SkipReason] ?? of.skipped)
  const done = of.sets > 0 ? countText(of.sets, 'set') : reason ? `not done (${reason})` : 'not done'
  const number = (value: number) => `${value}`
  return [
    fact(name, done, `${name} ${done}`),
    ...maybe(`${name}, times in each set`, of.reps, number, (reps) => countText(reps, 'time')),
    ...maybe(`${name}, ${timed ? 'seconds in each set' : 'hold'}`, of.hold, (seconds) =>
      countText(seconds, 'second'),
    ),
    ...maybe(`${name}, minutes`, of.minutes, (minutes) => `${minutes} min`),
    ...maybe(`${name}, weight`, of.load, (kg) => `${kg} kg`),
    ...maybe(`${name}, effort`, of.effort, number, (effort) => `effort ${effort}`),
    ...maybe(`${name}, pain`, of.pain, number, (pain) => `pain ${pain}`),
    ...maybe(`${name}, pain afterwards`, of.after, number, (pain) => `${pain} afterwards`),
  ]
}

function runFacts(amount: number, minutes: number, of: RunSaid): Fact[] {
  const number = (value: number) => `${value}`
  return [
    fact('Distance', distanceText(amount, of.unit), ''),
    fact('Time', `${minutes} min`, ''),
    fact('Kind of run', runTypeWords[of.type]),
    fact('Ground', runSurfaceWords[of.surface], runSurfaceWords[of.surface].toLowerCase()),
    fact('Finished as planned', of.finished ? 'yes' : 'no', of.finished ? '' : 'not finished'),
    ...maybe('Shoes', of.shoes || null, (shoes) => shoes),
    ...maybe('Pain during it', of.during, number, (pain) => `pain ${pain} during`),
    ...maybe('Pain afterwards', of.after, number, (pain) => `pain ${pain} afterwards`),
    ...maybe('More pain than before', of.settle, (settle) => settleWords[settle]),
  ]
}

const questions = questionnaire.sections.flatMap((section) => section.questions)
const injuryFacts = (injury: Readonly<Record<string, unknown>> | null): Fact[] =>
  newInjuryQuestionIds.flatMap((id) => {
    const [question, said] = [questions.find((one) => one.id === id), injury?.[id]]
    if (!question || said === undefined || said === null) return []
    const label = question.options.find((option) => option.id === said)?.label ?? String(said)
    return [fact(question.wording, label, '')]
  })

function safetyFacts({ kind, context, safety, safetyAsked, injury }: EntryWords): Fact[] {
  if (kind === 'pain' && context !== 'next_morning') return []
  if (!safetyAsked) return [fact('Safety question', 'not asked yet', 'Safety question not asked yet')]
  const told = logSafetyOptions.filter(({ id }) => id !== logSafetyNone && safety.includes(id))
  const noticed = told.map(({ label }) => label).join('; ')
  const said =
    told.length === 0 ? fact('Noticed', 'nothing', '') : fact('Noticed', noticed, `Noticed: ${noticed}`)
  return [said, ...injuryFacts(injury)]
}

const own = (entry: EntryWords): Fact[][] => {
  if (entry.kind === 'session') return entry.exercises.map(exerciseFacts)
  if (entry.run) return [runFacts(entry.amount, entry.minutes ?? 0, entry.run)]
  return [
    [
      fact('About', painNames[entry.context ?? ''] ?? 'Pain', ''),
      fact('Pain', `${entry.amount} of 10`, ''),
      ...maybe('Swelling', entry.swelling, (swelling) => swellingWords[swelling]),
    ],
  ]
}

/** The facts of an entry in groups, each of them a sentence of its details. */
const groupsOf = (entry: EntryWords): Fact[][] => [
  ...own(entry),
  safetyFacts(entry),
  [fact('Note', entry.note)],
]

const inWords = (facts: readonly Fact[]) => facts.flatMap(({ said }) => said || []).join(', ')
export const detailsOf = (entry: EntryWords): string => {
  const words = groupsOf(entry).map(inWords)
  const exercises = words.splice(0, entry.exercises.length).join('; ')
  return [exercises, ...words].filter(Boolean).join('. ')
}

/** By the name of what was entered; an exercise that stands twice in a session has both. */
export function factsOf(entry: EntryWords): ReadonlyMap<string, string> {
  const facts = [fact('Day', dayText(entry.day)), ...groupsOf(entry).flat()].filter(
    ({ value }) => value !== '',
  )
  const byName = Map.groupBy(facts, ({ name }) => name)
  return new Map([...byName].map(([name, list]) => [name, list.map(({ value }) => value).join(' and ')]))
}

/** "Clamshell, pain: was 7, now 2", of each fact that differs. */
export function changesOf(was: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const said = (value: string | undefined) => value ?? 'not entered'
  return [...new Set([...now.keys(), ...was.keys()])]
    .filter((name) => was.get(name) !== now.get(name))
    .map((name) => `${name}: was ${said(was.get(name))}, now ${said(now.get(name))}`)
}
