import { isDay, startOfDay } from '#lib/dates.ts'
import { DAYS_BACK } from '#lib/tracking/entries/schema.ts'
import { DRAWN, WAITED } from './result.ts'

const LONGEST_S = DAYS_BACK * 86_400

type Sender = { patientId: string | null; ownZone: string }

/**
 * When a form was sent: now, or as long ago as it says that it waited on the phone of its patient, whose clock may be wrong but
 * measures well, unless it is set meanwhile: never before the day on which its page was drawn. Never refused, so that no danger that
 * is told with it goes unheard: what no phone says is now, or the longest.
 */
export function enteredAt(form: FormData, { patientId, ownZone }: Sender, now: Date): Date {
  const waited = Number(form.get(WAITED) ?? 0)
  if (patientId === null || Number.isNaN(waited)) return now
  const sent = now.getTime() - Math.round(Math.min(LONGEST_S, Math.max(0, waited))) * 1000
  const drawn = form.get(DRAWN)
  const first = typeof drawn === 'string' && isDay(drawn) ? startOfDay(drawn, ownZone).getTime() : 0
  return new Date(Math.min(now.getTime(), Math.max(sent, first)))
}

/** How long an entry waited, for its row in the audit trail; nothing for one that came at once. */
export function waitedOf(now: Date, entered: Date): { waited?: number } {
  const waited = Math.round((now.getTime() - entered.getTime()) / 1000)
  return waited > 0 ? { waited } : {}
}
