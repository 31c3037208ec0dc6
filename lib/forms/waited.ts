import { WAITED } from './result.ts'

/** 14 days, as long as an entry may be about a day. */
const LONGEST_S = 1_209_600

/**
 * When a form was sent: now, or as long ago as it says that it waited on the phone of its patient, whose clock may be wrong but
 * measures well. Never refused, so that no danger that is told with it goes unheard: what no phone says is now, or the longest.
 */
export function enteredAt(form: FormData, { patientId }: { patientId: string | null }, now: Date): Date {
  const waited = Number(form.get(WAITED) ?? 0)
  if (patientId === null || Number.isNaN(waited)) return now
  return new Date(now.getTime() - Math.round(Math.min(LONGEST_S, Math.max(0, waited))) * 1000)
}

/** How long an entry waited, for its row in the audit trail; nothing for one that came at once. */
export function waitedOf(now: Date, entered: Date): { waited?: number } {
  const waited = Math.round((now.getTime() - entered.getTime()) / 1000)
  return waited > 0 ? { waited } : {}
}
