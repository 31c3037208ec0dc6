-- No dose goes up by itself while an urgent alert is open (clinical/programmes.md 3.1), in whichever treatment of one body. Whoever may know of
-- one of them learns yes or no, and nothing else of the other.
GRANT SELECT (severity) ON "Alert" TO stepwise_definer;
CREATE FUNCTION urgent_in_any_treatment(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM "Alert" a WHERE a."clinicId" = app_clinic() AND a."caseId" IN (SELECT cases_of_one_body(of_case))
    AND a.severity = 'urgent' AND a."closedAt" IS NULL)
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION urgent_in_any_treatment(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION urgent_in_any_treatment(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION urgent_in_any_treatment(uuid) TO stepwise_app, stepwise_maintenance;
