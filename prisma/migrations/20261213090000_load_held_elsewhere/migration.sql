-- What holds back the load of a patient holds it in each of her treatments (clinical/programmes.md 3.4), also for a team that reads
-- nothing of the one in which it was told: which of the three, since when and until when. A newer answer of any form ends the older one.
CREATE FUNCTION load_held_elsewhere(of_case uuid) RETURNS TABLE (kind text, since timestamptz, until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); patient uuid; intake uuid; opened timestamptz;
BEGIN
  SELECT c."patientId", c."intakeId", c."openedAt" INTO patient, intake, opened FROM "Case" c WHERE c."clinicId" = clinic AND c.id = of_case;
  IF patient IS NULL OR NOT COALESCE(current_setting('role', true) = 'stepwise_jobs' OR patient = app_patient()
      OR of_case IN (SELECT app_readable_cases()), false) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT t.kind, x."submittedAt", x.next
    FROM (SELECT i.id, i."caseId", i."submittedAt", n.answers -> 'medical_conditions' AS said,
        lead(i."submittedAt") OVER (ORDER BY i."submittedAt", i.id) AS next
      FROM "Intake" i JOIN "IntakeAnswers" n ON n."clinicId" = i."clinicId" AND n."intakeId" = i.id
      WHERE i."clinicId" = clinic AND i."patientId" = patient AND i."submittedAt" IS NOT NULL
        AND jsonb_typeof(n.answers -> 'medical_conditions') = 'array') x
    JOIN unnest(ARRAY['pregnancy', 'recent_birth']) t(kind) ON x.said ? t.kind
    WHERE x."caseId" IS DISTINCT FROM of_case AND x.id IS DISTINCT FROM intake;
  RETURN QUERY SELECT 'reds', f."raisedAt", f."resolvedAt"
    FROM "RedFlag" f WHERE f."clinicId" = clinic AND f."patientId" = patient AND f."flagId" = 'flag_reds' AND f."supersededAt" IS NULL
      AND f."caseId" <> of_case AND COALESCE(f."resolvedAt" > opened, true);
END $$;
GRANT SELECT ("intakeId") ON "IntakeAnswers" TO stepwise_definer;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION load_held_elsewhere(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION load_held_elsewhere(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION load_held_elsewhere(uuid) TO stepwise_app, stepwise_jobs, stepwise_maintenance;
