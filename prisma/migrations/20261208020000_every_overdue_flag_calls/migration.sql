-- A flag that nobody has answered in time calls in the same steps wherever it stands: whoever is on duty and the lead of its case, and after
-- two more hours every physio and the admins. Of a form without a case the admins are told at once, because nobody leads it. Of a closed
-- case what its list shows calls as in an open one, and so does a flag with days to its appointment, since she was told of the next working
-- day: that is over when the clinic closes, so everybody is called in its next open hours. In a draft it waits until the form stands in the
-- inbox. What was to be answered at a visit takes the first step alone. Once a flag and step, however often and by however many servers
-- this is asked: each message has a name of its own. Says what it told of.
CREATE INDEX flag_calls ON "Mail" ("clinicId", split_part(once, ' ', 2), split_part(once, ' ', 3)) WHERE starts_with(once, 'flag_overdue ');

DROP FUNCTION call_again_for_forms(timestamptz, text);
CREATE FUNCTION call_again_for_flags(at timestamptz, site text, is_open boolean)
RETURNS TABLE ("flagRowId" uuid, "patientId" uuid, "caseId" uuid, "flagId" text, step int)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH staff AS MATERIALIZED (
    SELECT a.id, a.email, 'admin' = ANY (a.roles) AS admin, 'physio' = ANY (a.roles) AS physio, k."dutyAccountId" = a.id AS duty
    FROM "Clinic" k JOIN "Account" a ON a."clinicId" = k.id AND a.status = 'active' AND a.roles && '{physio,admin}'
    WHERE k.id = app_clinic()),
  overdue AS (
    SELECT f.id, f."clinicId", f."patientId", f."flagId", f."intakeId", o.id AS "caseId", p."accountId" AS own,
      CASE WHEN f."dueAt" + interval '2 hours' <= at AND (f."callBack" OR is_open) THEN 2 ELSE 1 END AS step
    FROM "RedFlag" f LEFT JOIN "Intake" i ON i."clinicId" = f."clinicId" AND i.id = f."intakeId"
    LEFT JOIN "Case" o ON o."clinicId" = f."clinicId" AND o."patientId" = f."patientId"
      AND (o.id = f."caseId" OR (f."caseId" IS NULL AND o."intakeId" = f."intakeId"))
    JOIN "Patient" p ON p."clinicId" = f."clinicId" AND p.id = f."patientId"
    WHERE f."clinicId" = app_clinic() AND COALESCE(f."dueAt", f."visitedAt") <= at
      AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
      AND (o."closedAt" IS NULL OR f."raisedAt" >= o."closedAt" OR f.urgency IN ('emergency', 'same_day', 'urgent_referral'))
      AND (o.id IS NOT NULL OR (i.kind = 'intake' AND i.status <> 'accepted' AND (i.status <> 'draft' OR f."callBack"
        OR f.urgency IN ('emergency', 'same_day') OR i."savedAt" <= at - interval '24 hours')))),
  late AS MATERIALIZED (
    SELECT o.*, EXISTS (SELECT 1 FROM staff d WHERE d.duty AND d.physio AND d.id IS DISTINCT FROM o.own) AS "onDuty",
      (SELECT m."accountId" FROM "CareTeamMember" m WHERE m."clinicId" = o."clinicId" AND m."caseId" = o."caseId"
        AND m."removedAt" IS NULL AND m.role = 'lead' LIMIT 1) AS lead
    FROM overdue o WHERE NOT EXISTS (SELECT 1 FROM "Mail" t WHERE t."clinicId" = o."clinicId" AND starts_with(t.once, 'flag_overdue ')
      AND split_part(t.once, ' ', 2) = o.id::text AND split_part(t.once, ' ', 3) = o.step::text)),
  told AS (
    INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical, once)
    SELECT uuid_v7(), l."clinicId", r.email,
      CASE WHEN h.able THEN 'Stepwise: an answer has waited too long' ELSE 'Stepwise: a call back is overdue' END,
      CASE WHEN NOT h.able THEN 'An answer still waits for a physio, and the time for calling back is over. Please see to it that a physio signs in and opens the '
          || p.page || ' now' || CASE WHEN h.herself THEN '.' ELSE ':' || E'\n\n' || site || '/' || p.page END
        WHEN l."caseId" IS NULL
          THEN 'Nobody has called back in time about an answer that needs somebody. Please sign in:' || E'\n\n' || site || '/intakes/' || l."intakeId"
        ELSE 'Nobody has answered in time what needs a physio. Please sign in and open:' || E'\n\n' || site || '/patients/' || l."patientId" END,
      true, h.able, concat_ws(' ', 'flag_overdue', l.id, l.step, r.id)
    FROM late l CROSS JOIN staff r
    CROSS JOIN LATERAL (SELECT l.own IS NOT DISTINCT FROM r.id AS herself, r.physio AND l.own IS DISTINCT FROM r.id AS able) h
    CROSS JOIN LATERAL (SELECT CASE WHEN l."caseId" IS NULL THEN 'intakes' ELSE 'alerts' END AS page) p
    WHERE (h.able AND (l.step = 2 OR l.lead = r.id OR r.duty OR NOT l."onDuty")) OR (r.admin AND (l.step = 2 OR l."caseId" IS NULL))
    ON CONFLICT DO NOTHING RETURNING once)
  SELECT l.id, l."patientId", l."caseId", l."flagId", l.step FROM late l
  WHERE l.id::text IN (SELECT split_part(t.once, ' ', 2) FROM told t)
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION call_again_for_flags(timestamptz, text, boolean) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION call_again_for_flags(timestamptz, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION call_again_for_flags(timestamptz, text, boolean) TO stepwise_jobs, stepwise_maintenance;
