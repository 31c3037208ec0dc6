import { z } from 'zod'
import type { Day } from '#lib/dates.ts'

/** What a job may hold: ids, never what is in a record. */
export const alertRoundJob = z.strictObject({ clinicId: z.uuid() })
export const scoreJob = z.strictObject({ clinicId: z.uuid(), scoreId: z.uuid() })

export const jobNames = {
  due: 'alert_rounds_due',
  round: 'alert_round',
  standing: 'standing_orders',
  overdue: 'overdue_flags',
  /** Queued by `queue_alerts_of_score`, with the score. */
  score: 'alerts_of_score',
} as const

/** Where a clinic stands: the day of its last finished round of alerts. */
export type ClinicRound = { readonly clinicId: string; readonly zone: string; readonly lastDay: Day | null }
