-- With the link to a form and a date of birth somebody reads what was saved in it. An admin who treats nobody sends such a link to the
-- patient, and does not read it: neither where she makes it nor in the outbox.
CREATE FUNCTION mail_opens_answers(of_clinic uuid, of_patient uuid, of_link "MailLink", of_hash text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT of_link IS NOT DISTINCT FROM 'intake' AND EXISTS (SELECT 1 FROM "Intake" i
    WHERE i."clinicId" = of_clinic AND i."patientId" = of_patient AND i.kind = 'intake' AND i."savedAt" IS NOT NULL
      AND (of_hash IS NULL OR EXISTS (SELECT 1 FROM "IntakeLink" l WHERE l."clinicId" = i."clinicId" AND l."intakeId" = i.id AND l."tokenHash" = of_hash)))
$$;
REVOKE ALL ON FUNCTION mail_opens_answers(uuid, uuid, "MailLink", text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_opens_answers(uuid, uuid, "MailLink", text) TO stepwise_app, stepwise_definer, stepwise_maintenance;

CREATE OR REPLACE FUNCTION mail_outbox(of_clinic uuid, most int)
RETURNS TABLE (id uuid, "to" text, subject text, text text, "createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int,
  "endsAt" timestamptz, "takenBack" boolean, hidden boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m."to", CASE WHEN h.hidden THEN '' ELSE m.subject END, CASE WHEN h.hidden THEN '' ELSE m.text END, m."createdAt", m."sentAt",
    m.error, m.attempts, m."endsAt",
    EXISTS (SELECT 1 FROM "IntakeLink" l WHERE l."clinicId" = m."clinicId" AND l."tokenHash" = m."linkHash" AND l."revokedAt" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "AccountToken" t WHERE t."clinicId" = m."clinicId" AND t."tokenHash" = m."linkHash" AND t."revokedAt" IS NOT NULL),
    h.hidden
  FROM "Mail" m CROSS JOIN LATERAL (SELECT NOT COALESCE(app_has_role('physio'), false)
    AND (m.clinical OR mail_opens_answers(m."clinicId", m."patientId", m.link, m."linkHash")) AS hidden) h
  WHERE app_has_role('admin') AND m."clinicId" = app_clinic() AND m."clinicId" = of_clinic
  ORDER BY m."createdAt" DESC, m.id DESC LIMIT most
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
ALTER POLICY clinical_read ON "Mail" USING ((SELECT app_has_role('physio'))
  OR ((SELECT app_duty()) = 'mail' AND (SELECT app_is_nobody()))
  OR NOT (clinical OR (link IS NOT DISTINCT FROM 'intake' AND mail_opens_answers("clinicId", "patientId", link, "linkHash"))));

CREATE POLICY begun_is_mailed ON "IntakeLink" AS RESTRICTIVE FOR INSERT TO stepwise_app
  WITH CHECK (mailed OR (SELECT app_has_role('physio')) OR NOT EXISTS (SELECT 1 FROM "Intake" i
    WHERE i."clinicId" = "IntakeLink"."clinicId" AND i.id = "IntakeLink"."intakeId" AND i."savedAt" IS NOT NULL));
