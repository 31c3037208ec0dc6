import type { Day } from '#lib/dates.ts'
import type { Reach } from '#lib/patients/reach/rules.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import type { CellName } from '#lib/programs/cells/schema.ts'
import type { DoseCells } from '#lib/programs/dose/schema.ts'
import type { BeginView } from '#lib/programs/entry/schema.ts'
import type { ImpactPermission } from '#lib/programs/permission/rules.ts'
import type { WeekAdvice } from '#lib/programs/progression/distance/schema.ts'
import type { NextStep } from '#lib/programs/progression/phase/schema.ts'
import type { SuggestionView } from '#lib/programs/progression/schema.ts'
import type { Blocker } from '#lib/programs/publishing/schema.ts'
import type { ProgramItem, ProgramPhase, Weekday } from '#lib/programs/schema.ts'
import type { SeenPhase } from '#lib/programs/seen/schema.ts'
import type { VersionChange } from '#lib/programs/version/schema.ts'

type Neighbor = { readonly id: string; readonly name: string }

/** One item as the builder shows it. */
export type BuilderItem = {
  readonly key: string
  readonly exerciseId: string
  readonly name: string
  /** "Front thigh, buttock" */
  readonly targets: string
  /** "for Leg press: no gym" */
  readonly replaced: string | null
  readonly cells: DoseCells
  readonly changed: readonly CellName[]
  readonly minutes: number
  readonly days: readonly Weekday[]
  readonly eachRun: boolean
  readonly perWeek: ProgramItem['perWeek']
  readonly fromWeek: number
  readonly untilWeek: number | null
  readonly optional: boolean
  readonly sides: ProgramItem['sides']
  /** Chosen for runs of the return to running; null without one. */
  readonly stage: number | null
  readonly mayHaveStage: boolean
  readonly note: string
  /** What the patient reads: the stage and the note. */
  readonly said: string
  readonly easier: Neighbor | null
  readonly harder: Neighbor | null
  /** Stopped by the flags of today. */
  readonly blocked: boolean
  /** What it needs and the person does not have: "mini band". */
  readonly lacking: readonly string[]
}

export type DayMinutes = { readonly day: Weekday; readonly minutes: number }

export type BuilderPhase = {
  readonly key: string
  readonly name: string
  readonly weeks: { readonly min: number; readonly max: number }
  readonly params: ProgramPhase['params']
  readonly items: readonly BuilderItem[]
  /** The fullest week of the phase. */
  readonly minutes: readonly DayMinutes[]
  /** What the phase needs before it begins, in prose; null for a phase of one's own. */
  readonly entry: string | null
  /** What the phase ends on, in prose; null for a phase of one's own. */
  readonly exit: string | null
  /** In what it asks for less than its template, as it stands now. */
  readonly less: readonly string[]
  readonly cautions: readonly { readonly name: string; readonly text: string }[]
}

export type PhaseLine = {
  readonly key: string
  readonly name: string
  readonly weeks: { readonly min: number; readonly max: number }
  /** Where the patient is in it, as published. */
  readonly state: 'done' | 'now' | 'later'
}

export type BuilderView = {
  readonly caseId: string
  readonly versionId: string
  readonly number: number
  /** Counts the saves. */
  readonly version: number
  /** "Today 14:02" */
  readonly saved: string
  readonly begunAt: Date
  readonly templateName: string | null
  readonly phases: readonly PhaseLine[]
  readonly phase: BuilderPhase
  /** The same as a save says it was seen. */
  readonly seen: SeenPhase
  readonly has: { readonly minutes: number | null; readonly days: readonly Weekday[] | null }
  /** Against the newest published version; null for the first version. */
  readonly changes: { readonly number: number; readonly list: readonly VersionChange[] } | null
  readonly publish: PublishView
}

/** What publishing asks and says. */
export type PublishView = {
  readonly blockers: readonly Blocker[]
  readonly today: string
  readonly phaseKey: string
  readonly programVersion: number
  /** Each phase, with what it asks for when the patient begins it with this version. */
  readonly begins: readonly BeginView[]
  /** Whether the examination permits running and jumping; otherwise they need a reason. */
  readonly impact: ImpactPermission
  /** Exercises that need a reason in pregnancy or after a birth, or until somebody has asked about it. */
  readonly careful: { readonly names: readonly string[]; readonly known: boolean }
  readonly first: boolean
  /** The newest version that waits to begin: one that begins before it takes its place. */
  readonly upcoming: ActiveProgram['upcoming']
  /** The accepted stop of running that holds: publishing asks whether it ends. */
  readonly runStopId: string | null
  /** On which days another treatment plans runs beside those of this version, in words; null where none does. */
  readonly runsElsewhere: string | null
  /** Phases with a day that is longer than she has. */
  readonly overlong: readonly string[]
  /** Who is told that the program is ready, if a message reaches her. */
  readonly patient: { readonly id: string; readonly reach: Reach }
}

/** A published version in the list of all. */
export type VersionLine = {
  number: number
  startsOn: Day
  publishedBy: string
  /** The one that holds today. */
  holds: boolean
  /** Why it was made, for the team. */
  note: string
  /** When it was last published as a draft: what a suggestion changed since was looked at in that exercise alone. */
  writtenAt: Date
  /** Phases that began while it held although their rules did not permit it, and why. */
  phases: readonly { on: Day; by: string; reason: string }[]
}

/** The program that runs, for the team. */
export type CurrentView = {
  number: number
  startsOn: Day
  /** It begins later; nothing runs yet, or an older one does. */
  upcoming: { number: number; startsOn: Day } | null
  phases: readonly PhaseLine[]
  phase: BuilderPhase
  hereKey: string
  phaseStartedOn: Day
  /** Of the phase that the patient is in, paused days left out. */
  week: number
  /** Which week of the plan the runs are in and why, in words; null where they follow the calendar. */
  runWeek: string | null
  paused: { since: string; reason: string } | null
  blockLevel: 'none' | 'impact' | 'programme'
  /** Since when another treatment of hers stops running here, too; null when none does. */
  runsStoppedSince: Day | null
  /** On which days another treatment plans runs beside those of the phase, in words; null where none does. */
  runsElsewhere: string | null
  /** What speaks by now against the running and jumping that is in it, in words. */
  impactAgainst: readonly string[]
  programVersion: number
}

export type ProgramPage = {
  caseId: string
  today: Day
  mayWrite: boolean
  closed: boolean
  draft: BuilderView | null
  current: CurrentView | null
  versions: readonly VersionLine[]
  /** Whether the next phase may begin. */
  next: NextStep | null
  /** The distance of this week; null below stage 10 and while running is stopped. */
  week: WeekAdvice | null
  /** Why more than now waits for the safety questions, in words; null when it does not. */
  stale: string | null
  /** What the rules advise after the logs: what waits, and what was decided lately. */
  suggestions: { open: readonly SuggestionView[]; past: readonly SuggestionView[] }
  /** Whether changes of dose apply themselves, by whose order and since when; null: they wait. */
  standing: { byName: string; since: string } | null
}
