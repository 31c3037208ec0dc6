-- A form that was opened on a device others use as well is closed there: by whoever opened it, after an hour without use, and half an
-- hour after it was sent, until when the words about safety can be read.
ALTER TABLE "IntakeVisit" ADD COLUMN "lastUsedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP, ADD COLUMN "endedAt" TIMESTAMPTZ(6);
GRANT UPDATE ON "IntakeVisit" TO stepwise_definer;

CREATE OR REPLACE FUNCTION intake_visit_actor(wanted_hash text)
RETURNS TABLE ("clinicId" uuid, "intakeId" uuid, "patientId" uuid, "linkId" uuid, "linkHash" text, "timeZone" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE v record;
BEGIN
  SELECT x.id, x."lastUsedAt", x."clinicId", x."intakeId", l."patientId", l.id AS link, l."tokenHash" AS hash, i.status = 'draft' AS open INTO v
  FROM "IntakeVisit" x JOIN "IntakeLink" l ON l."clinicId" = x."clinicId" AND l.id = x."linkId"
  JOIN "Intake" i ON i."clinicId" = x."clinicId" AND i.id = x."intakeId"
  WHERE x."tokenHash" = wanted_hash AND x."endedAt" IS NULL AND x."expiresAt" > now() AND l."revokedAt" IS NULL AND l."expiresAt" > now()
    AND x."lastUsedAt" > now() - CASE WHEN i.status = 'draft' THEN interval '60 minutes' ELSE interval '30 minutes' END;
  IF NOT FOUND THEN RETURN; END IF;
  -- Once a minute is enough to know that somebody is there. What was sent is read, and reading does not keep it open.
  IF v.open AND v."lastUsedAt" < now() - interval '1 minute' THEN
    UPDATE "IntakeVisit" SET "lastUsedAt" = now() WHERE id = v.id;
  END IF;
  RETURN QUERY SELECT v."clinicId", v."intakeId", v."patientId", v.link, v.hash, COALESCE(p."timeZone", c."timeZone")
    FROM "Patient" p JOIN "Clinic" c ON c.id = p."clinicId" WHERE p."clinicId" = v."clinicId" AND p.id = v."patientId";
END $$;

-- Ends a visit for good. The form that it was of; nothing for one that was over.
CREATE FUNCTION intake_visit_end(wanted_hash text)
RETURNS TABLE ("clinicId" uuid, "intakeId" uuid, "linkId" uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "IntakeVisit" v SET "endedAt" = now()
  WHERE app_is_nobody() AND v."tokenHash" = wanted_hash AND v."endedAt" IS NULL AND v."expiresAt" > now()
  RETURNING v."clinicId", v."intakeId", v."linkId"
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION intake_visit_actor(text) OWNER TO stepwise_definer;
ALTER FUNCTION intake_visit_end(text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION intake_visit_end(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intake_visit_end(text) TO stepwise_app, stepwise_maintenance;
