import { exerciseById } from '#lib/content/exercises/index.ts'
import {
  holdMostSeconds,
  holdMostSets,
  holdStepSeconds,
  type LadderKind,
  loadDrop,
  loadLoops,
  loadRise,
  plyoMost,
  plyoStep,
  regionsWithoutLadder,
  repetitionSteps,
} from '#lib/content/progression/ladders.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import type { Amount } from '#lib/tracking/results/schema.ts'

/** One dose against the ladder of its exercise (clinical/programmes.md 3.3). */

export type Rung = {
  readonly exerciseId: string
  readonly dose: Amount
  /** The dose with which the phase prescribes the exercise. */
  readonly base: Amount
  /** Raises of the load since then. */
  readonly loadSteps: number
}

/** What one step changes. `raisesLoad`: this begins the next loop of the load ladder. */
export type Step = {
  readonly dose: Amount
  readonly raisesLoad: boolean
  readonly lowers: 'sets' | 'load' | 'range' | null
  /** In words for the physio: "17 repetitions instead of 15". */
  readonly text: string
  /** In words for the patient, after "so": "two more repetitions". */
  readonly plain: string
}

export function ladderOf({ exerciseId, base }: Pick<Rung, 'exerciseId' | 'base'>): LadderKind {
  const exercise = exerciseById(exerciseId)
  if (!exercise || regionsWithoutLadder.includes(exercise.region)) return 'none'
  if (exercise.region === 'plyometric') return base.reps === null ? 'none' : 'plyometric'
  if (base.reps !== null) return exercise.dose.load === 'none' ? 'repetitions' : 'load'
  return base.holdSeconds === null ? 'none' : 'hold'
}

const less = (a: number | null, b: number | null) => a !== null && b !== null && a < b - tolerance

/** Below the default in sets, repetitions, hold or load. */
export const isBelow = ({ dose, base }: Pick<Rung, 'dose' | 'base'>): boolean =>
  less(dose.sets, base.sets) ||
  less(dose.reps, base.reps) ||
  less(dose.holdSeconds, base.holdSeconds) ||
  less(dose.minutes, base.minutes) ||
  less(dose.loadKg, base.loadKg)

/** More of what, where no kilograms say it: beside the exercise, for the physio and for the patient. */
const moreLoad = {
  band: {
    note: 'Next stronger band',
    text: 'the next band',
    plain: 'the next stronger band',
  },
  weight: {
    note: '5–10 % more weight, or a light one where there was none',
    text: '5–10 % more weight, or a light one where there was none',
    plain: 'a little more weight',
  },
  machine: {
    note: 'The next step of the machine, 5–10 % more',
    text: 'the next step of the machine, 5–10 % more',
    plain: 'the next step of the machine',
  },
} as const

const loadKindOf = (exerciseId: string): keyof typeof moreLoad => {
  const load = exerciseById(exerciseId)?.dose.load ?? 'none'
  return load === 'none' ? 'weight' : load
}

/** What is written beside an exercise after a raise of its load without kilograms. */
export const moreLoadNote = (exerciseId: string): string => moreLoad[loadKindOf(exerciseId)].note

/** Whether a raise of the load is clear to who trains alone: by its kilograms, or as the next band. */
export const saysMoreOfWhat = (exerciseId: string, { loadKg }: Pick<Amount, 'loadKg'>): boolean =>
  loadKg !== null || loadKindOf(exerciseId) === 'band'

/** Of every kind, and as versions from before have it. */
export const moreLoadNotes: readonly string[] = [
  ...Object.values(moreLoad).map(({ note }) => note),
  'Next band, or 5–10 % more load',
]
export const bandBackNote = 'The band or load from before the last step'
export const smallerRangeNote = 'Smaller range of movement'
export const ladderNotes: readonly string[] = [...moreLoadNotes, bandBackNote, smallerRangeNote]

/** What is written beside an exercise, without one part of it. */
export const withoutNote = (text: string, part: string): string =>
  text === part ? '' : text.replace(`. ${part}`, '').replace(`${part}. `, '')

/** Whether the present dose begins the loop after the one of an earlier session. */
export const beginsLoopAfter = ({ dose, base, loadSteps }: Rung, before: Amount): boolean =>
  loadSteps > 0 &&
  dose.sets === before.sets &&
  dose.reps === base.reps &&
  less(dose.reps, before.reps) &&
  (dose.loadKg === null || less(before.loadKg, dose.loadKg))

/**
 * Whether the present dose lies below that of an earlier session. The next band is more, although its first round has fewer
 * repetitions; what is less in one thing and more in another counts as not below.
 */
export const isLowerThan = (rung: Rung, before: Amount): boolean =>
  !beginsLoopAfter(rung, before) &&
  isBelow({ dose: rung.dose, base: before }) &&
  !isBelow({ dose: before, base: rung.dose })

const lastRepetitions = repetitionSteps[repetitionSteps.length - 1] ?? 0
const extra = (now: number | null, base: number | null) => (now ?? 0) - (base ?? 0)

