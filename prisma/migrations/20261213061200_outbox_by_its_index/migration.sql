-- DropIndex
DROP INDEX "Mail_clinicId_createdAt_idx";

-- CreateIndex
CREATE INDEX "Mail_clinicId_createdAt_id_idx" ON "Mail"("clinicId", "createdAt", "id");

-- What has not left, in the same order.
CREATE INDEX unsent ON "Mail" ("clinicId", "createdAt", id) WHERE "sentAt" IS NULL;

-- A page of the outbox takes its ids off an index, from where the page before ended, and looks at nothing but those. Of what did not leave
-- the counted come first: two walks, the second one for what the first leaves of the page.
CREATE OR REPLACE FUNCTION mail_outbox(of_clinic uuid, unsent boolean, after uuid, at timestamptz, most_attempts int, most int)
RETURNS TABLE (id uuid, "to" text, subject text, text text, "createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int,
  "endsAt" timestamptz, "takenBack" boolean, hidden boolean, stuck boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  from_stuck boolean := true;
  from_time timestamptz := 'infinity';
  from_id uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  page uuid[] := '{}';
BEGIN
  IF app_has_role('admin') IS NOT TRUE OR of_clinic IS DISTINCT FROM app_clinic() THEN RETURN; END IF;
  IF after IS NOT NULL THEN
    SELECT mail_is_stuck(l."createdAt", l."sentAt", l.error, l.attempts, l."endsAt", at, most_attempts), l."createdAt", l.id
      INTO from_stuck, from_time, from_id FROM "Mail" l WHERE l."clinicId" = of_clinic AND l.id = after;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF NOT unsent THEN
    page := ARRAY(SELECT x.id FROM "Mail" x WHERE x."clinicId" = of_clinic AND (x."createdAt", x.id) < (from_time, from_id)
      ORDER BY x."createdAt" DESC, x.id DESC LIMIT most);
  ELSE
    IF from_stuck THEN
      page := ARRAY(SELECT x.id FROM "Mail" x WHERE x."clinicId" = of_clinic AND x."sentAt" IS NULL
          AND x."createdAt" BETWEEN at - interval '14 days' AND at - interval '15 minutes' AND (x."createdAt", x.id) < (from_time, from_id)
          AND mail_is_stuck(x."createdAt", x."sentAt", x.error, x.attempts, x."endsAt", at, most_attempts)
        ORDER BY x."createdAt" DESC, x.id DESC LIMIT most);
      from_time := 'infinity';
    END IF;
    page := page || ARRAY(SELECT x.id FROM "Mail" x WHERE x."clinicId" = of_clinic AND x."sentAt" IS NULL
        AND (x."createdAt", x.id) < (from_time, from_id)
        AND NOT mail_is_stuck(x."createdAt", x."sentAt", x.error, x.attempts, x."endsAt", at, most_attempts)
      ORDER BY x."createdAt" DESC, x.id DESC LIMIT most - cardinality(page));
  END IF;
  RETURN QUERY SELECT m.id, m."to", CASE WHEN h.hidden THEN '' ELSE m.subject END, CASE WHEN h.hidden THEN '' ELSE m.text END, m."createdAt",
      m."sentAt", m.error, m.attempts, m."endsAt",
      EXISTS (SELECT 1 FROM "IntakeLink" l WHERE l."clinicId" = m."clinicId" AND l."tokenHash" = m."linkHash" AND l."revokedAt" IS NOT NULL)
        OR EXISTS (SELECT 1 FROM "AccountToken" t WHERE t."clinicId" = m."clinicId" AND t."tokenHash" = m."linkHash" AND t."revokedAt" IS NOT NULL),
      h.hidden, mail_is_stuck(m."createdAt", m."sentAt", m.error, m.attempts, m."endsAt", at, most_attempts)
    FROM unnest(page) WITH ORDINALITY p (id, place) JOIN "Mail" m ON m."clinicId" = of_clinic AND m.id = p.id
    CROSS JOIN LATERAL (SELECT mail_opens_record(m."patientId", m.link, m."linkHash")
      OR (NOT COALESCE(app_has_role('physio'), false)
        AND (m.clinical OR mail_opens_answers(m."clinicId", m."patientId", m.link, m."linkHash"))) AS hidden) h
    ORDER BY p.place;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, boolean, uuid, timestamptz, int, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
