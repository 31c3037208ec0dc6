-- Whoever is on duty is told of everybody but herself, and the other physios of what she is not told: one message that named her among
-- others reached her alone. A place for each of those it is about, in the same order.
CREATE FUNCTION queue_duty_mail(mail_subject text, mail_text text, about uuid[], places text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_duty() IS DISTINCT FROM 'safety' OR current_setting('app.duty_told', true) = 'yes' THEN RETURN; END IF;
  WITH able AS (
    SELECT a.id, a."clinicId", a.email, o.patient, o.place
    FROM "Account" a CROSS JOIN (SELECT DISTINCT * FROM unnest(about, places)) AS o(patient, place)
    WHERE a."clinicId" = app_clinic() AND a.status = 'active' AND 'physio' = ANY (a.roles) AND NOT EXISTS (
      SELECT 1 FROM "Patient" p WHERE p."clinicId" = a."clinicId" AND p."accountId" = a.id AND p.id = o.patient))
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical)
  SELECT uuid_v7(), a."clinicId", a.email, mail_subject, mail_text || E'\n\n' || string_agg(DISTINCT a.place, E'\n'), true, true
  FROM able a JOIN "Clinic" c ON c.id = a."clinicId"
  WHERE c."dutyAccountId" = a.id OR NOT EXISTS (SELECT 1 FROM able d WHERE d.id = c."dutyAccountId" AND d.patient = a.patient)
  GROUP BY a."clinicId", a.id, a.email;
  PERFORM set_config('app.duty_told', 'yes', true);
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION queue_duty_mail(text, text, uuid[], text[]) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION queue_duty_mail(text, text, uuid[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_duty_mail(text, text, uuid[], text[]) TO stepwise_app, stepwise_maintenance, stepwise_jobs;
DROP FUNCTION queue_duty_mail(text, text, uuid[]);
