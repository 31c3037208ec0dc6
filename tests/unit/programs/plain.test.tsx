import { expect, test } from 'vitest'
import { HandoutScreen } from '#components/programs/handout-screen.tsx'
import { MyExerciseScreen } from '#components/programs/my-exercise-screen.tsx'
import { ItemFields } from '#components/tracking/session/item-fields.tsx'
import { ItemHead } from '#components/tracking/session/item-head.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { programTemplates } from '#lib/content/programs/index.ts'
import { newId } from '#lib/ids.ts'
import type { Handout } from '#lib/programs/handout/queries.ts'
import { limitText } from '#lib/programs/pain-limit/rules.ts'
import { plainItem, plainPhase } from '#lib/programs/plain/rules.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { Fit } from '#lib/programs/template/schema.ts'
import { sessionItem } from '#lib/tracking/session-logs/rules.ts'
import { plannedOn } from '#lib/tracking/today/rules.ts'
import { text } from '../components/render.ts'

/** What the patient reads of an item, wherever she reads it. */

const params = { runLimit: 2, exLimit: 3, hopLimit: 2, amberOk: false, sessionsPerWeek: 3 }
const fit: Fit = {
  equipment: [],
  atClinic: true,
  daysAvailable: ['mon', 'wed', 'fri'],
  minutesPerSession: 60,
}
const star: ProgramItem = {
  key: 'star',
  exerciseId: 'ex_ctl_star_reach',
  sets: 3,
  reps: 15,
  holdSeconds: null,
  minutes: null,
  distanceM: null,
  tempo: '2-0-2',
  rpeMin: 5,
  rpeMax: 5,
  restSeconds: 60,
  sides: 'each',
  loadKg: null,
  loadNote: null,
  days: ['mon', 'wed', 'fri'],
  perWeek: { min: 3, max: 3 },
  fromWeek: 1,
  untilWeek: null,
  optional: false,
  stage: null,
  note: null,
  replacedFrom: null,
  replacedReason: null,
} as ProgramItem
const of = (exerciseId: string, more: Partial<ProgramItem> = {}): ProgramItem => {
  const { sets = 1, reps = null, holdSeconds = null } = exerciseById(exerciseId)?.dose ?? {}
  return { ...star, exerciseId, sets, reps, holdSeconds, ...more }
}
const plain = (item: ProgramItem) => {
  const found = plainItem(item, params, null)
  if (!found) throw new Error(item.exerciseId)
  return found
}
const inSession = (item: ProgramItem) => {
  const found = sessionItem(item, newId(), params, 'planned')
  if (!found) throw new Error(item.exerciseId)
  return found
}
const head = (item: ProgramItem) => text(<ItemHead item={inSession(item)} position="1 of 1" />)
const page = (item: ProgramItem, runCap: string | null = null) =>
  text(<MyExerciseScreen item={{ ...plain(item), runCap }} caseId={null} />)

test('reaching on one leg is read as five in each direction wherever it is read', () => {
  const words = '5 in each of 3 directions'
  const phase = { key: 'p', name: 'Late', weeks: { min: 2, max: 3 }, params, items: [star] }
  const content = { templateId: null, phases: [phase] }
  const at = { phaseKey: 'p', phaseStartedOn: '2026-10-05', today: '2026-10-05', pausedDays: [] }
  const own = plainPhase(content, { ...at, block: 'none', runWeek: null })
  const day = { pausedDays: [], block: 'none', runWeek: null } as const
  const today = plannedOn({ content, ...at }, at.today, day)
  const sheet = { phase: own, numbers: {}, explanations: [], advice: [], severeFrom: 8 }
  expect(today.items[0]?.dose).toContain(words)
  expect(own?.items[0]?.dose).toContain(words)
  expect(text(<HandoutScreen handout={sheet as unknown as Handout} />).split(words)).toHaveLength(3)
  for (const read of [head(star), page(star)]) expect(read).toContain(words)
})

