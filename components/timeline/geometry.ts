/** Where things stand in the drawing of a timeline, in pixels. */

/** So wide that a day of six weeks is a target of 24 px. */
export const width = 1157
export const [left, right] = [80, width - 50]
/** The column of names, which stays when the days scroll: up to the edge of a mark on the first day. */
export const names = left - 4

export const lanes = {
  axis: { top: 0, bottom: 18 },
  program: { top: 24, bottom: 46 },
  review: { top: 52, bottom: 72 },
  note: { top: 72, bottom: 92 },
  alert: { top: 92, bottom: 112 },
  outcome: { top: 112, bottom: 132 },
  pain: { top: 150, bottom: 310 },
  running: { top: 336, bottom: 424 },
  strength: { top: 444, bottom: 462 },
} as const
export type Lane = keyof typeof lanes
export const height = 472

export const middle = (lane: Lane): number => (lanes[lane].top + lanes[lane].bottom) / 2

export type Days = {
  /** Room of one day. */
  readonly slot: number
  /** The middle of a day. */
  readonly x: (day: number) => number
}

/** The days of a window beside each other, each with the same room. */
export function daysOf(from: number, to: number): Days {
  const slot = (right - left) / (to - from + 1)
  return { slot, x: (day) => left + (day - from + 0.5) * slot }
}
