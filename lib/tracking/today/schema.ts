import { z } from 'zod'
import type { CaseStatus } from '#lib/cases/schema.ts'
import type { Day } from '#lib/dates.ts'
import type { Lately, OpenMorning } from '#lib/tracking/lately/schema.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import type { WaitWords } from '#lib/tracking/waits/schema.ts'

/** What the address of `/today` may say; anything else is as if it were not there. */
export const todaySearch = z.object({
  case: z.uuid().nullable().catch(null).default(null),
  saved: z.string().nullable().catch(null).default(null),
  /** The id of what was saved. */
  entry: z.uuid().nullable().catch(null).default(null),
  /** Why what she wanted to enter was not saved; `over`: why it cannot be entered. */
  problem: z.enum(['ended', 'gone', 'over']).nullable().catch(null).default(null),
  /** Weeks before this one. */
  week: z.coerce.number().int().min(0).max(2).catch(0).default(0),
})

export type TodayProblem = NonNullable<z.output<typeof todaySearch>['problem']>

/** `rest`: nothing was planned. What was done on such a day counts as done. */
export type DayState = 'done' | 'part' | 'missed' | 'ahead' | 'rest'
export type WeekDay = { day: Day; state: DayState; canEnter: boolean }

export type TodayCase = { id: string; complaint: string; side: 'left' | 'right' | 'both'; status: CaseStatus }

/** "How was the knee in the hour after your run?", of which entry. */
export type HourQuestion = { readonly kind: 'session' | 'run'; readonly id: string; readonly text: string }

export type TodayItem = {
  key: string
  exerciseId: string
  name: string
  dose: string
  /** What the program says of it: "6 times: jog 1 min, walk 3 min", "Before the run". */
  note: string
  minutes: number
}

/** `unwell`: a fever was reported today, so that nothing is due. */
export type TodayState = 'ready' | 'no_program' | 'later' | 'paused' | 'on_hold' | 'unwell'

/** What the patient reads first is above her plan. */
export type CaseToday = WaitWords & {
  case: TodayCase
  state: TodayState
  startsOn: Day | null
  /** What follows from the last entries, in one kind sentence; null when nothing does. */
  sentence: string | null
  /** Of which items, by their key, she does less until somebody has spoken with her, in one sentence. */
  less: Readonly<Record<string, string>>
  /** Why this week's run is the one of the week before; null when it is not. */
  again: string | null
  /** After long silence: where the safety questions stand that she answers before she goes on; null while there was none. */
  askAfterSilence: string | null
  /** Some exercises or runs wait because of a safety answer. */
  held: boolean
  /** No run is planned, for whatever reason: an answer, a rule, or weeks without one. */
  runsWait: boolean
  items: TodayItem[]
  runs: TodayItem[]
  /** What she has run for another treatment, so that the run of today is not to be; null where she may run. */
  ranElsewhere: string | null
  /** "No single run above 8.8 km.", where today's run follows no stage; null while it is not known. */
  runCap: string | null
  /** At how much pain she stops a run; null without a program. */
  runLimit: string | null
  /**
   * What goes with each run, in the order of the program; empty on a day without one, unless the program plans no runs and
   * leaves them to her.
   */
  withRun: TodayItem[]
  /** Monday to Sunday. */
  week: WeekDay[]
  /** 0 for this week; entries reach back as far as two before it. */
  weeksBack: number
  ranYesterday: boolean
  /** Of days before today that are missing, the oldest first. */
  openMornings: readonly OpenMorning[]
  /** The hours after a session or a run that are asked for, the oldest first. */
  openHours: readonly HourQuestion[]
  done: Lately['done']
  /** What she measures distances in. */
  unit: DistanceUnit
  /** How many forms wait to be filled, about whichever treatment that goes on. */
  forms: number
}

export type TodayView = {
  name: string
  today: Day
  /** 0 to 23 on the patient's clock. */
  hour: number
  clinicPhone: string
  /** What a pain asks for that stops the plan, for a phone that saves it without a network. */
  severe: string
  cases: TodayCase[]
  /** What is still planned today in those that the page is not about, by their id. */
  planned: Readonly<Record<string, string>>
  /** Every treatment has ended. */
  ended: boolean
  /** What an open flag asks of her then; null without one. */
  words: WaitWords | null
  /** How many forms wait about treatments that have ended. */
  endedForms: number
  current: CaseToday | null
  /** The ids of her entries of the days that one may be about, whatever became of them. */
  saved: readonly string[]
}
