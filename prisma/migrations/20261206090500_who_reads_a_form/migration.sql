-- Whether somebody of the clinic can open a form: of a patient who is a physio here nobody but another physio does. For whoever fills it
-- in, by link or signed in; null for anybody else.
CREATE FUNCTION form_read_by(of_intake uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN a.id IS NULL THEN 'clinic' WHEN EXISTS (
      SELECT 1 FROM "Account" o WHERE o."clinicId" = i."clinicId" AND o.id <> a.id AND o.status = 'active' AND 'physio' = ANY (o.roles))
    THEN 'colleague' ELSE 'nobody' END
  FROM "Intake" i JOIN "Patient" p ON p."clinicId" = i."clinicId" AND p.id = i."patientId"
  LEFT JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId" AND a.status = 'active' AND 'physio' = ANY (a.roles)
  WHERE i."clinicId" = app_clinic() AND i.id = of_intake AND (i.id = app_intake() OR p.id = app_patient())
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION form_read_by(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION form_read_by(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION form_read_by(uuid) TO stepwise_app, stepwise_maintenance;
