-- What an examination finds is told in person, and the patient's pages say it in words that speak of no answer: they need to know
-- where a flag came from.
DROP FUNCTION own_flag_effects();
CREATE FUNCTION own_flag_effects()
RETURNS TABLE ("caseId" uuid, "intakeId" uuid, "flagId" text, urgency "Urgency", block "Block", source "FindingSource")
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f."caseId", f."intakeId", f."flagId", f.urgency, f.block, f.source FROM "RedFlag" f
  WHERE f."clinicId" = app_clinic() AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
    AND (f."patientId" = app_patient() OR f."intakeId" = app_intake())
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_flag_effects() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_flag_effects() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_flag_effects() TO stepwise_app, stepwise_maintenance;
