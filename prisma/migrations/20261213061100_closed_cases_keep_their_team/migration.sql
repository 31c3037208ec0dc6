-- Once there is a case, running or closed, its team alone lets somebody into the record: an admin who suspends who treated a patient has
-- opened nothing by that, and gives the case to another physio first.
CREATE OR REPLACE FUNCTION app_vouches(of_patient uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT COALESCE(app_is_staff(), false) AND (app_patient() IS NOT DISTINCT FROM of_patient OR CASE
    WHEN EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."patientId" = of_patient) THEN
      COALESCE(app_has_role('physio'), false) AND EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = app_clinic()
        AND m."patientId" = of_patient AND m."accountId" = app_account() AND m."removedAt" IS NULL)
    ELSE COALESCE(app_has_role('physio'), false) OR NOT EXISTS (SELECT 1 FROM "Intake" i
      WHERE i."clinicId" = app_clinic() AND i."patientId" = of_patient AND i."savedAt" IS NOT NULL) END)
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION app_vouches(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
