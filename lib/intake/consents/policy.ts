import { Prisma } from '#prisma/generated/client.ts'

/** By question, what a patient agrees to now: by her newest form that answers it, or by what was said after that. */
export const standingConsentsSql = (patientId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`COALESCE((SELECT jsonb_object_agg(s.question, s.answer) FROM standing_consents(${patientId}) s), '{}')`

/** Whether the patient of "Case" `c` wants no reminders. */
export const wantsNoRemindersSql = Prisma.sql`EXISTS (SELECT 1 FROM standing_consents(c."patientId") s
  WHERE s.question = 'consent_messages' AND s.answer = 'no')`
