-- One answer can raise a flag and open an alert: whoever is on duty is told once a transaction, by the first that has words.
CREATE OR REPLACE FUNCTION queue_duty_mail(mail_subject text, mail_text text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF app_duty() IS DISTINCT FROM 'safety' OR current_setting('app.duty_told', true) = 'yes' THEN RETURN; END IF;
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text)
  SELECT uuid_v7(), a."clinicId", a.email, mail_subject, mail_text
  FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
  WHERE c.id = app_clinic() AND a.status = 'active' AND 'physio' = ANY (a.roles)
    AND (c."dutyAccountId" = a.id OR NOT EXISTS (
      SELECT 1 FROM "Account" d WHERE d.id = c."dutyAccountId" AND d.status = 'active' AND 'physio' = ANY (d.roles)));
  PERFORM set_config('app.duty_told', 'yes', true);
END $$;
