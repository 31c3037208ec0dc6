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
  seen,
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

/** What asks for somebody again: it is counted, because some of it comes with no entry. */
export const askingKinds = ['raised', 'again'] as const

type Asking = { severity: Severity; sourceId: string | null; asked: number }

/**
 * Names how grave an alert is, the newest entry behind it and how often it asked again: it changes when the alert asks for somebody
 * once more.
 */
export const seenOf = ({ severity, sourceId, asked }: Asking): string =>
  [severity, sourceId, asked || null].filter((part) => part !== null).join(' ')

export const severityWords: Record<Severity, string> = {
  urgent: 'Today',
  act: 'Within two days',
  watch: 'At the next review',
  info: 'To know',
}
