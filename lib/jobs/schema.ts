import { z } from 'zod'

/** What a job may hold: ids, never what is in a record. */
export const alertRoundJob = z.strictObject({ clinicId: z.uuid() })

export const jobNames = {
  due: 'alert_rounds_due',
  round: 'alert_round',
  standing: 'standing_orders',
} as const
