-- When the rules last looked at the cases of the clinic by night, else since when there is the clinic; for its staff.
CREATE FUNCTION last_look() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT max(r."finishedAt") FROM "AlertRound" r WHERE r."clinicId" = k.id), k."createdAt")
  FROM "Clinic" k WHERE k.id = app_clinic() AND app_is_staff()
$$;
-- The same of every clinic for which that is before `at`: any server says it in its log, also one that does no jobs.
CREATE FUNCTION last_looks_before(at timestamptz) RETURNS TABLE ("clinicId" uuid, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.id, x.since FROM (
    SELECT k.id, COALESCE((SELECT max(r."finishedAt") FROM "AlertRound" r WHERE r."clinicId" = k.id), k."createdAt") AS since FROM "Clinic" k) x
  WHERE app_is_nobody() AND x.since < at
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION last_look() OWNER TO stepwise_definer;
ALTER FUNCTION last_looks_before(timestamptz) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION last_look() FROM PUBLIC;
REVOKE ALL ON FUNCTION last_looks_before(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION last_look() TO stepwise_app, stepwise_maintenance;
GRANT EXECUTE ON FUNCTION last_looks_before(timestamptz) TO stepwise_app, stepwise_maintenance;
