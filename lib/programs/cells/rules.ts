import type { Amount, Read } from './schema.ts'

/** Reads what a physiotherapist types into a cell: "10", "30 s", "10 × 5 s", "20 min", "70 m", "6–7", "12 kg". */

const ok = <T>(value: T): Read<T> => ({ ok: true, value })
const wrong = (limits: string) => ({ ok: false, limits }) as const
const tidy = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ')
const decimal = (text: string) => Number(text.replace(',', '.'))

/** A whole number between two limits; a unit behind it is allowed. */
export function readWhole(text: string, min: number, max: number, unit = ''): Read<number> {
  const limits = `${min} to ${max}${unit && ` ${unit}`}`
  const match = /^(\d{1,6})(?: ?([a-z]+))?$/.exec(tidy(text))
  const value = Number(match?.[1])
  if (!match || (match[2] && match[2] !== unit) || value < min || value > max) return wrong(limits)
  return ok(value)
}

export const readSets = (text: string): Read<number> => readWhole(text, 1, 10)
export const readRest = (text: string): Read<number> => {
  const minutes = /^(\d{1,2}) ?min$/.exec(tidy(text))
  return minutes ? readWhole(`${Number(minutes[1]) * 60}`, 0, 600) : readWhole(text, 0, 600, 's')
}

const nothing: Amount = { reps: null, holdSeconds: null, minutes: null, distanceM: null }
const limitsOf = {
  reps: [1, 100, '1 to 100 times'],
  holdSeconds: [1, 600, '1 to 600 s'],
  minutes: [0.5, 180, '0.5 to 180 min'],
  distanceM: [1, 50_000, '1 to 50000 m'],
} as const
const inLimits = (kind: keyof Amount, value: number): Read<Amount> => {
  const [min, max, limits] = limitsOf[kind]
  return value >= min && value <= max ? ok({ ...nothing, [kind]: value }) : wrong(limits)
}

/** A number alone keeps the unit that the cell had. */
const unitOf = (before: Amount): keyof Amount => {
  if (before.minutes !== null) return 'minutes'
  if (before.distanceM !== null) return 'distanceM'
  return before.reps === null && before.holdSeconds !== null ? 'holdSeconds' : 'reps'
}

/** What "s", "seconds", "min" or "m" counts. */
const amountIn = (unit: string): keyof Amount => {
  if (unit.startsWith('s')) return 'holdSeconds'
  return unit.startsWith('mi') ? 'minutes' : 'distanceM'
}

/** Repetitions, a hold, both, minutes or meters. Empty means: as agreed in the note. */
export function readAmount(text: string, before: Amount): Read<Amount> {
  const plain = tidy(text)
    .replace(/[×*]/g, 'x')
    .replace(/ ?(each( side)?|times|reps?)$/, '')
  if (plain === '') return ok(nothing)
  const both = /^(\d{1,4}) ?x ?(\d{1,4}) ?s(ec(onds?)?)?$/.exec(plain)
  if (both) {
    const [reps, hold] = [inLimits('reps', Number(both[1])), inLimits('holdSeconds', Number(both[2]))]
    if (!reps.ok) return reps
    return hold.ok ? ok({ ...reps.value, holdSeconds: hold.value.holdSeconds }) : hold
  }
  const one = /^(\d{1,6}(?:[.,]\d)?) ?(s|sec|seconds?|min|minutes?|m|meters?)?$/.exec(plain)
  if (!one?.[1]) return wrong('like 10, 30 s, 10 x 5 s, 20 min or 70 m')
  const value = decimal(one[1])
  const unit = one[2]
  const kind = unit ? amountIn(unit) : unitOf(before)
  if (kind !== 'minutes' && !Number.isInteger(value)) return wrong(limitsOf[kind][2])
  return inLimits(kind, value)
}

/** Kilograms as a number, or words such as "green band"; empty or "Body" is body weight. */
export function readLoad(text: string): Read<{ loadKg: number | null; loadNote: string | null }> {
  const plain = text.trim()
  if (plain === '' || /^body( ?weight)?$/i.test(plain)) return ok({ loadKg: null, loadNote: null })
  const kilograms = /^(\d{1,4}(?:[.,]\d)?) ?(kg)?$/i.exec(plain)
  if (kilograms?.[1]) {
    const value = decimal(kilograms[1])
    return value <= 500 ? ok({ loadKg: value, loadNote: null }) : wrong('0 to 500 kg')
  }
  return plain.length <= 100 ? ok({ loadKg: null, loadNote: plain }) : wrong('at most 100 characters')
}

const paces: readonly string[] = ['', 'controlled', 'hold', 'smooth', 'quick', 'explosive', 'steady', '–']

/** Seconds of each part of a repetition, "3-0-1"; a word for the pace means no tempo of its own. */
export function readTempo(text: string): Read<string | null> {
  const plain = tidy(text).replace(/ ?[–−] ?/g, '-')
  if (paces.includes(plain) || plain === '-') return ok(null)
  return /^\d{1,2}-\d{1,2}-\d{1,2}$/.test(plain) ? ok(plain) : wrong('like 3-0-1')
}

/** Effort 0–10: one number or a range. */
export function readEffort(text: string): Read<{ rpeMin: number | null; rpeMax: number | null }> {
  const plain = tidy(text)
  if (plain === '') return ok({ rpeMin: null, rpeMax: null })
  const match = /^(\d{1,2})(?: ?(?:[–−-]|to) ?(\d{1,2}))?$/.exec(plain)
  const min = Number(match?.[1])
  const max = Number(match?.[2] ?? match?.[1])
  if (!match || max > 10 || min > max) return wrong('0 to 10, like 6–7')
  return ok({ rpeMin: min, rpeMax: max })
}
