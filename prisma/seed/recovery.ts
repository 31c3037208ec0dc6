/**
 * A small model of a sore knee. The tissue has a capacity; runs and strength work load it. What is above the capacity
 * irritates, irritation fades by a sixth a day, and regular strength work lets the capacity grow and the sensitivity fall.
 * Pain follows from these, so that a flare comes from a run that was too long and not from a die.
 */
export type Knee = {
  /** Load, in km of easy running, that a day may bring without irritation. */
  capacity: number
  /** 0 (calm) upward; what the last days have stirred up. */
  irritation: number
  /** 0–10: what the knee says to an ordinary load. */
  sensitivity: number
}

export type Rates = {
  /** How fast sensitivity falls by one full session. */
  readonly healing: number
  /** Below this the sensitivity does not fall: a plateau. */
  readonly floor: number
}

export type DayPain = { readonly during: number; readonly after: number; readonly morning: number }

const score = (value: number) => Math.max(0, Math.min(10, Math.round(value)))

/** One set of strength work loads like this many km. */
const kmPerSet = 0.12

export function liveDay(knee: Knee, day: { km: number; sets: number }, rates: Rates): DayPain {
  const ratio = (day.km + day.sets * kmPerSet) / knee.capacity
  const excess = Math.max(0, ratio - 1)
  const during = score(knee.sensitivity * (0.45 + 0.45 * Math.min(1.4, ratio)) + knee.irritation)
  const after = score(knee.sensitivity * 0.6 + knee.irritation + excess)
  knee.irritation = knee.irritation * 0.83 + 2.4 * excess
  const morning = score(knee.sensitivity * 0.5 + knee.irritation * 0.9)
  knee.capacity *= 1 + 0.004 * Math.min(1, ratio)
  if (day.sets > 0) knee.sensitivity += (rates.floor - knee.sensitivity) * rates.healing
  return { during, after, morning }
}
