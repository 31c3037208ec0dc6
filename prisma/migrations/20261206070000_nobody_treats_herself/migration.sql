-- Somebody of the staff who is treated here has one account and both roles. Of her own record she is the patient: she reads what a
-- patient reads, and a colleague answers her flags, decides her form and treats her.
CREATE OR REPLACE FUNCTION app_team_cases() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); account uuid := app_account(); herself uuid := app_patient();
BEGIN
  IF app_has_role('physio') THEN
    RETURN QUERY SELECT m."caseId" FROM "CareTeamMember" m
      WHERE m."clinicId" = clinic AND m."accountId" = account AND m."removedAt" IS NULL AND m."patientId" IS DISTINCT FROM herself;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION app_led_cases() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); account uuid := app_account(); herself uuid := app_patient();
BEGIN
  IF app_has_role('physio') THEN
    RETURN QUERY SELECT m."caseId" FROM "CareTeamMember" m
      WHERE m."clinicId" = clinic AND m."accountId" = account AND m."removedAt" IS NULL AND m.role = 'lead'
        AND m."patientId" IS DISTINCT FROM herself;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION app_readable_cases() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); account uuid := app_account(); herself uuid := app_patient();
BEGIN
  IF app_has_role('physio') THEN
    RETURN QUERY SELECT m."caseId" FROM "CareTeamMember" m
      WHERE m."clinicId" = clinic AND m."accountId" = account AND m."removedAt" IS NULL AND m."patientId" IS DISTINCT FROM herself;
    RETURN QUERY SELECT g."caseId" FROM "BreakGlass" g
      WHERE g."clinicId" = clinic AND g."accountId" = account AND g."expiresAt" > now() AND g.at < now()
        AND g."patientId" IS DISTINCT FROM herself;
  END IF;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION app_team_cases() OWNER TO stepwise_definer;
ALTER FUNCTION app_led_cases() OWNER TO stepwise_definer;
ALTER FUNCTION app_readable_cases() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;

CREATE OR REPLACE FUNCTION app_reads_intake(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT app_has_role('physio') AND (
    EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = app_clinic() AND i.id = wanted
              AND ((i.kind = 'intake' AND i.status <> 'accepted' AND i."patientId" IS DISTINCT FROM app_patient())
                OR i."caseId" IN (SELECT app_readable_cases())))
    OR EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."intakeId" = wanted AND c.id IN (SELECT app_readable_cases())))
$$;
CREATE OR REPLACE FUNCTION app_answers_for(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT app_has_role('physio') AND EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = app_clinic() AND i.id = wanted
    AND ((i.kind = 'intake' AND i.status <> 'accepted' AND i."patientId" IS DISTINCT FROM app_patient())
      OR i."caseId" IN (SELECT app_team_cases())))
$$;

ALTER POLICY response_add ON "FlagResponse" WITH CHECK ((SELECT app_has_role('physio')) AND "byId" = (SELECT app_account())
  AND "patientId" IS DISTINCT FROM (SELECT app_patient())
  AND EXISTS (SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = "FlagResponse"."clinicId" AND f.id = "flagRowId"
    AND (f."caseId" IS NULL OR f."caseId" IN (SELECT app_team_cases()) OR app_treats_stopped(f."patientId", f.block))));
ALTER POLICY glass_add ON "BreakGlass" WITH CHECK ((SELECT app_has_role('physio')) AND "accountId" = (SELECT app_account())
  AND "patientId" IS DISTINCT FROM (SELECT app_patient()));
ALTER POLICY intake_add ON "Intake" WITH CHECK (((SELECT app_is_staff()) AND kind = 'intake'
    AND (status = 'draft' OR ((SELECT app_has_role('physio')) AND "patientId" IS DISTINCT FROM (SELECT app_patient()))))
  OR "caseId" IN (SELECT app_team_cases()));
ALTER POLICY case_add ON "Case" WITH CHECK ((SELECT app_has_role('physio')) AND "openedById" = (SELECT app_account())
  AND "patientId" IS DISTINCT FROM (SELECT app_patient())
  AND EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = "Case"."clinicId" AND i.id = "Case"."intakeId" AND i.kind = 'intake'
    AND i.status = 'accepted' AND i."decidedById" = (SELECT app_account())));
-- Nobody puts her on the team of her own case, and no account opens the record of somebody whom it treats.
ALTER POLICY team_add ON "CareTeamMember" WITH CHECK (((SELECT app_has_role('admin')) OR "caseId" IN (SELECT app_led_cases())
    OR ((SELECT app_has_role('physio')) AND app_case_unstaffed("caseId")))
  AND NOT EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = "CareTeamMember"."clinicId" AND p.id = "CareTeamMember"."patientId"
    AND p."accountId" = "CareTeamMember"."accountId"));
CREATE OR REPLACE FUNCTION guard_own_record() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE old_account uuid := CASE WHEN TG_OP = 'UPDATE' THEN OLD."accountId" END;
BEGIN
  IF current_user <> 'stepwise_app' OR NEW."accountId" IS NOT DISTINCT FROM old_account OR NEW."accountId" IS NULL THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = NEW."clinicId" AND a.id = NEW."accountId" AND 'patient' = ANY (a.roles)
       AND (app_has_role('admin') OR (a.roles = ARRAY['patient']::"Role"[] AND a.status = 'invited'))) THEN
    RAISE EXCEPTION 'a record is opened by its patient''s account' USING ERRCODE = '42501';
  END IF;
  IF EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = NEW."clinicId" AND m."patientId" = NEW.id
       AND m."accountId" = NEW."accountId" AND m."removedAt" IS NULL) THEN
    RAISE EXCEPTION 'nobody treats herself' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- A physio decides a form, and not her own; nor does she take it.
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
     AND (NOT app_has_role('physio') OR NEW."patientId" IS NOT DISTINCT FROM app_patient()) THEN
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

-- A flag without a case is in no case: NULL let whoever treats anybody settle her own, on the duty that her own form takes on.
CREATE OR REPLACE FUNCTION guard_flag() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW."resolvedAt", NEW."respondedAt", NEW."visitedAt") IS DISTINCT FROM (OLD."resolvedAt", OLD."respondedAt", OLD."visitedAt")
       AND NOT (app_has_role('physio') AND (COALESCE(OLD."caseId" IN (SELECT app_team_cases()), false)
                  OR (OLD."caseId" IS NULL AND app_reads_intake(OLD."intakeId")) OR app_treats_stopped(OLD."patientId", OLD.block))) THEN
      RAISE EXCEPTION 'a flag is answered by a physio' USING ERRCODE = '42501';
    END IF;
    IF NEW."caseId" IS DISTINCT FROM OLD."caseId"
       AND NOT (app_has_role('physio') AND app_came_out_of(NEW."caseId", NEW."intakeId")) THEN
      RAISE EXCEPTION 'a flag stays with its case' USING ERRCODE = '42501';
    END IF;
    IF NEW."supersededAt" IS NOT DISTINCT FROM OLD."supersededAt" THEN RETURN NEW; END IF;
  END IF;
  IF NEW."supersededAt" IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = NEW."clinicId" AND f."patientId" = NEW."patientId" AND f.id <> NEW.id
         AND f."flagId" = ANY (string_to_array(NEW."supersededBy", ' ')) AND f."flagId" = ANY (app_flags_covering(NEW."flagId"))
         AND f."supersededAt" IS NULL AND (f."resolvedAt" IS NULL
           OR (f."sourceId", f."intakeId") IS NOT DISTINCT FROM (NEW."sourceId", NEW."intakeId"))) THEN
    RAISE EXCEPTION 'a flag is covered by one that stands' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
