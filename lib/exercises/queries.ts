import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { exerciseById, exercises } from '#lib/content/exercises/index.ts'
import { type Exercise, type Region, regions } from '#lib/content/exercises/types.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { phaseRulesOf, programTemplates, runningPolicyOf, templateById } from '#lib/content/programs/index.ts'
import type { ProgramTemplate } from '#lib/content/programs/types.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { mayReadLibrary } from './policy.ts'
import { matchExercises } from './rules.ts'
import type { ExerciseSearch } from './schema.ts'

export type ExerciseList = {
  search: ExerciseSearch
  /** How many match the words, by region. */
  regions: readonly { region: Region; count: number }[]
  matching: number
  exercises: readonly Exercise[]
}

function assertStaff(actor: Actor): void {
  if (!mayReadLibrary(actor)) throw new NotFound('library')
}

/** The exercises that match the words and the region. Throws NotFound for anybody but staff. */
export async function exerciseList(actor: Actor, search: ExerciseSearch): Promise<ExerciseList> {
  assertStaff(actor)
  const matching = matchExercises(search.q)
  return {
    search,
    regions: regions.map((region) => ({
      region,
      count: matching.filter((exercise) => exercise.region === region).length,
    })),
    matching: matching.length,
    exercises: matching.filter(({ region }) => search.region === null || region === search.region),
  }
}

export type ExerciseView = {
  exercise: Exercise
  easier: Exercise | null
  harder: Exercise | null
  /** Contributing factors that it addresses. */
  factors: readonly { id: string; title: string }[]
  /** Templates that use it. */
  templates: readonly { id: string; title: string }[]
}

export async function exerciseView(actor: Actor, id: string): Promise<ExerciseView> {
  assertStaff(actor)
  const exercise = exercises.find((entry) => entry.id === id)
  if (!exercise) throw new NotFound('exercise')
  return {
    exercise,
    easier: exercise.regression ? exerciseById(exercise.regression) : null,
    harder: exercise.progression ? exerciseById(exercise.progression) : null,
    factors: exercise.factors.flatMap((factorId) => {
      const factor = factorById(factorId)
      return factor ? [{ id: factor.id, title: factor.title }] : []
    }),
    templates: programTemplates
      .filter(({ phases }) =>
        phases.some(({ items }) => items.some(({ exerciseIds }) => exerciseIds.includes(id))),
      )
      .map(({ id: templateId, title }) => ({ id: templateId, title })),
  }
}

export async function templateList(actor: Actor): Promise<readonly ProgramTemplate[]> {
  assertStaff(actor)
  return programTemplates
}

/** A template; what it says of running and how its phases begin and end, with the numbers of the clinic. Throws NotFound for anybody but staff. */
export async function templateView(actor: Actor, id: string): Promise<ProgramTemplate> {
  assertStaff(actor)
  const template = templateById(id)
  if (!template) throw new NotFound('template')
  const limits = await asActor(actor, (tx) => readLimits(tx, actor.clinicId))
  return {
    ...template,
    runningPolicy: runningPolicyOf(id, limits),
    phases: template.phases.map((phase) => ({ ...phase, ...phaseRulesOf(phase.id, limits) })),
  }
}
