-- Glass is broken with an alert to the lead and a row of the audit (design.md 3), or not at all.
CREATE FUNCTION glass_is_told() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' AND NOT (
    EXISTS (SELECT 1 FROM "Alert" a WHERE a."clinicId" = NEW."clinicId" AND a."caseId" = NEW."caseId" AND a."alertId" = 'al_break_glass'
      AND a."sourceId" = NEW.id)
    AND EXISTS (SELECT 1 FROM "AuditEvent" e WHERE e."clinicId" = NEW."clinicId" AND e."caseId" = NEW."caseId"
      AND e."accountId" = NEW."accountId" AND e.type = 'case.glass_broken' AND e."subjectId" = NEW.id)) THEN
    RAISE EXCEPTION 'broken glass is told' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER told AFTER INSERT ON "BreakGlass" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION glass_is_told();
