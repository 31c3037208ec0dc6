import type { CellName } from '#lib/programs/cells/schema.ts'
import type { Weekday } from '#lib/programs/schema.ts'

export const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

export const dayLetters: Readonly<Record<Weekday, string>> = {
  mon: 'M',
  tue: 'T',
  wed: 'W',
  thu: 'T',
  fri: 'F',
  sat: 'S',
  sun: 'S',
}

/** Heads of the dose strip with their widths on a desk. */
export const cellHeads: Readonly<Record<CellName, { label: string; width: number }>> = {
  sets: { label: 'Sets', width: 44 },
  amount: { label: 'Reps or hold', width: 88 },
  load: { label: 'Load', width: 74 },
  tempo: { label: 'Tempo', width: 80 },
  effort: { label: 'Effort', width: 56 },
  rest: { label: 'Rest', width: 58 },
}
