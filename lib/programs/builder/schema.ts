import type { Reach } from '#lib/patients/reach/rules.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import type { CellName } from '#lib/programs/cells/schema.ts'
import type { DoseCells } from '#lib/programs/dose/schema.ts'
import type { BeginView } from '#lib/programs/entry/schema.ts'
import type { ImpactPermission } from '#lib/programs/permission/rules.ts'
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
  /** Who is told that the program is ready, if a message reaches her. */
  readonly patient: { readonly id: string; readonly reach: Reach }
}