/** `ex_top`: the present dose is the top of the ladder. */
export function isTop(rung: Rung): boolean {
  const { dose, base, loadSteps } = rung
  if (isBelow(rung)) return false
  switch (ladderOf(rung)) {
    case 'none':
      return false
    case 'repetitions':
      return extra(dose.reps, base.reps) >= lastRepetitions
    case 'load':
      return loadSteps >= loadLoops - 1 && extra(dose.reps, base.reps) >= lastRepetitions
    case 'plyometric':
      return extra(dose.reps, base.reps) >= plyoMost
    case 'hold':
      return extra(dose.holdSeconds, base.holdSeconds) >= holdMostSeconds && (dose.sets ?? 1) >= holdMostSets
  }
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six']
export const wordOf = (count: number) => words[count] ?? String(count)
const more = (count: number, one: string, many: string) => `${wordOf(count)} more ${count === 1 ? one : many}`

const withReps = (dose: Amount, reps: number): Step => ({
  dose: { ...dose, reps },
  raisesLoad: false,
  lowers: null,
  text: `${reps} repetitions instead of ${dose.reps}`,
  plain: more(reps - (dose.reps ?? 0), 'repetition', 'repetitions'),
})

const withSets = (dose: Amount, sets: number): Step => ({
  dose: { ...dose, sets },
  raisesLoad: false,
  lowers: null,
  text: `${sets} sets instead of ${dose.sets}`,
  plain: more(sets - (dose.sets ?? 0), 'set', 'sets'),
})

const tenth = (value: number) => Math.round(value * 10) / 10

/** The least that a load can be raised by, and the first weight at all. */
const leastRise = 0.1
const firstLoad = 0.5

/** 5–10 % more: the half kilogram in that range if there is one; of very little a tenth, so that a step is always more. */
export function raisedLoad(kg: number): number {
  if (kg < tolerance) return firstLoad
  const half = Math.round(((loadRise.min + loadRise.max) / 2 + 1) * kg * 2) / 2
  const fits = half >= kg * (1 + loadRise.min) - tolerance && half <= kg * (1 + loadRise.max) + tolerance
  if (fits) return half
  return tenth(Math.max(kg * (1 + (loadRise.min + loadRise.max) / 2), kg + leastRise))
}

function withLoad({ exerciseId, dose, base }: Rung): Step {
  const more = moreLoad[loadKindOf(exerciseId)]
  const loadKg = dose.loadKg === null ? null : raisedLoad(dose.loadKg)
  return {
    dose: { ...dose, reps: base.reps, loadKg },
    raisesLoad: true,
    lowers: null,
    text:
      loadKg === null
        ? `${more.text}, ${base.reps} repetitions instead of ${dose.reps}`
        : `${loadKg} kg instead of ${dose.loadKg} kg, ${base.reps} repetitions instead of ${dose.reps}`,
    plain: `${loadKg === null ? more.plain : 'a little more load'} and fewer repetitions`,
  }
}

/** Back toward the default, one thing at a time; null when nothing is below it. */
function restored({ dose, base }: Rung): Step | null {
  if (less(dose.sets, base.sets)) return withSets(dose, (dose.sets ?? 0) + 1)
  if (less(dose.loadKg, base.loadKg)) {
    const loadKg = Math.min(raisedLoad(dose.loadKg ?? 0), base.loadKg ?? 0)
    const text = `${loadKg} kg instead of ${dose.loadKg} kg`
    return { dose: { ...dose, loadKg }, raisesLoad: false, lowers: null, text, plain: 'a little more load' }
  }
  if (less(dose.reps, base.reps)) return withReps(dose, Math.min((dose.reps ?? 0) + 2, base.reps ?? 0))
  if (less(dose.holdSeconds, base.holdSeconds)) return longer(dose, base)
  return null
}

function longer(dose: Amount, base: Amount): Step {
  const most = (base.holdSeconds ?? 0) + holdMostSeconds
  const holdSeconds = Math.min((dose.holdSeconds ?? 0) + holdStepSeconds, most)
  return {
    dose: { ...dose, holdSeconds },
    raisesLoad: false,
    lowers: null,
    text: `${holdSeconds} s instead of ${dose.holdSeconds} s`,
    plain: `${holdSeconds - (dose.holdSeconds ?? 0)} seconds longer`,
  }
}

/** The next step up; null at the top and where there is no ladder. */
export function stepUp(rung: Rung): Step | null {
  const kind = ladderOf(rung)
  const { dose, base } = rung
  if (kind === 'none' || isTop(rung)) return null
  const back = restored(rung)
  if (back) return back
  switch (kind) {
    case 'repetitions':
    case 'load': {
      const next = repetitionSteps.find((step) => step > extra(dose.reps, base.reps))
      return next === undefined ? withLoad(rung) : withReps(dose, (base.reps ?? 0) + next)
    }
    case 'plyometric':
      return withReps(dose, Math.min((dose.reps ?? 0) + plyoStep, (base.reps ?? 0) + plyoMost))
    case 'hold':
      return extra(dose.holdSeconds, base.holdSeconds) < holdMostSeconds
        ? longer(dose, base)
        : withSets(dose, (dose.sets ?? 1) + 1)
  }
}

/** `r_ex_regress_dose`: one set less, never below 1; else the load less by 20 %; else a smaller range. */
export function stepDown(dose: Amount): Step {
  if (dose.sets !== null && dose.sets > 1) {
    const sets = dose.sets - 1
    const text = `${sets} ${sets === 1 ? 'set' : 'sets'} instead of ${dose.sets}`
    return { dose: { ...dose, sets }, raisesLoad: false, lowers: 'sets', text, plain: 'one set less' }
  }
  if (dose.loadKg !== null && dose.loadKg > 0) {
    const loadKg = Math.floor(dose.loadKg * (1 - loadDrop) * 10 + tolerance) / 10
    const text = `${loadKg} kg instead of ${dose.loadKg} kg`
    return { dose: { ...dose, loadKg }, raisesLoad: false, lowers: 'load', text, plain: 'less load' }
  }
  return {
    dose,
    raisesLoad: false,
    lowers: 'range',
    text: 'a smaller range of movement',
    plain: 'a smaller movement',
  }
}
