-- The safety duty is taken on by whoever saves an entry, so that it opens the record at hand and lets through what the rules write.

-- An alert that a rule writes is open and nobody has read it. Of a record that is not hers somebody writes one alone: that she broke
-- its glass.
ALTER POLICY alert_add ON "Alert" WITH CHECK ((SELECT app_duty()) = 'safety'
  AND num_nonnulls("acknowledgedAt", "acknowledgedById", acknowledgement, "closedAt", "closedById", outcome, "snoozedUntil") = 0
  AND ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_team_cases())
    OR ("alertId" = 'al_break_glass' AND EXISTS (SELECT 1 FROM "BreakGlass" g WHERE g."clinicId" = "Alert"."clinicId" AND g.id = "sourceId"
          AND g."caseId" = "Alert"."caseId" AND g."accountId" = (SELECT app_account())))));
ALTER POLICY event_add ON "AlertEvent" WITH CHECK (("byId" = (SELECT app_account()) AND "caseId" IN (SELECT app_team_cases()))
  OR ((SELECT app_duty()) = 'safety' AND "byId" IS NULL
    AND ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_team_cases())
      OR (kind = 'opened' AND EXISTS (SELECT 1 FROM "BreakGlass" g WHERE g."clinicId" = "AlertEvent"."clinicId"
            AND g."caseId" = "AlertEvent"."caseId" AND g."accountId" = (SELECT app_account()))))));
ALTER POLICY flag_add ON "RedFlag" WITH CHECK ((SELECT app_duty()) = 'safety' AND num_nonnulls("resolvedAt", "respondedAt") = 0
  AND ("patientId" = (SELECT app_patient()) OR "intakeId" = (SELECT app_intake()) OR "caseId" IN (SELECT app_team_cases())
    OR ("caseId" IS NULL AND app_reads_intake("intakeId"))));

-- Off the team an entry makes an alert graver, newer or longer untrue; it closes one as a rule does, after a week of that.
CREATE FUNCTION guard_alert() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE today date := (now() AT TIME ZONE 'UTC')::date; -- a patient's own is at most a day off
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF OLD."caseId" IN (SELECT app_team_cases()) THEN RETURN NEW; END IF;
  IF NEW.severity > OLD.severity OR NEW."ownerId" IS DISTINCT FROM OLD."ownerId"
     OR NEW."closedById" IS DISTINCT FROM OLD."closedById"
     OR (NEW."acknowledgedAt" IS NOT NULL AND NEW."acknowledgedAt" IS DISTINCT FROM OLD."acknowledgedAt")
     OR (NEW.acknowledgement IS NOT NULL AND NEW.acknowledgement IS DISTINCT FROM OLD.acknowledgement)
     OR (NEW."snoozedUntil" IS NOT NULL AND NEW."snoozedUntil" IS DISTINCT FROM OLD."snoozedUntil")
     OR (OLD."closedAt" IS NOT NULL AND NEW."closedAt" IS DISTINCT FROM OLD."closedAt")
     OR (NEW."notTrueSince" < today - 1 AND NEW."notTrueSince" IS DISTINCT FROM OLD."notTrueSince")
     OR (OLD."closedAt" IS NULL AND NEW."closedAt" IS NOT NULL
         AND (OLD.severity = 'urgent' OR (OLD.severity = 'act' AND OLD."acknowledgedAt" IS NULL)
           OR OLD."notTrueSince" IS NULL OR OLD."notTrueSince" > today - 6)) THEN
    RAISE EXCEPTION 'an alert is answered by its team' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE ON "Alert" FOR EACH ROW EXECUTE FUNCTION guard_alert();

-- A flag is answered by a physio who may, and covered by one that stands.
CREATE FUNCTION guard_flag() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW."resolvedAt", NEW."respondedAt", NEW."visitedAt") IS DISTINCT FROM (OLD."resolvedAt", OLD."respondedAt", OLD."visitedAt")
       AND NOT (app_has_role('physio') AND (OLD."caseId" IN (SELECT app_team_cases())
                  OR (OLD."caseId" IS NULL AND app_reads_intake(OLD."intakeId")))) THEN
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
-- After all rows of a statement: the flag that covers may come with the one that it covers.
CREATE TRIGGER guarded AFTER INSERT OR UPDATE ON "RedFlag" FOR EACH ROW EXECUTE FUNCTION guard_flag();
