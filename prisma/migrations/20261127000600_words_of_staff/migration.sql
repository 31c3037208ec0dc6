-- What staff wrote about a patient and not for her stood in rows that she reads.

-- CreateTable
CREATE TABLE "IntakeReferral" (
    "intakeId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IntakeReferral_pkey" PRIMARY KEY ("intakeId")
);

-- CreateIndex
CREATE UNIQUE INDEX "IntakeReferral_clinicId_intakeId_patientId_key" ON "IntakeReferral"("clinicId", "intakeId", "patientId");

-- AddForeignKey
ALTER TABLE "IntakeReferral" ADD CONSTRAINT "IntakeReferral_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeReferral" ADD CONSTRAINT "IntakeReferral_clinicId_intakeId_patientId_fkey" FOREIGN KEY ("clinicId", "intakeId", "patientId") REFERENCES "Intake"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeReferral" ADD CONSTRAINT "IntakeReferral_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "IntakeReferral" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "IntakeReferral" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "IntakeReferral" TO stepwise_maintenance;
GRANT SELECT, INSERT ON "IntakeReferral" TO stepwise_app;
CREATE POLICY maintenance ON "IntakeReferral" TO stepwise_maintenance USING (true) WITH CHECK (true);
CREATE POLICY tenant ON "IntakeReferral" AS RESTRICTIVE TO stepwise_app
  USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
  WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);
CREATE POLICY referral_read ON "IntakeReferral" FOR SELECT TO stepwise_app USING (app_reads_intake("intakeId"));
CREATE POLICY referral_add ON "IntakeReferral" FOR INSERT TO stepwise_app
  WITH CHECK ("byId" = (SELECT app_account()) AND app_reads_intake("intakeId"));
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "IntakeReferral" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON "IntakeReferral" FOR EACH ROW EXECUTE FUNCTION write_own_name('byId');
ALTER TABLE "IntakeReferral" ADD CONSTRAINT reason_given CHECK (btrim(reason) <> '');

SET ROLE stepwise_maintenance;
INSERT INTO "IntakeReferral" ("intakeId", "clinicId", "patientId", reason, "byId", at)
SELECT i.id, i."clinicId", i."patientId", a."decisionReason", i."decidedById", i."decidedAt"
FROM "IntakeAnswers" a JOIN "Intake" i ON i."clinicId" = a."clinicId" AND i.id = a."intakeId"
WHERE btrim(a."decisionReason") <> '' AND i."decidedById" IS NOT NULL AND i."decidedAt" IS NOT NULL;
RESET ROLE;
-- AlterTable
ALTER TABLE "IntakeAnswers" DROP COLUMN "decisionReason";

-- Answers rest once the form is sent, with all that came with them; the form itself can only move on, and a physio decides it.
CREATE OR REPLACE FUNCTION keep_when_submitted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE asks boolean := current_user = 'stepwise_app';
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '% is never deleted', TG_TABLE_NAME USING ERRCODE = 'SW001'; END IF;
  IF TG_TABLE_NAME = 'IntakeAnswers' THEN
    IF (NEW.answers IS DISTINCT FROM OLD.answers OR (asks AND NEW IS DISTINCT FROM OLD))
       AND EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = OLD."clinicId" AND i.id = OLD."intakeId" AND i.status <> 'draft') THEN
      RAISE EXCEPTION 'a submitted intake is kept' USING ERRCODE = 'SW001';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.status = 'accepted' AND NEW.status <> 'accepted') OR (OLD.status <> 'draft' AND NEW.status = 'draft')
     OR NEW."patientId" <> OLD."patientId" THEN
    RAISE EXCEPTION 'an intake only moves on' USING ERRCODE = 'SW001';
  END IF;
  IF NOT asks THEN RETURN NEW; END IF;
  IF OLD.status <> 'draft'
     AND (NEW."submittedAt", NEW."savedAt", NEW."filledById") IS DISTINCT FROM (OLD."submittedAt", OLD."savedAt", OLD."filledById") THEN
    RAISE EXCEPTION 'a submitted intake is kept' USING ERRCODE = 'SW001';
  END IF;
  IF ((NEW.status <> OLD.status AND NEW.status <> 'submitted')
        OR (NEW."assigneeId", NEW."decidedById", NEW."decidedAt") IS DISTINCT FROM (OLD."assigneeId", OLD."decidedById", OLD."decidedAt"))
     AND NOT app_has_role('physio') THEN
    RAISE EXCEPTION 'a physio decides' USING ERRCODE = 'SW001';
  END IF;
  IF OLD.status IN ('accepted', 'referred')
     AND (NEW.status, NEW."decidedById", NEW."decidedAt") IS DISTINCT FROM (OLD.status, OLD."decidedById", OLD."decidedAt") THEN
    RAISE EXCEPTION 'a decision is kept' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;

-- What an admin wrote about a request stands with one that is done: the patient reads the open ones, and of the others when, and
-- what she was answered.
ALTER POLICY request_read ON "RecordRequest"
  USING ((SELECT app_has_role('admin')) OR ("patientId" = (SELECT app_patient()) AND "doneAt" IS NULL));
CREATE FUNCTION own_record_requests(most int) RETURNS TABLE (id uuid, kind "RecordRequestKind", "askedAt" timestamptz, "doneAt" timestamptz, answer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, r.kind, r."askedAt", r."doneAt", r.answer FROM "RecordRequest" r
  WHERE r."clinicId" = app_clinic() AND r."patientId" = app_patient() ORDER BY r."askedAt" DESC, r.id DESC LIMIT most
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_record_requests(int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_record_requests(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_record_requests(int) TO stepwise_app, stepwise_maintenance;
