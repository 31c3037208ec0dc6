-- A visit of a form goes on while somebody fills it in: what she answers is heard. Its link's own end holds. It is written once in
-- ten minutes at most.
CREATE FUNCTION intake_visit_prolong(wanted_hash text, valid_hours int) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "IntakeVisit" v SET "expiresAt" = LEAST(l."expiresAt", now() + make_interval(hours => valid_hours))
  FROM "IntakeLink" l
  WHERE app_is_nobody() AND v."tokenHash" = wanted_hash AND v."expiresAt" > now()
    AND l."clinicId" = v."clinicId" AND l.id = v."linkId" AND l."revokedAt" IS NULL
    AND v."expiresAt" < LEAST(l."expiresAt", now() + make_interval(hours => valid_hours) - interval '10 minutes')
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION intake_visit_prolong(text, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION intake_visit_prolong(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intake_visit_prolong(text, int) TO stepwise_app, stepwise_maintenance;
GRANT UPDATE ("expiresAt") ON "IntakeVisit" TO stepwise_definer;
