-- A form that was referred on by mistake is so no more: the referral stays, with who took it back, when and why.
ALTER TYPE "FlagResponseKind" ADD VALUE 'not_referred';

ALTER TABLE "IntakeReferral" ADD COLUMN id UUID, ADD COLUMN "takenBackAt" TIMESTAMPTZ(6), ADD COLUMN "takenBackById" UUID, ADD COLUMN "takenBackReason" TEXT;
ALTER TABLE "IntakeReferral" DISABLE TRIGGER kept;
SET ROLE stepwise_maintenance;
UPDATE "IntakeReferral" SET id = uuid_v7();
RESET ROLE;
ALTER TABLE "IntakeReferral" ENABLE TRIGGER kept;
ALTER TABLE "IntakeReferral" ALTER COLUMN id SET NOT NULL;
ALTER TABLE "IntakeReferral" DROP CONSTRAINT "IntakeReferral_pkey", ADD CONSTRAINT "IntakeReferral_pkey" PRIMARY KEY (id);
DROP INDEX "IntakeReferral_clinicId_intakeId_patientId_key";
CREATE UNIQUE INDEX "IntakeReferral_clinicId_id_key" ON "IntakeReferral"("clinicId", "id");
CREATE INDEX "IntakeReferral_clinicId_intakeId_idx" ON "IntakeReferral"("clinicId", "intakeId");
CREATE UNIQUE INDEX one_standing_referral ON "IntakeReferral" ("clinicId", "intakeId") WHERE "takenBackAt" IS NULL;
ALTER TABLE "IntakeReferral" ADD CONSTRAINT "IntakeReferral_clinicId_takenBackById_fkey" FOREIGN KEY ("clinicId", "takenBackById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "IntakeReferral"
  ADD CONSTRAINT taken_back_has_name CHECK (num_nulls("takenBackAt", "takenBackById", "takenBackReason") IN (0, 3)),
  ADD CONSTRAINT taken_back_reason_given CHECK (length(btrim("takenBackReason")) BETWEEN 3 AND 1000);

GRANT UPDATE ("takenBackAt", "takenBackById", "takenBackReason") ON "IntakeReferral" TO stepwise_app;
CREATE POLICY referral_change ON "IntakeReferral" FOR UPDATE TO stepwise_app
  USING (app_answers_for("intakeId")) WITH CHECK ("takenBackById" = (SELECT app_account()) AND app_answers_for("intakeId"));
DROP TRIGGER kept ON "IntakeReferral";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "IntakeReferral" FOR EACH ROW
  EXECUTE FUNCTION keep_as_written('takenBackAt', 'takenBackById', 'takenBackReason');
CREATE TRIGGER keep_once_written BEFORE UPDATE ON "IntakeReferral" FOR EACH ROW
  EXECUTE FUNCTION keep_once_written('takenBackAt', 'takenBackById', 'takenBackReason');
DROP TRIGGER own_name ON "IntakeReferral";
CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON "IntakeReferral" FOR EACH ROW EXECUTE FUNCTION write_own_name('byId', 'takenBackById');

-- A form whose referral was taken back is again what it was: sent, or a draft. Nothing else of a decision changes.
CREATE OR REPLACE FUNCTION keep_when_submitted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asks boolean := current_user = 'stepwise_app';
  back boolean := false;
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '% is never deleted', TG_TABLE_NAME USING ERRCODE = 'SW001'; END IF;
  IF TG_TABLE_NAME = 'IntakeAnswers' THEN
    IF (NEW.answers IS DISTINCT FROM OLD.answers OR (asks AND NEW IS DISTINCT FROM OLD))
       AND EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = OLD."clinicId" AND i.id = OLD."intakeId" AND i.status <> 'draft') THEN
      RAISE EXCEPTION 'a submitted intake is kept' USING ERRCODE = 'SW001';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status = 'referred' AND NEW.status IN ('draft', 'submitted') THEN
    back := (NEW.status = 'draft') = (OLD."submittedAt" IS NULL) AND num_nonnulls(NEW."decidedById", NEW."decidedAt") = 0
      AND EXISTS (SELECT 1 FROM "IntakeReferral" r WHERE r."clinicId" = OLD."clinicId" AND r."intakeId" = OLD.id)
      AND NOT EXISTS (SELECT 1 FROM "IntakeReferral" r WHERE r."clinicId" = OLD."clinicId" AND r."intakeId" = OLD.id AND r."takenBackAt" IS NULL);
  END IF;
  IF (OLD.status = 'accepted' AND NEW.status <> 'accepted') OR (OLD.status <> 'draft' AND NEW.status = 'draft' AND NOT back)
     OR NEW."patientId" <> OLD."patientId" THEN
    RAISE EXCEPTION 'an intake only moves on' USING ERRCODE = 'SW001';
  END IF;
  IF NOT asks THEN RETURN NEW; END IF;
  IF OLD.status <> 'draft'
     AND (NEW."submittedAt", NEW."savedAt", NEW."filledById", NEW."sentByPatient", NEW."consentAge")
       IS DISTINCT FROM (OLD."submittedAt", OLD."savedAt", OLD."filledById", OLD."sentByPatient", OLD."consentAge") THEN
    RAISE EXCEPTION 'a submitted intake is kept' USING ERRCODE = 'SW001';
  END IF;
  IF ((NEW.status <> OLD.status AND NEW.status <> 'submitted')
        OR (NEW."assigneeId", NEW."decidedById", NEW."decidedAt") IS DISTINCT FROM (OLD."assigneeId", OLD."decidedById", OLD."decidedAt"))
     AND (NOT app_has_role('physio') OR NEW."patientId" IS NOT DISTINCT FROM app_patient()) THEN
    RAISE EXCEPTION 'a physio decides' USING ERRCODE = 'SW001';
  END IF;
  IF app_has_role('admin') AND NOT app_has_role('physio') AND NEW."patientId" IS DISTINCT FROM app_patient()
     AND (NEW.status, NEW."submittedAt", NEW."savedAt", NEW."filledById", NEW."sentByPatient", NEW."consentAge")
       IS DISTINCT FROM (OLD.status, OLD."submittedAt", OLD."savedAt", OLD."filledById", OLD."sentByPatient", OLD."consentAge") THEN
    RAISE EXCEPTION 'an admin fills in no form' USING ERRCODE = 'SW001';
  END IF;
  IF OLD.status IN ('accepted', 'referred') AND NOT back
     AND (NEW.status, NEW."decidedById", NEW."decidedAt") IS DISTINCT FROM (OLD.status, OLD."decidedById", OLD."decidedAt") THEN
    RAISE EXCEPTION 'a decision is kept' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;

