-- The zone of somebody of the staff is the clinic's: it stands in for every patient who has none of her own. The own one, of whoever is
-- treated here, is that of her own pages alone.
DROP FUNCTION session_actor(text, boolean);
CREATE FUNCTION session_actor(wanted_hash text, noted boolean DEFAULT true)
RETURNS TABLE ("sessionId" uuid, "accountId" uuid, "clinicId" uuid, name text, roles "Role"[], "patientId" uuid,
               "clinicName" text, "timeZone" text, "ownZone" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s record;
BEGIN
  SELECT x.id, x."lastSeenAt", x."accountId", x."idleMinutes" IS NULL AND a.roles = ARRAY['patient']::"Role"[] AS goes_on INTO s
  FROM "Session" x JOIN "Account" a ON a."clinicId" = x."clinicId" AND a.id = x."accountId"
  WHERE x."tokenHash" = wanted_hash AND x."revokedAt" IS NULL AND x."expiresAt" > now() AND a.status = 'active'
    AND (x."idleMinutes" IS NULL OR x."lastSeenAt" > now() - make_interval(mins => x."idleMinutes"));
  IF NOT FOUND THEN RETURN; END IF;
  -- Once a minute is enough to know that somebody is there.
  IF noted AND s."lastSeenAt" < now() - interval '1 minute' THEN
    UPDATE "Session" SET "lastSeenAt" = now(),
      "expiresAt" = CASE WHEN s.goes_on AND "expiresAt" < now() + interval '29 days' THEN now() + interval '30 days' ELSE "expiresAt" END
    WHERE id = s.id;
  END IF;
  RETURN QUERY
    SELECT s.id, a.id, a."clinicId", a.name, a.roles, p.id, c.name,
      CASE WHEN a.roles && ARRAY['physio', 'admin']::"Role"[] THEN c."timeZone" ELSE COALESCE(p."timeZone", c."timeZone") END,
      COALESCE(p."timeZone", c."timeZone")
    FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
    LEFT JOIN "Patient" p ON p."clinicId" = a."clinicId" AND p."accountId" = a.id
    WHERE a.id = s."accountId";
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION session_actor(text, boolean) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION session_actor(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_actor(text, boolean) TO stepwise_app, stepwise_maintenance;
