import { z } from 'zod'

/** `mail` sends the link; `print` only shows it, once, as an address and a QR code. */
export const sendIntakeLinkInput = z.strictObject({
  patientId: z.uuid(),
  how: z.enum(['mail', 'print'], 'Choose mail or print.'),
})
export type SendIntakeLinkInput = z.output<typeof sendIntakeLinkInput>

export const revokeIntakeLinkInput = z.strictObject({ linkId: z.uuid() })
export type RevokeIntakeLinkInput = z.output<typeof revokeIntakeLinkInput>

/** What the member of staff who made a link sees, this one time. */
export type IntakeLinkShown = {
  intakeId: string
  linkId: string
  /** "Tue 8 Dec" */
  until: string
  expiresAt: string
  mailedTo: string | null
  /** Whether a mail server sends it; else it waits in the outbox. */
  sends: boolean
  /** Of the clinic, for whoever has a question about the form. */
  phone: string
  /**
   * The address, with the path of the dark cells of its QR code, in units of one cell, and how many cells a side has; null where
   * it is for the patient alone.
   */
  address: { url: string; qr: { path: string; size: number } } | null
}
