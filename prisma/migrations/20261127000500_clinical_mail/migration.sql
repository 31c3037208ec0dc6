-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "clinical" BOOLEAN NOT NULL DEFAULT false;

-- What calls a physio to a patient says whose answer it was: its words are for physios. An admin who is none sees that it left.
SET ROLE stepwise_maintenance;
UPDATE "Mail" SET clinical = true WHERE subject IN ('Stepwise: an answer needs you now', 'Stepwise: something needs you today');
RESET ROLE;

CREATE OR REPLACE FUNCTION queue_duty_mail(mail_subject text, mail_text text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_duty() IS DISTINCT FROM 'safety' OR current_setting('app.duty_told', true) = 'yes' THEN RETURN; END IF;
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical)
  SELECT uuid_v7(), a."clinicId", a.email, mail_subject, mail_text, true, true
  FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
  WHERE c.id = app_clinic() AND a.status = 'active' AND 'physio' = ANY (a.roles)
    AND (c."dutyAccountId" = a.id OR NOT EXISTS (
      SELECT 1 FROM "Account" d WHERE d.id = c."dutyAccountId" AND d.status = 'active' AND 'physio' = ANY (d.roles)));
  PERFORM set_config('app.duty_told', 'yes', true);
END $$;

CREATE POLICY clinical_read ON "Mail" AS RESTRICTIVE FOR SELECT TO stepwise_app
  USING (NOT clinical OR (SELECT app_has_role('physio')) OR (SELECT app_duty()) = 'mail');
-- The newest messages of the clinic for an admin; `hidden` are those whose words she may not read.
CREATE FUNCTION mail_outbox(of_clinic uuid, most int)
RETURNS TABLE (id uuid, "to" text, subject text, text text, "createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int,
  hidden boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m."to", CASE WHEN h.hidden THEN '' ELSE m.subject END, CASE WHEN h.hidden THEN '' ELSE m.text END, m."createdAt", m."sentAt",
    m.error, m.attempts, h.hidden
  FROM "Mail" m CROSS JOIN LATERAL (SELECT m.clinical AND NOT COALESCE(app_has_role('physio'), false) AS hidden) h
  WHERE app_has_role('admin') AND m."clinicId" = app_clinic() AND m."clinicId" = of_clinic
  ORDER BY m."createdAt" DESC, m.id DESC LIMIT most
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION mail_outbox(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_outbox(uuid, int) TO stepwise_app, stepwise_maintenance;
GRANT SELECT (id, "to", subject, text, "createdAt", error, clinical) ON "Mail" TO stepwise_definer;
