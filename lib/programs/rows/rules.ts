import {
  type ProgramItem,
  type ProgramPhase,
  type ProgramVersionContent,
  type Weekday,
  weekdays,
} from '#lib/programs/schema.ts'
import type { ItemRow, Numeric, PhaseRow, RecordKeys } from './schema.ts'

/** A version's content and its rows: the same thing, said to people's code and to PostgreSQL. */

const numberOf = (value: Numeric | null) => (value === null ? null : Number(value))
const isWeekday = (day: string): day is Weekday => (weekdays as readonly string[]).includes(day)
const tenth = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10)

function itemOfRow(row: ItemRow): ProgramItem {
  const { perWeekMin: min, perWeekMax: max } = row
  return {
    key: row.key,
    exerciseId: row.exerciseId,
    sets: row.sets ?? 1,
    reps: row.reps,
    holdSeconds: row.holdSeconds,
    minutes: numberOf(row.minutes),
    distanceM: row.distanceM,
    loadKg: numberOf(row.loadKg),
    loadNote: row.loadNote || null,
    tempo: row.tempo,
    rpeMin: row.rpeMin,
    rpeMax: row.rpeMax,
    restSeconds: row.restSeconds ?? 0,
    days: row.eachRun ? 'each_run' : weekdays.filter((day) => row.days.filter(isWeekday).includes(day)),
    perWeek: min === null || max === null ? null : { min, max },
    fromWeek: row.fromWeek,
    untilWeek: row.untilWeek,
    optional: row.optional,
    sides: row.sides,
    stage: row.stage,
    note: row.note || null,
    replacedFrom: row.replacedFrom,
    replacedReason: row.replacedReason,
  }
}

export const phaseOfRow = (row: PhaseRow): ProgramPhase => ({
  key: row.key,
  name: row.name,
  weeks: { min: row.weeksMin, max: row.weeksMax },
  params: {
    runLimit: row.runLimit,
    exLimit: row.exLimit,
    hopLimit: row.hopLimit,
    amberOk: row.amberOk,
    sessionsPerWeek: row.sessionsPerWeek,
  },
  items: row.items.map(itemOfRow),
})

/** The content that the rows of a version hold; phases and items in the order they come. */
export const contentOfRows = (
  templateId: string | null,
  phases: readonly PhaseRow[],
): ProgramVersionContent => ({ templateId, phases: phases.map(phaseOfRow) })

/** The rows of a content, to be written in one go. `id` makes an id for each. */
export function rowsOfContent(
  content: ProgramVersionContent,
  of: RecordKeys,
  versionId: string,
  id: () => string,
) {
  const phases = content.phases.map((phase, position) => ({
    id: id(),
    ...of,
    versionId,
    position,
    key: phase.key,
    name: phase.name,
    weeksMin: phase.weeks.min,
    weeksMax: phase.weeks.max,
    ...phase.params,
  }))
  const items = content.phases.flatMap((phase, index) =>
    phase.items.map(({ days, perWeek, ...item }, position) => ({
      ...item,
      id: id(),
      ...of,
      phaseId: phases[index]?.id ?? '',
      position,
      minutes: tenth(item.minutes),
      loadKg: tenth(item.loadKg),
      loadNote: item.loadNote ?? '',
      note: item.note ?? '',
      days: days === 'each_run' ? [] : [...days],
      eachRun: days === 'each_run',
      perWeekMin: perWeek?.min ?? null,
      perWeekMax: perWeek?.max ?? null,
    })),
  )
  return { phases, items }
}
