import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, type DayNumber, isoDay } from '#lib/dates.ts'
import { raisedByLimits } from '#lib/flags/evaluation/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { limitValues } from '#lib/limits/values/rules.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { isRun } from '#lib/programs/plan-week/rules.ts'
import { type PastVersion, type PresentRung, rungOf } from '#lib/programs/progression/past/rules.ts'
import type { RunsRead } from '#lib/programs/progression/run-rows/rules.ts'
import { stageAt } from '#lib/programs/progression/running/rules.ts'
import { type ProgramItem, weekdays } from '#lib/programs/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { elsewhereOf } from '#lib/tracking/elsewhere/rules.ts'
import { swellings } from '#lib/tracking/entries/schema.ts'
import type { BlockText, LessText } from '#lib/tracking/progress/course/schema.ts'
import { settleOf } from '#lib/tracking/results/rules.ts'
import type { ExerciseEntry, Logs, MorningEntry, PainEntry, RunEntry } from '#lib/tracking/results/schema.ts'
import { runSettles, runTypes } from '#lib/tracking/run-logs/schema.ts'
import type { LogAsk } from '../logs/rules.ts'
import { type CaseForm, readCase } from '../read/rules.ts'
import type { IndicatorInput } from '../schema.ts'
import { formKind, runLimitOn } from '../values/rules.ts'
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
  /** The flags that wait longer than their targets, and since when, milliseconds. */
  readonly flagsOverdue: readonly { readonly id: string; readonly since: number }[]
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
  (plan?.versions ?? []).map(([number, startsOn, phases, publishedAt]) => ({
    number,
    startsOn,
    publishedAt,
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

const noDose = { sets: null, reps: null, holdSeconds: null, minutes: null, loadKg: null, rpeMax: null }

/** The entries; `sessionOf` is filled with them. Written out field by field: there are hundreds in each of thousands of cases. */
function logsOf(row: BatchRow, context: LogAsk, sessionOf: Map<string, string>): Logs {
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
  return { exercises, runs, mornings, pains: alone, unwell, elsewhere: elsewhereOf(row.elsewhere) }
}

const formsOf = (row: BatchRow, limits: Limits): CaseForm[] =>
  listOf<FormText>(row.forms).map(([on, kind, text]) => {
    const answers = withRecord(cleanAnswers(text), row.birth)
    return {
      on,
      kind: formKind(kind),
      answers,
      values: intakeValues(answers, { today: on, limits }),
    }
  })

/** What the forms say together: of one its own values, which are known already. */
function newestOf(forms: readonly CaseForm[], today: Day, limits: Limits): RuleValues {
  const [only] = forms
  if (forms.length < 2) return only?.values ?? new Map()
  const merged: Answers = Object.assign({}, ...forms.map(({ answers }) => answers))
  return intakeValues(merged, { today, limits })
}

/** One row as the indicators read it. */
export function batchCase(row: BatchRow): BatchRead {
  const program = row.plan === null ? null : (JSON.parse(row.plan) as PlanText)
  const versions = versionsOf(program)
  const limits = limitValues(row.limits ?? [])
  const forms = formsOf(row, limits)
  const today = isoDay(row.today)
  const answers = newestOf(forms, today, limits)
  const flags = listOf<FlagText>(row.flags)
  const flagsOverdue = flags.flatMap(([, , , since, , , id]) => (since === null ? [] : [{ id, since }]))
  const sessionOf = new Map<string, string>()
  const { input, runs, phase } = readCase({
    today: row.today,
    limits,
    program,
    versions,
    logsOf: (ask) => logsOf(row, ask, sessionOf),
    forms,
    answers,
    changes: listOf<HoldTexts[number]>(row.holds),
    flags: flags.map(([block, from, to, , flagId, stands]) => ({ block, from, to, flagId, stands })),
    flagOverdue: flagsOverdue.length > 0,
    stops: listOf<StopText>(row.stops).map(([day, at, from, to]) => ({
      from,
      to,
      answered: day === null || at === null ? null : { day, at },
    })),
    bodyStops: listOf<BlockText>(row.bodyStops),
    less: listOf<LessText>(row.less),
    begunAgain: row.begunAgain ?? [],
    ranElsewhere: row.ranElsewhere ?? [],
    heldElsewhere: row.heldElsewhere,
    readFrom: { runs: row.runsFrom, sessions: row.sessionsFrom, ...row.ranBefore },
    review: { lastSignedOn: row.lastReview, nextOn: row.review },
    needN: 2,
    itemsOf: () => [],
  })
  return {
    caseId: row.caseId,
    patientId: row.patientId,
    today,
    input,
    runs,
    items:
      input.phase && phase ? phase.items.flatMap(({ key }) => rungOf(versions, phase.key, key) ?? []) : [],
    sessionOf,
    flagsOverdue,
    flagsByLimits: raisedByLimits(answers, limits, new Set(flags.map(([, , , , flagId]) => flagId))),
    swellingAtStart: forms[0]?.values.get('swelling_now') ?? null,
  }
}
