import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { exerciseRules } from '#lib/content/progression/exercises.ts'
import { plyoDaysBetweenSteps } from '#lib/content/progression/ladders.ts'
import type { DayNumber } from '#lib/dates.ts'
import { liesDown, needsMet, sparedBecause, substituteByNeeds } from '#lib/exercises/rules.ts'
import { usuallyRests } from '#lib/programs/edits/swap/rules.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'
import type { Amount, ExerciseOutcome } from '#lib/tracking/results/schema.ts'
import { exerciseFacts, exerciseValues, sameDose } from '../exercise/rules.ts'
import {
  bandBackNote,
  beginsLoopAfter,
  isBelow,
  ladderOf,
  moreLoadNote,
  type Rung,
  saysMoreOfWhat,
  smallerRangeNote,
  stepDown,
  stepUp,
} from '../ladder/rules.ts'
import type { Change, Decision, Modifiers } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'

/** What the rules advise for one exercise after a session or a change of its result (clinical/programmes.md 3.1–3.4). */

const rules = exerciseRules.map((entry) => {
  const rule = loadRule(entry.rule, flagRuleIds)
  return { ...entry, loaded: rule, ids: idsOf(rule) }
})

export type ExerciseAsk = {
  /** All sessions of the exercise, oldest first. */
  readonly outcomes: readonly ExerciseOutcome[]
  readonly rung: Rung & { readonly since: DayNumber }
  readonly today: DayNumber
  readonly amberOk: boolean
  readonly modifiers: Modifiers
  readonly equipment: readonly string[]
  readonly atClinic: boolean
  /** Exercises that the phase already has. */
  readonly inPhase: readonly string[]
}

type Told = Pick<Decision, 'change' | 'text' | 'needsPhysio'> &
  Partial<Pick<Decision, 'advice' | 'sentence' | 'sentenceApplied'>>

const nothing: Change = { kind: 'none' }

const pregnancyNotKnown = 'pregnancy or a recent birth is asked about, which is not known'

/** Why an exercise is not proposed to this person; null when it may be. */
function refused(exercise: Exercise, { modifiers, inPhase }: ExerciseAsk): string | null {
  if (inPhase.includes(exercise.id)) return `${exercise.name} is already in this phase`
  const spared = sparedBecause(exercise, modifiers)
  return spared && `${exercise.name} ${spared}`
}

/** What to ask before this exercise: it may be proposed, because a swap always waits for the physio. */
const askFirst = (exercise: Exercise, { modifiers }: ExerciseAsk): string =>
  liesDown(exercise) && modifiers.notKnown.includes('pregnancy')
    ? ' (done lying: ask about pregnancy first, it is not known)'
    : ''

/** What was done on days in a row is not when it becomes heavy (clinical/programmes.md 3.7). */
const restDay = (exercise: Exercise, before: Exercise | null): string =>
  usuallyRests(exercise) && before && !usuallyRests(before) ? ', with a rest day between' : ''

const doseOf = ({ sets, reps, holdSeconds, minutes, loadKg }: Amount): Amount => ({
  sets,
  reps,
  holdSeconds,
  minutes,
  loadKg,
})

function regressSwap(ask: ExerciseAsk): Told {
  const exercise = exerciseById(ask.rung.exerciseId)
  const name = exercise?.name ?? ask.rung.exerciseId
  const wanted = exercise?.regression ? exerciseById(exercise.regression) : null
  const easier = wanted && substituteByNeeds(wanted, ask.equipment, ask.atClinic)
  const why = easier ? refused(easier, ask) : 'no easier exercise is known'
  if (easier && why === null)
    return {
      change: { kind: 'swap', from: ask.rung.exerciseId, to: easier.id },
      text: `${easier.name} in place of ${name}${restDay(easier, exercise)}${askFirst(easier, ask)}`,
      needsPhysio: false,
    }
  return {
    change: { kind: 'remove', exerciseId: ask.rung.exerciseId },
    text: `Stop ${name}: ${why}`,
    needsPhysio: false,
  }
}

/** A step down from the dose that was too much: the present one, or the one before a step that was taken too soon. */
function regressDose({ rung, outcomes }: ExerciseAsk): Told {
  const done = outcomes.at(-1)?.entry.prescribed ?? rung.dose
  const here = sameDose(done, rung.dose)
  const step = stepDown(here ? rung.dose : doseOf(done))
  const lowersLoad = !here && beginsLoopAfter(rung, doseOf(done))
  const band = lowersLoad && rung.dose.loadKg === null
  const notes = [...(band ? [bandBackNote] : []), ...(step.lowers === 'range' ? [smallerRangeNote] : [])]
  const sentence = sentences.lower(lowersLoad ? `the lighter load of before and ${step.plain}` : step.plain)
  return {
    change: {
      kind: 'dose',
      from: rung.dose,
      to: step.dose,
      note: notes.join('. ') || null,
      raisesLoad: false,
      ...(lowersLoad ? { lowersLoad } : {}),
    },
    text: here
      ? step.text
      : `Back to the ${band ? 'load and the ' : ''}dose of the last session, and ${step.text}`,
    needsPhysio: false,
    sentence,
    sentenceApplied: sentence,
  }
}

