import { defaultLimits } from '#lib/content/limits/index.ts'
import { dayNumber } from '#lib/dates.ts'
import type { IndicatorInput, PresentItem } from '#lib/review/indicators/schema.ts'
import { noOutcomes } from '#lib/review/indicators/schema.ts'
import type { Course, PlanItem } from '#lib/tracking/progress/course/schema.ts'
import type {
  ExerciseEntry,
  FormAnswers,
  Logs,
  MorningEntry,
  PainEntry,
  RunEntry,
} from '#lib/tracking/results/schema.ts'

/** A Monday. */
export const monday = dayNumber('2026-10-05')

let made = 0
const entry = (day: number) => {
  made += 1
  return {
    id: `entry-${made}`,
    supersedes: null,
    withdrawn: false,
    day,
    at: day * 86_400_000 + made,
    safety: ['none'],
  }
}

/** A quiet session of 3 × 15 heel raises, completed. */
export const exercise = (day: number, more: Partial<ExerciseEntry> = {}): ExerciseEntry => ({
  ...entry(day),
  itemKey: 'calf',
  exerciseId: 'ex_calf_raise_double',
  phaseKey: 'p1',
  done: { sets: 3, reps: 15, holdSeconds: null, minutes: null, loadKg: null },
  prescribed: { sets: 3, reps: 15, holdSeconds: null, minutes: null, loadKg: null, rpeMax: null },
  rpe: null,
  skipReason: null,
  painDuring: 1,
  painAfter: null,
  limit: 5,
  ...more,
})

/** The same as an item of the present phase. */
export const calf: PresentItem = {
  key: 'calf',
  exerciseId: 'ex_calf_raise_double',
  dose: { sets: 3, reps: 15, holdSeconds: null, minutes: null, loadKg: null },
  base: { sets: 3, reps: 15, holdSeconds: null, minutes: null, loadKg: null },
  loadSteps: 0,
  since: monday - 90,
  becameOn: monday - 90,
  loweredOn: null,
}

/** An easy run of 5 km that went well. */
export const run = (day: number, more: Partial<RunEntry> = {}): RunEntry => ({
  ...entry(day),
  km: 5,
  minutes: 30,
  finished: true,
  type: 'easy',
  settle: 'no_increase',
  painDuring: 1,
  painAfter: null,
  limit: 2,
  stage: null,
  ...more,
})

export const morning = (
  day: number,
  pain: number | null = 1,
  more: Partial<MorningEntry> = {},
): MorningEntry => ({
  ...entry(day),
  pain,
  swelling: 'none',
  ...more,
})

export const pain = (day: number, score: number): PainEntry => ({ ...entry(day), score })

/** One score a day; null where there is none. `from`: the day of the first. */
export const painCourse = (from: number, scores: readonly (number | null)[]): PainEntry[] =>
  scores.flatMap((score, at) => (score === null ? [] : [pain(from + at, score)]))

export const logsOf = (some: Partial<Logs>): Logs => ({
  exercises: [],
  runs: [],
  mornings: [],
  pains: [],
  ...some,
})

export const form = (submittedOn: number, more: Partial<FormAnswers> = {}): FormAnswers => ({
  submittedOn,
  kind: 'intake',
  nprsNow: 2,
  nprsWorst7d: 6,
  nprsNextMorning: null,
  swellingNow: 'none',
  kmLongestNow: null,
  energyLow: 'no',
  periodsMissed: 'no',
  ...more,
})

export const planItem = (key: string, more: Partial<PlanItem> = {}): PlanItem => ({
  key,
  exerciseId: 'ex_calf_raise_double',
  sets: 3,
  days: ['mon', 'wed', 'fri'],
  fromWeek: 1,
  untilWeek: null,
  optional: false,
  ...more,
})

export const courseFrom = (
  activatedOn: number,
  items: readonly PlanItem[],
  more: Partial<Course> = {},
  key = 'p1',
): Course => ({
  plan: {
    activatedOn,
    phases: [{ position: 0, from: activatedOn, startedOn: activatedOn }],
    versions: [{ number: 1, startsOn: activatedOn, phases: [{ position: 0, key, name: 'Phase 1', items }] }],
  },
  done: [],
  runDays: [],
  paused: [],
  blocks: [],
  unwell: [],
  ...more,
})

export const noCourse: Course = { plan: null, done: [], runDays: [], paused: [], blocks: [], unwell: [] }

export const input = (today: number, more: Partial<IndicatorInput> = {}): IndicatorInput => ({
  today,
  limits: defaultLimits,
  logs: logsOf({}),
  course: noCourse,
  phase: null,
  needN: 3,
  stages: null,
  forms: [],
  goals: { kmWeek: null, longestKm: null, eventKm: null, goalDate: null, eventDate: null },
  outcomes: noOutcomes,
  review: { lastSignedOn: null, nextOn: null },
  flagOverdue: false,
  ...more,
})
