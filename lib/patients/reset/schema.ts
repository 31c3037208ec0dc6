/** A link to a new password, shown once: PostgreSQL keeps its hash, and no message holds it. */
export type ResetShown = {
  patientId: string
  url: string
  qr: { path: string; size: number }
  minutes: number
}
