import { reopenedOn } from '#lib/cases/status/rules.ts'
import type { Block } from '#lib/content/flags/types.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, type DayNumber, dayNumber, isoDay } from '#lib/dates.ts'
import { raisedByLimits } from '#lib/flags/evaluation/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { limitValues } from '#lib/limits/values/rules.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { distanceFrom, isRun, plansDistance } from '#lib/programs/plan-week/rules.ts'
import { type PastVersion, type PresentRung, rungOf, stagesOf } from '#lib/programs/progression/past/rules.ts'
import type { RunsRead } from '#lib/programs/progression/run-rows/rules.ts'
import { type Stage, stageAt } from '#lib/programs/progression/running/rules.ts'
import { type ProgramItem, weekdays } from '#lib/programs/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { elsewhereOf } from '#lib/tracking/elsewhere/rules.ts'
import { swellings } from '#lib/tracking/entries/schema.ts'
import { pauseStretches, presentPhase } from '#lib/tracking/progress/course/rules.ts'
import type { BlockText, LessText, PhaseSpan } from '#lib/tracking/progress/course/schema.ts'
import { settleOf } from '#lib/tracking/results/rules.ts'
import type {
  ExerciseEntry,
  FormKind,
  Logs,
  MorningEntry,
  PainEntry,
  RunEntry,
} from '#lib/tracking/results/schema.ts'
import { runSettles, runTypes } from '#lib/tracking/run-logs/schema.ts'
import { type IndicatorInput, noOutcomes, type ReadFrom } from '../schema.ts'
import { answersOf, courseOfVersions, formKind, formOf, goalsOf, runLimitOn } from '../values/rules.ts'
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
  StopText,
} from './schema.ts'

const listOf = <T>(text: string | null): T[] => (text === null ? [] : (JSON.parse(text) as T[]))

export type BatchCase = {
  readonly caseId: string
  readonly patientId: string
  readonly today: Day
  /** Without outcome measures, which come from elsewhere; for alerts: the doses of its phase are not in it. */
  readonly input: IndicatorInput
  /** The exercises of the present phase. */
  readonly items: readonly PresentRung[]
  /** `swelling_now` of the first form. */
  readonly swellingAtStart: RuleValue
  /** When the newest flag that waits longer than its target came to do so, milliseconds; null without one. */
  readonly flagOverdueSince: number | null
  /** Red flags that what was answered last raises with the limits of today, and that the case does not have. */
  readonly flagsByLimits: readonly string[]
  /** The session of each exercise entry. */
  readonly sessionOf: ReadonlyMap<string, string>
}

/** With what the weeks of the runs follow from, as far back as it was read. */
export type BatchRead = BatchCase & { readonly runs: RunsRead }

function itemOf([key, exerciseId, sets, days, eachRun, ...rest]: ItemText): ProgramItem {
  const [fromWeek, untilWeek, optional, minutes, stage, reps, holdSeconds, loadKg] = rest
  return {
    key,
    exerciseId,
    sets: sets ?? 1,
    fromWeek,
    untilWeek,
    optional,
    minutes,
    stage,
    note: null,
    days: eachRun ? 'each_run' : weekdays.filter((day) => days.includes(day)),
    reps,
    holdSeconds,
    loadKg,
    distanceM: null,
    loadNote: null,
    tempo: null,
    rpeMin: null,
    rpeMax: null,
    restSeconds: 0,
    perWeek: null,
    sides: 'both',
    replacedFrom: null,
    replacedReason: null,
  }
}

const versionsOf = (plan: PlanText | null): PastVersion[] =>
  (plan?.versions ?? []).map(([number, startsOn, phases]) => ({
    number,
    startsOn,
    publishedAt: null,
    suggested: new Map(),
    content: {
      templateId: null,
      phases: (phases ?? []).map(([key, name, weeksMax, runLimit, exLimit, amberOk, items]) => ({
        key,
        name,
        weeks: { min: 1, max: weeksMax },
        params: { runLimit, exLimit, hopLimit: 0, amberOk, sessionsPerWeek: 1 },
        items: (items ?? []).map(itemOf),
      })),
    },
  }))

