import 'server-only'
import type { Limits } from '#lib/content/limits/index.ts'
import { templateById } from '#lib/content/programs/index.ts'
import { lastStage } from '#lib/content/programs/stages.ts'
import { dayIn } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { bearingOn, caseSafety } from '#lib/flags/queries.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { firstRunAnswers } from '#lib/programs/fit/rules.ts'
import { plansDistance } from '#lib/programs/plan-week/rules.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { buildsDistance } from '#lib/programs/run-plan/rules.ts'
import { startDistance } from '#lib/programs/running/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { firstDay, indicatorsOf } from '#lib/review/indicators/rules.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { isPaused, stoppedOn } from '#lib/tracking/progress/adherence/rules.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { unitOfRuns } from '#lib/tracking/run-logs/queries.ts'
import { capNow } from '../cap/counted/rules.ts'
import { runCap } from '../free-runs/rules.ts'
import { runSubject } from '../kept/rules.ts'
import { lookBack, missedRuns, startAgain, weeksMissed } from '../missed/rules.ts'
import { modifiersWith } from '../modifiers/rules.ts'
import { modifiersOn, toldOn } from '../run-rows/rules.ts'
import { loadHeldWords } from '../running/rules.ts'
import { beginAdvice, firstAdvice, plansFreeRuns, singleAdvice, stricter, weekAdvice } from './rules.ts'
import type { WeekAdvice } from './schema.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

type Active = Pick<ActiveProgram, 'content' | 'phaseKey'>

/** `advice` null: not known. */
type Own = { readonly advice: WeekAdvice | null; readonly others: readonly string[] }

/**
 * What the runs of the present phase may be: the distance of this week at stage 10, one run alone outside the stage table,
 * or what she begins with where no distance is known; null below stage 10 and while a flag, missing safety answers or a
 * pause stop running. One run is no longer than another program of hers allows: she has two knees and runs with both. Worked
 * out on reading, so that it is never older than the page, and under the safety duty, so that a patient gets the same one as
 * her physio: of what it rests on only `weekSentence` may reach her. The caller has checked the case.
 */
export async function weekDistance(
  tx: Tx,
  target: Target,
  active: Active,
  now: Date,
): Promise<WeekAdvice | null> {
  const own = await ownDistance(tx, target, active, now)
  if (!own) return null
  const others: (WeekAdvice | null)[] = []
  for (const caseId of own.others) {
    const of = { ...target, caseId }
    const program = await activeProgram(tx, caseId, dayIn(target.timeZone, now))
    others.push((program && (await ownDistance(tx, of, program, now)))?.advice ?? null)
  }
  return stricter(own.advice, others)
}

/** Of one program alone; null while it plans no run of this kind, or stands still. */
const ownDistance = (tx: Tx, target: Target, active: Active, now: Date): Promise<Own | null> =>
  buildsDistance(active) ? builtUp(tx, target, now) : freeRunCap(tx, target, active, now)

/**
 * The longest run of 30 days, and what the next one may be. A run above its cap raises it as far as that, and one while runs
 * waited after four weeks without any not at all.
 */
function soundRuns(input: IndicatorInput, { runs, readings }: ReturnType<typeof indicatorsOf>) {
  const { longest, sound } = capNow(input, runs)
  return { longest: readings.ind_longest_30d_km.value === null ? null : longest, sound }
}

const builtUp = (tx: Tx, target: Target, now: Date): Promise<Own | null> =>
  onSafetyDuty(tx, async () => {
    const { input, answers, runs: read, others } = await readCaseInput(tx, target, now, lookBack)
    const stage = input.stages?.at(-1)
    const paused = isPaused(input.course, input.today)
    if (stage?.stage !== lastStage || paused) return null
    const { blockLevel } = await caseSafety(tx, target, dayIn(target.timeZone, now))
    if (blockLevel !== 'none') return null
    const values = new Map<string, RuleValue>([...answers, ...(await openFlags(tx, target))])
    const modifiers = modifiersWith(values, toldOn(read.heldElsewhere, input.today))
    const found = indicatorsOf(input)
    const { longest, sound } = soundRuns(input, found)
    const advice = weekAdvice({
      today: input.today,
      runs: found.runs,
      builtSince: stage.from,
      missed: weeksMissed(input),
      startStage: startAgain({ input, answers }, input.limits),
      since: firstDay(currentLogs(input.logs), input.course),
      longestKm: longest === null ? null : sound.longestKm,
      capKm: sound.capKm,
      goalKm: input.goals.kmWeek,
      loadHeld: loadHeldWords(modifiers),
      unit: await unitOfRuns(tx, target),
      stepBackOpen: (await tx.suggestion.count({ where: { ...stepBack, ...ofCase(target) } })) > 0,
    })
    return { advice, others }
  })

/** What one run may be where a phase plans runs and none of the stage table; not known while no run of 30 days says it. */
function freeRunCap(tx: Tx, target: Target, active: Active, now: Date): Promise<Own | null> {
  const phase = phaseByKey(active.content, active.phaseKey)
  if (!phase || !plansFreeRuns(phase)) return Promise.resolve(null)
  return onSafetyDuty(tx, async () => {
    const { input, answers, runs: read, others } = await readCaseInput(tx, target, now, lookBack)
    const { today, course, limits } = input
    const blocked = course.blocks.some((block) => stoppedOn(block, today))
    if (!input.phase || blocked || isPaused(course, today)) return null
    const found = indicatorsOf(input)
    const { runs } = found
    const { sound } = soundRuns(input, found)
    const { startedOn: since, amberOk } = input.phase
    const { stopsAnswered } = read
    const modifiers = modifiersOn(read, today)
    const { overKm } = sound
    const ranElsewhere = input.logs.elsewhere?.ran
    const ask = { today, runs, since, amberOk, stopsAnswered, modifiers, overKm, ranElsewhere, backs: [] }
    const unit = await unitOfRuns(tx, target)
    const missed = missedRuns({ input, answers }, limits)
    if (missed) return { advice: beginAdvice({ ...missed, waits: true }, unit), others }
    const single = singleAdvice(runCap(ask, sound), sound.longestKm, unit)
    if (single || !plansDistance(phase)) return { advice: single, others }
    const again = startAgain({ input, answers }, limits)
    const first = again.stopped === null ? firstDistance(active, answers, limits) : null
    const advice = first === null ? beginAdvice({ ...again, waits: false }, unit) : firstAdvice(first, unit)
    return { advice, others }
  })
}

/** How far the first run is where the program asks for the minutes until pain (5.7); null while one answer is missing. */
function firstDistance({ content }: Active, answers: RuleValues, limits: Limits): number | null {
  if (templateById(content.templateId ?? '')?.firstRuns !== 'pain_onset') return null
  return startDistance(firstRunAnswers(Object.fromEntries(answers)), limits)
}

const ofCase = ({ clinicId, caseId }: Target) => ({ clinicId, caseId })
const stepBack = {
  subject: runSubject,
  state: 'open' as const,
  ruleId: { in: ['r_run_stop', 'r_run_back'] },
}

async function openFlags(tx: Tx, target: Target) {
  const rows = await tx.redFlag.findMany({
    where: { AND: [await bearingOn(tx, target), { supersededAt: null, resolvedAt: null }] },
    select: { flagId: true },
  })
  return rows.map(({ flagId }) => [flagId, 'unresolved'] as const)
}
