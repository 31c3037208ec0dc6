-- What blocks stops every treatment of its patient (lib/flags/responses/policy.ts), whichever of her cases it stands in. So the team of
-- each reads it and may answer it, and her own pages hear of it by its block and its time.
ALTER POLICY flag_read ON "RedFlag" USING (
  ((SELECT app_has_role('physio')) AND ("caseId" IN (SELECT app_readable_cases()) OR ("caseId" IS NULL AND app_reads_intake("intakeId"))
    OR (block <> 'none' AND "caseId" IS NOT NULL AND EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = "RedFlag"."clinicId"
          AND c."patientId" = "RedFlag"."patientId" AND c.id IN (SELECT app_readable_cases())
          AND (c."closedAt" IS NULL OR "RedFlag"."raisedAt" < c."closedAt")))))
  OR ((SELECT app_duty()) = 'safety' AND ("patientId" = (SELECT app_patient()) OR "intakeId" = (SELECT app_intake()))));

-- Whether a treatment that the physio gives is stopped by a flag of another case.
CREATE FUNCTION app_treats_stopped(of_patient uuid, by_block "Block") RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT by_block <> 'none' AND EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."patientId" = of_patient
    AND c.status IN ('open', 'on_hold') AND c.id IN (SELECT app_team_cases()))
$$;
ALTER POLICY flag_change ON "RedFlag" USING (
  ((SELECT app_has_role('physio')) AND ("caseId" IN (SELECT app_team_cases()) OR ("caseId" IS NULL AND app_reads_intake("intakeId"))
    OR app_treats_stopped("patientId", block)))
  OR ((SELECT app_duty()) = 'safety' AND ("patientId" = (SELECT app_patient()) OR "intakeId" = (SELECT app_intake()))));
ALTER POLICY response_add ON "FlagResponse" WITH CHECK ((SELECT app_has_role('physio')) AND "byId" = (SELECT app_account())
  AND EXISTS (SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = "FlagResponse"."clinicId" AND f.id = "flagRowId"
    AND (f."caseId" IS NULL OR f."caseId" IN (SELECT app_team_cases()) OR app_treats_stopped(f."patientId", f.block))));

CREATE OR REPLACE FUNCTION guard_flag() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW."resolvedAt", NEW."respondedAt", NEW."visitedAt") IS DISTINCT FROM (OLD."resolvedAt", OLD."respondedAt", OLD."visitedAt")
       AND NOT (app_has_role('physio') AND (OLD."caseId" IN (SELECT app_team_cases())
                  OR (OLD."caseId" IS NULL AND app_reads_intake(OLD."intakeId")) OR app_treats_stopped(OLD."patientId", OLD.block))) THEN
      RAISE EXCEPTION 'a flag is answered by a physio' USING ERRCODE = '42501';
    END IF;
    IF NEW."caseId" IS DISTINCT FROM OLD."caseId" AND NOT (OLD."caseId" IS NULL AND app_has_role('physio')) THEN
      RAISE EXCEPTION 'a flag stays with its case' USING ERRCODE = '42501';
    END IF;
    IF OLD."supersededAt" IS NOT NULL AND NEW."supersededAt" IS NULL THEN
      RAISE EXCEPTION 'a covered flag stays covered' USING ERRCODE = '42501';
    END IF;
    IF NEW."supersededAt" IS NOT DISTINCT FROM OLD."supersededAt" THEN RETURN NEW; END IF;
  END IF;
  IF NEW."supersededAt" IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = NEW."clinicId" AND f."patientId" = NEW."patientId" AND f.id <> NEW.id
         AND f."flagId" = ANY (string_to_array(NEW."supersededBy", ' ')) AND f."supersededAt" IS NULL) THEN
    RAISE EXCEPTION 'a flag is covered by one that stands' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

DROP FUNCTION own_flag_effects();
CREATE FUNCTION own_flag_effects()
RETURNS TABLE ("caseId" uuid, "intakeId" uuid, "flagId" text, urgency "Urgency", block "Block", source "FindingSource",
               "raisedAt" timestamptz, "resolvedAt" timestamptz, "supersededAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f."caseId", f."intakeId", f."flagId", f.urgency, f.block, f.source, f."raisedAt", f."resolvedAt", f."supersededAt" FROM "RedFlag" f
  WHERE f."clinicId" = app_clinic() AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
    AND (f."patientId" = app_patient() OR f."intakeId" = app_intake())
$$;
DROP FUNCTION own_pauses();
CREATE FUNCTION own_pauses()
RETURNS TABLE ("caseId" uuid, "intakeId" uuid, kind text, block "Block", "raisedAt" timestamptz, "resolvedAt" timestamptz,
               "supersededAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f."caseId", f."intakeId", f.block::text, f.block, f."raisedAt", f."resolvedAt", f."supersededAt" FROM "RedFlag" f
  WHERE f."clinicId" = app_clinic() AND f."patientId" = app_patient() AND f.block <> 'none'
  UNION ALL
  SELECT s."caseId", NULL, s."to"::text, 'none', s.at, NULL, NULL FROM "CaseStatusChange" s
  WHERE s."clinicId" = app_clinic() AND s."patientId" = app_patient()
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_flag_effects() OWNER TO stepwise_definer;
ALTER FUNCTION own_pauses() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_flag_effects(), own_pauses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_flag_effects(), own_pauses() TO stepwise_app, stepwise_maintenance;
