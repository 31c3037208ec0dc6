import type { Limits } from '#lib/content/limits/index.ts'
import type { DayNumber } from '#lib/dates.ts'
import { distanceFrom, followsRuns, plansDistance, startsLoadLater } from '#lib/programs/plan-week/rules.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import type { RanElsewhere, ReadFrom } from '#lib/review/indicators/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { restDays } from '#lib/tracking/progress/adherence/rules.ts'
import { phaseOfSpan } from '#lib/tracking/progress/course/rules.ts'
import type { Course, PhaseSpan, RunRow, Stretch } from '#lib/tracking/progress/course/schema.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf, unwellDays } from '#lib/tracking/results/rules.ts'
import type { FormAnswers, Logs } from '#lib/tracking/results/schema.ts'
import { waitDays } from '../missed/days/rules.ts'
import { modifiersWith } from '../modifiers/rules.ts'
import { type PastVersion, stagesOf } from '../past/rules.ts'
import { type RunWeekAsk, runRowsOf, runWeekOf } from '../run-week/rules.ts'
import type { LoadWeek, RunWeek } from '../run-week/schema.ts'
import { loadHeldWords } from '../running/rules.ts'
import type { Modifiers, ToldElsewhere, ToldKind } from '../schema.ts'

/** From what is read of a case to the weeks of its runs, in the phases where these follow from the runs. */

export type RunsRead = {
  readonly today: DayNumber
  /** Which phase held when until today, and the versions that have begun, both in the order of time. */
  readonly spans: readonly PhaseSpan[]
  readonly versions: readonly Pick<PastVersion, 'startsOn' | 'publishedAt' | 'content'>[]
  /** Those of the clinic. */
  readonly limits: Limits
  readonly logs: Logs
  readonly forms: readonly FormAnswers[]
  readonly course: Pick<Course, 'paused' | 'blocks'>
  readonly answersOn: (day: DayNumber) => RuleValues
  /** On which days a flag waited for an answer, that of the answer included. */
  readonly flags: readonly (Stretch & { readonly flagId: string })[]
  readonly stopsAnswered: RunWeekAsk['stopsAnswered']
  readonly begunAgain: readonly DayNumber[]
  readonly ranElsewhere: readonly RanElsewhere[]
  readonly heldElsewhere: readonly ToldElsewhere[]
  readonly readFrom: ReadFrom
}

type PhaseAt = {
  readonly phase: ProgramPhase
  readonly startedOn: DayNumber
  readonly today: DayNumber
}

/** The result of a run rests on the mornings of 14 days before it, and a rule on the runs of as many. */
const restsOn = 14

/** Days of entries that the runs of a phase need which began on `startedOn`. */
export const runsReadBack = (today: DayNumber, startedOn: DayNumber): number =>
  Math.max(0, today - startedOn) + restsOn

const within = (day: DayNumber, { from, to }: Stretch) => day >= from && (to === null || day <= to)

type Known = Pick<RunsRead, 'answersOn' | 'flags' | 'heldElsewhere'>

/** What her other treatments knew on a day. */
export const toldOn = (told: readonly ToldElsewhere[], on: DayNumber): ToldKind[] =>
  told.flatMap(({ kind, ...stretch }) => (within(on, stretch) ? [kind] : []))

/** What slowed somebody down, as it was known on a day. */
export const modifiersOn = (read: Known, on: DayNumber): Modifiers =>
  modifiersWith(
    new Map<string, RuleValue>([
      ...read.answersOn(on),
      ...read.flags.flatMap(({ flagId, ...stretch }) =>
        within(on, stretch) ? [[flagId, 'unresolved'] as const] : [],
      ),
    ]),
    toldOn(read.heldElsewhere, on),
  )

export function runWeekAsk(read: RunsRead, { phase, startedOn, today }: PhaseAt): RunWeekAsk {
  const { paused, blocks } = read.course
  const logs = currentLogs(read.logs)
  const unwell = unwellDays(logs)
  return {
    phaseKey: phase.key,
    startedOn,
    today,
    items: phase.items,
    amberOk: phase.params.amberOk,
    runs: resultsOf(logs, read.forms, read.limits).runs,
    ranElsewhere: logs.elsewhere?.ran,
    rests: (on) => unwell.has(on) || [...paused, ...blocks].some((stretch) => within(on, stretch)),
    modifiersOn: (on) => modifiersOn(read, on),
    safetyOn: read.forms.flatMap(({ kind, submittedOn }) => (kind === 'visit' ? [] : [submittedOn])),
    stopsAnswered: read.stopsAnswered,
  }
}

/**
 * The weeks of a phase that follows the calendar, counted for its runs without the days on which the running load might not
 * rise, and for its jumps without those on which none is proposed (clinical/programmes.md 3.4): what begins "from week n" waits,
 * and what had begun goes on. Empty without such a day.
 */
