import type { Course, DoneItem, PainScorePoint, Plan, RunPoint, Stretch } from '../schema.ts'
import { numbersOf, unpackScore } from '../series/rules.ts'
import type { BlockText, CourseRow, DoneText, HoldText, PlanText, RunText } from './schema.ts'

const listOf = <T>(text: string | null): T[] => (text === null ? [] : (JSON.parse(text) as T[]))

function planOf(text: PlanText): Plan {
  return {
    activatedOn: text.activatedOn,
    phasePosition: text.position,
    phaseStartedOn: text.startedOn,
    versions: (text.versions ?? []).map(([number, startsOn, phases]) => ({
      number,
      startsOn,
      phases: (phases ?? []).map(([position, name, items, key]) => ({
        position,
        key,
        name,
        items: (items ?? []).map(([, key, exerciseId, sets, days, fromWeek, untilWeek, optional]) => ({
          key,
          exerciseId,
          sets,
          days,
          fromWeek,
          untilWeek,
          optional,
        })),
      })),
    })),
  }
}

/** The entries of sessions, all of one day and one exercise together. Items of versions long gone are left out. */
export function doneItems(sessions: readonly DoneText[], plan: PlanText | null): DoneItem[] {
  const items = new Map<string, { key: string; phase: number }>()
  for (const [, , phases] of plan?.versions ?? [])
    for (const [phase, , list] of phases ?? [])
      for (const [id, key] of list ?? []) items.set(id, { key, phase })
  const found = new Map<string, { day: number; key: string; phase: number; sets: number; done: boolean }>()
  for (const [day, logged] of sessions) {
    for (const [id, sets] of Object.entries(logged ?? {})) {
      const item = items.get(id)
      if (!item) continue
      const name = `${day} ${item.key}`
      const entry = found.get(name) ?? { day, ...item, sets: 0, done: false }
      found.set(name, { ...entry, sets: entry.sets + Math.max(0, sets), done: entry.done || sets >= 0 })
    }
  }
  return [...found.values()]
}

/** The days on which the case was on hold, from the changes of its status. */
export function holdStretches(changes: readonly HoldText[]): Stretch[] {
  const holds: Stretch[] = []
  let since: number | null = null
  for (const [status, day] of changes) {
    if (status === 'on_hold') since ??= day
    else if (since !== null) {
      holds.push({ from: since, to: Math.max(since, day - 1) })
      since = null
    }
  }
  if (since !== null) holds.push({ from: since, to: null })
  return holds
}

export type CourseData = {
  readonly course: Course
  readonly scores: readonly PainScorePoint[]
  readonly runs: readonly RunPoint[]
}

/** What a row of the query says. */
export function readCourse(row: CourseRow): CourseData {
  const plan = row.plan === null ? null : (JSON.parse(row.plan) as PlanText)
  const runs = listOf<RunText>(row.runs).map(([day, km, minutes]) => ({ day, km, minutes }))
  const paused = holdStretches(listOf<HoldText>(row.holds))
  if (plan && plan.pausedOn !== null) paused.push({ from: plan.pausedOn, to: null })
  return {
    scores: numbersOf(row.scores).map(unpackScore),
    runs,
    course: {
      plan: plan ? planOf(plan) : null,
      done: doneItems(listOf<DoneText>(row.done), plan),
      runDays: runs.map(({ day }) => day),
      paused,
      blocks: listOf<BlockText>(row.blocks).map(([block, from, to]) => ({ block, from, to })),
      unwell: [row.unwellPain, row.unwellRun, row.unwellSession].flatMap(numbersOf),
    },
  }
}
