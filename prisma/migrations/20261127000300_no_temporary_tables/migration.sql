-- A search path that does not name pg_temp has it in front: a temporary table "CareTeamMember" stood for the real one. Every function
-- that names a table looks there last, whoever's rights it runs with.
DO $$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p
           WHERE p.pronamespace = 'public'::regnamespace AND (p.prosecdef OR p.prosrc ~ '(FROM|JOIN|INTO|UPDATE) "') LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', f.name);
  END LOOP;
  -- The application makes none; seeding does. Where somebody else owns the database, that is the owner's to do.
  BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO stepwise_maintenance', current_database());
  EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'Let the owner of the database run: REVOKE TEMPORARY ON DATABASE % FROM PUBLIC', quote_ident(current_database());
  END;
END $$;

-- A date of birth that was not given is a wrong one.
CREATE OR REPLACE FUNCTION intake_link_open(wanted_hash text, given_birth date, visit_id uuid, visit_hash text, valid_hours int)
RETURNS TABLE (outcome text, "clinicId" uuid, "intakeId" uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE l record;
BEGIN
  SELECT x.id, x."clinicId", x."intakeId", x.failures, p."dateOfBirth" AS birth INTO l
  FROM "IntakeLink" x JOIN "Patient" p ON p."clinicId" = x."clinicId" AND p.id = x."patientId"
  WHERE x."tokenHash" = wanted_hash AND x."revokedAt" IS NULL AND x."expiresAt" > now() FOR UPDATE OF x;
  IF NOT FOUND THEN RETURN; END IF;
  IF l.failures >= 5 THEN RETURN QUERY SELECT 'locked'::text, l."clinicId", l."intakeId"; RETURN; END IF;
  IF l.birth IS DISTINCT FROM given_birth THEN
    UPDATE "IntakeLink" SET failures = failures + 1 WHERE id = l.id;
    RETURN QUERY SELECT CASE WHEN l.failures + 1 >= 5 THEN 'locked' ELSE 'wrong' END, l."clinicId", l."intakeId"; RETURN;
  END IF;
  UPDATE "IntakeLink" SET failures = 0, "firstUsedAt" = COALESCE("firstUsedAt", now()) WHERE id = l.id;
  INSERT INTO "IntakeVisit" (id, "clinicId", "intakeId", "linkId", "tokenHash", "expiresAt", "createdAt")
  VALUES (visit_id, l."clinicId", l."intakeId", l.id, visit_hash, now() + make_interval(hours => valid_hours), now());
  RETURN QUERY SELECT 'opened'::text, l."clinicId", l."intakeId";
END $$;
