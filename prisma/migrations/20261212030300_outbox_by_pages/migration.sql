-- Whether a message is one of those that the number beside the outbox counts: it has not left within a quarter of an hour and still may,
-- or was refused in the last two days.
CREATE FUNCTION mail_is_stuck(made timestamptz, sent timestamptz, failed text, tried int, ends timestamptz, at timestamptz, most_attempts int)
RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT sent IS NULL AND made BETWEEN at - interval '14 days' AND at - interval '15 minutes'
    AND CASE WHEN failed = 'REFUSED' THEN made > at - interval '2 days' ELSE tried < most_attempts AND ends > at END
$$;
REVOKE ALL ON FUNCTION mail_is_stuck(timestamptz, timestamptz, text, int, timestamptz, timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_is_stuck(timestamptz, timestamptz, text, int, timestamptz, timestamptz, int)
  TO stepwise_app, stepwise_definer, stepwise_maintenance;

CREATE OR REPLACE FUNCTION mail_stuck(at timestamptz, most_attempts int) RETURNS TABLE ("urgentSince" timestamptz, unsent int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(m."createdAt") FILTER (WHERE m.urgent AND m."endsAt" > at),
    CASE WHEN app_has_role('admin') THEN count(*) FILTER (WHERE
      mail_is_stuck(m."createdAt", m."sentAt", m.error, m.attempts, m."endsAt", at, most_attempts))::int ELSE 0 END
  FROM "Mail" m WHERE app_is_staff() AND m."clinicId" = app_clinic() AND m."sentAt" IS NULL
    AND m."createdAt" BETWEEN at - interval '14 days' AND at - interval '15 minutes'
$$;

-- The messages of the clinic for an admin, newest first, after the one that `after` names; or those that did not leave, the counted first.
-- `hidden` are those whose words she may not read.
DROP FUNCTION mail_outbox(uuid, int);
CREATE FUNCTION mail_outbox(of_clinic uuid, unsent boolean, after uuid, at timestamptz, most_attempts int, most int)
RETURNS TABLE (id uuid, "to" text, subject text, text text, "createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int,
  "endsAt" timestamptz, "takenBack" boolean, hidden boolean, stuck boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m."to", CASE WHEN h.hidden THEN '' ELSE m.subject END, CASE WHEN h.hidden THEN '' ELSE m.text END, m."createdAt", m."sentAt",
    m.error, m.attempts, m."endsAt",
    EXISTS (SELECT 1 FROM "IntakeLink" l WHERE l."clinicId" = m."clinicId" AND l."tokenHash" = m."linkHash" AND l."revokedAt" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "AccountToken" t WHERE t."clinicId" = m."clinicId" AND t."tokenHash" = m."linkHash" AND t."revokedAt" IS NOT NULL),
    h.hidden, m.stuck
  FROM (SELECT x.id, x."clinicId", x."to", x.subject, x.text, x."createdAt", x."sentAt", x.error, x.attempts, x."endsAt", x."patientId", x.link,
        x."linkHash", x.clinical, mail_is_stuck(x."createdAt", x."sentAt", x.error, x.attempts, x."endsAt", at, most_attempts) AS stuck FROM "Mail" x
      WHERE app_has_role('admin') AND x."clinicId" = app_clinic() AND x."clinicId" = of_clinic AND (NOT unsent OR x."sentAt" IS NULL)) m
  CROSS JOIN LATERAL (SELECT mail_opens_record(m."patientId", m.link, m."linkHash")
    OR (NOT COALESCE(app_has_role('physio'), false)
      AND (m.clinical OR mail_opens_answers(m."clinicId", m."patientId", m.link, m."linkHash"))) AS hidden) h
  WHERE after IS NULL OR ROW(unsent AND m.stuck, m."createdAt", m.id) < (
    SELECT unsent AND mail_is_stuck(l."createdAt", l."sentAt", l.error, l.attempts, l."endsAt", at, most_attempts), l."createdAt", l.id
    FROM "Mail" l WHERE l."clinicId" = app_clinic() AND l.id = after)
  ORDER BY (unsent AND m.stuck) DESC, m."createdAt" DESC, m.id DESC LIMIT most
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_stuck(timestamptz, int) OWNER TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, boolean, uuid, timestamptz, int, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION mail_outbox(uuid, boolean, uuid, timestamptz, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_outbox(uuid, boolean, uuid, timestamptz, int, int) TO stepwise_app, stepwise_maintenance;
