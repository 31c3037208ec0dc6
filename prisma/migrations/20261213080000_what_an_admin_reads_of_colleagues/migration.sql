-- A link to a new password of a physio opens every record that she reads: its words are hers, and no admin's who is no physio. So it is
-- of somebody who is on a care team and no physio for the moment.
CREATE FUNCTION mail_opens_colleague(of_hash text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT COALESCE(app_has_role('physio'), false) AND EXISTS (
    SELECT 1 FROM "AccountToken" t JOIN "Account" a ON a."clinicId" = t."clinicId" AND a.id = t."accountId"
    WHERE t."clinicId" = app_clinic() AND t."tokenHash" = of_hash AND t.kind = 'password_reset' AND a.id IS DISTINCT FROM app_account()
      AND ('physio' = ANY (a.roles) OR EXISTS (SELECT 1 FROM "CareTeamMember" m
        WHERE m."clinicId" = a."clinicId" AND m."accountId" = a.id AND m."removedAt" IS NULL)))
$$;

-- Whether a message holds a link to the account of a patient, or of a physio, which is not the asker's to use.
CREATE OR REPLACE FUNCTION mail_opens_record(of_patient uuid, of_link "MailLink", of_hash text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT (of_patient IS NOT NULL AND of_link IS DISTINCT FROM 'intake' AND (of_link IS NOT NULL OR of_hash IS NOT NULL)
      AND NOT app_vouches(of_patient))
    OR (of_hash IS NOT NULL AND of_link IS NULL AND mail_opens_colleague(of_hash))
$$;

-- A page of the outbox takes its ids off an index, from where the page before ended, and looks at nothing but those. Of what did not leave
-- the counted come first: two walks, the second one for what the first leaves of the page.
-- That a message about somebody's answers left at a minute says whose they were: for an admin who is no physio there is none.
CREATE OR REPLACE FUNCTION mail_outbox(of_clinic uuid, unsent boolean, after uuid, at timestamptz, most_attempts int, most int)
RETURNS TABLE (id uuid, "to" text, subject text, text text, "createdAt" timestamptz, "sentAt" timestamptz, error text, attempts int,
  "endsAt" timestamptz, "takenBack" boolean, hidden boolean, stuck boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  is_physio boolean := COALESCE(app_has_role('physio'), false);
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
    page := ARRAY(SELECT x.id FROM "Mail" x WHERE x."clinicId" = of_clinic AND (is_physio OR NOT x.clinical) AND (x."createdAt", x.id) < (from_time, from_id)
      ORDER BY x."createdAt" DESC, x.id DESC LIMIT most);
  ELSE
    IF from_stuck THEN
      page := ARRAY(SELECT x.id FROM "Mail" x WHERE x."clinicId" = of_clinic AND (is_physio OR NOT x.clinical) AND x."sentAt" IS NULL
          AND x."createdAt" BETWEEN at - interval '14 days' AND at - interval '15 minutes' AND (x."createdAt", x.id) < (from_time, from_id)
          AND mail_is_stuck(x."createdAt", x."sentAt", x.error, x.attempts, x."endsAt", at, most_attempts)
        ORDER BY x."createdAt" DESC, x.id DESC LIMIT most);
      from_time := 'infinity';
    END IF;
    page := page || ARRAY(SELECT x.id FROM "Mail" x WHERE x."clinicId" = of_clinic AND (is_physio OR NOT x.clinical) AND x."sentAt" IS NULL
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
      OR (NOT is_physio AND mail_opens_answers(m."clinicId", m."patientId", m.link, m."linkHash")) AS hidden) h
    ORDER BY p.place;
END $$;

-- Nor are they counted for her; that somebody on duty could not be called she learns to the day.
CREATE OR REPLACE FUNCTION mail_stuck(at timestamptz, most_attempts int) RETURNS TABLE ("urgentSince" timestamptz, unsent int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(CASE WHEN app_has_role('physio') THEN m."createdAt" ELSE date_trunc('day', m."createdAt") END)
      FILTER (WHERE m.urgent AND m."endsAt" > at),
    CASE WHEN app_has_role('admin') THEN count(*) FILTER (WHERE (app_has_role('physio') OR NOT m.clinical)
      AND mail_is_stuck(m."createdAt", m."sentAt", m.error, m.attempts, m."endsAt", at, most_attempts))::int ELSE 0 END
  FROM "Mail" m WHERE app_is_staff() AND m."clinicId" = app_clinic() AND m."sentAt" IS NULL
    AND m."createdAt" BETWEEN at - interval '14 days' AND at - interval '15 minutes'
$$;

-- How many rows a list of what was found or told had says what stands in it.
CREATE OR REPLACE FUNCTION audit_data_is_plain(of_type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT of_type IN ('password.set', 'account.invited', 'account.roles_changed', 'account.cases_handed_over', 'clinic.settings_changed',
    'clinic.threshold_set', 'instrument_pack.added', 'instrument_pack.retired', 'patient.changed', 'patient.list_read', 'record.requested',
    'record.request_done', 'record.requests_read', 'case.read', 'audit.read', 'access.refused', 'sign_in.failed', 'intake_link.refused')
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_opens_colleague(text) OWNER TO stepwise_definer;
ALTER FUNCTION mail_outbox(uuid, boolean, uuid, timestamptz, int, int) OWNER TO stepwise_definer;
ALTER FUNCTION mail_stuck(timestamptz, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION mail_opens_colleague(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_opens_colleague(text) TO stepwise_app, stepwise_definer, stepwise_maintenance;
