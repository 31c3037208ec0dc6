-- On which days running was stopped by the rules is told with the other days on which less was due: from then on until a clinician
-- answered, or until a newer stop took its place.
GRANT SELECT ("patientId", "ruleId", "decidedAt") ON "Suggestion" TO stepwise_definer;
GRANT SELECT (state, "createdAt") ON "Suggestion" TO stepwise_jobs;
DROP FUNCTION own_pauses();
CREATE FUNCTION own_pauses() RETURNS TABLE ("caseId" uuid, "intakeId" uuid, kind text, block "Block",
  "raisedAt" timestamptz, "resolvedAt" timestamptz, "supersededAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f."caseId", f."intakeId", f.block::text, f.block, f."raisedAt", f."resolvedAt", f."supersededAt" FROM "RedFlag" f
  WHERE f."clinicId" = app_clinic() AND f."patientId" = app_patient() AND f.block <> 'none'
  UNION ALL
  SELECT s."caseId", NULL, s."to"::text, 'none', s.at, NULL, NULL FROM "CaseStatusChange" s
  WHERE s."clinicId" = app_clinic() AND s."patientId" = app_patient()
  UNION ALL
  SELECT y."caseId", NULL, 'running', 'none', y."createdAt", COALESCE(y."decidedAt", CASE WHEN y.state = 'superseded' THEN
    COALESCE(lead(y."createdAt") OVER (PARTITION BY y."caseId" ORDER BY y."createdAt", y.id), y."createdAt") END), NULL FROM "Suggestion" y
  WHERE y."clinicId" = app_clinic() AND y."patientId" = app_patient() AND y."ruleId" = 'r_run_stop'
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_pauses() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_pauses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_pauses() TO stepwise_app, stepwise_maintenance;
