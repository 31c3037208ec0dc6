import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'
import { blocks, phaseTemplateById, programTemplates } from '#lib/content/programs/index.ts'
import type { TemplateItem } from '#lib/content/programs/types.ts'
import { capital, defaultDose, noteOfAmount, unsaid } from '#lib/programs/dose/rules.ts'
import { ladderNotes, withoutNote } from '#lib/programs/progression/ladder/rules.ts'
import { daysApart, pickDays, smallestGap } from '#lib/programs/schedule/days/rules.ts'
import { needsRestDay } from '#lib/programs/schedule/rules.ts'
import type { ProgramItem, ProgramPhase, Weekday } from '#lib/programs/schema.ts'
import { staged, stageFor } from '#lib/programs/stages/rules.ts'

/** An easier or a harder exercise in the place of another. */

const prescribed: readonly TemplateItem[] = [
  ...programTemplates.flatMap(({ phases }) => phases.flatMap(({ items }) => items)),
  ...blocks.flatMap(({ first, later }) => [...first, ...later]),
]

const notesOf = (items: readonly TemplateItem[], exerciseId: string): readonly string[] =>
  items.flatMap(({ exerciseIds, note }) => (note && exerciseIds.includes(exerciseId) ? [note] : []))

/** What a template and the ladder write beside an exercise is about that one alone; what somebody wrote stays. */
function ownNote({ exerciseId, note }: ProgramItem): string {
  const { note: usual, planNote } = exerciseById(exerciseId)?.dose ?? {}
  const amount = usual ?? planNote
  const written = [
    ...[...ladderNotes, ...notesOf(prescribed, exerciseId), unsaid],
    ...(amount ? [amount, capital(amount)] : []),
  ]
  return written.reduce(withoutNote, note ?? '')
}

const timesOf = (perWeek: ProgramItem['perWeek']) =>
  ({ kind: 'weekly', ...(perWeek ?? { min: 7, max: 7 }) }) as const

const rests = (exercise: Exercise | null, perWeek: ProgramItem['perWeek']): boolean =>
  exercise !== null && needsRestDay({ exercise, frequency: timesOf(perWeek) })

/** As often as is usual of it, it needs a day of rest between. */
export const usuallyRests = (exercise: Exercise): boolean =>
  exercise.dose.perWeek !== null && rests(exercise, exercise.dose.perWeek)

/** Days of the other exercises of the region that need a day of rest. */
const restingDays = (phase: ProgramPhase, item: ProgramItem, { region }: Exercise): readonly Weekday[] =>
  phase.items.flatMap((other) => {
    const exercise = exerciseById(other.exerciseId)
    const near = other !== item && exercise?.region === region && rests(exercise, other.perWeek)
    return near && other.days !== 'each_run' ? other.days : []
  })

/**
 * The days of the exercise before, unless this one needs a day of rest and that one did not: then as many as are usual of it, with
 * a day between, and none beside another one that needs it (clinical/programmes.md 3.7).
 */
function daysFor(
  phase: ProgramPhase,
  item: ProgramItem,
  exercise: Exercise,
): Pick<ProgramItem, 'days' | 'perWeek'> {
  const { days, perWeek } = item
  const usual = exercise.dose.perWeek
  if (days === 'each_run' || usual === null || !usuallyRests(exercise)) return { days, perWeek }
  if (rests(exerciseById(item.exerciseId), perWeek)) return { days, perWeek }
  const others = restingDays(phase, item, exercise)
  const beside = (chosen: readonly Weekday[]) =>
    chosen.filter((day) => others.some((other) => daysApart(day, other) === 1)).length
  if (smallestGap(days) >= 2 && beside(days) === 0) return { days, perWeek }
  const wish = { count: Math.min(days.length, usual.min), minGap: 2, cost: beside }
  return { days: pickDays([...days, ...others], wish), perWeek: usual }
}

/** The easier or harder exercise at its own default dose; back to the first one forgets the change. */
export function swapped(phase: ProgramPhase, item: ProgramItem, exercise: Exercise): ProgramItem {
  const before = exerciseById(item.exerciseId)
  const origin = item.replacedFrom ?? item.exerciseId
  const back = origin === exercise.id
  const reason = before?.regression === exercise.id ? 'easier' : 'harder'
  const stage = stageFor(phase.key, exercise.id, item.stage)
  const first = back ? (notesOf(phaseTemplateById(phase.key)?.items ?? [], origin)[0] ?? null) : null
  const amount = first ?? (stage === null ? noteOfAmount(exercise) : null)
  const other: ProgramItem = {
    ...item,
    ...defaultDose(exercise),
    ...daysFor(phase, item, exercise),
    note: [ownNote(item), amount].filter(Boolean).join('. ') || null,
    exerciseId: exercise.id,
    stage: null,
    loadKg: null,
    loadNote: null,
    replacedFrom: back ? null : origin,
    replacedReason: back ? null : reason,
  }
  return stage === null ? other : staged(other, stage)
}
