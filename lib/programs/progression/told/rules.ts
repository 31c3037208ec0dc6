import { exerciseById } from '#lib/content/exercises/index.ts'
import { countText } from '#lib/dates.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import type { ProgramItem, ProgramPhase } from '#lib/programs/schema.ts'
import { hasStageFrom, steppedDown } from '../content/rules.ts'
import { sameDose } from '../exercise/rules.ts'
import { runSubject } from '../kept/rules.ts'
import { bandBackNote, smallerRangeNote } from '../ladder/rules.ts'
import { amountOf } from '../past/rules.ts'
import type { Change } from '../schema.ts'
import { leading, muchOf, roughWords, sentences } from '../sentences/rules.ts'
import type { Less, LessOf, Told } from './schema.ts'

/** What a patient is told of the advice that is kept: only what fits the program as it is. */

const itemOf = ({ items }: ProgramPhase, { subject }: Told) => items.find(({ key }) => key === subject)

/** Whether the program has what was to change (`from`), or what it was changed to. */
function programHas(phase: ProgramPhase, told: Told, side: 'from' | 'to'): boolean {
  const { change } = told
  const item = itemOf(phase, told)
  switch (change.kind) {
    case 'dose':
      return item !== undefined && sameDose(amountOf(item), change[side])
    case 'swap':
      return item?.exerciseId === change[side]
    case 'remove':
      return (item?.exerciseId === change.exerciseId) === (side === 'from')
    case 'stage':
      return phase.items.some(({ stage }) => stage === change[side])
    case 'phase':
      return phase.key === change[side]
    case 'none':
    case 'pause_running':
      return true
  }
}

/** A step down goes on in a version that began meanwhile, unless that asks for less already. */
function isToLower(phase: ProgramPhase, told: Told): boolean {
  const { change } = told
  if (change.kind === 'stage') return hasStageFrom(phase.items, change.from)
  if (change.kind !== 'dose') return programHas(phase, told, 'from')
  const item = itemOf(phase, told)
  return item?.exerciseId === told.exerciseId && steppedDown(item, change) !== null
}

function holds(phase: ProgramPhase, told: Told): boolean {
  if (told.state === 'accepted') return programHas(phase, told, 'to')
  return told.advice === 'regress' ? isToLower(phase, told) : programHas(phase, told, 'from')
}

type DoseChange = Extract<Change, { kind: 'dose' }>

/** "2 sets instead of 3" */
function lessText({ from, to, note }: Pick<DoseChange, 'from' | 'to' | 'note'>): string {
  const parts = [
    to.sets !== from.sets && `${countText(to.sets ?? 1, 'set')} instead of ${from.sets}`,
    to.reps !== from.reps && `${to.reps} times instead of ${from.reps}`,
    to.holdSeconds !== from.holdSeconds && `${to.holdSeconds} seconds instead of ${from.holdSeconds}`,
    to.loadKg !== from.loadKg && `${to.loadKg} kg instead of ${from.loadKg} kg`,
    note?.includes(bandBackNote) && 'the band or weight of before',
    note?.includes(smallerRangeNote) && 'a smaller movement',
  ]
  return parts.filter(Boolean).join(', ')
}

function lessOfItem(item: ProgramItem, { change, sentence }: Told): Less {
  if (change.kind !== 'dose') return { words: sentence, dose: null }
  const dose = amountOf(steppedDown(item, change) ?? item)
  return { words: sentences.lessNow(lessText({ from: amountOf(item), to: dose, note: change.note })), dose }
}

/**
 * The steps down that wait for an answer, whatever their day: less is always allowed, so they hold for the patient until they
 * are answered, a newer result contradicts them, or the program asks for less itself.
 */
export function lessOf(rows: readonly Told[], phase: ProgramPhase): LessOf {
  const waiting = rows.filter(
    (told) => told.state === 'open' && told.advice === 'regress' && holds(phase, told),
  )
  const run = waiting.find(({ subject }) => subject === runSubject)?.sentence ?? null
  const items = phase.items.flatMap((item): [string, Less][] => {
    const own = waiting.find(({ subject }) => subject === item.key)
    if (own) return [[item.key, lessOfItem(item, own)]]
    return run !== null && isPlannedRun(item) ? [[item.key, { words: run, dose: null }]] : []
  })
  return { items: Object.fromEntries(items), run }
}

/** The words beside each item. */
export const lessWords = ({ items }: LessOf): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(items).map(([key, { words }]) => [key, words]))

/** "Bridge: that was a bit much for your knee, …" */
const named = (name: string | null, sentence: string) =>
  name === null ? sentence : `${name}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`

/** The exercise that changes: of a session with several it is named. */
const exerciseOf = ({ change }: Told, item: ProgramItem | undefined) =>
  change.kind === 'swap' ? change.from : change.kind === 'remove' ? change.exerciseId : item?.exerciseId

const saidOf = ({ state, sentence, sentenceApplied }: Told) =>
  state === 'accepted' ? sentenceApplied : sentence

/** Each exercise that was too much, and a run that was; null where it is one thing alone. */
function allMuch(said: readonly Told[], phase: ProgramPhase): string | null {
  const much = said.filter(({ advice }) => advice === 'regress')
  const run = much.find(({ subject }) => subject === runSubject)
  const exercises = much.filter((one) => one !== run)
  if (exercises.length === 0 || much.length < 2) return null
  const [only] = exercises
  const names = exercises.map((one) => exerciseById(exerciseOf(one, itemOf(phase, one)) ?? '')?.name ?? '')
  const words =
    only && exercises.length === 1
      ? named(names[0] || null, saidOf(only))
      : muchOf(names, exercises.map(saidOf))
  return run ? `${saidOf(run)} ${words}` : words
}

const isCareful = ({ subject, advice }: Told) =>
  subject === runSubject || advice === 'stop' || advice === 'regress'

/**
 * What the patient reads today: of what is new the most careful, and all that was too much together. `rows`: newest first. `ranOver`: after a run
 * over the limit nobody is told how well yesterday's exercises went; what the run itself led to, and what asks for less, stays.
 * `runStop`: an accepted stop is told until the runs are back. `isRough`: the knee hurts in these days, so nobody is praised.
 */
export function todaySentence(
  rows: readonly Told[],
  phase: ProgramPhase,
  { ranOver, runStop, isRough }: { ranOver: boolean; runStop: boolean; isRough: boolean },
): string | null {
  const seen = new Set<string>()
  const newest = rows.filter(({ subject }) => !seen.has(subject) && seen.add(subject))
  const said = newest.filter(
    (one) => one.isNew && holds(phase, one) && (runStop || one.change.kind !== 'pause_running'),
  )
  const told = leading(ranOver ? said.filter(isCareful) : said)
  if (!told) return null
  const all = told.advice === 'regress' ? allMuch(said, phase) : null
  if (all !== null) return all
  const plain = isRough ? roughWords(told) : null
  if (plain !== null) return plain
  const sentence = saidOf(told)
  // What stays as it is needs no name.
  if (told.change.kind === 'none' || told.subject === runSubject) return sentence
  return named(exerciseById(exerciseOf(told, itemOf(phase, told)) ?? '')?.name ?? null, sentence)
}
