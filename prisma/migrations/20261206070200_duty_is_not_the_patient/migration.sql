-- Whoever is on duty and is the patient herself cannot answer: then the other physios are told, as when nobody is on duty.
CREATE FUNCTION queue_duty_mail(mail_subject text, mail_text text, about uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_duty() IS DISTINCT FROM 'safety' OR current_setting('app.duty_told', true) = 'yes' THEN RETURN; END IF;
  WITH able AS (
    SELECT a.id, a."clinicId", a.email FROM "Account" a
    WHERE a."clinicId" = app_clinic() AND a.status = 'active' AND 'physio' = ANY (a.roles) AND NOT EXISTS (
      SELECT 1 FROM "Patient" p WHERE p."clinicId" = a."clinicId" AND p."accountId" = a.id AND about <@ ARRAY[p.id]))
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical)
  SELECT uuid_v7(), a."clinicId", a.email, mail_subject, mail_text, true, true
  FROM able a JOIN "Clinic" c ON c.id = a."clinicId"
  WHERE c."dutyAccountId" = a.id OR NOT EXISTS (SELECT 1 FROM able d WHERE d.id = c."dutyAccountId");
  PERFORM set_config('app.duty_told', 'yes', true);
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION queue_duty_mail(text, text, uuid[]) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION queue_duty_mail(text, text, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_duty_mail(text, text, uuid[]) TO stepwise_app, stepwise_maintenance, stepwise_jobs;
DROP FUNCTION queue_duty_mail(text, text);