function whyNot(harder: Exercise, ask: ExerciseAsk): string | null {
  return needsMet(harder, ask.equipment, ask.atClinic)
    ? refused(harder, ask)
    : `the equipment for ${harder.name} is missing`
}

function progressSwap(ask: ExerciseAsk): Told {
  const exercise = exerciseById(ask.rung.exerciseId)
  const harder = exercise?.progression ? exerciseById(exercise.progression) : null
  const why = harder ? whyNot(harder, ask) : 'no harder exercise is known'
  if (harder && why === null)
    return {
      change: { kind: 'swap', from: ask.rung.exerciseId, to: harder.id },
      text: `${harder.name} in place of ${exercise?.name ?? ask.rung.exerciseId}${restDay(harder, exercise)}${askFirst(harder, ask)}`,
      needsPhysio: true,
    }
  return {
    change: nothing,
    text: `Top of the ladder; ${why}`,
    needsPhysio: true,
    advice: 'hold',
    sentence: sentences.keepStrong,
    sentenceApplied: sentences.keepStrong,
  }
}

/** Why the next step waits although the sessions were good; null when it may be taken. */
function stepWaits({ rung, today, modifiers }: ExerciseAsk): string | null {
  if (ladderOf(rung) !== 'plyometric') return null
  const { notKnown, heldElsewhere } = modifiers
  if (modifiers.pregnancyOrBirth && heldElsewhere?.includes('birth'))
    return 'no more jumps, by what she told in another form'
  if (modifiers.pregnancyOrBirth)
    return notKnown.includes('pregnancy')
      ? `no more jumps until ${pregnancyNotKnown}`
      : 'no more jumps in pregnancy or soon after a birth'
  if (modifiers.plyoBlocked && !isBelow(rung))
    return notKnown.includes('age')
      ? 'no jumps above the default until the age is known: ask'
      : 'no jumps above the default under 18'
  if (today - rung.since < plyoDaysBetweenSteps) return 'one step of jumps a week'
  return null
}

function progressDose(ask: ExerciseAsk): Told | null {
  const step = stepUp(ask.rung)
  if (!step) return null
  const why = stepWaits(ask)
  if (why !== null)
    return {
      change: nothing,
      text: `Good sessions; ${why}`,
      needsPhysio: false,
      advice: 'hold',
      sentence: sentences.keepGood,
      sentenceApplied: sentences.keepGood,
    }
  const { exerciseId } = ask.rung
  const note = step.raisesLoad && step.dose.loadKg === null ? moreLoadNote(exerciseId) : null
  return {
    change: { kind: 'dose', from: ask.rung.dose, to: step.dose, note, raisesLoad: step.raisesLoad },
    text: step.text,
    // With no kilograms nothing says how much more, so nobody's program does it by itself.
    needsPhysio: step.raisesLoad && !saysMoreOfWhat(exerciseId, step.dose),
    sentence: sentences.soon,
    sentenceApplied: sentences.higher(step.plain),
  }
}

function told(ruleId: (typeof exerciseRules)[number]['id'], ask: ExerciseAsk): Told | null {
  switch (ruleId) {
    case 'r_ex_regress_swap':
      return regressSwap(ask)
    case 'r_ex_regress_dose':
      return regressDose(ask)
    case 'r_ex_hold':
      return { change: nothing, text: 'Same dose again', needsPhysio: false }
    case 'r_ex_progress_swap':
      return progressSwap(ask)
    case 'r_ex_progress_dose':
      return progressDose(ask)
  }
}

export const inputsOf = (ids: readonly string[], values: RuleValues): Decision['inputs'] =>
  ids.map((id) => ({ id, value: values.get(id) ?? null }))

/** The first rule that is true, with what it changes; null when none is and the dose simply stays. */
export function adviseExercise(ask: ExerciseAsk): Decision | null {
  const params = { amberOk: ask.amberOk, needN: ask.modifiers.needN }
  const facts = exerciseFacts(ask.outcomes, ask.rung, params)
  if (facts.last === null) return null
  const values = exerciseValues(facts, params)
  const found = rules.find(({ loaded }) => isTrue(loaded, { values }))
  const said = found ? told(found.id, ask) : null
  if (!found || !said) return null
  const own = sentences.exercise(found.id, facts.last)
  return {
    ruleId: found.id,
    advice: found.advice,
    rule: found.rule,
    inputs: inputsOf(found.ids, values),
    sentence: own.open,
    sentenceApplied: own.applied,
    ...said,
  }
}
