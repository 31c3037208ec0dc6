import { reopenedOn } from '#lib/cases/status/rules.ts'
import type { Block } from '#lib/content/flags/types.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, type DayNumber, dayNumber, isoDay } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { distanceFrom, plansDistance } from '#lib/programs/plan-week/rules.ts'
import { type PastVersion, stagesOf } from '#lib/programs/progression/past/rules.ts'
import type { RunsRead } from '#lib/programs/progression/run-rows/rules.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { pauseStretches, presentPhase } from '#lib/tracking/progress/course/rules.ts'
import type {
  BlockText,
  EventText,
  HoldText,
  LessText,
  Stretch,
} from '#lib/tracking/progress/course/schema.ts'
import type { FormKind, Logs } from '#lib/tracking/results/schema.ts'
import type { LogAsk } from '../logs/rules.ts'
import {
  type HeldText,
  type IndicatorInput,
  noOutcomes,
  type PresentItem,
  type RanElsewhere,
  type ReadFrom,
} from '../schema.ts'
import { answersOf, courseOfVersions, formOf, goalsOf } from '../values/rules.ts'

/** What a case says, whichever statement read it: a page its own case, the night a batch of them. */
export type CaseRow = {
  readonly today: DayNumber
  readonly limits: Limits
  readonly program: {
    readonly activatedOn: DayNumber | null
    readonly position: number
    readonly startedOn: DayNumber | null
    readonly events: EventText[] | null
  } | null
  /** Those that have begun, oldest first. */
  readonly versions: readonly PastVersion[]
  readonly logsOf: (ask: LogAsk) => Logs
  readonly forms: readonly CaseForm[]
  /** Answers of all forms, a newer one over an older one. */
  readonly answers: RuleValues
  readonly changes: readonly HoldText[]
  readonly flags: readonly (Stretch & {
    readonly flagId: string
    readonly block: Block
    /** Not superseded. */
    readonly stands: boolean
  })[]
  readonly flagOverdue: boolean
  readonly stops: readonly (Stretch & { readonly answered: RunsRead['stopsAnswered'][number] | null })[]
  readonly bodyStops: readonly BlockText[]
  readonly less: readonly LessText[] | null
  readonly begunAgain: readonly DayNumber[]
  readonly ranElsewhere: readonly RanElsewhere[]
  readonly heldElsewhere: readonly HeldText[] | null
  readonly readFrom: ReadFrom
  readonly review: IndicatorInput['review']
  readonly needN: number
  /** The doses of the phase; none for alerts. */
  readonly itemsOf: (phase: ProgramPhase) => readonly PresentItem[]
}

/** Oldest first; `answers` are clean, with the date of birth of the record. */
export type CaseForm = {
  readonly on: Day
  readonly kind: FormKind
  readonly answers: Answers
  readonly values: RuleValues
}

export type CaseRead = {
  readonly input: IndicatorInput
  readonly runs: RunsRead
  /** The present one, also of a program that has not begun. */
  readonly phase: ProgramPhase | undefined
}

/** What the indicators, the rules of the alerts and the weeks of the runs read of it. */
export function readCase(row: CaseRow): CaseRead {
  const { today, limits, program, versions, changes, begunAgain, ranElsewhere, readFrom } = row
  const newest = versions.at(-1)
  const { spans, phase, startedOn } = presentPhase(program, newest?.content.phases ?? [], today)
  const activatedOn = program?.activatedOn ?? null
  const active = activatedOn !== null && activatedOn <= today
  const stages = phase ? stagesOf(versions, phase.key, startedOn) : []
  const logs = row.logsOf({ versions, stages, spans })
  const forms = row.forms.map((form) => formOf(form.values, dayNumber(form.on), form.kind))
  const course = courseOfVersions(
    active && newest ? { activatedOn, phases: spans, paused: pauseStretches(program?.events ?? []) } : null,
    versions,
    changes,
    row.flags.flatMap(({ block, from, to }) => (block === 'none' ? [] : [{ block, from, to }])),
    row.stops.map(({ from, to }) => ({ from, to })),
    row.bodyStops,
    row.less,
  )
  const input: IndicatorInput = {
    today,
    limits,
    logs,
    course,
    phase:
      active && phase
        ? {
            key: phase.key,
            startedOn,
            weeksMax: phase.weeks.max,
            amberOk: phase.params.amberOk,
            items: row.itemsOf(phase),
          }
        : null,
    needN: row.needN,
    stages: stages.length === 0 ? null : stages,
    distanceFrom: active && phase && plansDistance(phase) ? distanceFrom(phase.items, startedOn) : null,
    ranElsewhere,
    readFrom,
    reopenedOn: reopenedOn(changes),
    begunAgain,
    forms,
    goals: goalsOf(row.answers),
    outcomes: noOutcomes,
    review: row.review,
    flagOverdue: row.flagOverdue,
  }
  const runs: RunsRead = {
    today,
    limits,
    logs,
    versions,
    forms,
    course,
    begunAgain,
    ranElsewhere,
    heldElsewhere: (row.heldElsewhere ?? []).map(([kind, from, to]) => ({ kind, from, to })),
    readFrom,
    spans: active ? spans : [],
    answersOn: (on) =>
      answersOf(
        row.forms.filter((form) => dayNumber(form.on) <= on),
        isoDay(on),
        limits,
      ),
    flags: row.flags.flatMap(({ flagId, from, to, stands }) => (stands ? [{ flagId, from, to }] : [])),
    stopsAnswered: row.stops.flatMap(({ answered }) => answered ?? []),
  }
  return { input, runs, phase }
}
