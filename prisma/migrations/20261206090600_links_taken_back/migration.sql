-- A message whose link was taken back did not come too late: the outbox says so, and of a patient there is nothing to send again.
DROP FUNCTION mail_outbox(uuid, int);
CREATE FUNCTION mail_outbox(of_clinic uuid, most int)
RETURNS TABLE (id uuid, "to" text, subject text, text text, "createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int,
  "endsAt" timestamptz, "takenBack" boolean, hidden boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m."to", CASE WHEN h.hidden THEN '' ELSE m.subject END, CASE WHEN h.hidden THEN '' ELSE m.text END, m."createdAt", m."sentAt",
    m.error, m.attempts, m."endsAt",
    EXISTS (SELECT 1 FROM "IntakeLink" l WHERE l."clinicId" = m."clinicId" AND l."tokenHash" = m."linkHash" AND l."revokedAt" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "AccountToken" t WHERE t."clinicId" = m."clinicId" AND t."tokenHash" = m."linkHash" AND t."revokedAt" IS NOT NULL),
    h.hidden
  FROM "Mail" m CROSS JOIN LATERAL (SELECT m.clinical AND NOT COALESCE(app_has_role('physio'), false) AS hidden) h
  WHERE app_has_role('admin') AND m."clinicId" = app_clinic() AND m."clinicId" = of_clinic
  ORDER BY m."createdAt" DESC, m.id DESC LIMIT most
$$;

CREATE OR REPLACE FUNCTION patient_mail(of_patient uuid)
RETURNS TABLE ("createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int, "endsAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x."createdAt", x."sentAt", x.error, x.attempts, x."endsAt" FROM (
    SELECT DISTINCT ON (m.link) m.id, m."clinicId", m."createdAt", m."sentAt", m.error, m.attempts, m."endsAt", m."linkHash"
    FROM "Patient" p LEFT JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
    JOIN "Mail" m ON m."clinicId" = p."clinicId" AND m."patientId" = p.id AND lower(m."to") IN (lower(p.email), a.email)
    WHERE app_is_staff() AND p."clinicId" = app_clinic() AND p.id = of_patient AND m.link IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "AccountToken" t WHERE t."clinicId" = p."clinicId" AND t."accountId" = p."accountId"
        AND t.kind = 'invitation' AND t."usedAt" > m."createdAt")
      AND NOT EXISTS (SELECT 1 FROM "Intake" i WHERE m.link = 'intake' AND i."clinicId" = p."clinicId" AND i."patientId" = p.id
        AND i.kind = 'intake' AND i."submittedAt" > m."createdAt")
    ORDER BY m.link, m."createdAt" DESC, m.id DESC) x
  WHERE NOT EXISTS (SELECT 1 FROM "IntakeLink" l WHERE l."clinicId" = x."clinicId" AND l."tokenHash" = x."linkHash" AND l."revokedAt" IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM "AccountToken" t WHERE t."clinicId" = x."clinicId" AND t."tokenHash" = x."linkHash" AND t."revokedAt" IS NOT NULL)
  ORDER BY x."sentAt" IS NULL DESC, x."createdAt" DESC, x.id DESC LIMIT 1
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, int) OWNER TO stepwise_definer;
ALTER FUNCTION patient_mail(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION mail_outbox(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_outbox(uuid, int) TO stepwise_app, stepwise_maintenance;
