import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'
import { defaultDose, noteOfAmount } from '#lib/programs/dose/rules.ts'
import type { Intent } from '#lib/programs/draft/schema.ts'
import {
  overfilled,
  type ProgramItem,
  type ProgramPhase,
  type ProgramVersionContent,
  type Weekday,
  weekdays,
} from '#lib/programs/schema.ts'
import { staged, stageFor } from '#lib/programs/stages/rules.ts'
import { swapped } from './swap/rules.ts'

/** What the builder's buttons do to a draft. Each returns the new content; what is not possible changes nothing. */

const MAX_PHASES = 8

/** One entry taken to another place; past an end is at that end. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const copy = [...list]
  const [taken] = copy.splice(from, 1)
  if (taken !== undefined) copy.splice(Math.max(0, Math.min(to, copy.length)), 0, taken)
  return copy
}

/** A key that no item of the version has: the exercise's name, with the press's own mark or a number. */
function freshKey(content: ProgramVersionContent, exerciseId: string, press?: string): string {
  if (press) return `${exerciseId.replace(/^ex_/, 'own_')}-${press}`
  const taken = new Set(content.phases.flatMap((phase) => phase.items.map((item) => item.key)))
  const name = exerciseId.replace(/^ex_/, 'own_')
  for (let n = 1; ; n++) {
    const key = n === 1 ? name : `${name}-${n}`
    if (!taken.has(key)) return key
  }
}

const hasKey = (content: ProgramVersionContent, key: string) =>
  content.phases.some((phase) => phase.items.some((item) => item.key === key))

/** The days that the phase trains on, the first as many as the exercise is usual a week; Monday, Wednesday, Friday else. */
function usualDays(phase: ProgramPhase, exercise: Exercise): ProgramItem['days'] {
  if (exercise.dose.perWeek === null) return 'each_run'
  const wanted = Math.min(7, exercise.dose.perWeek.min)
  const used = new Set<Weekday>(phase.items.flatMap((item) => (item.days === 'each_run' ? [] : item.days)))
  const busy = weekdays.filter((day) =>
    phase.items.some((item) => item.days !== 'each_run' && item.days.length < 7 && item.days.includes(day)),
  )
  const order: Weekday[] = [...busy, 'mon', 'wed', 'fri', 'sun', 'tue', 'thu', 'sat', ...used]
  const chosen = [...new Set(order)].slice(0, wanted)
  return weekdays.filter((day) => chosen.includes(day))
}

/** An exercise at its default dose. The same `press` gives the same key, so that it is added once. */
export function freshItem(
  content: ProgramVersionContent,
  phase: ProgramPhase,
  exercise: Exercise,
  press?: string,
): ProgramItem {
  const { perWeek } = exercise.dose
  const item: ProgramItem = {
    key: freshKey(content, exercise.id, press),
    exerciseId: exercise.id,
    ...defaultDose(exercise),
    loadKg: null,
    loadNote: null,
    days: usualDays(phase, exercise),
    perWeek: perWeek ? { min: Math.max(1, perWeek.min), max: Math.max(1, perWeek.max) } : null,
    fromWeek: 1,
    untilWeek: null,
    optional: false,
    note: noteOfAmount(exercise),
    stage: null,
    replacedFrom: null,
    replacedReason: null,
  }
  const stage = stageFor(phase.key, exercise.id, null)
  return stage === null ? item : staged({ ...item, note: null }, stage)
}

function itemsAfter(
  content: ProgramVersionContent,
  phase: ProgramPhase,
  intent: Intent,
): readonly ProgramItem[] {
  const { items } = phase
  const at = (key: string) => items.findIndex((item) => item.key === key)
  switch (intent.kind) {
    case 'up':
    case 'down': {
      const from = at(intent.key)
      return from < 0 ? items : moved(items, from, from + (intent.kind === 'up' ? -1 : 1))
    }
    case 'move':
      return at(intent.key) < 0 ? items : moved(items, at(intent.key), intent.to)
    case 'remove':
      return items.filter((item) => item.key !== intent.key)
    case 'swap': {
      const exercise = exerciseById(intent.exerciseId)
      return items.map((item) =>
        item.key === intent.key && exercise ? swapped(phase, item, exercise) : item,
      )
    }
    case 'add': {
      const exercise = exerciseById(intent.exerciseId)
      if (!exercise || overfilled(items, 1)) return items
      const item = freshItem(content, phase, exercise, intent.press)
      return hasKey(content, item.key) ? items : [...items, item]
    }
    default:
      return items
  }
}

function freshPhase(content: ProgramVersionContent, like: ProgramPhase, press?: string): ProgramPhase {
  const taken = new Set(content.phases.map((phase) => phase.key))
  let n = content.phases.length + 1
  while (taken.has(`own_p${n}`)) n++
  return {
    key: `own_p${press ?? n}`,
    name: `Phase ${content.phases.length + 1}`,
    weeks: { min: 2, max: 4 },
    params: like.params,
    items: [],
  }
}

/** The content after a button. `phaseKey` is the phase that was shown when it was pressed. */
export function applyIntent(
  content: ProgramVersionContent,
  phaseKey: string,
  intent: Intent,
): ProgramVersionContent {
  const { phases } = content
  const at = phases.findIndex((phase) => phase.key === phaseKey)
  const phase = phases[at]
  if (!phase) return content
  switch (intent.kind) {
    case 'phase_add': {
      if (phases.length >= MAX_PHASES) return content
      const fresh = freshPhase(content, phase, intent.press)
      return phases.some(({ key }) => key === fresh.key)
        ? content
        : { ...content, phases: [...phases, fresh] }
    }
    case 'phase_remove':
      return phases.length === 1 ? content : { ...content, phases: phases.filter((p) => p !== phase) }
    case 'phase_up':
    case 'phase_down':
      return { ...content, phases: moved(phases, at, at + (intent.kind === 'phase_up' ? -1 : 1)) }
    case 'phase_move':
      return { ...content, phases: moved(phases, at, intent.to) }
    default: {
      const items = itemsAfter(content, phase, intent)
      return { ...content, phases: phases.map((p) => (p === phase ? { ...p, items: [...items] } : p)) }
    }
  }
}

/** A program without a template: one phase, nothing in it, the default limits (programmes.md 1). */
export const emptyContent = (): ProgramVersionContent => ({
  templateId: null,
  phases: [
    {
      key: 'own_p1',
      name: 'Phase 1',
      weeks: { min: 2, max: 4 },
      params: { runLimit: 2, exLimit: 5, hopLimit: 2, amberOk: false, sessionsPerWeek: 3 },
      items: [],
    },
  ],
})
