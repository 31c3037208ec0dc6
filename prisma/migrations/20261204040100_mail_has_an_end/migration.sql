-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "endsAt" TIMESTAMPTZ(6) NOT NULL DEFAULT (now() + '7 days'::interval);

-- CreateIndex
CREATE INDEX "Mail_clinicId_patientId_idx" ON "Mail"("clinicId", "patientId");

-- What has waited for a mail server since before keeps the end that it would have got.
SET ROLE stepwise_maintenance;
UPDATE "Mail" SET "endsAt" = "createdAt" + CASE WHEN urgent THEN interval '2 days' WHEN subject = 'Choose a new password' THEN interval '1 hour'
  ELSE interval '7 days' END
WHERE "sentAt" IS NULL;
RESET ROLE;

DROP TRIGGER keep_columns ON "Mail";
CREATE TRIGGER keep_columns BEFORE UPDATE ON "Mail" FOR EACH ROW
  EXECUTE FUNCTION keep_columns('id', 'clinicId', 'to', 'subject', 'createdAt', 'endsAt', 'once', 'urgent', 'clinical', 'patientId');

-- Whoever is called by a message that calls her two days later is called in vain, whichever function writes it.
CREATE FUNCTION end_of_call() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW."endsAt" := LEAST(NEW."endsAt", NEW."createdAt" + interval '2 days');
  RETURN NEW;
END $$;
CREATE TRIGGER end_of_call BEFORE INSERT ON "Mail" FOR EACH ROW WHEN (NEW.urgent) EXECUTE FUNCTION end_of_call();

CREATE OR REPLACE FUNCTION mail_due_clinics(most_attempts int) RETURNS TABLE ("clinicId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT "clinicId" FROM "Mail" WHERE "sentAt" IS NULL AND attempts < most_attempts AND "dueAt" <= now() AND "endsAt" > now()
  GROUP BY 1 ORDER BY bool_or(urgent) DESC, min("dueAt")
$$;

DROP FUNCTION mail_outbox(uuid, int);
-- The newest messages of the clinic for an admin; `hidden` are those whose words she may not read.
CREATE FUNCTION mail_outbox(of_clinic uuid, most int)
RETURNS TABLE (id uuid, "to" text, subject text, text text, "createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int,
  "endsAt" timestamptz, hidden boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m."to", CASE WHEN h.hidden THEN '' ELSE m.subject END, CASE WHEN h.hidden THEN '' ELSE m.text END, m."createdAt", m."sentAt",
    m.error, m.attempts, m."endsAt", h.hidden
  FROM "Mail" m CROSS JOIN LATERAL (SELECT m.clinical AND NOT COALESCE(app_has_role('physio'), false) AS hidden) h
  WHERE app_has_role('admin') AND m."clinicId" = app_clinic() AND m."clinicId" = of_clinic
  ORDER BY m."createdAt" DESC, m.id DESC LIMIT most
$$;

-- What has not left within a quarter of an hour: to the staff since when somebody has been called in vain, to an admin how many
-- messages of the last seven days. Neither to whom nor about what.
CREATE FUNCTION mail_stuck(at timestamptz) RETURNS TABLE ("urgentSince" timestamptz, unsent int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(m."createdAt") FILTER (WHERE m.urgent AND m."endsAt" > at), CASE WHEN app_has_role('admin') THEN count(*)::int ELSE 0 END
  FROM "Mail" m WHERE app_is_staff() AND m."clinicId" = app_clinic() AND m."sentAt" IS NULL
    AND m."createdAt" BETWEEN at - interval '7 days' AND at - interval '15 minutes'
$$;

-- How the last link or invitation to the present address of a patient fared, for the staff who send them.
CREATE FUNCTION patient_mail(of_patient uuid)
RETURNS TABLE ("createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int, "endsAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m."createdAt", m."sentAt", m.error, m.attempts, m."endsAt"
  FROM "Patient" p LEFT JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
  JOIN "Mail" m ON m."clinicId" = p."clinicId" AND m."patientId" = p.id AND lower(m."to") IN (lower(p.email), a.email)
  WHERE app_is_staff() AND p."clinicId" = app_clinic() AND p.id = of_patient AND NOT m.clinical AND m.once IS NULL
  ORDER BY m."createdAt" DESC, m.id DESC LIMIT 1
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_due_clinics(int) OWNER TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, int) OWNER TO stepwise_definer;
ALTER FUNCTION mail_stuck(timestamptz) OWNER TO stepwise_definer;
ALTER FUNCTION patient_mail(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION mail_due_clinics(int) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail_outbox(uuid, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail_stuck(timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION patient_mail(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_due_clinics(int), mail_outbox(uuid, int), mail_stuck(timestamptz), patient_mail(uuid)
  TO stepwise_app, stepwise_maintenance;
GRANT SELECT ("endsAt") ON "Mail" TO stepwise_definer;
