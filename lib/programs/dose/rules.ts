import type { Exercise, NumberRange, Pace } from '#lib/content/exercises/types.ts'
import { lastStage } from '#lib/content/programs/stages.ts'
import type { TemplateItem } from '#lib/content/programs/types.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'
import type { Dose, DoseCells, DoseWithPace } from './schema.ts'

const middle = (range: NumberRange | null) => (range ? (range.min + range.max) / 2 : null)

/** The default dose of an exercise as an item carries it; a range of minutes becomes its middle (3.5). */
export function defaultDose(exercise: Exercise): Dose {
  const { dose } = exercise
  return {
    sets: dose.sets,
    reps: dose.reps,
    holdSeconds: dose.holdSeconds,
    minutes: middle(dose.minutes),
    distanceM: dose.distanceM,
    tempo: dose.tempo,
    rpeMin: dose.rpe?.min ?? null,
    rpeMax: dose.rpe?.max ?? null,
    restSeconds: dose.restSeconds,
    sides: dose.sides,
  }
}

const withHold = (tempo: string | null, hold: number) => {
  const [down, , up] = tempo?.split('-') ?? []
  return down !== undefined && up !== undefined ? `${down}-${hold}-${up}` : null
}

/** The dose of a template item: what it says over the default of the exercise (programmes.md section 1). */
export function resolveDose(item: Pick<TemplateItem, 'dose'>, exercise: Exercise): Dose {
  const base = defaultDose(exercise)
  const { dose } = item
  switch (dose.kind) {
    case 'default':
      return base
    case 'reps':
      return { ...base, sets: dose.sets, reps: dose.reps, minutes: null }
    case 'hold':
      return {
        ...base,
        sets: dose.sets,
        reps: null,
        holdSeconds: dose.holdSeconds,
        minutes: null,
        tempo: null,
      }
    case 'reps_hold':
      return {
        ...base,
        sets: dose.sets,
        reps: dose.reps,
        holdSeconds: dose.holdSeconds,
        minutes: null,
        tempo: withHold(base.tempo, dose.holdSeconds),
      }
    case 'minutes':
      return {
        ...base,
        sets: dose.sets,
        reps: null,
        holdSeconds: null,
        minutes: dose.minutes,
        distanceM: null,
      }
  }
}

const tempoSeconds = (tempo: string) => tempo.split('-').reduce((sum, part) => sum + Number(part), 0)
const secondsPerRep = { smooth: 2, quick: 1, explosive: 3, controlled: 4, hold: 4, steady: 4 } as const

/** Seconds of work in one set on one side (3.5). Null when the amount is not known yet (`when cap`). */
function workSeconds(dose: DoseWithPace): number | null {
  if (dose.minutes !== null) return dose.minutes * 60
  if (dose.distanceM !== null) return dose.distanceM * 0.5
  if (dose.reps !== null && dose.tempo !== null) return dose.reps * tempoSeconds(dose.tempo)
  if (dose.reps !== null && dose.holdSeconds !== null) return dose.reps * (dose.holdSeconds + 2)
  if (dose.holdSeconds !== null) return dose.holdSeconds
  if (dose.reps !== null) return dose.reps * secondsPerRep[dose.pace]
  return null
}

/** Minutes that an item takes: sets × (work × sides + rest) / 60 (3.5) [EO]; 0 when its amount is not known. */
export function timeEstimate(item: Dose, exercise: Exercise): number {
  const work = workSeconds({ ...item, pace: exercise.dose.pace })
  if (work === null) return 0
  return (item.sets * (work * (item.sides === 'each' ? 2 : 1) + item.restSeconds)) / 60
}

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** "3-0-1" as what is done, in the order of the steps: seconds of each part that has any. */
export const tempoParts = (tempo: string | null): readonly { seconds: number; words: string }[] =>
  (tempo ?? '')
    .split('-')
    .map((part, at) => ({ seconds: Number(part), words: ['s one way', 's hold', 's back'][at] ?? '' }))
    .filter(({ seconds }) => seconds > 0)

const minutesWords = ({ min, max }: NumberRange): string =>
  min === max ? count(max, 'minute') : `${min} to ${max} minutes`

const moving: readonly Pace[] = ['smooth', 'quick', 'explosive', 'steady']

/** Seconds of which nothing is held: they are spent running, stepping or rolling. */
export const isTimed = ({ reps, holdSeconds }: Pick<Dose, 'reps' | 'holdSeconds'>, pace: Pace): boolean =>
  holdSeconds !== null && reps === null && moving.includes(pace)

