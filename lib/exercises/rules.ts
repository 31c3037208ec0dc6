import { exerciseById, exercises } from '#lib/content/exercises/index.ts'
import type { Exercise, Region } from '#lib/content/exercises/types.ts'

const plainTargets: Readonly<Record<string, string>> = {
  quadriceps: 'front thigh',
  'quadriceps (isometric)': 'front thigh',
  'quadriceps (stretch)': 'front thigh',
  'quadriceps (end range)': 'front thigh',
  'quadriceps at length': 'front thigh',
  'rectus femoris': 'front thigh',
  glutes: 'buttock',
  gluteals: 'buttock',
  'gluteus maximus': 'buttock',
  'gluteus medius': 'side of hip',
  'gluteus medius (isometric)': 'side of hip',
  'gluteus medius of both legs': 'side of hip',
  'gluteus medius of the standing leg': 'side of hip',
  'gluteus medius and maximus': 'side of hip, buttock',
  'gluteus medius and maximus (rotation)': 'side of hip, buttock',
  'hip abductors and adductors': 'side of hip, inner thigh',
  'hip flexors': 'front of hip',
  'hip rotators': 'hip',
  'hip stabilizers': 'hip',
  'tensor fasciae latae': 'side of hip',
  'outer hip': 'side of hip',
  adductors: 'inner thigh',
  hamstrings: 'back thigh',
  'hamstrings (isometric)': 'back thigh',
  gastrocnemius: 'calf',
  soleus: 'calf',
  calves: 'calf',
  'ankle joint': 'ankle',
  'tibialis anterior': 'shin',
  'patellar tendon': 'tendon below the kneecap',
  abdominals: 'trunk',
  'oblique abdominals': 'trunk',
  obliques: 'trunk',
  'back extensors': 'back',
}

/** What the exercise works on, in plain words: "Front thigh, buttock". */
export function targetsText(exercise: Exercise): string {
  const words = new Set(exercise.targets.flatMap((target) => (plainTargets[target] ?? target).split(', ')))
  const text = [...words].join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * Exercises of the region (all when null) that hold every word of the query in name, targets, purpose or equipment.
 * A hit at the beginning of the name comes first, then a hit in the name, then the rest, each in library order.
 */
export function matchExercises(query: string, region: Region | null = null): readonly Exercise[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  const rank = (exercise: Exercise): number => {
    const name = folded(exercise.name)
    if (words.every((word) => name.split(/[ -]/).some((part) => part.startsWith(word))))
      return name.startsWith(words[0] ?? '') ? 0 : 1
    const text = folded(
      [
        exercise.name,
        exercise.region,
        ...exercise.targets,
        targetsText(exercise),
        exercise.purpose,
        exercise.equipment,
      ].join(' '),
    )
    return words.every((word) => text.includes(word)) ? 2 : 3
  }
  return exercises
    .filter((exercise) => region === null || exercise.region === region)
    .map((exercise) => ({ exercise, at: rank(exercise) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .map(({ exercise }) => exercise)
}

/** Has the person what the exercise needs? Household things count as there; at the clinic everything does. */
export const needsMet = (exercise: Exercise, equipment: readonly string[], atClinic = false): boolean =>
  atClinic || exercise.needs.every((need) => equipment.includes(need))

/**
 * The exercise itself when its needs are met, else the nearest one along its regressions whose needs are, never a
 * progression. Null when there is none: the physiotherapist chooses (exercises.md section 1).
 */
export function substituteByNeeds(
  exercise: Exercise,
  equipment: readonly string[],
  atClinic = false,
): Exercise | null {
  for (let at: Exercise | null = exercise; at; at = at.regression ? exerciseById(at.regression) : null)
    if (needsMet(at, equipment, atClinic)) return at
  return null
}

/**
 * What of the answers keeps exercises from being proposed (clinical/programmes.md 3.4); not known counts as if it were
 * so.
 */
export type Spared = {
  readonly pregnant: boolean
  readonly pregnancyOrBirth: boolean
  readonly notKnown?: readonly string[]
  readonly heldElsewhere?: readonly string[]
}

const lyingContacts = /contact=\S*\b(?:back|shoulders|forearms)@/

/** Its pose rests on the back or the front (clinical/programmes.md 3.4). */
export const liesDown = ({ poseStart, poseEnd }: Exercise): boolean =>
  lyingContacts.test(poseStart) || lyingContacts.test(poseEnd)

/** Why an exercise is not proposed in pregnancy or soon after a birth, after its name; null when it may be. */
export function sparedBecause(exercise: Exercise, spared: Spared): string | null {
  if (exercise.region === 'plyometric' && spared.pregnancyOrBirth && spared.heldElsewhere?.includes('birth'))
    return 'is a jump: not proposed, by what she told in another form'
  if (exercise.region === 'plyometric' && spared.pregnancyOrBirth)
    return spared.notKnown?.includes('pregnancy')
      ? 'is a jump: not proposed until pregnancy or a recent birth is asked about, which is not known'
      : 'is a jump: not proposed in pregnancy or soon after a birth'
  if (spared.pregnant && liesDown(exercise))
    return spared.heldElsewhere?.includes('pregnancy')
      ? 'is done lying: not proposed, by what she told in another form'
      : 'is done lying: not proposed in pregnancy'
  return null
}