const asked = (safety: readonly string[] | null | undefined) => (safety && safety.length > 0 ? safety : null)

type RunContext = {
  versions: readonly PastVersion[]
  stages: readonly Stage[]
  spans: readonly PhaseSpan[]
}

const noDose = { sets: null, reps: null, holdSeconds: null, minutes: null, loadKg: null, rpeMax: null }

/** The entries. Written out field by field: there are hundreds in each of thousands of cases. */
function logsOf(row: BatchRow, context: RunContext): { logs: Logs; sessionOf: Map<string, string> } {
  const during = new Map<string, number>()
  const after = new Map<string, number>()
  const mornings: MorningEntry[] = []
  const alone: PainEntry[] = []
  for (const [of, context, score, id = '', day = 0, at = 0, safety, swelling] of listOf<PainText>(
    row.pains,
  )) {
    if (of !== null) (context.startsWith('during') ? during : after).set(of, score)
    else if (context === 'next_morning')
      mornings.push({
        id,
        supersedes: null,
        withdrawn: false,
        day,
        at,
        safety: asked(safety),
        pain: score,
        swelling: swellings.find((one) => one === swelling) ?? null,
      })
    else alone.push({ id, supersedes: null, withdrawn: false, day, at, safety: asked(safety), score })
  }
  const { versions, stages, spans } = context
  const sessionOf = new Map<string, string>()
  const exercises: ExerciseEntry[] = []
  for (const text of listOf<ExerciseText>(row.exercises)) {
    const [id, session, day, at, safety, itemKey, exerciseId, phaseKey, limit, sets, skipReason] = text
    sessionOf.set(id, session)
    exercises.push({
      id,
      supersedes: null,
      withdrawn: false,
      day,
      at,
      safety: asked(safety),
      itemKey,
      exerciseId,
      phaseKey,
      limit: isRun(exerciseId) ? runLimitOn(versions, spans, day) : limit,
      skipReason,
      done: { sets, reps: null, holdSeconds: null, minutes: null, loadKg: null },
      prescribed: noDose,
      rpe: null,
      painDuring: during.get(id) ?? null,
      painAfter: after.get(id) ?? null,
    })
  }
  const runs = listOf<RunText>(row.runs).map(
    ([id, day, at, safety, km, minutes, finished, type, settle]): RunEntry => {
      const painDuring = during.get(id) ?? null
      const painAfter = after.get(id) ?? null
      const answered = runSettles.find((one) => one === settle) ?? null
      return {
        id,
        supersedes: null,
        withdrawn: false,
        day,
        at,
        safety: asked(safety),
        km,
        minutes,
        finished,
        type: runTypes.find((one) => one === type) ?? 'easy',
        settle: settleOf(answered, painDuring, painAfter),
        painDuring,
        painAfter,
        stage: stageAt(stages, day, at),
        limit: runLimitOn(versions, spans, day),
      }
    },
  )
  const unwell = listOf<DayNumber>(row.unwell)
  const elsewhere = elsewhereOf(row.elsewhere)
  return { logs: { exercises, runs, mornings, pains: alone, unwell, elsewhere }, sessionOf }
}

type Form = { on: Day; kind: FormKind; answers: Answers; values: RuleValues }

const formsOf = (row: BatchRow, limits: Limits): Form[] =>
  listOf<FormText>(row.forms).map(([on, kind, text]) => {
    const answers = withRecord(cleanAnswers(text), row.birth)
    return {
      on,
      kind: formKind(kind),
      answers,
      values: intakeValues(answers, { today: on, limits }),
    }
  })

const isBlock = (block: string): block is Exclude<Block, 'none'> =>
  block === 'programme' || block === 'impact'

const readFromOf = ({ runsFrom, sessionsFrom, ranBefore }: BatchRow): ReadFrom => ({
  runs: runsFrom,
  sessions: sessionsFrom,
  ...ranBefore,
})

