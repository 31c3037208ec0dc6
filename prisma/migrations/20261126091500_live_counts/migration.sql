-- What the navigation counts has changed: every server hears of it and looks again. Only the clinic is told, so that nothing about
-- a patient leaves the tables this way; PostgreSQL sends it when the transaction commits, and once however often it was said.
CREATE FUNCTION tell_counts_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM pg_notify('stepwise_counts', NEW."clinicId"::text);
  RETURN NULL;
END $$;

CREATE TRIGGER tell_counts_changed AFTER INSERT OR UPDATE ON "RedFlag" FOR EACH ROW EXECUTE FUNCTION tell_counts_changed();
CREATE TRIGGER tell_counts_changed AFTER INSERT OR UPDATE ON "Alert" FOR EACH ROW EXECUTE FUNCTION tell_counts_changed();
CREATE TRIGGER tell_counts_changed AFTER INSERT OR UPDATE ON "RecordRequest" FOR EACH ROW EXECUTE FUNCTION tell_counts_changed();
-- A form is saved every few seconds; only what becomes of it is counted.
CREATE TRIGGER tell_counts_changed AFTER UPDATE OF status ON "Intake" FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION tell_counts_changed();

-- A page that is only left open must not keep its session: `noted` says whether somebody is there.
DROP FUNCTION session_actor(text);
CREATE FUNCTION session_actor(wanted_hash text, noted boolean DEFAULT true)
RETURNS TABLE ("sessionId" uuid, "accountId" uuid, "clinicId" uuid, name text, roles "Role"[], "patientId" uuid,
               "clinicName" text, "timeZone" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE s record;
BEGIN
  SELECT x.id, x."lastSeenAt", x."accountId" INTO s
  FROM "Session" x JOIN "Account" a ON a."clinicId" = x."clinicId" AND a.id = x."accountId"
  WHERE x."tokenHash" = wanted_hash AND x."revokedAt" IS NULL AND x."expiresAt" > now() AND a.status = 'active'
    AND (x."idleMinutes" IS NULL OR x."lastSeenAt" > now() - make_interval(mins => x."idleMinutes"));
  IF NOT FOUND THEN RETURN; END IF;
  -- Once a minute is enough to know that somebody is there.
  IF noted AND s."lastSeenAt" < now() - interval '1 minute' THEN
    UPDATE "Session" SET "lastSeenAt" = now() WHERE id = s.id;
  END IF;
  RETURN QUERY
    SELECT s.id, a.id, a."clinicId", a.name, a.roles, p.id, c.name, COALESCE(p."timeZone", c."timeZone")
    FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
    LEFT JOIN "Patient" p ON p."clinicId" = a."clinicId" AND p."accountId" = a.id
    WHERE a.id = s."accountId";
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION session_actor(text, boolean) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION session_actor(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_actor(text, boolean) TO stepwise_app, stepwise_maintenance;
