-- A patient stays signed in for 30 days from when she was last there, so that nobody who comes daily is thrown out amid typing. Moved
-- at most once a day, and here alone: for the application `expiresAt` is kept. Staff have 12 hours, whatever they do.
CREATE OR REPLACE FUNCTION session_actor(wanted_hash text, noted boolean DEFAULT true)
RETURNS TABLE ("sessionId" uuid, "accountId" uuid, "clinicId" uuid, name text, roles "Role"[], "patientId" uuid,
               "clinicName" text, "timeZone" text)
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
    SELECT s.id, a.id, a."clinicId", a.name, a.roles, p.id, c.name, COALESCE(p."timeZone", c."timeZone")
    FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
    LEFT JOIN "Patient" p ON p."clinicId" = a."clinicId" AND p."accountId" = a.id
    WHERE a.id = s."accountId";
END $$;
