-- The hour without use closes what can be read. An answer that is sent from a form that stands open is heard for as long as its visit
-- goes on (`saving`): it may be of danger. It puts no hour off, so that the next page asks for the date of birth. The half hour after a
-- form was sent holds for both.
CREATE FUNCTION intake_visit_actor(wanted_hash text, saving boolean)
RETURNS TABLE ("clinicId" uuid, "intakeId" uuid, "patientId" uuid, "linkId" uuid, "linkHash" text, "timeZone" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v record;
BEGIN
  SELECT x.id, x."lastUsedAt", x."clinicId", x."intakeId", l."patientId", l.id AS link, l."tokenHash" AS hash, i.status = 'draft' AS open INTO v
  FROM "IntakeVisit" x JOIN "IntakeLink" l ON l."clinicId" = x."clinicId" AND l.id = x."linkId"
  JOIN "Intake" i ON i."clinicId" = x."clinicId" AND i.id = x."intakeId"
  WHERE x."tokenHash" = wanted_hash AND x."endedAt" IS NULL AND x."expiresAt" > now() AND l."revokedAt" IS NULL AND l."expiresAt" > now()
    AND (saving AND i.status = 'draft'
      OR x."lastUsedAt" > now() - CASE WHEN i.status = 'draft' THEN interval '60 minutes' ELSE interval '30 minutes' END);
  IF NOT FOUND THEN RETURN; END IF;
  -- Once a minute is enough to know that somebody is there. What was sent is read, and reading does not keep it open.
  IF v.open AND v."lastUsedAt" BETWEEN now() - interval '60 minutes' AND now() - interval '1 minute' THEN
    UPDATE "IntakeVisit" SET "lastUsedAt" = now() WHERE id = v.id;
  END IF;
  RETURN QUERY SELECT v."clinicId", v."intakeId", v."patientId", v.link, v.hash, COALESCE(p."timeZone", c."timeZone")
    FROM "Patient" p JOIN "Clinic" c ON c.id = p."clinicId" WHERE p."clinicId" = v."clinicId" AND p.id = v."patientId";
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION intake_visit_actor(text, boolean) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION intake_visit_actor(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intake_visit_actor(text, boolean) TO stepwise_app, stepwise_maintenance;
DROP FUNCTION intake_visit_actor(text);
