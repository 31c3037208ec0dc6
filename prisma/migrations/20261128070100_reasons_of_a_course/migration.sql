-- A patient reads when her program was paused and in which phase she was, never why: what staff wrote is no column that the
-- application reads. Who may read the case reads it through a function.
ALTER TABLE "Program" DROP COLUMN "pauseReason";
REVOKE SELECT ON "ProgramEvent" FROM stepwise_app;
GRANT SELECT (id, "clinicId", "patientId", "caseId", "programId", kind, "on", "phaseKey", "phasePosition", "phaseStartedOn", "byId", at)
  ON "ProgramEvent" TO stepwise_app;

CREATE FUNCTION staff_program_events(of_case uuid) RETURNS SETOF "ProgramEvent"
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.* FROM "ProgramEvent" e
  WHERE e."clinicId" = app_clinic() AND e."caseId" = of_case AND of_case IN (SELECT app_readable_cases())
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION staff_program_events(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION staff_program_events(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_program_events(uuid) TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer ON "ProgramEvent" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ON "ProgramEvent" TO stepwise_definer;