function amountWords(dose: DoseWithPace, range: NumberRange | null): string {
  const { sets, reps, holdSeconds, distanceM } = dose
  if (range !== null)
    return sets === 1 ? minutesWords(range) : `${count(sets, 'time')} ${minutesWords(range)}`
  if (distanceM !== null) return `${count(sets, 'time')} ${count(distanceM, 'meter')}`
  if (reps !== null) {
    const set = `${count(sets, 'set')} of ${reps}`
    return holdSeconds !== null && dose.tempo === null
      ? `${set}, hold each for ${count(holdSeconds, 'second')}`
      : set
  }
  if (holdSeconds !== null) {
    const seconds = count(holdSeconds, 'second')
    if (!isTimed(dose, dose.pace)) return `${count(sets, 'hold')} of ${seconds}`
    return sets === 1 ? seconds : `${count(sets, 'time')} ${seconds}`
  }
  return 'as agreed'
}

/** The dose in words for the patient: "3 sets of 10, each side", "5 holds of 45 seconds", "6 times 25 seconds". */
export const doseText = (
  dose: Dose,
  pace: Pace,
  range: NumberRange | null = dose.minutes === null ? null : { min: dose.minutes, max: dose.minutes },
): string => `${amountWords({ ...dose, pace }, range)}${dose.sides === 'each' ? ', each side' : ''}`

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Beside an exercise whose amount nobody has said. */
export const unsaid = 'As agreed'

/** What stands beside an exercise in the place of an amount; null where it has one. */
export const noteOfAmount = ({ dose }: Exercise): string | null =>
  [dose.reps, dose.holdSeconds, dose.minutes, dose.distanceM].every((amount) => amount === null)
    ? capital(dose.note ?? unsaid)
    : null

/**
 * What belongs to the usual dose of the exercise, without what is written beside the item already. Beside other repetitions
 * its numbers are those of the usual ones; what it says of the effort holds for the usual effort alone.
 */
function usualNote(item: Dose & Pick<ProgramItem, 'note'>, { dose }: Exercise): string {
  const { note, reps, rpe } = dose
  const usualEffort = item.rpeMin === (rpe?.min ?? null) && item.rpeMax === (rpe?.max ?? null)
  if (note === null || (note.includes('%') && !usualEffort)) return ''
  const written = item.note?.toLowerCase() ?? ''
  const left = note
    .split('; ')
    .filter((part) => !written.includes(part.toLowerCase()))
    .join('; ')
  return reps !== null && item.reps !== reps && /\d/.test(left) ? `with ${reps}: ${left}` : left
}

/** At stage 10, also where an item still has the usual minutes beside it (6.4). */
const byDistance = (
  { stage, minutes }: Partial<Pick<ProgramItem, 'stage'>> & Pick<Dose, 'minutes'>,
  exercise: Exercise,
) => stage === lastStage && (minutes === null || minutes === defaultDose(exercise).minutes)

/** The dose of an item as the patient reads it: "3 sets of 15, each side (5 in each of 3 directions)". */
export function saidDose(
  item: Dose & Pick<ProgramItem, 'note'> & Partial<Pick<ProgramItem, 'stage'>>,
  exercise: Exercise,
): string {
  if (byDistance(item, exercise)) return "distance by this week's limit"
  const note = usualNote(item, exercise)
  return `${doseText(item, exercise.dose.pace)}${note && ` (${note})`}`
}

/** What is usual of an exercise, with the whole range of its minutes: "20 to 40 minutes". */
export const usualDoseText = (exercise: Exercise): string =>
  doseText(defaultDose(exercise), exercise.dose.pace, exercise.dose.minutes)

const rangeText = (min: number | null, max: number | null) => {
  if (min === null || max === null) return String(min ?? max ?? '')
  return min === max ? String(min) : `${min}–${max}`
}

function amountCell(dose: Dose): string {
  const each = dose.sides === 'each' ? ' each' : ''
  if (dose.minutes !== null) return `${dose.minutes} min${each}`
  if (dose.distanceM !== null) return `${dose.distanceM} m${each}`
  if (dose.reps !== null)
    return dose.holdSeconds !== null && dose.tempo === null
      ? `${dose.reps} × ${dose.holdSeconds} s${each}`
      : `${dose.reps}${each}`
  return dose.holdSeconds === null ? '' : `${dose.holdSeconds} s${each}`
}

/** The dose in the cells of the physio's editor: sets, reps or hold, load, tempo, effort, rest. */
export function doseCells(
  item: Dose & Pick<ProgramItem, 'loadKg' | 'loadNote'>,
  exercise: Exercise,
): DoseCells {
  return {
    sets: String(item.sets),
    amount: amountCell(item),
    load: item.loadKg !== null ? `${item.loadKg} kg` : (item.loadNote ?? 'Body'),
    tempo: item.tempo ?? exercise.dose.pace,
    effort: rangeText(item.rpeMin, item.rpeMax),
    rest: `${item.restSeconds} s`,
  }
}
