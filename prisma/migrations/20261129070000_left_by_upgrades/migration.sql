-- What the upgrade of an older database has left behind.

-- Advice of a clinic that had entered no numbers: "Call  for chest pain". Whom to call is written in when it is read.
ALTER TABLE "FactorRelease" DISABLE TRIGGER kept;
SET ROLE stepwise_maintenance;
UPDATE "FactorRelease" SET text = regexp_replace(regexp_replace(text,
    '^Call .*? for chest pain', 'Call {emergency_number} for chest pain'),
    'if we are closed, call .*?\. Contact us', 'if we are closed, call {out_of_hours_phone}. Contact us')
WHERE "itemId" = 'adv_seek_help' AND "withdrawnAt" IS NULL
  AND (text NOT LIKE '%{emergency_number}%' OR text NOT LIKE '%{out_of_hours_phone}%');

-- Calls of the duty that were written before mail was urgent and clinical, or by a function from before.
UPDATE "Mail" SET clinical = true, urgent = urgent OR "sentAt" IS NULL
WHERE subject IN ('Stepwise: an answer needs you now', 'Stepwise: something needs you today')
  AND NOT (clinical AND (urgent OR "sentAt" IS NOT NULL));

-- Zones that an earlier form took in any case. A zone that nobody knows is named: an admin chooses another.
UPDATE "Clinic" c SET "timeZone" = z.name FROM pg_timezone_names z WHERE lower(z.name) = lower(c."timeZone") AND z.name <> c."timeZone";
UPDATE "Patient" p SET "timeZone" = z.name FROM pg_timezone_names z WHERE lower(z.name) = lower(p."timeZone") AND z.name <> p."timeZone";
DO $$
DECLARE unknown text;
BEGIN
  SELECT string_agg(DISTINCT x.id::text, ', ') INTO unknown
  FROM (SELECT id, "timeZone" AS zone FROM "Clinic" UNION ALL SELECT "clinicId", "timeZone" FROM "Patient") x
  WHERE x.zone IS NOT NULL AND NOT EXISTS (SELECT FROM pg_timezone_names z WHERE z.name = x.zone);
  IF unknown IS NOT NULL THEN
    RAISE WARNING 'The time zone of these clinics, or of a patient of theirs, is not known: %', unknown;
  END IF;
END $$;
RESET ROLE;
ALTER TABLE "FactorRelease" ENABLE TRIGGER kept;

