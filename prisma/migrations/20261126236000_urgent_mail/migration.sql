-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "urgent" BOOLEAN NOT NULL DEFAULT false;

-- What calls somebody on duty leaves before everything else.
CREATE OR REPLACE FUNCTION queue_duty_mail(mail_subject text, mail_text text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF app_duty() IS DISTINCT FROM 'safety' OR current_setting('app.duty_told', true) = 'yes' THEN RETURN; END IF;
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent)
  SELECT uuid_v7(), a."clinicId", a.email, mail_subject, mail_text, true
  FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
  WHERE c.id = app_clinic() AND a.status = 'active' AND 'physio' = ANY (a.roles)
    AND (c."dutyAccountId" = a.id OR NOT EXISTS (
      SELECT 1 FROM "Account" d WHERE d.id = c."dutyAccountId" AND d.status = 'active' AND 'physio' = ANY (d.roles)));
  PERFORM set_config('app.duty_told', 'yes', true);
END $$;

GRANT SELECT (urgent) ON "Mail" TO stepwise_definer;
CREATE OR REPLACE FUNCTION mail_due_clinics(most_attempts int) RETURNS TABLE ("clinicId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT "clinicId" FROM "Mail" WHERE "sentAt" IS NULL AND attempts < most_attempts AND "dueAt" <= now()
  GROUP BY 1 ORDER BY bool_or(urgent) DESC, min("dueAt")
$$;
