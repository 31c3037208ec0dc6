import type { CaseSide, CaseStatus } from '#lib/cases/schema.ts'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import type { Day } from '#lib/dates.ts'
import type { OutcomeInput } from '../schema.ts'

/** A pack in use, without its texts. */
export type PackRef = {
  readonly id: string
  readonly measure: MeasureId
  readonly language: string
  readonly options: readonly string[]
}

export type StoredMode = 'self' | 'interview' | 'paper'

/** How an administration came about; those of the intake and of review forms are part of these forms. */
export type Origin =
  | {
      readonly kind: 'entry'
      readonly mode: StoredMode
      readonly by: string | null
      readonly language: string
      /** Staff wrote it down; a form in the patient's own hand was put right by them. */
      readonly onBehalf: boolean
      /** The texts that it was filled with, in use or not; null of one from paper. */
      readonly packId: string | null
    }
  | { readonly kind: 'form' }

/** Everything about the outcome measures of one case. */
export type OutcomeRecord = {
  readonly caseId: string
  readonly patientId: string
  readonly side: CaseSide
  readonly status: CaseStatus
  readonly zone: string
  readonly today: Day
  readonly closedOn: Day | null
  readonly input: OutcomeInput
  readonly packs: readonly PackRef[]
  /** The activities that the patient named, by item id of `psfs`. */
  readonly activities: Readonly<Record<string, string>>
  readonly origins: ReadonlyMap<string, Origin>
  readonly symptomWeeks: number | null
}
