import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'
import { phaseTemplateById } from '#lib/content/programs/index.ts'
import type { CellName } from '#lib/programs/cells/schema.ts'
import { defaultDose, doseCells, resolveDose } from '#lib/programs/dose/rules.ts'
import type { Dose } from '#lib/programs/dose/schema.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'
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
