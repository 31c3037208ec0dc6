import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'
import { phaseTemplateById } from '#lib/content/programs/index.ts'
import type { CellName } from '#lib/programs/cells/schema.ts'
import { defaultDose, doseCells, resolveDose } from '#lib/programs/dose/rules.ts'
import type { Dose } from '#lib/programs/dose/schema.ts'
import type { ProgramItem, ProgramPhase } from '#lib/programs/schema.ts'
import { routineItem } from '#lib/programs/template/routine/rules.ts'

/** The item of the template that an item of a draft came from; items of a template carry its position in their key. */
function templateItemOf(phaseKey: string, item: ProgramItem) {
  const short = phaseKey.replace(/^prog_/, '')
  const around = routineItem(short, item.key)
  if (around) return around.exerciseIds.includes(item.exerciseId) ? around : null
  const number = Number(/_(\d{1,2})$/.exec(item.key)?.[1])
  const template = phaseTemplateById(phaseKey)
  if (!template || item.key !== `${short}_${number}`) return null
  const found = template.items[number - 1]
  return found?.exerciseIds.includes(item.exerciseId) ? found : null
}

/** The dose that an item would have if nobody had touched it: the template's, else the default of the exercise. */
function baseDose(phaseKey: string, item: ProgramItem, exercise: Exercise): Dose {
  const template = templateItemOf(phaseKey, item)
  return template ? resolveDose(template, exercise) : defaultDose(exercise)
}

/** The cells that differ from the template. An amount that comes from the running stage is nobody's change. */
export function changedCells(phaseKey: string, item: ProgramItem): readonly CellName[] {
  const exercise = exerciseById(item.exerciseId)
  if (!exercise) return []
  const base = doseCells({ ...baseDose(phaseKey, item, exercise), loadKg: null, loadNote: null }, exercise)
  const now = doseCells(item, exercise)
  const ofStage = exercise.dose.when === 'stage' || item.stage !== null
  return (['sets', 'amount', 'load', 'tempo', 'effort', 'rest'] as const).filter(
    (cell) => base[cell] !== now[cell] && !(cell === 'amount' && ofStage),
  )
}

const nameOf = (exerciseId: string) => exerciseById(exerciseId)?.name ?? 'An exercise'

/** What the template has and the phase has not: left out when it was fitted, or taken out since. */
function leftOut({ key, items }: Pick<ProgramPhase, 'key' | 'items'>): string[] {
  const short = key.replace(/^prog_/, '')
  const there = items.flatMap(({ exerciseId, replacedFrom }) => [exerciseId, replacedFrom])
  return (phaseTemplateById(key)?.items ?? []).flatMap(({ exerciseIds: [first = ''] }, at) =>
    items.some((item) => item.key === `${short}_${at + 1}`) || there.includes(first)
      ? []
      : `${nameOf(first)} is not in it`,
  )
}

/** In what a phase asks for less than its template, as it stands now; empty for a phase of one's own. */
export function lessThanTemplate(phase: Pick<ProgramPhase, 'key' | 'items'>): readonly string[] {
  const less = phase.items.flatMap((item) => {
    const exercise = exerciseById(item.exerciseId)
    const template = exercise && templateItemOf(phase.key, item)
    if (!template) return []
    const { sets } = resolveDose(template, exercise)
    const [days, wanted] = [item.days.length, item.perWeek?.min ?? 0]
    return [
      ...(item.sets < sets ? [`${exercise.name}: ${item.sets} instead of ${sets} sets`] : []),
      ...(item.days !== 'each_run' && days < wanted
        ? [`${exercise.name}: ${days} instead of ${wanted} days a week`]
        : []),
    ]
  })
  return [...new Set([...leftOut(phase), ...less])]
}
