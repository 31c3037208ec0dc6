-- AlterTable
ALTER TABLE "AlertRound" ADD COLUMN     "failed" UUID[] DEFAULT ARRAY[]::UUID[];

-- What a clinic's last round of alerts could not ask the rules of: to an admin how many cases, to a physio which of those she may read.
CREATE FUNCTION cases_not_asked() RETURNS TABLE (day date, cases int, readable uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT r.day, CASE WHEN app_has_role('admin') THEN cardinality(r.failed) END,
    ARRAY(SELECT x.id FROM unnest(r.failed) AS x(id) WHERE x.id IN (SELECT app_readable_cases()))
  FROM (SELECT l.day, l.failed FROM "AlertRound" l WHERE l."clinicId" = app_clinic() ORDER BY l.day DESC LIMIT 1) r
  WHERE app_is_staff() AND cardinality(r.failed) > 0
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION cases_not_asked() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION cases_not_asked() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_not_asked() TO stepwise_app, stepwise_maintenance;
