import type { Stands } from '#lib/tracking/waits/schema.ts'

/** What stops the whole program today, to whoever treats the patient; null when nothing does. */
export function whyStopped({
  blocked,
  paused,
  stops,
}: Pick<Stands, 'blocked' | 'paused' | 'stops'>): string | null {
  if (blocked) return 'A red flag, a new injury or a safety question without an answer stops the program.'
  if (paused) return 'The program is paused.'
  return stops ? 'Severe pain or a fever was logged.' : null
}
