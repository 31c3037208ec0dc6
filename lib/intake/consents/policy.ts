import { Prisma } from '#prisma/generated/client.ts'

/** Whose words they are, and the moment of the form that they come after; null stands for no form. */
type After = { clinic: Prisma.Sql; patient: Prisma.Sql; since: Prisma.Sql }

const after = ({ clinic, patient, since }: After): Prisma.Sql =>
  Prisma.sql`s."clinicId" = ${clinic} AND s."patientId" = ${patient} AND s.at > COALESCE(${since}, '-infinity')`

/** By question, the newest answer that a patient gave after a form. */
export const saidSinceSql = (of: After): Prisma.Sql => Prisma.sql`COALESCE((
  SELECT jsonb_object_agg(x.question, x.answer) FROM (
    SELECT DISTINCT ON (s.question) s.question, s.answer FROM "ConsentChange" s WHERE ${after(of)}
    ORDER BY s.question, s.at DESC, s.id DESC) x), '{}')`

/** Of "Case" `c` and the form that it came out of. */
const ofCase: After = {
  clinic: Prisma.sql`c."clinicId"`,
  patient: Prisma.sql`c."patientId"`,
  since: Prisma.sql`(SELECT n."consentAt" FROM "IntakeAnswers" n WHERE n."clinicId" = c."clinicId" AND n."intakeId" = c."intakeId")`,
}

export const caseSaidSinceSql = saidSinceSql(ofCase)

/** Whether the patient of "Case" `c` wants no reminders: by what she said last, else by her form. */
export const wantsNoRemindersSql = Prisma.sql`(COALESCE(
  (SELECT s.answer FROM "ConsentChange" s WHERE ${after(ofCase)} AND s.question = 'consent_messages'
    ORDER BY s.at DESC, s.id DESC LIMIT 1),
  (SELECT n.answers ->> 'consent_messages' FROM "IntakeAnswers" n
    WHERE n."clinicId" = c."clinicId" AND n."intakeId" = c."intakeId"), '') = 'no')`
