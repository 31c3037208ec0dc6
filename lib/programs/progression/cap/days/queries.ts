import 'server-only'
import { type DayNumber, dayIn, dayNumber } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { weekDistance } from '../../distance/queries.ts'
import type { WeekAdvice } from '../../distance/schema.ts'
import { runSubject } from '../../kept/rules.ts'
import { modifiersOfDays } from '../../run-rows/rules.ts'
import { countedRuns } from '../counted/rules.ts'
import { type NextRun, soundWords } from '../rules.ts'
import { type CapRead, capBack, capOn, leastCap } from './rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

async function readCap(
  tx: Tx,
  target: Target,
  days: number,
  now: Date,
): Promise<{ read: CapRead; others: readonly string[] }> {
  const { clinicId, caseId, timeZone } = target
  const { input, runs, versions, others, screenComplete } = await readCaseInput(tx, target, now, days)
  const steps = await tx.suggestion.findMany({
    where: { clinicId, caseId, subject: runSubject, ruleId: { in: ['r_run_stop', 'r_run_back'] } },
    select: { createdAt: true, decidedAt: true, state: true },
  })
  const dayOf = (at: Date) => dayNumber(dayIn(timeZone, at))
  const stepsBack = steps.flatMap(({ createdAt, decidedAt, state }) =>
    state === 'open' || decidedAt
      ? [{ from: dayOf(createdAt), to: state === 'open' || !decidedAt ? null : dayOf(decidedAt) }]
      : [],
  )
  const { runs: ran } = indicatorsOf(input)
  const { paused, blocks } = input.course
  // Since when an answer is missing is written nowhere.
  const unasked = screenComplete ? [] : [{ from: input.today, to: null }]
  return {
    read: {
      ...runs,
      paused: [...paused, ...unasked],
      blocks,
      versions,
      ran,
      stepsBack,
      counted: new Set(countedRuns(input, ran)),
      modifiersOn: modifiersOfDays(runs),
    },
    others,
  }
}

/** The cap of a day, the programs of her other treatments among what it goes by. */
async function readCaps(tx: Tx, target: Target, days: number, now: Date) {
  const own = await readCap(tx, target, days, now)
  const others: CapRead[] = []
  for (const caseId of own.others) others.push((await readCap(tx, { ...target, caseId }, days, now)).read)
  return (day: DayNumber, until?: DayNumber) =>
    leastCap(
      capOn(own.read, day, until),
      others.map((other) => capOn(other, day, until)),
    )
}

/** What the plan says of the next run; null where it plans none, stands still or counts in minutes. */
async function plannedWeek(tx: Tx, target: Target, now: Date): Promise<WeekAdvice | null> {
  const active = await activeProgram(tx, target.caseId, dayIn(target.timeZone, now))
  return active && (await weekDistance(tx, target, active, now))
}

/** What the next run may be at most, the same on every page: by the plan, else by the runs alone. The caller has checked the case. */
export async function nextRunCap(tx: Tx, target: Target, now: Date): Promise<NextRun | null> {
  const week = await plannedWeek(tx, target, now)
  if (week) return week.capKm === null ? null : { km: week.capKm, why: week.capWhy ?? soundWords }
  const today = dayNumber(dayIn(target.timeZone, now))
  const km = await onSafetyDuty(tx, async () => (await readCaps(tx, target, capBack, now))(today, today))
  return km === null ? null : { km, why: soundWords }
}

export type Caps = {
  readonly byDay: ReadonlyMap<DayNumber, number | null>
  /** Of the next run, with what was run today. */
  readonly next: number | null
}

/**
 * The cap of a single run on each of these days and of the next run, by the rules of the plan and of /today, the programs of
 * her other treatments among them: under the safety duty, as there. The caller has checked the case.
 */
export async function capsOfDays(
  tx: Tx,
  target: Target,
  { from, to }: { from: DayNumber; to: DayNumber },
  now: Date,
): Promise<Caps> {
  const today = dayNumber(dayIn(target.timeZone, now))
  const week = await plannedWeek(tx, target, now)
  return onSafetyDuty(tx, async () => {
    const least = await readCaps(tx, target, today - from + capBack, now)
    const all = Array.from({ length: to - from + 1 }, (_, at) => from + at)
    const byDay = new Map(all.map((day) => [day, least(day)]))
    return { byDay, next: week ? week.capKm : least(today, today) }
  })
}
