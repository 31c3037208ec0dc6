import { Prisma } from '#prisma/generated/client.ts'

/** By question, what a patient agrees to now: by her newest sent form that answers it, or by what was said after that. */
export const standingConsentsSql = (patientId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`COALESCE((SELECT jsonb_object_agg(s.question, s.answer) FROM standing_consents(${patientId}) s), '{}')`

/** The same beside a form (`a` of "IntakeAnswers"), whose own answers count where it was signed later, though it was not sent yet. */
export const consentsBesideSql = (patientId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`COALESCE((SELECT jsonb_object_agg(s.question, s.answer) FROM standing_consents(${patientId}) s
    WHERE (s.at < a."consentAt" AND a.answers ->> s.question IN ('yes', 'no')) IS NOT TRUE), '{}')`

/** Whether the patient of "Case" `c` wants no reminders. */
export const wantsNoRemindersSql = Prisma.sql`EXISTS (SELECT 1 FROM standing_consents(c."patientId") s
  WHERE s.question = 'consent_messages' AND s.answer = 'no')`
