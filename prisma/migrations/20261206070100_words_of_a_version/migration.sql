-- A patient reads what a version prescribes, never why staff published it against a rule: that is no column that the application reads.
-- Who may read the case reads it through a function.
REVOKE SELECT ON "ProgramVersion" FROM stepwise_app;
GRANT SELECT (id, "clinicId", "patientId", "caseId", "programId", number, "templateId", "createdById", "createdAt", "savedAt", "publishedAt",
  "publishedById", "startsOn", "endsStopId", version) ON "ProgramVersion" TO stepwise_app;

CREATE FUNCTION staff_program_versions(of_case uuid) RETURNS SETOF "ProgramVersion"
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.* FROM "ProgramVersion" v
  WHERE v."clinicId" = app_clinic() AND v."caseId" = of_case AND of_case IN (SELECT app_readable_cases())
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION staff_program_versions(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION staff_program_versions(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_program_versions(uuid) TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer ON "ProgramVersion" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ON "ProgramVersion" TO stepwise_definer;
