import type { Block } from '#lib/content/flags/types.ts'
import type { Day } from '#lib/dates.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import { type PastVersion, stagesOf } from '#lib/programs/progression/past/rules.ts'
import { type ProgramItem, weekdays } from '#lib/programs/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { pauseStretches, phaseSpans } from '#lib/tracking/progress/course/rules.ts'
import { dayNumber, isoDay } from '#lib/tracking/progress/series/rules.ts'
import {
  type Entry,
  type Logs,
  type RunEntry,
  runTypes,
  type Swelling,
} from '#lib/tracking/results/schema.ts'
import { type IndicatorInput, noOutcomes } from '../schema.ts'
import { courseOfVersions, formOf, goalsOf, runPlanOn } from '../values/rules.ts'
import type {
  BatchRow,
  ExerciseText,
  FlagText,
  FormText,
  HoldTexts,
  ItemText,
  PainText,
  PlanText,
  RunText,
} from './schema.ts'

const listOf = <T>(text: string | null): T[] => (text === null ? [] : (JSON.parse(text) as T[]))

export type BatchCase = {
  readonly caseId: string
  readonly patientId: string
  readonly today: Day
  /** Without outcome measures, which come from elsewhere; for alerts: doses are not in it. */
  readonly input: IndicatorInput
  /** `swelling_now` of the first form. */
  readonly swellingAtStart: RuleValue
  /** The session of each exercise entry. */
  readonly sessionOf: ReadonlyMap<string, string>
}

function itemOf([key, exerciseId, sets, days, eachRun, ...rest]: ItemText): ProgramItem {
  const [fromWeek, untilWeek, optional, minutes, note] = rest
  return {
    ...{ key, exerciseId, sets: sets ?? 1, fromWeek, untilWeek, optional, minutes, note: note || null },
    days: eachRun ? 'each_run' : weekdays.filter((day) => days.includes(day)),
    ...{ reps: null, holdSeconds: null, distanceM: null, loadKg: null, loadNote: null, tempo: null },
    ...{ rpeMin: null, rpeMax: null, restSeconds: 0, perWeek: null, sides: 'both' },
    ...{ replacedFrom: null, replacedReason: null },
  }
}

const versionsOf = (plan: PlanText | null): PastVersion[] =>
  (plan?.versions ?? []).map(([number, startsOn, phases]) => ({
    ...{ number, startsOn, suggested: new Map() },
    content: {
      templateId: null,
      phases: (phases ?? []).map(([key, name, weeksMax, runLimit, exLimit, amberOk, items]) => ({
        ...{ key, name, weeks: { min: 1, max: weeksMax } },
        params: { runLimit, exLimit, hopLimit: 0, amberOk, sessionsPerWeek: 1 },
        items: (items ?? []).map(itemOf),
      })),
    },
  }))

const entry = (id: string, day: number, at: number, safety: string[] | null): Entry => ({
  ...{ id, supersedes: null, withdrawn: false, day, at },
  safety: safety && safety.length > 0 ? safety : null,
})
const swellings: readonly Swelling[] = ['none', 'mild', 'clear']
const settles = ['yes', 'no', 'no_increase'] as const

type RunContext = {
  versions: readonly PastVersion[]
  stages: readonly { readonly stage: number; readonly from: number }[]
  position: number
  startedOn: number
}

