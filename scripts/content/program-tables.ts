import type { BeginnerRun, PhaseParams, RunStage, TemplateItem } from '#lib/content/programs/types.ts'
import { ticked } from './exercise-fields.ts'
import { parseItems } from './program-items.ts'

/** The tables of clinical/programmes.md as rows of cells. */

export const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('|---'))
    .map((line) =>
      line
        .slice(2, line.lastIndexOf('|'))
        .split(' | ')
        .map((cell) => cell.trim()),
    )

export const defaults: PhaseParams = {
  runLimit: 2,
  exLimit: 5,
  hopLimit: 2,
  amberOk: false,
  sessionsPerWeek: 3,
}

/** Values per phase that differ from the default (section 1). */
export function readParams(section: string): Map<string, PhaseParams> {
  const rows = rowsOf(section).filter((row) => /^`prog_/.test(row[0] ?? '') && row.length === 6)
  return new Map(
    rows.map((row) => [
      ticked(row[0] ?? '')[0] ?? '',
      {
        runLimit: Number(row[1]),
        exLimit: Number(row[2]),
        hopLimit: Number(row[3]),
        amberOk: row[4] === 'yes',
        sessionsPerWeek: Number(row[5]),
      },
    ]),
  )
}

/** The stage table 6.2 without its last row, which has no walk–run plan. */
export function readStages(section: string): RunStage[] {
  const rows = rowsOf(section).filter((row) => /^\d+/.test(row[0] ?? '') && row[1] !== '–')
  return rows.map((row) => ({
    stage: Number.parseInt(row[0] ?? '', 10),
    exerciseId: ticked(row[0] ?? '')[0] ?? (row[2] === '0' ? 'ex_rtr_walk30' : 'ex_rtr_walk_run'),
    walk: Number(row[1]),
    jog: Number(row[2]),
    repeats: Number(row[3]),
    jogTotal: Number(row[4]),
    session: Number(row[5]),
  }))
}

export type BeginnerWeek = { week: number; lighter: boolean; runs: BeginnerRun[]; strength: TemplateItem[] }

/** The ten weeks of 5.9. "same" repeats the exercises of the week before. */
export function readBeginnerWeeks(section: string): BeginnerWeek[] {
  const weeks: BeginnerWeek[] = []
  let strength: TemplateItem[] = []
  for (const row of rowsOf(section).filter((cells) => /^\d+/.test(cells[0] ?? '') && cells.length === 4)) {
    const week = Number.parseInt(row[0] ?? '', 10)
    if (!row[3]?.startsWith('same')) strength = parseItems(row[3] ?? '')
    const plans = [...(row[1] ?? '').matchAll(/`(\d+) × \(([\d.]+) \/ ([\d.]+)\)`/g)]
    const days = plans.length === 2 ? [1, 2] : [3]
    const runs = plans.map((plan, index) => ({
      week,
      days: days[index] ?? 3,
      repeats: Number(plan[1]),
      jog: Number(plan[2]),
      walk: Number(plan[3]),
    }))
    weeks.push({ week, lighter: row[0]?.includes('lighter') ?? false, runs, strength })
  }
  return weeks
}
