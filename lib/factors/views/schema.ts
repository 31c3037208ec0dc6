import type { GroupBand } from '#lib/content/factors/groups.ts'
import type { Evidence, GroupId } from '#lib/content/factors/types.ts'
import type { FactorResponseKind } from '#lib/factors/responses/schema.ts'
import type { FactorStatus, PatternStatus } from '#lib/factors/schema.ts'
import type { MissingView } from '#lib/factors/words/rules.ts'
import type { WhyLine } from '#lib/flags/cards/rules.ts'

/** Factors and patterns as screens of the clinic show them; plain JSON, never for a patient. */
export type InputView = { id: string; label: string; answer: string; from: string; given: boolean }

export type RuleView = {
  level: number
  text: string
  state: 'met' | 'not_met' | 'not_assessed'
  side: 'left' | 'right' | null
  why: WhyLine[]
}

export type FactorView = {
  id: string
  title: string
  group: GroupId
  status: FactorStatus
  level: number | null
  points: number
  evidence: Evidence
  evidenceNote: string
  modifiable: boolean
  side: 'left' | 'right' | null
  /** The explanation with its values; null when a value is not known. */
  sentence: string | null
  rules: RuleView[]
  inputs: InputView[]
  missing: MissingView[]
  mayBeHigher: MissingView[]
  blocks: string[]
}

export type GroupView = {
  id: GroupId
  title: string
  cause: string
  score: number
  band: GroupBand
  /** Level 1 and more, most points first. */
  found: FactorView[]
  absent: FactorView[]
  notAssessed: FactorView[]
  /** "12 tests, 2 answers"; empty when nothing is missing. */
  needs: string
}

export type PatternPointView = { points: number; state: RuleView['state']; text: string; why: WhyLine[] }

export type PatternView = {
  id: string
  title: string
  status: PatternStatus
  score: number
  threshold: number
  side: 'left' | 'right' | null
  note: string
  fits: PatternPointView[]
  fitsNot: PatternPointView[]
  missing: MissingView[]
}

export type ResponseView = {
  kind: FactorResponseKind
  words: string
  level: number
  /** A dismissal since which, or at which, the rules rated the factor as absent. */
  outlived: boolean
  text: string
  by: string
  at: string
  atText: string
}

export type ChangeView = {
  sinceText: string
  /** What the rules, or the limits of the clinic in them, were and are. */
  rules: string[]
  factors: { id: string; title: string; from: string; to: string; inputs: string[] }[]
  patterns: { id: string; title: string; from: string; to: string }[]
}