-- This function had fewer arguments for an hour.
DROP FUNCTION IF EXISTS call_again_for_forms(timestamptz);
CREATE OR REPLACE FUNCTION call_again_for_forms(at timestamptz, site text) RETURNS TABLE ("flagRowId" uuid, "patientId" uuid, "flagId" text, step int)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH late AS (
    SELECT f.id, f."clinicId", f."patientId", f."flagId", f."intakeId", CASE WHEN f."dueAt" + interval '2 hours' <= at THEN 2 ELSE 1 END AS step
    FROM "RedFlag" f JOIN "Intake" i ON i."clinicId" = f."clinicId" AND i.id = f."intakeId"
    WHERE f."clinicId" = app_clinic() AND f."caseId" IS NULL AND f."callBack" AND f."dueAt" <= at AND i.kind = 'intake' AND i.status <> 'accepted'
      AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL),
  told AS (
    INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical, once)
    SELECT uuid_v7(), l."clinicId", a.email,
      CASE WHEN p.physio THEN 'Stepwise: an answer has waited too long' ELSE 'Stepwise: a call back is overdue' END,
      CASE WHEN p.physio THEN 'Nobody has called back in time about an answer that needs somebody. Please sign in:' || E'\n\n' || site || '/intakes/' || l."intakeId"
        ELSE 'An answer still waits for a physio, and the time for calling back is over. Please see to it that a physio signs in and opens the intakes now:' || E'\n\n' || site || '/intakes' END,
      true, p.physio, concat_ws(' ', 'flag_overdue', l.id, l.step, a.id)
    FROM late l JOIN "Clinic" k ON k.id = l."clinicId" JOIN "Account" a ON a."clinicId" = l."clinicId" AND a.status = 'active'
    CROSS JOIN LATERAL (SELECT 'physio' = ANY (a.roles) AS physio) p
    WHERE (p.physio AND (l.step = 2 OR k."dutyAccountId" = a.id OR NOT EXISTS (
        SELECT 1 FROM "Account" d WHERE d.id = k."dutyAccountId" AND d.status = 'active' AND 'physio' = ANY (d.roles))))
      OR 'admin' = ANY (a.roles)
    ON CONFLICT DO NOTHING RETURNING once)
  SELECT l.id, l."patientId", l."flagId", l.step FROM late l
  WHERE EXISTS (SELECT 1 FROM told t WHERE starts_with(t.once, concat_ws(' ', 'flag_overdue', l.id, l.step, '')))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION call_again_for_forms(timestamptz, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION call_again_for_forms(timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION call_again_for_forms(timestamptz, text) TO stepwise_jobs, stepwise_maintenance;
GRANT SELECT (once) ON "Mail" TO stepwise_definer;

-- A migration that was merged after a younger one has put an older body back into databases that had the younger one already.
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
CREATE OR REPLACE FUNCTION mail_due_clinics(most_attempts int) RETURNS TABLE ("clinicId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT "clinicId" FROM "Mail" WHERE "sentAt" IS NULL AND attempts < most_attempts AND "dueAt" <= now()
  GROUP BY 1 ORDER BY bool_or(urgent) DESC, min("dueAt")
$$;
CREATE OR REPLACE FUNCTION cases_not_asked() RETURNS TABLE (day date, cases int, readable uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.day, CASE WHEN app_has_role('admin') THEN cardinality(r.failed) END,
    ARRAY(SELECT x.id FROM unnest(r.failed) AS x(id) WHERE x.id IN (SELECT app_readable_cases()))
  FROM (SELECT l.day, l.failed FROM "AlertRound" l WHERE l."clinicId" = app_clinic() ORDER BY l.day DESC LIMIT 1) r
  WHERE app_is_staff() AND cardinality(r.failed) > 0
$$;
CREATE OR REPLACE FUNCTION take_standing_orders() RETURNS TABLE ("suggestionId" uuid, "caseId" uuid, "accountId" uuid, "clinicId" uuid, name text,
  roles "Role"[], "clinicName" text, "timeZone" text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT s.id, s."caseId", a.id AS account, a."clinicId", a.name, a.roles, c.name AS clinic, c."timeZone",
      s.advice <> 'regress' AS later, row_number() OVER (PARTITION BY a."clinicId"
        ORDER BY s."tryAt" IS NOT NULL, s.advice <> 'regress', COALESCE(s."tryAt", s."createdAt"), s.id) AS turn
    FROM "Program" p
    JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."appliesById" AND a.status = 'active' AND 'physio' = ANY (a.roles)
    JOIN "Clinic" c ON c.id = p."clinicId"
    JOIN "Case" k ON k."clinicId" = p."clinicId" AND k.id = p."caseId" AND k.status = 'open'
    JOIN "Suggestion" s ON s."clinicId" = p."clinicId" AND s."caseId" = p."caseId" AND s.state = 'open' AND NOT s."needsPhysio"
    WHERE p."appliesById" IS NOT NULL AND p."pausedAt" IS NULL AND s."createdAt" >= p."appliesSince"
      AND (s."tryAt" IS NULL OR s."tryAt" <= now())
  ), picked AS (
    SELECT * FROM due WHERE turn <= 25 ORDER BY later, turn LIMIT 200
  ), taken AS (
    UPDATE "Suggestion" s SET "tryAt" = now() + GREATEST(interval '2 minutes', LEAST(interval '15 minutes', (now() - s."createdAt") / 4))
    FROM picked p WHERE s."clinicId" = p."clinicId" AND s.id = p.id AND (s."tryAt" IS NULL OR s."tryAt" <= now())
    RETURNING s.id
  )
  SELECT p.id, p."caseId", p.account, p."clinicId", p.name, p.roles, p.clinic, p."timeZone"
  FROM picked p JOIN taken USING (id) ORDER BY p.later, p.turn
$$;