function logsOf(row: BatchRow, context: RunContext) {
  const pains = listOf<PainText>(row.pains)
  const of = new Map<string, number>()
  for (const [owner, name, score] of pains) if (owner !== null) of.set(`${owner} ${name}`, score)
  const painOf = (id: string, name: string) => of.get(`${id} ${name}`) ?? null
  const alone = pains.flatMap(([owner, name, score, id, day, at, safety, swelling]) =>
    owner === null && id !== undefined && day !== undefined && at !== undefined
      ? [{ name, score, swelling, ...entry(id, day, at, safety ?? null) }]
      : [],
  )
  const exercises = listOf<ExerciseText>(row.exercises)
  const { versions, stages, position, startedOn } = context
  const logs: Logs = {
    exercises: exercises.map(
      ([id, , day, at, safety, itemKey, exerciseId, phaseKey, limit, sets, skipReason]) => ({
        ...entry(id, day, at, safety),
        ...{ itemKey, exerciseId, phaseKey, limit, skipReason },
        done: { sets, reps: null, holdSeconds: null, minutes: null, loadKg: null },
        prescribed: { sets: null, reps: null, holdSeconds: null, minutes: null, loadKg: null, rpeMax: null },
        rpe: null,
        painDuring: painOf(id, 'during_exercise'),
        painAfter: painOf(id, 'after_exercise'),
      }),
    ),
    runs: listOf<RunText>(row.runs).map(
      ([id, day, at, safety, km, minutes, finished, type, settle]): RunEntry => ({
        ...entry(id, day, at, safety),
        ...{ km, minutes, finished },
        type: runTypes.find((one) => one === type) ?? 'easy',
        settle: settles.find((one) => one === settle) ?? null,
        painDuring: painOf(id, 'during_run'),
        painAfter: painOf(id, 'after_run'),
        stage: stages.findLast(({ from }) => from <= day)?.stage ?? null,
        ...runPlanOn(versions, day, day >= startedOn ? position : Math.max(0, position - 1)),
      }),
    ),
    mornings: alone
      .filter(({ name }) => name === 'next_morning')
      .map(({ name: _, score, swelling, ...own }) => ({
        ...own,
        pain: score,
        swelling: swellings.find((one) => one === swelling) ?? null,
      })),
    pains: alone
      .filter(({ name }) => name !== 'next_morning')
      .map(({ name: _, swelling: __, ...own }) => own),
  }
  return { logs, sessionOf: new Map(exercises.map(([id, session]) => [id, session])) }
}

type Form = { on: Day; kind: 'intake' | 'review'; answers: Record<string, unknown>; values: RuleValues }

const formsOf = (row: BatchRow): Form[] =>
  listOf<FormText>(row.forms).map(([on, kind, text]) => {
    const answers = cleanAnswers(text)
    return {
      on,
      kind: kind === 'intake' ? 'intake' : 'review',
      answers,
      values: intakeValues(answers, { today: on }),
    }
  })

const isBlock = (block: string): block is Exclude<Block, 'none'> =>
  block === 'programme' || block === 'impact'

/** One row as the indicators read it. */
export function batchCase(row: BatchRow): BatchCase {
  const stored = row.plan === null ? null : (JSON.parse(row.plan) as PlanText)
  const plan = stored && stored.activatedOn <= row.today ? stored : null
  const versions = versionsOf(stored)
  const newest = versions.at(-1)
  const position = Math.min(stored?.position ?? 0, (newest?.content.phases.length ?? 1) - 1)
  const phase = newest?.content.phases[position]
  const startedOn = stored?.startedOn ?? row.today
  const stages = phase ? stagesOf(versions, phase.key, startedOn) : []
  const { logs, sessionOf } = logsOf(row, { versions, stages, position, startedOn })
  const forms = formsOf(row)
  const today = isoDay(row.today)
  const merged =
    forms.length > 1 ? cleanAnswers(Object.assign({}, ...forms.map(({ answers }) => answers))) : null
  const newestValues = merged ? intakeValues(merged, { today }) : (forms[0]?.values ?? new Map())
  const flags = listOf<FlagText>(row.flags)
  const events = plan?.events ?? []
  const input: IndicatorInput = {
    ...{ today: row.today, logs, needN: 2, outcomes: noOutcomes },
    course: courseOfVersions(
      plan && newest
        ? {
            activatedOn: plan.activatedOn,
            phases: phaseSpans({ position, startedOn, events }),
            paused: pauseStretches(events),
          }
        : null,
      versions,
      listOf<HoldTexts[number]>(row.holds),
      flags.flatMap(([block, from, to]) => (isBlock(block) ? [{ block, from, to }] : [])),
    ),
    phase:
      plan && phase
        ? {
            ...{ key: phase.key, startedOn, weeksMax: phase.weeks.max, amberOk: phase.params.amberOk },
            items: [],
          }
        : null,
    stages: stages.length === 0 ? null : stages,
    forms: forms.map((form) => formOf(form.values, dayNumber(form.on), form.kind)),
    goals: goalsOf(newestValues),
    review: { lastSignedOn: row.lastReview, nextOn: row.review },
    flagOverdue: flags.some(([, , , overdue]) => overdue),
  }
  return {
    ...{ caseId: row.caseId, patientId: row.patientId, today, input, sessionOf },
    swellingAtStart: forms[0]?.values.get('swelling_now') ?? null,
  }
}
