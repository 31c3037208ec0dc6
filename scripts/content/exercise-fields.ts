import type { ExerciseDose, NumberRange, Pace } from '#lib/content/exercises/types.ts'

/** Texts of the specification that name files and field ids, in the words that a person reads. */
const replacements: readonly (readonly [string, string])[] = [
  ['by the stage table of `programmes.md` 6.2', 'by the stage table'],
  ['one run up to `ind_session_cap_km`', 'one run up to the limit for a single run'],
  ['hold_s = running time; walk down', 'run for the time given; walk down'],
  ['stabilisers', 'stabilizers'],
  ['centimetres', 'centimeters'],
  ['knee-cap', 'kneecap'],
  ['programme', 'program'],
]

/** The text as it is shown: American spelling, no back-ticks, no file names. */
export function plain(text: string): string {
  let out = text.trim()
  for (const [from, to] of replacements) out = out.replaceAll(from, to)
  return out.replaceAll('`', '')
}

export const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** "As above" means nothing where an exercise stands alone: the words of the exercise before it take its place. */
export function withoutAbove(text: string, before: string | undefined): string {
  if (!/^as above/i.test(text)) return text
  if (!before) throw new Error(`Nothing above "${text}"`)
  return text.replace(/^as above\.?/i, text.includes(',') ? before.replace(/\.$/, '') : before)
}

export const ticked = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '')

const doseKeys = [
  'sets',
  'reps',
  'hold_s',
  'minutes',
  'distance_m',
  'sides',
  'tempo',
  'pace',
  'rpe',
  'rest_s',
  'per_week',
  'when',
  'load',
  'note',
] as const

const numberOf = (text: string | null): number | null => {
  if (text === null) return null
  const value = Number(text)
  if (!Number.isFinite(value)) throw new Error(`Not a number: ${text}`)
  return value
}

/** `3` or `3–5` as a range; null stays null. */
function rangeOf(text: string | null): NumberRange | null {
  if (text === null) return null
  const [min, max] = text.split('–').map((part) => numberOf(part))
  if (min === undefined || min === null) throw new Error(`Not a range: ${text}`)
  return { min, max: max ?? min }
}

/** Reads the fourteen keys of a dose (section 1), in their order. Throws on any other key or order. */
export function parseDose(text: string, id: string): ExerciseDose {
  const parts = text.split(' | ')
  const values = doseKeys.map((key, index) => {
    const part = parts[index] ?? ''
    if (!part.startsWith(`${key} `)) throw new Error(`${id}: dose key ${index + 1} is not ${key}: ${part}`)
    const value = part.slice(key.length + 1)
    return value === '–' ? null : value
  })
  if (parts.length !== doseKeys.length) throw new Error(`${id}: ${parts.length} dose keys`)
  const [sets, reps, hold, minutes, distance, sides, tempo, pace, rpe, rest, perWeek, when, load, note] =
    values
  return {
    sets: numberOf(sets ?? null) ?? 0,
    reps: numberOf(reps ?? null),
    holdSeconds: numberOf(hold ?? null),
    minutes: rangeOf(minutes ?? null),
    distanceM: numberOf(distance ?? null),
    sides: sides as ExerciseDose['sides'],
    tempo: tempo ?? null,
    pace: pace as Pace,
    rpe: rangeOf(rpe ?? null),
    restSeconds: numberOf(rest ?? null) ?? 0,
    perWeek: rangeOf(perWeek ?? null),
    when: when as ExerciseDose['when'],
    load: load as ExerciseDose['load'],
    note: note ? plain(note) : null,
  }
}
