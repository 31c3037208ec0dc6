import type { DayNumber } from '#lib/dates.ts'
import { isWalk } from '#lib/programs/block/rules.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import type { PainScorePoint, RunPoint } from '../schema.ts'
import { numbersOf, unpackScore } from '../series/rules.ts'
import type {
  BlockStretch,
  BlockText,
  Course,
  CourseRow,
  DoneItem,
  EventText,
  HoldText,
  LessStretch,
  LessText,
  PhaseSpan,
  Plan,
  PlanPhase,
  PlanText,
  Stretch,
} from './schema.ts'

/** The entries of `a b c;d e f`, in their words; none of null. */
const entriesOf = (text: string | null): string[][] =>
  text === null ? [] : text.split(';').map((entry) => entry.split(' '))

const listOf = <T>(text: string | null): T[] => (text === null ? [] : (JSON.parse(text) as T[]))

/**
 * Which phase held from which day on. A change is for its own day and all later ones, so that it takes the place of what was
 * written before for these days. Without any event the present phase is all that is known.
 */
export function phaseSpans(plan: Pick<PlanText, 'position' | 'startedOn' | 'events'>): PhaseSpan[] {
  let spans: PhaseSpan[] = []
  for (const [kind, from, position, startedOn, key] of plan.events ?? [])
    if (kind === 'phase' && position !== null)
      spans = [
        ...spans.filter((span) => span.from < from),
        { key, position, from, startedOn: startedOn ?? from },
      ]
  return spans.length > 0
    ? spans
    : [{ position: plan.position, from: plan.startedOn, startedOn: plan.startedOn }]
}

type PhaseLike = { readonly key: string; readonly position?: number }

/**
 * The phase of a span in a version: by its key, since a version that only begins later may have moved it to another place. A
 * phase without a place of its own has that in the list.
 */
export const phaseOfSpan = <P extends PhaseLike>(
  phases: readonly P[],
  { key, position }: Pick<PhaseSpan, 'key' | 'position'>,
): P | undefined =>
  phases.find((phase) => key && phase.key === key) ??
  phases.find((phase, index) => (phase.position ?? index) === position)

/**
 * The phase that held on a day, and since when; null before the program and without one. `at`: of an entry of that day that was
 * recorded before the version which begins on it was published, which is one of the version before.
 */
export function heldOn(
  plan: Plan | null,
  day: DayNumber,
  at = Number.POSITIVE_INFINITY,
): { phase: PlanPhase; span: PhaseSpan } | null {
  if (!plan || day < plan.activatedOn) return null
  const begun = plan.versions.filter(({ startsOn }) => startsOn <= day)
  const version =
    begun.findLast(({ startsOn, publishedAt }) => startsOn < day || (publishedAt ?? 0) < at) ?? begun.at(-1)
  const span = plan.phases.findLast(({ from }) => from <= day)
  const phase = version && span && phaseOfSpan(version.phases, span)
  return phase ? { phase, span } : null
}

const stageIn = (phase: PlanPhase | undefined): number | null =>
  phase?.items.find(({ stage }) => (stage ?? null) !== null)?.stage ?? null
const walksAlone = ({ items }: PlanPhase): boolean =>
  items.some(({ exerciseId }) => isWalk(exerciseId)) && !items.some(isPlannedRun)

type Ran = { readonly day: DayNumber; readonly at: number; readonly type: string }

/** A walk that was entered as a run: at stage 0, or in a phase that plans the walk and no run. */
export function isWalked(plan: Plan | null, { type, day, at }: Ran): boolean {
  const phase = type === 'walk_run' ? heldOn(plan, day, at)?.phase : undefined
  return phase !== undefined && (stageIn(phase) === 0 || walksAlone(phase))
}

/** The days of the runs, and apart from them those of walks that were entered as runs. */
export function splitDays(
  plan: Plan | null,
  runs: readonly Ran[],
): Required<Pick<Course, 'runDays' | 'walkedDays'>> {
  const days = Map.groupBy(runs, (run) => isWalked(plan, run))
  const daysOf = (which: boolean) => days.get(which)?.map(({ day }) => day) ?? []
  return { runDays: daysOf(false), walkedDays: daysOf(true) }
}

type Progress = Pick<PlanText, 'position' | 'events'> & {
  readonly startedOn: number | null
  readonly activatedOn: number | null
}

/**
 * The phase that the patient is in on `today`, of the newest version that has begun, with the spans until then. The place that
 * the program keeps is that in its newest version, which may wait to begin.
 */
export function presentPhase<P extends PhaseLike>(
  program: Progress | null,
  phases: readonly P[],
  today: DayNumber,
): { spans: readonly PhaseSpan[]; phase: P | undefined; startedOn: DayNumber } {
  const known = program?.startedOn ?? program?.activatedOn ?? today
  const position = Math.min(program?.position ?? 0, Math.max(0, phases.length - 1))
  const spans = phaseSpans({ position, startedOn: known, events: program?.events ?? null })
  const begun = spans.filter(({ from }) => from <= today)
  const span = begun.at(-1)
  return { spans: begun, phase: span && phaseOfSpan(phases, span), startedOn: span?.startedOn ?? known }
}

/** Days on which a clinician had paused the program. One on which it was paused and went on again is not among them. */
export function pauseStretches(events: readonly EventText[]): Stretch[] {
  const changes = events.filter(([kind]) => kind !== 'phase')
  return stretches(
    changes.map(([kind, on]) => [kind, on]),
    ['paused'],
  )
}

