-- A block of a second form, which belongs to no case, stops the treatment that runs. So the days of such blocks are told, too, with
-- the form that they come from; which case they bear on is asked where it is asked of all flags (lib/flags/responses/policy.ts).
DROP FUNCTION own_pauses();
CREATE FUNCTION own_pauses() RETURNS TABLE ("caseId" uuid, "intakeId" uuid, kind text, since timestamptz, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f."caseId", f."intakeId", f.block::text, f."raisedAt", LEAST(f."resolvedAt", f."supersededAt") FROM "RedFlag" f
  WHERE f."clinicId" = app_clinic() AND f."patientId" = app_patient() AND f.block <> 'none'
  UNION ALL
  SELECT s."caseId", NULL, s."to"::text, s.at, NULL FROM "CaseStatusChange" s
  WHERE s."clinicId" = app_clinic() AND s."patientId" = app_patient()
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_pauses() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_pauses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_pauses() TO stepwise_app, stepwise_maintenance;
