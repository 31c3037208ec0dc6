-- Broken glass opens the record once that stands for good, with its alert and its row of the audit: from the next transaction on. Broken,
-- read and rolled back in one, it would leave no trace.
CREATE FUNCTION break_now() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' THEN NEW.at := now(); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER break_now BEFORE INSERT ON "BreakGlass" FOR EACH ROW EXECUTE FUNCTION break_now();

CREATE OR REPLACE FUNCTION app_readable_cases() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); account uuid := app_account();
BEGIN
  IF app_has_role('physio') THEN
    RETURN QUERY SELECT m."caseId" FROM "CareTeamMember" m
      WHERE m."clinicId" = clinic AND m."accountId" = account AND m."removedAt" IS NULL;
    RETURN QUERY SELECT g."caseId" FROM "BreakGlass" g
      WHERE g."clinicId" = clinic AND g."accountId" = account AND g."expiresAt" > now() AND g.at < now();
  END IF;
END $$;

-- Who breaks it does not read the alert yet, so the look at what was told is not hers.
DROP TRIGGER told ON "BreakGlass";
CREATE OR REPLACE FUNCTION glass_is_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT (
    EXISTS (SELECT 1 FROM "Alert" a WHERE a."clinicId" = NEW."clinicId" AND a."caseId" = NEW."caseId" AND a."alertId" = 'al_break_glass'
      AND a."sourceId" = NEW.id)
    AND EXISTS (SELECT 1 FROM "AuditEvent" e WHERE e."clinicId" = NEW."clinicId" AND e."caseId" = NEW."caseId"
      AND e."accountId" = NEW."accountId" AND e.type = 'case.glass_broken' AND e."subjectId" = NEW.id)) THEN
    RAISE EXCEPTION 'broken glass is told' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION app_readable_cases() OWNER TO stepwise_definer;
ALTER FUNCTION glass_is_told() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION glass_is_told() FROM PUBLIC;
CREATE POLICY definer ON "Alert" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ("clinicId", "caseId", "alertId", "sourceId") ON "Alert" TO stepwise_definer;
CREATE CONSTRAINT TRIGGER told AFTER INSERT ON "BreakGlass" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (current_user = 'stepwise_app') EXECUTE FUNCTION glass_is_told();
