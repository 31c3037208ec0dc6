-- CreateEnum
CREATE TYPE "MailLink" AS ENUM ('intake', 'invitation');

-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "endsAt" TIMESTAMPTZ(6) NOT NULL DEFAULT (now() + '7 days'::interval),
ADD COLUMN     "link" "MailLink";

-- CreateIndex
CREATE INDEX "Mail_clinicId_patientId_idx" ON "Mail"("clinicId", "patientId");

-- What was queued before is told apart by its subject, and what has waited for a mail server gets the end that it would have got.
SET ROLE stepwise_maintenance;
UPDATE "Mail" SET link = CASE WHEN subject LIKE 'Your form from %' THEN 'intake'::"MailLink" ELSE 'invitation' END
WHERE NOT clinical AND once IS NULL AND (subject LIKE 'Your form from %' OR subject LIKE 'Your account at %');
UPDATE "Mail" SET "endsAt" = "createdAt" + CASE WHEN urgent THEN interval '2 days' WHEN link = 'intake' THEN interval '14 days'
  WHEN subject = 'Choose a new password' THEN interval '1 hour' ELSE interval '7 days' END
WHERE "sentAt" IS NULL;
RESET ROLE;

DROP TRIGGER keep_columns ON "Mail";
CREATE TRIGGER keep_columns BEFORE UPDATE ON "Mail" FOR EACH ROW
  EXECUTE FUNCTION keep_columns('id', 'clinicId', 'to', 'subject', 'createdAt', 'endsAt', 'once', 'urgent', 'clinical', 'patientId',
    'link');

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
-- messages may still leave, with those of the last two days that were refused. Neither to whom nor about what.
CREATE FUNCTION mail_stuck(at timestamptz, most_attempts int) RETURNS TABLE ("urgentSince" timestamptz, unsent int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(m."createdAt") FILTER (WHERE m.urgent AND m."endsAt" > at),
    CASE WHEN app_has_role('admin') THEN count(*) FILTER (WHERE CASE WHEN m.error = 'REFUSED' THEN m."createdAt" > at - interval '2 days'
      ELSE m.attempts < most_attempts AND m."endsAt" > at END)::int ELSE 0 END
  FROM "Mail" m WHERE app_is_staff() AND m."clinicId" = app_clinic() AND m."sentAt" IS NULL
    AND m."createdAt" BETWEEN at - interval '14 days' AND at - interval '15 minutes'
$$;

-- How the last intake link and the last invitation to the present address of a patient fared, for the staff who send them: of
-- the two the one that did not leave. Nothing of a link once she has sent an intake or has come in, nor of an invitation then.
CREATE FUNCTION patient_mail(of_patient uuid)
RETURNS TABLE ("createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int, "endsAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x."createdAt", x."sentAt", x.error, x.attempts, x."endsAt" FROM (
    SELECT DISTINCT ON (m.link) m.id, m."createdAt", m."sentAt", m.error, m.attempts, m."endsAt"
    FROM "Patient" p LEFT JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
    JOIN "Mail" m ON m."clinicId" = p."clinicId" AND m."patientId" = p.id AND lower(m."to") IN (lower(p.email), a.email)
    WHERE app_is_staff() AND p."clinicId" = app_clinic() AND p.id = of_patient AND m.link IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "AccountToken" t WHERE t."clinicId" = p."clinicId" AND t."accountId" = p."accountId"
        AND t.kind = 'invitation' AND t."usedAt" > m."createdAt")
      AND NOT EXISTS (SELECT 1 FROM "Intake" i WHERE m.link = 'intake' AND i."clinicId" = p."clinicId" AND i."patientId" = p.id
        AND i.kind = 'intake' AND i."submittedAt" > m."createdAt")
    ORDER BY m.link, m."createdAt" DESC, m.id DESC) x
  ORDER BY x."sentAt" IS NULL DESC, x."createdAt" DESC, x.id DESC LIMIT 1
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_due_clinics(int) OWNER TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, int) OWNER TO stepwise_definer;
ALTER FUNCTION mail_stuck(timestamptz, int) OWNER TO stepwise_definer;
ALTER FUNCTION patient_mail(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION mail_due_clinics(int) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail_outbox(uuid, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail_stuck(timestamptz, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION patient_mail(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_due_clinics(int), mail_outbox(uuid, int), mail_stuck(timestamptz, int), patient_mail(uuid)
  TO stepwise_app, stepwise_maintenance;
GRANT SELECT ("endsAt", link) ON "Mail" TO stepwise_definer;
