import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { phaseRulesOf } from '#lib/content/programs/index.ts'
import { needsMet, targetsText } from '#lib/exercises/rules.ts'
import { changedCells, lessThanTemplate } from '#lib/programs/base/rules.ts'
import { allowedUnder, type BlockLevel } from '#lib/programs/block/rules.ts'
import { doseCells, timeEstimate } from '#lib/programs/dose/rules.ts'
import type { Has } from '#lib/programs/fit/rules.ts'
import { limitOf } from '#lib/programs/pain-limit/rules.ts'
import { minutesByDay } from '#lib/programs/schedule/minutes/rules.ts'
import {
  type ProgramItem,
  type ProgramPhase,
  type ProgramVersionContent,
  weekdays,
} from '#lib/programs/schema.ts'
import { mayHaveStage, saidOfItem } from '#lib/programs/stages/rules.ts'
import type { BuilderItem, BuilderPhase, DayMinutes, PhaseLine } from './schema.ts'

const neighbor = (id: string | null) => {
  const exercise = id === null ? null : exerciseById(id)
  return exercise ? { id: exercise.id, name: exercise.name } : null
}

const reasonText = (item: ProgramItem): string | null => {
  if (item.replacedFrom === null) return null
  const before = exerciseById(item.replacedFrom)?.name ?? 'another exercise'
  return `for ${before.charAt(0).toLowerCase()}${before.slice(1)}${item.replacedReason ? `: ${item.replacedReason}` : ''}`
}

function builderItem(phase: ProgramPhase, item: ProgramItem, has: Has, block: BlockLevel): BuilderItem {
  const exercise = exerciseById(item.exerciseId)
  const equipment = has.equipment
  const unknown = { sets: `${item.sets}`, amount: '', load: '', tempo: '', effort: '', rest: '' }
  return {
    key: item.key,
    exerciseId: item.exerciseId,
    name: exercise?.name ?? item.exerciseId,
    targets: exercise ? targetsText(exercise) : 'Not in the library',
    replaced: reasonText(item),
    cells: exercise ? doseCells(item, exercise) : unknown,
    changed: changedCells(phase.key, item),
    minutes: exercise ? timeEstimate(item, exercise) : 0,
    days: item.days === 'each_run' ? [] : item.days,
    eachRun: item.days === 'each_run',
    perWeek: item.perWeek,
    fromWeek: item.fromWeek,
    untilWeek: item.untilWeek,
    optional: item.optional,
    sides: item.sides,
    stage: item.stage,
    mayHaveStage: mayHaveStage(phase.key, item.exerciseId),
    note: item.note ?? '',
    said: saidOfItem(item),
    easier: neighbor(exercise?.regression ?? null),
    harder: neighbor(exercise?.progression ?? null),
    blocked: !allowedUnder(block === 'programme' ? 'none' : block, item),
    lacking:
      exercise && equipment && !needsMet(exercise, equipment)
        ? exercise.needs.filter((need) => !equipment.includes(need)).map((need) => need.replaceAll('_', ' '))
        : [],
  }
}

/** Minutes by day in the fullest week of the phase. */
export function fullestWeek(phase: ProgramPhase): readonly DayMinutes[] {
  const starts = [...new Set([1, ...phase.items.flatMap((i) => [i.fromWeek, (i.untilWeek ?? 0) + 1])])]
  const byWeek = starts.map((week) => {
    const minutes = minutesByDay(phase.items, week)
    return weekdays.map((day) => ({ day, minutes: minutes[day] }))
  })
  const sum = (week: readonly DayMinutes[]) => week.reduce((total, { minutes }) => total + minutes, 0)
  return byWeek.reduce((fullest, week) => (sum(week) > sum(fullest) ? week : fullest))
}

/** Minutes of the longest day of a phase. */
export const longestDay = (phase: ProgramPhase): number =>
  Math.round(Math.max(...fullestWeek(phase).map(({ minutes }) => minutes)))

/** "does not fit: 50 of 30 min"; null where it fits, or nobody said how long she has. */
export const overlongText = (minutes: number, has: number | null): string | null =>
  has !== null && minutes > has ? `does not fit: ${minutes} of ${has} min` : null

/** Phases whose longest day does not fit. */
export const overlongPhases = (phases: readonly ProgramPhase[], has: number | null): string[] =>
  phases.flatMap((phase) => {
    const text = overlongText(longestDay(phase), has)
    return text ? [`${phase.name} ${text}`] : []
  })

/** `limits`: those of the clinic, in the words of how the phase begins and ends. */
export function builderPhase(phase: ProgramPhase, has: Has, block: BlockLevel, limits: Limits): BuilderPhase {
  const shown = new Set<string>()
  const rules = phaseRulesOf(phase.key, limits)
  return {
    key: phase.key,
    name: phase.name,
    weeks: phase.weeks,
    params: phase.params,
    items: phase.items.map((item) => builderItem(phase, item, has, block)),
    minutes: fullestWeek(phase),
    entry: rules?.entry ?? null,
    exit: rules?.exit ?? null,
    less: lessThanTemplate(phase),
    cautions: phase.items.flatMap((item) => {
      const exercise = exerciseById(item.exerciseId)
      if (!exercise?.caution || shown.has(exercise.id)) return []
      shown.add(exercise.id)
      const limit = exercise.painLimit === undefined ? '' : ` ${limitOf(exercise, phase.params)}`
      return [{ name: exercise.name, text: exercise.caution + limit }]
    }),
  }
}

/** The phases of a version; `hereKey` is the phase that the patient is in. */
export function phaseLines(content: ProgramVersionContent, hereKey: string | null): readonly PhaseLine[] {
  const here = content.phases.findIndex((phase) => phase.key === hereKey)
  return content.phases.map(({ key, name, weeks }, index) => ({
    key,
    name,
    weeks,
    state: here < 0 || index > here ? 'later' : index === here ? 'now' : 'done',
  }))
}

/** "4 to 6 weeks", "1 week" */
export const weeksText = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `${min} ${min === 1 ? 'week' : 'weeks'}` : `${min} to ${max} weeks`
