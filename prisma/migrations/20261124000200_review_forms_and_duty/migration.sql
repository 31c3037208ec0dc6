-- CreateEnum
CREATE TYPE "IntakeKind" AS ENUM ('intake', 'review_form');

-- AlterTable
ALTER TABLE "Intake" ADD COLUMN     "caseId" UUID,
ADD COLUMN     "kind" "IntakeKind" NOT NULL DEFAULT 'intake';

-- CreateIndex
CREATE INDEX "ExerciseLog_clinicId_itemId_idx" ON "ExerciseLog"("clinicId", "itemId");

-- CreateIndex
CREATE INDEX "Intake_clinicId_caseId_idx" ON "Intake"("clinicId", "caseId");

-- CreateIndex
CREATE INDEX "SessionLog_clinicId_versionId_idx" ON "SessionLog"("clinicId", "versionId");

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "Intake" ADD CONSTRAINT review_form_has_case CHECK ((kind = 'review_form') = ("caseId" IS NOT NULL));

-- One alert for one entry, however often the entry is sent.
CREATE UNIQUE INDEX once_per_entry ON "Alert" ("clinicId", "caseId", "alertId", "sourceId") WHERE "sourceId" IS NOT NULL;

-- A review form is read by the care team, at every state; an intake by every physio until it is accepted.
CREATE OR REPLACE FUNCTION app_reads_intake(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT app_has_role('physio') AND (
    EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = app_clinic() AND i.id = wanted
              AND ((i.kind = 'intake' AND i.status <> 'accepted') OR i."caseId" IN (SELECT app_readable_cases())))
    OR EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."intakeId" = wanted AND c.id IN (SELECT app_readable_cases())))
$$;

-- Tells whoever is on duty, at once: the clinic's duty physio, or without one every active physio. The asker (a patient, a
-- link holder) learns neither who that is nor where they can be reached.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;
CREATE FUNCTION queue_duty_mail(mail_subject text, mail_text text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text)
  SELECT uuid_v7(), a."clinicId", a.email, mail_subject, mail_text
  FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
  WHERE c.id = app_clinic() AND app_duty() = 'safety' AND a.status = 'active' AND 'physio' = ANY (a.roles)
    AND (c."dutyAccountId" = a.id OR NOT EXISTS (
      SELECT 1 FROM "Account" d WHERE d.id = c."dutyAccountId" AND d.status = 'active' AND 'physio' = ANY (d.roles)))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION queue_duty_mail(text, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION queue_duty_mail(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_duty_mail(text, text) TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer ON "Mail" FOR INSERT TO stepwise_definer WITH CHECK (true);
GRANT INSERT ON "Mail" TO stepwise_definer;
