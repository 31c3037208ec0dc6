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

/** Prints the table, writes the figures as JSON, and returns whether every bar was reached. */
export function report(figures: readonly Figure[], file: string): boolean {
  const rows = figures.map((figure) => {
    const { name, value, unit, bar, note } = figure
    const wanted = bar ? ('atLeast' in bar ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`) : ''
    const verdict = bar ? (holds(figure) ? 'ok' : 'MISSED') : ''
    return [name, value === null ? '-' : `${digits(value)} ${unit}`, wanted, verdict, note ?? '']
  })
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    process.stdout.write(
      `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd().concat('\n'),
    )
  const measured = figures.map((figure) => ({ ...figure, ok: holds(figure) }))
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), figures: measured }, null, 2)}\n`)
  return figures.every(holds)
}
