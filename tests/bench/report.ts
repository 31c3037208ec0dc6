import { writeFileSync } from 'node:fs'

export type Figure = {
  name: string
  /** Null when it could not be measured, which misses the bar. */
  value: number | null
  unit: string
  /** Absent for what is told, not asked. */
  bar?: { atLeast: number } | { atMost: number }
  note?: string
}

export function holds({ value, bar }: Figure): boolean {
  if (!bar) return true
  if (value === null || Number.isNaN(value)) return false
  return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost
}

const digits = (value: number) => value.toFixed(value < 10 ? 3 : 1)

/** A figure as a line: what, how much, what was wanted, whether it holds. */
export function line(figure: Figure): string {
  const { name, value, unit, bar, note } = figure
  const wanted = bar ? ('atLeast' in bar ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`) : ''
  const verdict = bar ? (holds(figure) ? 'ok' : 'MISSED') : ''
  const cells = [name.padEnd(40), (value === null ? '-' : `${digits(value)} ${unit}`).padEnd(22)]
  return [...cells, wanted.padEnd(15), verdict.padEnd(7), note ?? ''].join(' ').trimEnd()
}

/** Writes the figures as JSON, and returns whether every bar was reached. */
export function report(figures: readonly Figure[], file: string): boolean {
  const measured = figures.map((figure) => ({ ...figure, ok: holds(figure) }))
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), figures: measured }, null, 2)}\n`)
  return figures.every(holds)
}
