-- Whose form it is. What gives a case its team gives no answers of another one, what reads a form by a broken glass writes nothing
-- into it, and an admin fills in none.

-- A case comes out of an intake. With the review form of somebody else's case it opened that form's answers (app_reads_intake).
ALTER POLICY case_add ON "Case" WITH CHECK ((SELECT app_has_role('physio')) AND "openedById" = (SELECT app_account())
  AND ("intakeId" IS NULL OR EXISTS (
    SELECT 1 FROM "Intake" i WHERE i."clinicId" = "Case"."clinicId" AND i.id = "Case"."intakeId" AND i.kind = 'intake')));

-- Forms that a physio answers on a patient's behalf: intakes that no case has come out of, and those of the team's own cases.
CREATE FUNCTION app_answers_for(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT app_has_role('physio') AND EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = app_clinic() AND i.id = wanted
    AND ((i.kind = 'intake' AND i.status <> 'accepted') OR i."caseId" IN (SELECT app_team_cases())))
$$;
ALTER POLICY answers_add ON "IntakeAnswers" WITH CHECK (app_answers_for("intakeId")
  OR ((SELECT app_is_staff()) AND answers = '{}' AND derived IS NULL AND "consentAt" IS NULL AND "savedAt" IS NULL));
ALTER POLICY answers_change ON "IntakeAnswers"
  USING (("patientId" = (SELECT app_patient()) AND app_answers_own("intakeId")) OR "intakeId" = (SELECT app_intake()) OR app_answers_for("intakeId"))
  WITH CHECK (("patientId" = (SELECT app_patient()) AND app_answers_own("intakeId")) OR "intakeId" = (SELECT app_intake()) OR app_answers_for("intakeId"));
ALTER POLICY referral_add ON "IntakeReferral" WITH CHECK ("byId" = (SELECT app_account()) AND app_answers_for("intakeId"));

-- A link opens a form that waits for its answers, and none that holds them already.
DROP POLICY link_staff ON "IntakeLink";
CREATE POLICY link_read ON "IntakeLink" FOR SELECT TO stepwise_app USING ((SELECT app_is_staff()));
CREATE POLICY link_add ON "IntakeLink" FOR INSERT TO stepwise_app WITH CHECK ((SELECT app_is_staff()) AND EXISTS (
  SELECT 1 FROM "Intake" i WHERE i."clinicId" = "IntakeLink"."clinicId" AND i.id = "IntakeLink"."intakeId" AND i.kind = 'intake'
    AND i.status = 'draft'));
CREATE POLICY link_change ON "IntakeLink" FOR UPDATE TO stepwise_app USING ((SELECT app_is_staff())) WITH CHECK ((SELECT app_is_staff()));

-- As before, and an admin who is no physio neither saves nor submits the form of somebody else.
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
  IF app_has_role('admin') AND NOT app_has_role('physio') AND NEW."patientId" IS DISTINCT FROM app_patient()
     AND (NEW.status, NEW."submittedAt", NEW."savedAt", NEW."filledById") IS DISTINCT FROM (OLD.status, OLD."submittedAt", OLD."savedAt", OLD."filledById") THEN
    RAISE EXCEPTION 'an admin fills in no form' USING ERRCODE = 'SW001';
  END IF;
  IF OLD.status IN ('accepted', 'referred')
     AND (NEW.status, NEW."decidedById", NEW."decidedAt") IS DISTINCT FROM (OLD.status, OLD."decidedById", OLD."decidedAt") THEN
    RAISE EXCEPTION 'a decision is kept' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