function planOf(text: PlanText): Plan {
  return {
    activatedOn: text.activatedOn,
    phases: phaseSpans(text),
    versions: (text.versions ?? []).map(([number, startsOn, phases, publishedAt]) => ({
      number,
      startsOn,
      publishedAt: publishedAt ?? null,
      phases: (phases ?? []).map(([position, name, items, key]) => ({
        position,
        key,
        name,
        items: (items ?? []).map(
          ([, key, exerciseId, sets, days, fromWeek, untilWeek, optional, stage, ...dose]) => ({
            key,
            exerciseId,
            sets,
            days,
            fromWeek,
            untilWeek,
            optional,
            stage,
            reps: dose[0],
            holdSeconds: dose[1],
            minutes: dose[2],
            loadKg: dose[3],
          }),
        ),
      })),
    })),
  }
}

/** The entries of sessions (`CourseRow.done`), each by itself. Items of versions long gone are left out. */
export function doneItems(sessions: string | null, plan: PlanText | null): DoneItem[] {
  const keys = new Map<string, string>()
  for (const [, , phases] of plan?.versions ?? [])
    for (const [, , list] of phases ?? []) for (const [id, key] of list ?? []) keys.set(id, key)
  const found: DoneItem[] = []
  for (const [dayText, ...logged] of entriesOf(sessions)) {
    for (let at = 0; at < logged.length; at += 2) {
      const key = keys.get(logged[at] ?? '')
      const sets = Number(logged[at + 1])
      if (key !== undefined)
        found.push({ day: Number(dayText), key, sets: Math.max(0, sets), done: sets > 0 })
    }
  }
  return found
}

/** The days on which the case was on hold or closed and took no entries, from the changes of its status. */
export const holdStretches = (changes: readonly HoldText[]): Stretch[] =>
  stretches(changes, ['on_hold', 'discharged', 'referred'])

/** Those of them on which it was closed. */
export const closedStretches = (changes: readonly HoldText[]): Stretch[] =>
  stretches(changes, ['discharged', 'referred'])

/** How many of the days `from` up to the one before `before` are in these stretches, which do not overlap. */
export const daysIn = (found: readonly Stretch[], from: DayNumber, before: DayNumber): number =>
  found.reduce(
    (sum, one) => sum + Math.max(0, Math.min(before, (one.to ?? before) + 1) - Math.max(from, one.from)),
    0,
  )

/** From each change to one of `wanted` up to the day before the next change to anything else. */
function stretches(changes: readonly HoldText[], wanted: readonly string[]): Stretch[] {
  const found: Stretch[] = []
  let since: number | null = null
  for (const [state, day] of changes) {
    if (wanted.includes(state)) since ??= day
    else if (since !== null) {
      if (day > since) found.push({ from: since, to: day - 1 })
      since = null
    }
  }
  if (since !== null) found.push({ from: since, to: null })
  return found
}

/** What stopped the program or a part of it, and apart from it what stopped running. */
export const stopsOf = (
  texts: readonly BlockText[],
): { blocks: readonly BlockStretch[]; runStops: readonly Stretch[] } => ({
  blocks: texts.flatMap(([block, from, to]) => (block === 'running' ? [] : [{ block, from, to }])),
  runStops: texts.flatMap(([block, from, to]) => (block === 'running' ? [{ from, to }] : [])),
})

/** Of the advice to do less only what says so in sets, or that an item is left out, bears on what is due. */
export const lessStretches = (rows: readonly LessText[] | null): LessStretch[] =>
  (rows ?? []).flatMap(([key, was, sets, from, to]): LessStretch[] => {
    if (was === null) return []
    if (typeof was === 'string') return [{ key, from, to, exerciseId: was, sets: null }]
    return sets === null ? [] : [{ key, from, to, sets, than: was }]
  })

/** What stopped the whole program, on its own. */
export const readStandstill = (
  row: Pick<CourseRow, 'blocks' | 'holds'> & { readonly events: string | null },
): Pick<Course, 'paused' | 'blocks'> => ({
  paused: [...holdStretches(listOf<HoldText>(row.holds)), ...pauseStretches(listOf<EventText>(row.events))],
  blocks: stopsOf(listOf<BlockText>(row.blocks)).blocks,
})

/** Days of a case from `from` up to the one before `before` on which it was closed. */
export const closedDays = ({ holds }: Pick<CourseRow, 'holds'>, from: DayNumber, before: DayNumber): number =>
  daysIn(closedStretches(listOf<HoldText>(holds)), from, before)

export type CourseData = {
  readonly course: Course
  readonly scores: readonly PainScorePoint[]
  readonly runs: readonly RunPoint[]
}

/** What a row of the query says. */
export function readCourse(row: CourseRow): CourseData {
  const stored = row.plan === null ? null : (JSON.parse(row.plan) as PlanText)
  const logged = entriesOf(row.runs).map(([day, km, minutes, type = '', at]) => ({
    day: Number(day),
    at: Number(at),
    km: Number(km),
    minutes: Number(minutes),
    type,
  }))
  const plan = stored && planOf(stored)
  const paused = [...holdStretches(listOf<HoldText>(row.holds)), ...pauseStretches(stored?.events ?? [])]
  return {
    scores: numbersOf(row.scores).map(unpackScore),
    runs: logged.map(({ day, km, minutes }) => ({ day, km, minutes })),
    course: {
      plan,
      done: doneItems(row.done, stored),
      ...splitDays(plan, logged),
      ranElsewhere: numbersOf(row.ranElsewhere),
      paused,
      ...stopsOf(listOf<BlockText>(row.blocks)),
      less: lessStretches(listOf<LessText>(row.less)),
      unwell: numbersOf(row.unwell),
    },
  }
}
