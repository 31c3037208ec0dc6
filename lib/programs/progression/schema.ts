import type { DayNumber } from '#lib/dates.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { Amount } from '#lib/tracking/results/schema.ts'

/** What a rule advises. `stop` pauses running until a clinician ends the pause. */
const advices = ['stop', 'regress', 'hold', 'progress'] as const
export type Advice = (typeof advices)[number]

/** What accepting would change. */
export type Change =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'dose'
      readonly from: Amount
      readonly to: Amount
      readonly note: string | null
      /** Begins the next loop of the load ladder. */
      readonly raisesLoad: boolean
      /** Takes the beginning of a loop back. */
      readonly lowersLoad?: boolean
    }
  | { readonly kind: 'swap'; readonly from: string; readonly to: string }
  /** The exercise is taken out: no easier one is known. */
  | { readonly kind: 'remove'; readonly exerciseId: string }
  | { readonly kind: 'stage'; readonly from: number; readonly to: number }
  | { readonly kind: 'phase'; readonly from: string; readonly to: string }
  | { readonly kind: 'pause_running' }

/** One decision of the rules, with everything it rests on: plain JSON, kept as it was. */
export type Decision = {
  /** `r_ex_…`, `r_run_…`, `r_phase_next`. */
  readonly ruleId: string
  readonly advice: Advice
  /** The rule as written. */
  readonly rule: string
  /** The values that the rule read. */
  readonly inputs: readonly { readonly id: string; readonly value: RuleValue }[]
  readonly change: Change
  /** For the physio, with the numbers: "17 repetitions instead of 15". */
  readonly text: string
  /** For the patient, in one kind sentence; before the physio has decided it promises nothing. */
  readonly sentence: string
  /** The same once the change holds. */
  readonly sentenceApplied: string
  /** Never applied without the physio, whatever the setting (clinical/programmes.md 3.1). */
  readonly needsPhysio: boolean
}

/** Answers and findings that slow progress or stop a part of it (clinical/programmes.md 3.4). */
export type Modifiers = {
  /** 2, or 3 with `hold_bias` (not assessed counts as yes). */
  readonly needN: number
  /** Also while the age is not known. */
  readonly plyoBlocked: boolean
  readonly runLoadBlocked: boolean
  /** Also while it is not known. */
  readonly pregnancyOrBirth: boolean
  readonly pregnant: boolean
  /** What is still to be asked, and holds back meanwhile. */
  readonly notKnown: readonly ('age' | 'pregnancy')[]
  /** What holds not by what was told in this treatment, so that its team is not told what it is. */
  readonly heldElsewhere?: readonly HeldCause[]
}

/** What holds: the running load, jumps, what is done lying. */
export type HeldCause = 'load' | 'birth' | 'pregnancy'

export type ToldKind = 'pregnancy' | 'recent_birth' | 'reds'

/** What holds back the load in each of her treatments, told in another one, and on which days. */
export type ToldElsewhere = {
  readonly kind: ToldKind
  readonly from: DayNumber
  readonly to: DayNumber | null
}

/** A decision on a page, and what became of it. */
export type SuggestionView = {
  id: string
  state: 'open' | 'accepted' | 'changed' | 'declined' | 'noted' | 'superseded'
  advice: Advice
  /** Name of the exercise, "Running" or "Phase". */
  name: string
  text: string
  ruleId: string
  rule: string
  inputs: { id: string; value: RuleValue }[]
  /** May be taken over with one press. */
  acceptable: boolean
  dayText: string
  /** "Anna Berger, today 10:12"; null while it waits. */
  answered: string | null
  reason: string
  /** By the standing order of who is named in `answered`. */
  itself: boolean
}
