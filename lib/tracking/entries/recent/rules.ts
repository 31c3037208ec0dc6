import { distanceText } from '#lib/tracking/run-logs/rules.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

/** What an entry is called where the patient reads her own. */

const painWords: Readonly<Record<string, string>> = {
  now: 'Pain',
  day_worst: 'Worst pain of the day',
  next_morning: 'Knee in the morning, pain',
}

export const sessionText = (exercises: number): string => `Exercises, ${exercises} entered`
export const runText = (km: number, minutes: number, unit: DistanceUnit): string =>
  `Run, ${distanceText(km, unit)} in ${minutes} min`
export const painText = (context: string, score: number): string =>
  `${painWords[context] ?? 'Pain'} ${score} of 10`
