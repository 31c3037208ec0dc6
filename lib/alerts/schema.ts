import { z } from 'zod'

const text = (missing: string) =>
  z.string().trim().min(3, missing).max(1000, 'Please use at most 1000 characters.')

export const acknowledgeInput = z.strictObject({
  alertId: z.uuid(),
  note: text('Please write in a sentence what you are going to do.'),
})
export const closeAlertInput = z.strictObject({
  alertId: z.uuid(),
  outcome: text('Please write in a sentence what came of it.'),
})
export type AcknowledgeInput = z.infer<typeof acknowledgeInput>
export type CloseAlertInput = z.infer<typeof closeAlertInput>

/** Gravest first, as clinical/review.md 3 has them. */
export const severities = ['urgent', 'act', 'watch', 'info'] as const
export type Severity = (typeof severities)[number]

export const severityWords: Record<Severity, string> = {
  urgent: 'Today',
  act: 'Within two days',
  watch: 'At the next review',
  info: 'To know',
}
