import { lastStage } from '#lib/content/programs/stages.ts'
import type { DayNumber } from '#lib/dates.ts'
import { followsRuns } from '#lib/programs/plan-week/rules.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import { longest30 } from '#lib/review/indicators/running/rules.ts'
import { stoppedOn } from '#lib/tracking/progress/adherence/rules.ts'
import { phaseOfSpan } from '#lib/tracking/progress/course/rules.ts'
import type { Stretch } from '#lib/tracking/progress/course/schema.ts'
import type { Logs, RunOutcome } from '#lib/tracking/results/schema.ts'
import { plansFreeRuns, weekAdvice } from '../../distance/rules.ts'
import { runCap } from '../../free-runs/rules.ts'
import { lookBack } from '../../missed/rules.ts'
import { type PastVersion, stagesOf } from '../../past/rules.ts'
import type { RunsRead } from '../../run-rows/rules.ts'
import { loadHeldWords, type Stage, stageAt } from '../../running/rules.ts'
import type { Modifiers } from '../../schema.ts'
import { capOfRuns } from '../counted/rules.ts'

/** The cap of a single run on days that are past, each by what was there before it. */

/** Days of entries that a cap rests on: as many as the plan reads, or the two would differ. */
export const capBack = lookBack

export type CapRead = Pick<RunsRead, 'spans' | 'forms' | 'stopsAnswered'> & {
  readonly logs?: Pick<Logs, 'elsewhere'>
  readonly modifiersOn: (day: DayNumber) => Modifiers
  readonly versions: readonly PastVersion[]
  /** Days on which nothing goes on: paused, on hold. */
  readonly paused: readonly Stretch[]
  /** Days on which a flag stopped running, up to that of its answer. */
  readonly blocks: readonly Stretch[]
  /** Without what was walked; oldest first. */
  readonly ran: readonly RunOutcome[]
  /** Those of them that a cap goes by. */
  readonly counted: ReadonlySet<RunOutcome>
  /** On which days a step back was suggested and nobody had answered. */
  readonly stepsBack: readonly Stretch[]
}

/** `told`: the program said so, and not the rules alone, which show it to the team. Kilometers; null where there is no cap. */
export type DayCap = { readonly km: number | null; readonly told: boolean }
const none: DayCap = { km: null, told: false }

const within = (day: DayNumber, { from, to }: Stretch) => day >= from && (to === null || day <= to)

type Until = { readonly day: DayNumber; readonly until: DayNumber }

type Held = {
  readonly phase: ProgramPhase
  readonly startedOn: DayNumber
  readonly stages: readonly Stage[]
}

/** The phase of a day, in the version that had begun; null before the program did. */
function heldOn({ spans, versions }: CapRead, day: DayNumber): Held | null {
  const begun = versions.filter(({ startsOn }) => startsOn <= day)
  const span = spans.findLast(({ from }) => from <= day)
  const phase = span && phaseOfSpan(begun.at(-1)?.content.phases ?? [], span)
  return span && phase
    ? { phase, startedOn: span.startedOn, stages: stagesOf(begun, phase.key, span.startedOn) }
    : null
}

/** The runs until a day, each with its stage of the phase that held then and the longest run before it. */
function runsUntil(
  { ran, forms }: Pick<CapRead, 'ran' | 'forms'>,
  stages: readonly Stage[],
  { day, until }: Until,
) {
  const runs = ran
    .filter((run) => run.day >= day - capBack && run.day <= until)
    .map((run) => ({ ...run, entry: { ...run.entry, stage: stageAt(stages, run.day, run.at) } }))
  return runs.map((run, at) => ({ ...run, longest30Km: longest30(runs, forms, run.day, at) }))
}

/** Below the build-up, and where the weeks of a plan say how long a run is, it is told in minutes. */
const plansMinutes = ({ phase, stages }: Held): boolean =>
  followsRuns(phase.key) || (stages.at(-1)?.stage ?? lastStage) < lastStage

/**
 * What one run of the day was not to be longer than. `until`: the last day whose runs bear on it, the one before unless the next
 * run is asked for.
 */
export function capOn(read: CapRead, day: DayNumber, until: DayNumber = day - 1): DayCap {
  const { forms, stepsBack } = read
  const held = heldOn(read, day)
  const { paused, blocks } = read
  if (paused.some((pause) => within(day, pause)) || blocks.some((block) => stoppedOn(block, day))) return none
  if (held && plansMinutes(held)) return none
  const stage = held?.stages.at(-1)
  const runs = runsUntil(read, held?.stages ?? [], { day, until })
  const ran = read.ran.filter((run) => read.counted.has(run))
  const { sound } = capOfRuns(runsUntil({ ran, forms }, held?.stages ?? [], { day, until }), {
    forms,
    today: day,
    amberOk: held?.phase.params.amberOk ?? false,
  })
  if (!held) return { km: sound.capKm, told: false }
  const ask = { today: day, runs, modifiers: read.modifiersOn(day) }
  if (stage) {
    const loadHeld = loadHeldWords(ask.modifiers)
    const stepBackOpen = stepsBack.some(({ from, to }) => from <= until && (to === null || day <= to))
    const week = { since: null, startStage: null, goalKm: null, unit: 'km' as const, builtSince: stage.from }
    return { km: weekAdvice({ ...ask, ...sound, ...week, loadHeld, stepBackOpen }).capKm, told: true }
  }
  if (!plansFreeRuns(held.phase)) return { km: sound.capKm, told: false }
  const since = held.startedOn
  const { amberOk } = held.phase.params
  const stopsAnswered = read.stopsAnswered.filter((answer) => answer.day <= until)
  const ranElsewhere = read.logs?.elsewhere?.ran
  const of = { ...ask, since, amberOk, stopsAnswered, ranElsewhere, overKm: sound.overKm, backs: [] }
  const km = runCap(of, sound)?.km ?? 0
  return { km: km > 0 ? km : null, told: true }
}

/** The smallest one that a program of hers told; where her own tells none, that of her own runs. */
export function leastCap(own: DayCap, others: readonly DayCap[]): number | null {
  const told = own.told ? others.filter((other) => other.told) : []
  const known = [own, ...told].flatMap(({ km }) => (km === null ? [] : [km]))
  return known.length === 0 ? null : Math.min(...known)
}
