-- Whether the patient of a case has an account that she uses, so that a message reaches her: as queue_patient_mail() sees it. For the
-- server's own work alone.
CREATE FUNCTION patient_has_account(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
    WHERE c."clinicId" = app_clinic() AND c.id = of_case AND a.status = 'active')
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION patient_has_account(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION patient_has_account(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION patient_has_account(uuid) TO stepwise_jobs, stepwise_maintenance;