test('a template copies no note of the usual dose, which every reader has from the exercise', () => {
  const copied = programTemplates.flatMap(({ id }) =>
    (fromTemplate(id, fit)?.content.phases ?? []).flatMap(({ items }) =>
      items.filter(({ exerciseId, note }) => {
        const { note: usual, planNote, when } = exerciseById(exerciseId)?.dose ?? {}
        const own = usual ?? planNote
        return when !== 'cap' && note !== null && note.toLowerCase() === own
      }),
    ),
  )
  expect(copied).toEqual([])
})

test('the caution and the limit of pain stand before what is folded away, the faults in it', () => {
  const stepDown = of('ex_quad_step_down')
  const exercise = exerciseById(stepDown.exerciseId)
  const [open = '', folded = ''] = head(stepDown).split('How it is done')
  expect(open).toContain('Pain above the limit: lower step. Stop when the pain goes above 3 of 10.')
  expect(folded).not.toContain(exercise?.caution)
  for (const fault of exercise?.faults ?? []) expect(folded).toContain(fault)
  expect(page(stepDown)).toContain('Stop when the pain goes above 3 of 10.')
})

test.each([
  ['ex_quad_step_down', { runLimit: 2, exLimit: 3 }, 'Stop when the pain goes above 3 of 10.'],
  ['ex_quad_step_down', { runLimit: 2, exLimit: 5 }, 'Stop when the pain goes above 3 of 10.'],
  ['ex_quad_spanish_squat', { runLimit: 2, exLimit: 2 }, 'Stop when the pain goes above 2 of 10.'],
  ['ex_rtr_walk30', { runLimit: 3, exLimit: 5 }, 'Stop when the pain goes above 2 of 10.'],
  ['ex_hip_clam', { runLimit: 2, exLimit: 5 }, 'Stop when the pain goes above 5 of 10.'],
  ['ex_ply_skip_low', { runLimit: 2, exLimit: 3 }, 'Stop when the pain goes above 3 of 10.'],
  ['ex_run_hill_up', { runLimit: 2, exLimit: 3 }, 'Stop when the pain goes above 2 of 10.'],
  ['ex_run_a_march', { runLimit: 2, exLimit: 5 }, 'Stop when the pain goes above 2 of 10.'],
  ['ex_run_hill_up', { runLimit: 3, exLimit: 1 }, 'Stop when the pain goes above 1 of 10.'],
  ['ex_wu_easy_jog', { runLimit: 2, exLimit: 3 }, 'Stop when the pain goes above 2 of 10.'],
  ['ex_rtr_easy_run', { runLimit: 3, exLimit: 1 }, 'In a run, stop when the pain goes above 3 of 10.'],
] as const)('the limit of %s with %o', (id, limits, words) => {
  expect(plainItem(of(id), limits, null)?.limit).toBe(words)
})

test('where no pain is accepted, the limit says so in plain words', () => {
  expect(limitText(0, 'exercise')).toBe('Stop when it hurts.')
  expect(limitText(0, 'run')).toBe('In a run, stop when it hurts.')
})

test('a caution that is about a number of the program stands beside the number', () => {
  const run = page(
    of('ex_rtr_long_build', { note: 'One run up to the limit for a single run' }),
    'No single run above 8.8 km.',
  )
  expect(run).toContain('No single run above 8.8 km. In a run, stop when the pain goes above 2 of 10.')
  expect(run).toContain('Not further than the limit for a single run.')
  expect(run).not.toMatch(/cap\b/)
})

test('seconds of running are no hold in the form of the session', () => {
  const form = (id: string) => text(<ItemFields item={inSession(of(id))} />)
  expect(form('ex_run_hill_up')).toContain('Seconds in each set')
  expect(form('ex_run_hill_up')).not.toMatch(/Hold/)
  expect(form('ex_quad_wall_sit')).toMatch(/Hold/)
})
