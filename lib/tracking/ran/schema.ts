import type { Day } from '#lib/dates.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

/** A run that the patient entered; `knee`: of which treatment, null for somebody who has one. */
export type Ran = {
  readonly caseId: string
  readonly knee: string | null
  readonly day: Day
  readonly km: number
  readonly unit: DistanceUnit
}
