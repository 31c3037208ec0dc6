import { exerciseById } from '#lib/content/exercises/index.ts'
import { isTimed } from '#lib/programs/dose/rules.ts'
import { plainItem } from '#lib/programs/plain/rules.ts'
import type { Less } from '#lib/programs/progression/told/schema.ts'
import type { ProgramItem, ProgramPhase } from '#lib/programs/schema.ts'
import type { ItemInput, SessionItem } from './schema.ts'

/** What a log of an item takes from its prescription. */
export type Prescribed = {
  id: string
  exerciseId: string
  sets: number | null
  reps: number | null
  holdSeconds: number | null
  minutes: number | null
  loadKg: number | null
}

/** What was done of an item, as it is stored. */
export type Done = {
  itemId: string
  exerciseId: string
  setsDone: number
  repsDone: number | null
  holdSeconds: number | null
  minutes: number | null
  loadKg: number | null
  rpe: number | null
  skipReason: string | null
  pain: number | null
  after: number | null
}

const tenth = (value: number | null | undefined) => (value == null ? null : Math.round(value * 10) / 10)

/**
 * The log of one item: as prescribed, with its own numbers, or not done. A pain that stopped it before a whole set is a pain of the
 * day and the reason, and no session of the exercise (clinical/programmes.md 3.1, review.md 1).
 */
export function doneOf(item: Prescribed, input: ItemInput): Done {
  const of = { itemId: item.id, exerciseId: item.exerciseId }
  const sets = { planned: item.sets ?? 1, other: input.sets ?? 0, skipped: 0 }[input.how]
  if (sets === 0) {
    const amounts = { repsDone: null, holdSeconds: null, minutes: null, loadKg: null, rpe: null }
    const pain = input.pain ?? null
    const skipReason = input.skip ?? (pain === null || pain === 0 ? null : 'pain')
    return { ...of, setsDone: 0, ...amounts, skipReason, pain, after: null }
  }
  const planned = input.how === 'planned'
  return {
    ...of,
    setsDone: sets,
    repsDone: (planned ? item.reps : input.reps) ?? null,
    holdSeconds: (planned ? item.holdSeconds : input.hold) ?? null,
    minutes: planned ? (item.minutes === null ? null : Math.round(item.minutes)) : (input.minutes ?? null),
    loadKg: tenth(planned ? item.loadKg : input.load),
    rpe: input.effort ?? null,
    skipReason: null,
    pain: input.pain ?? null,
    after: input.after ?? null,
  }
}

const text = (value: number | null | undefined) => (value == null ? '' : `${value}`)

type Before = {
  /** What was entered, when that is put right. */
  done?: Done
  less?: Less | undefined
}

/** How the form begins: who is told to leave an exercise out, or to do less of it, says so by sending it as it is drawn. */
function startOf(start: 'planned' | 'skipped', { done, less }: Before): SessionItem['values']['how'] {
  if (done) return done.setsDone > 0 ? 'other' : 'skipped'
  if (start === 'skipped' || !less) return start
  return less.dose ? 'other' : 'skipped'
}

/** An item as the form of a session shows it. */
export function sessionItem(
  item: ProgramItem,
  itemId: string,
  limits: ProgramPhase['params'],
  start: 'planned' | 'skipped',
  before: Before = {},
): SessionItem | null {
  const { done, less } = before
  const plain = plainItem(item, limits, null)
  const exercise = exerciseById(item.exerciseId)
  if (!plain || !exercise) return null
  const asks = [
    ...(item.reps === null ? [] : ['reps' as const]),
    ...(item.holdSeconds === null ? [] : ['hold' as const]),
    ...(item.minutes === null ? [] : ['minutes' as const]),
  ]
  const { exerciseId, name, dose, load, effort, rest, note, limit } = plain
  const left = less?.dose ?? item
  return {
    itemId,
    exerciseId,
    name,
    dose,
    load,
    effort,
    rest,
    note,
    limit,
    asks,
    sets: left.sets ?? item.sets,
    restSeconds: item.restSeconds,
    tempo: item.tempo,
    less: less?.words ?? null,
    timed: isTimed(item, exercise.dose.pace),
    values: {
      how: startOf(start, before),
      sets: text(done ? done.setsDone : left.sets),
      reps: text(done ? done.repsDone : left.reps),
      hold: text(done ? done.holdSeconds : left.holdSeconds),
      minutes: text(done ? done.minutes : left.minutes === null ? null : Math.round(left.minutes)),
      load: text(done ? done.loadKg : left.loadKg),
      effort: text(done?.rpe),
      after: text(done?.after),
      skip: done?.skipReason ?? '',
      ...(done?.pain == null ? {} : { pain: done.pain }),
    },
  }
}
