import type { CaseStatus } from '#lib/cases/schema.ts'
import type { Day } from '#lib/dates.ts'

/** How a case stands to the form before its planned review. */
export type ReviewAsking = {
  readonly caseId: string
  readonly patientId: string
  readonly status: CaseStatus
  /** The planned review; null when none is planned. */
  readonly reviewOn: Day | null
  /** In the patient's zone. */
  readonly today: Day
  readonly zone: string
  /** The newest whole form that was sent since the form is asked for, by whoever. */
  readonly answeredId: string | null
  readonly answeredAt: Date | null
  /** Of her open cases with a review on this day the first: all of them are asked about by one message. */
  readonly firstCaseId: string
  /** How many these are: a review that joins them later is told of too. */
  readonly casesOfDay: number
}

/** Why a form that the patient began is not open any more. */
export type Closed = 'answered' | 'reviewed' | 'moved' | 'ended'

/** What a physio reads of the form before the planned review; null while it is not time for it. */
export type ReviewFormState = {
  waits: boolean
  /** "asked, not answered yet", "answered by the patient yesterday". */
  text: string
  /** Where the answers stand that there are. */
  href: string | null
}
