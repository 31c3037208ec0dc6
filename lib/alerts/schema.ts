import { z } from 'zod'

const text = (missing: string) =>
  z.string().trim().min(3, missing).max(1000, 'Please use at most 1000 characters.')

/** What the page shows of it (`seenOf`). */
const seen = z.string().max(80)

export const acknowledgeInput = z.strictObject({
  alertId: z.uuid(),
  seen,
  note: text('Please write in a sentence what you are going to do.'),
})
export const snoozeInput = z.strictObject({
  alertId: z.uuid(),
  until: z.iso.date('Choose a day.'),
  reason: text('Please write in a sentence why it can wait.'),
})
export const handOverAlertInput = z.strictObject({
  alertId: z.uuid(),
  toId: z.uuid('Choose somebody of the care team.'),
  note: text('Please write in a sentence what is to be done.'),
})
export const closeAlertInput = z.strictObject({
  alertId: z.uuid(),
  seen,
  outcome: text('Please write in a sentence what came of it.'),
})
export type AcknowledgeInput = z.infer<typeof acknowledgeInput>
export type SnoozeInput = z.infer<typeof snoozeInput>
export type HandOverAlertInput = z.infer<typeof handOverAlertInput>
export type CloseAlertInput = z.infer<typeof closeAlertInput>

/** Gravest first, as clinical/review.md 3 has them. */
export const severities = ['urgent', 'act', 'watch', 'info'] as const
export type Severity = (typeof severities)[number]

/** Names how grave an alert is and the newest entry behind it: it changes when the alert asks for somebody again. */
export const seenOf = ({ severity, sourceId }: { severity: Severity; sourceId: string | null }): string =>
  `${severity} ${sourceId ?? ''}`.trim()

export const severityWords: Record<Severity, string> = {
  urgent: 'Today',
  act: 'Within two days',
  watch: 'At the next review',
  info: 'To know',
}