-- A flag that nobody has answered but with a referral that was taken back waits for an answer again.
CREATE FUNCTION keep_answer_of_flag() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'stepwise_app' OR OLD."respondedAt" IS NULL OR NEW."respondedAt" IS NOT DISTINCT FROM OLD."respondedAt" THEN
    RETURN NEW;
  END IF;
  IF NEW."respondedAt" IS NOT NULL OR NEW."resolvedAt" IS NOT NULL OR NOT EXISTS (
       SELECT 1 FROM "IntakeReferral" r WHERE r."clinicId" = OLD."clinicId" AND r."intakeId" = OLD."intakeId"
         AND r.at = OLD."respondedAt" AND r."takenBackAt" IS NOT NULL)
     OR EXISTS (SELECT 1 FROM "FlagResponse" x WHERE x."clinicId" = OLD."clinicId" AND x."flagRowId" = OLD.id
         AND x.at >= OLD."respondedAt" AND x.kind::text NOT IN ('referred', 'not_referred')) THEN
    RAISE EXCEPTION 'an answer of a flag is kept' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER keep_once_written ON "RedFlag";
CREATE TRIGGER keep_once_written BEFORE UPDATE ON "RedFlag" FOR EACH ROW
  EXECUTE FUNCTION keep_once_written('caseId', 'resolvedAt', 'visitedAt', 'supersededAt');
CREATE TRIGGER keep_answer BEFORE UPDATE ON "RedFlag" FOR EACH ROW EXECUTE FUNCTION keep_answer_of_flag();
