-- Staff saved a part of a form, and the patient answered the rest and sent it: it is hers, with their help.
ALTER TABLE "Intake" ADD COLUMN "sentByPatient" BOOLEAN NOT NULL DEFAULT false;
-- The age of consent that the clinic had when a form was sent: who signed it then stays who had to sign it.
ALTER TABLE "Intake" ADD COLUMN "consentAge" INTEGER CONSTRAINT consent_age CHECK ("consentAge" BETWEEN 16 AND 18);
SET ROLE stepwise_maintenance;
UPDATE "Intake" i SET "consentAge" = k."consentAge" FROM "Clinic" k
WHERE k.id = i."clinicId" AND i.kind = 'intake' AND i."submittedAt" IS NOT NULL;
RESET ROLE;

-- As before, and both are kept once a form was sent.
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
     AND (NEW."submittedAt", NEW."savedAt", NEW."filledById", NEW."sentByPatient", NEW."consentAge")
       IS DISTINCT FROM (OLD."submittedAt", OLD."savedAt", OLD."filledById", OLD."sentByPatient", OLD."consentAge") THEN
    RAISE EXCEPTION 'a submitted intake is kept' USING ERRCODE = 'SW001';
  END IF;
  IF ((NEW.status <> OLD.status AND NEW.status <> 'submitted')
        OR (NEW."assigneeId", NEW."decidedById", NEW."decidedAt") IS DISTINCT FROM (OLD."assigneeId", OLD."decidedById", OLD."decidedAt"))
     AND NOT app_has_role('physio') THEN
    RAISE EXCEPTION 'a physio decides' USING ERRCODE = 'SW001';
  END IF;
  IF app_has_role('admin') AND NOT app_has_role('physio') AND NEW."patientId" IS DISTINCT FROM app_patient()
     AND (NEW.status, NEW."submittedAt", NEW."savedAt", NEW."filledById", NEW."sentByPatient", NEW."consentAge")
       IS DISTINCT FROM (OLD.status, OLD."submittedAt", OLD."savedAt", OLD."filledById", OLD."sentByPatient", OLD."consentAge") THEN
    RAISE EXCEPTION 'an admin fills in no form' USING ERRCODE = 'SW001';
  END IF;
  IF OLD.status IN ('accepted', 'referred')
     AND (NEW.status, NEW."decidedById", NEW."decidedAt") IS DISTINCT FROM (OLD.status, OLD."decidedById", OLD."decidedAt") THEN
    RAISE EXCEPTION 'a decision is kept' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