export function loadRowsOf(
  read: RunsRead,
  { startedOn, today }: Omit<PhaseAt, 'phase'>,
): (RunRow & LoadWeek)[] {
  const heldOn = holdsOf(read)
  const course = { ...read.course, unwell: [...unwellDays(read.logs)] }
  const rows: (RunRow & LoadWeek)[] = []
  let [days, jumpDays, ever] = [0, 0, false]
  for (let day = startedOn; day <= today; day += 1) {
    const [week, jumpWeek] = [Math.floor(days / 7) + 1, Math.floor(jumpDays / 7) + 1]
    const before = rows.at(-1)
    if (before?.week !== week || before.jumpWeek !== jumpWeek) rows.push({ from: day, week, jumpWeek })
    const held = heldOn(day)
    ever ||= held.runs || held.jumps
    if (restDays(course, day, day + 1) > 0) continue
    days += held.runs ? 0 : 1
    jumpDays += held.jumps ? 0 : 1
  }
  return ever ? rows : []
}

type Held = { readonly runs: boolean; readonly jumps: boolean }

/** What slows progress on a day, worked out once for each set of forms and flags. */
export function modifiersOfDays(read: Known & Pick<RunsRead, 'forms'>): (day: DayNumber) => Modifiers {
  const known = new Map<string, Modifiers>()
  return (day) => {
    const told = read.forms.filter(({ submittedOn }) => submittedOn <= day).length
    const flags = read.flags.filter((stretch) => within(day, stretch)).map(({ flagId }) => flagId)
    const key = [told, ...flags, ...toldOn(read.heldElsewhere, day)].join(' ')
    const modifiers = known.get(key) ?? modifiersOn(read, day)
    known.set(key, modifiers)
    return modifiers
  }
}

/** Whether the running load and the jumps were held on a day. */
function holdsOf(read: RunsRead): (day: DayNumber) => Held {
  const on = modifiersOfDays(read)
  return (day) => {
    const modifiers = on(day)
    return { runs: loadHeldWords(modifiers) !== null, jumps: modifiers.pregnancyOrBirth }
  }
}

/** The phases from a day on that are wanted, each with its last day. */
function phasesFrom(
  { spans, versions, today }: RunsRead,
  since: DayNumber,
  wanted: (phase: ProgramPhase) => boolean,
) {
  return spans.flatMap((span, at) => {
    const { from, startedOn } = span
    const until = Math.min(today, (spans[at + 1]?.from ?? today + 1) - 1)
    const version = versions.findLast(({ startsOn }) => startsOn <= until)
    const phase = version && phaseOfSpan(version.content.phases, span)
    if (!phase || until < Math.max(from, since) || !wanted(phase)) return []
    return [{ phase, from, startedOn, today: until }]
  })
}

/** The first day of the phases whose runs follow from the runs; null without any, and nothing more has to be read for them. */
export const runRowsSince = (read: RunsRead, since: DayNumber): DayNumber | null => {
  const starts = phasesFrom(read, since, ({ key }) => followsRuns(key)).map(({ startedOn }) => startedOn)
  return starts.length === 0 ? null : Math.min(...starts)
}

/** Which row of the plan held when for the runs, in the phases that were there from `since` on. */
export const runRows = (read: RunsRead, since: DayNumber): RunRow[] =>
  phasesFrom(read, since, (phase) => followsRuns(phase.key) || startsLoadLater(phase)).flatMap(
    ({ from, ...at }) => {
      const rows = followsRuns(at.phase.key) ? runRowsOf(runWeekAsk(read, at)) : loadRowsOf(read, at)
      return rows.map((row) => ({ ...row, from: Math.max(from, row.from) }))
    },
  )

/** On which days from `since` on the runs by stages or by their distance waited after four weeks without one. */
export const runWaits = (read: RunsRead, since: DayNumber): Stretch[] =>
  phasesFrom(read, since, ({ key }) => !followsRuns(key)).flatMap(({ phase, from, startedOn, today }) => {
    const begun = read.versions.filter(({ startsOn }) => startsOn <= today)
    const stages = stagesOf(begun, phase.key, startedOn)
    const byDistance = plansDistance(phase) ? distanceFrom(phase.items, startedOn) : null
    if (stages.length === 0 && byDistance === null) return []
    const { begunAgain, ranElsewhere, readFrom } = read
    const logs = currentLogs(read.logs)
    const known = { today, stages, distanceFrom: byDistance, begunAgain, ranElsewhere, readFrom, logs }
    // Walks count at stage 0 alone, and are entries of sessions.
    const back = stages.some(({ stage }) => stage === 0) ? readFrom.sessions : readFrom.runs
    return waitDays(known, Math.max(from, since, back))
  })

/** Both, for the course of a case: what was due of the runs is what was planned of them. */
export function runsPlanned(
  read: RunsRead,
  since: DayNumber,
): Required<Pick<Course, 'runRows' | 'runWaits'>> {
  return { runRows: runRows(read, since), runWaits: runWaits(read, since) }
}

/** How the runs of the present phase stand after everything that is recorded; null where they follow the calendar. */
export function runWeekAfter(read: RunsRead): RunWeek | null {
  const span = read.spans.at(-1)
  const phase = span && phaseOfSpan(read.versions.at(-1)?.content.phases ?? [], span)
  if (!phase || !followsRuns(phase.key)) return null
  return runWeekOf(runWeekAsk(read, { phase, startedOn: span.startedOn, today: read.today + 1 }))
}
