/** The shape of the contributing factors and patterns as data (clinical/factors.md). */

import type { LimitId } from '#lib/content/limits/index.ts'

/** In the order that breaks ties of the score (clinical/factors.md 2.5). */
export const groupIds = ['grp_load', 'grp_muscle', 'grp_technique', 'grp_impact', 'grp_recovery'] as const
export type GroupId = (typeof groupIds)[number]

/** Strongest first (clinical/factors.md 2). */
export const evidenceGrades = ['strong', 'moderate', 'weak', 'expert'] as const
export type Evidence = (typeof evidenceGrades)[number]

export type Level = 0 | 1 | 2 | 3

export interface GroupSpec {
  readonly id: GroupId
  readonly title: string
  /** What the group stands for. */
  readonly cause: string
}

export interface LevelRule {
  readonly level: 1 | 2 | 3
  readonly rule: string
}

export interface FactorSpec {
  readonly id: string
  readonly group: GroupId
  /** Short name for the physiotherapist's lists. Never shown to a patient. */
  readonly title: string
  readonly levels: readonly LevelRule[]
  readonly inputs: readonly string[]
  readonly evidence: Evidence
  /** What the grade rests on, with the numbers of sources.md. */
  readonly evidenceNote: string
  /** A limit in the rule is expert opinion [EO]. */
  readonly expertThreshold: boolean
  /** Only modifiable factors map to blocks of a program. */
  readonly modifiable: boolean
  readonly blocks: readonly string[]
  readonly advice: readonly string[]
}

/** Where `{value}` of a sentence comes from: when one of `when` made the rule true, the value of `show`. */
export interface SentenceValue {
  readonly when: readonly string[]
  readonly show: string
  readonly unit: string
  /** The id of the reference that it is measured by, for `{norm}`. */
  readonly norm?: string
}

/**
 * The explanation of a factor (clinical/factors.md 5). Placeholders in braces are input ids, `value` or `norm`; a part in
 * square brackets is left out when one of its placeholders has no value.
 */
export interface SentenceSpec {
  readonly factorId: string
  readonly text: string
  readonly values?: readonly SentenceValue[]
}

export interface AdviceSpec {
  readonly id: string
  readonly text: string
  /** Not given to a patient while a flag with a block is unresolved (clinical/factors.md 8.5). */
  readonly heldByBlock: boolean
}

export interface PatternPoint {
  /** Negative for what speaks against. */
  readonly points: number
  readonly rule: string
}

/** A pattern to consider (clinical/factors.md 7). Its points and threshold are expert opinion [EO]. */
export interface PatternSpec {
  readonly id: string
  readonly title: string
  /** "Clinical picture compatible with …", where the title alone is no condition. */
  readonly noun?: string
  readonly for: readonly PatternPoint[]
  readonly against: readonly PatternPoint[]
  readonly threshold: number
  readonly note: string
}

/** One row of the proposal of a main program (clinical/factors.md 8.2). */
export interface PlanRow {
  readonly row: number
  readonly rule: string
  /** Null: none is proposed, for the reason in `note`. */
  readonly program: string | null
  readonly note: string
}

export type BlockKind = 'strength' | 'flexibility' | 'gait' | 'routine'

/** A block and the rule that asks for it (clinical/factors.md 8.3). */
export interface BlockRule {
  readonly block: string
  readonly rule: string
  /** What it is for, where the rule does not say it. */
  readonly words?: string
}

export type KeepRunningRow = {
  readonly situation: string
  readonly rule: string
  /**
   * `percent` of the distance, a limit that a clinic may set (null: all of it), and `longest` of the longest run of the last 7
   * days; `extraRun`: one more, shorter run where there are 3 days of rest. Null: no continuous running, but back by stages.
   */
  readonly week: {
    readonly percent: LimitId | null
    readonly longest: number
    readonly extraRun: boolean
    readonly besides: readonly string[]
  } | null
}