/** One row as the indicators read it. */
export function batchCase(row: BatchRow): BatchRead {
  const stored = row.plan === null ? null : (JSON.parse(row.plan) as PlanText)
  const plan = stored && stored.activatedOn <= row.today ? stored : null
  const versions = versionsOf(stored)
  const newest = versions.at(-1)
  const { spans, phase, startedOn } = presentPhase(stored, newest?.content.phases ?? [], row.today)
  const stages = phase ? stagesOf(versions, phase.key, startedOn) : []
  const { logs, sessionOf } = logsOf(row, { versions, stages, spans })
  const limits = limitValues(row.limits ?? [])
  const forms = formsOf(row, limits)
  const today = isoDay(row.today)
  const merged: Answers | null =
    forms.length > 1 ? Object.assign({}, ...forms.map(({ answers }) => answers)) : null
  const newestValues = merged ? intakeValues(merged, { today, limits }) : (forms[0]?.values ?? new Map())
  const flags = listOf<FlagText>(row.flags)
  const overdue = flags.flatMap(([, , , since]) => since ?? [])
  const events = plan?.events ?? []
  const stops = listOf<StopText>(row.stops)
  const changes = listOf<HoldTexts[number]>(row.holds)
  const input: IndicatorInput = {
    today: row.today,
    limits,
    logs,
    needN: 2,
    outcomes: noOutcomes,
    course: courseOfVersions(
      plan && newest
        ? {
            activatedOn: plan.activatedOn,
            phases: spans,
            paused: pauseStretches(events),
          }
        : null,
      versions,
      changes,
      flags.flatMap(([block, from, to]) => (isBlock(block) ? [{ block, from, to }] : [])),
      stops.map(([, , from, to]) => ({ from, to })),
      listOf<BlockText>(row.bodyStops),
      listOf<LessText>(row.less),
    ),
    phase:
      plan && phase
        ? {
            key: phase.key,
            startedOn,
            weeksMax: phase.weeks.max,
            amberOk: phase.params.amberOk,
            items: [],
          }
        : null,
    stages: stages.length === 0 ? null : stages,
    distanceFrom: plan && phase && plansDistance(phase) ? distanceFrom(phase.items, startedOn) : null,
    begunAgain: row.begunAgain ?? [],
    ranElsewhere: row.ranElsewhere ?? [],
    readFrom: readFromOf(row),
    reopenedOn: reopenedOn(changes),
    forms: forms.map((form) => formOf(form.values, dayNumber(form.on), form.kind)),
    goals: goalsOf(newestValues),
    review: { lastSignedOn: row.lastReview, nextOn: row.review },
    flagOverdue: overdue.length > 0,
  }
  return {
    caseId: row.caseId,
    patientId: row.patientId,
    today,
    input,
    items: plan && phase ? phase.items.flatMap(({ key }) => rungOf(versions, phase.key, key) ?? []) : [],
    sessionOf,
    runs: {
      today: row.today,
      limits,
      versions,
      logs,
      spans: plan ? spans : [],
      begunAgain: row.begunAgain ?? [],
      ranElsewhere: row.ranElsewhere ?? [],
      readFrom: readFromOf(row),
      forms: input.forms,
      course: input.course,
      answersOn: (on) =>
        answersOf(
          forms.filter((form) => dayNumber(form.on) <= on),
          isoDay(on),
          limits,
        ),
      flags: flags.flatMap(([, from, to, , flagId, stands]) => (stands ? [{ flagId, from, to }] : [])),
      stopsAnswered: stops.flatMap(([day, at]) => (day === null || at === null ? [] : [{ day, at }])),
    },
    flagOverdueSince: overdue.length > 0 ? Math.max(...overdue) : null,
    flagsByLimits: raisedByLimits(newestValues, limits, new Set(flags.map(([, , , , flagId]) => flagId))),
    swellingAtStart: forms[0]?.values.get('swelling_now') ?? null,
  }
}
