-- A form decides what a patient agrees to once it was sent: what somebody fills in for her and leaves is no answer of hers.
CREATE OR REPLACE FUNCTION standing_consents(of_patient uuid) RETURNS TABLE (question text, answer text, at timestamptz, "saidId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (x.question) x.question, x.answer, x.at, x.said FROM (
    SELECT q.id, a.answers ->> q.id, a."consentAt", NULL::uuid FROM "IntakeAnswers" a
      JOIN "Intake" f ON f."clinicId" = a."clinicId" AND f.id = a."intakeId" AND f."submittedAt" IS NOT NULL
      CROSS JOIN unnest(ARRAY['consent_assessment', 'consent_share_doctor', 'consent_messages', 'consent_video', 'consent_research']) AS q(id)
      WHERE a."clinicId" = app_clinic() AND a."patientId" = of_patient AND a."consentAt" IS NOT NULL AND a.answers ->> q.id IN ('yes', 'no')
    UNION ALL
    SELECT s.question, s.answer, s.at, s.id FROM "ConsentChange" s WHERE s."clinicId" = app_clinic() AND s."patientId" = of_patient
  ) AS x(question, answer, at, said)
  WHERE current_setting('role', true) = 'stepwise_jobs'
    OR (of_patient = app_patient() AND app_account() IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."patientId" = of_patient AND c.id IN (SELECT app_readable_cases()))
    OR (app_has_role('physio') AND of_patient IS DISTINCT FROM app_patient() AND EXISTS (SELECT 1 FROM "Intake" i
      WHERE i."clinicId" = app_clinic() AND i."patientId" = of_patient AND i.kind = 'intake' AND i.status <> 'accepted'))
  ORDER BY x.question, x.at DESC, x.said DESC NULLS FIRST
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION standing_consents(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
GRANT SELECT ("intakeId") ON "IntakeAnswers" TO stepwise_definer;
