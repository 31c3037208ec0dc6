-- Flags of a patient that wait too long call each reader by one message a round, however many they are: after an upgrade, or of a form with
-- many flags, a message each would bury the next one. It says how many and where, and nothing of what they are. Its name lists each flag
-- with its step, so that each still calls once a step; before, each message was named by one flag, and those count on. A name has room for
-- 40 of them; the rest has a message of its own.
CREATE INDEX flags_called ON "Mail" USING gin (string_to_array(once, ' ')) WHERE starts_with(once, 'flags_overdue ');

CREATE OR REPLACE FUNCTION call_again_for_flags(at timestamptz, site text, is_open boolean)
RETURNS TABLE ("flagRowId" uuid, "patientId" uuid, "caseId" uuid, "flagId" text, step int)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH staff AS MATERIALIZED (
    SELECT a.id, a.email, 'admin' = ANY (a.roles) AS admin, 'physio' = ANY (a.roles) AS physio, k."dutyAccountId" = a.id AS duty
    FROM "Clinic" k JOIN "Account" a ON a."clinicId" = k.id AND a.status = 'active' AND a.roles && '{physio,admin}'
    WHERE k.id = app_clinic()),
  overdue AS (
    SELECT f.id, f."clinicId", f."patientId", f."flagId", f."intakeId", o.id AS "caseId", p."accountId" AS own, f.urgency,
      COALESCE(f."dueAt", f."visitedAt") AS due,
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
    SELECT o.*, concat(o.id, '.', o.step) AS name,
      EXISTS (SELECT 1 FROM staff d WHERE d.duty AND d.physio AND d.id IS DISTINCT FROM o.own) AS "onDuty",
      (SELECT m."accountId" FROM "CareTeamMember" m WHERE m."clinicId" = o."clinicId" AND m."caseId" = o."caseId"
        AND m."removedAt" IS NULL AND m.role = 'lead' LIMIT 1) AS lead
    FROM overdue o
    WHERE NOT EXISTS (SELECT 1 FROM "Mail" t WHERE t."clinicId" = o."clinicId" AND starts_with(t.once, 'flags_overdue ')
        AND string_to_array(t.once, ' ') @> ARRAY[concat(o.id, '.', o.step)])
      AND NOT EXISTS (SELECT 1 FROM "Mail" t WHERE t."clinicId" = o."clinicId" AND starts_with(t.once, 'flag_overdue ')
        AND split_part(t.once, ' ', 2) = o.id::text AND split_part(t.once, ' ', 3) = o.step::text)),
  called AS (
    SELECT l.*, r.id AS reader, r.email, h.able, h.herself, CASE WHEN l."caseId" IS NULL THEN 'intakes' ELSE 'alerts' END AS page,
      (row_number() OVER (PARTITION BY l."patientId", r.id ORDER BY l.urgency, l.due, l.id) - 1) / 40 AS part
    FROM late l CROSS JOIN staff r
    CROSS JOIN LATERAL (SELECT l.own IS NOT DISTINCT FROM r.id AS herself, r.physio AND l.own IS DISTINCT FROM r.id AS able) h
    WHERE (h.able AND (l.step = 2 OR l.lead = r.id OR r.duty OR NOT l."onDuty")) OR (r.admin AND (l.step = 2 OR l."caseId" IS NULL))),
  message AS (
    SELECT c."clinicId", c.reader, c.email, c.able, c.herself, count(*) AS n, bool_and(c."caseId" IS NULL) AS "ofForms",
      string_agg(DISTINCT c.page, ' and the ') AS pages, string_agg(DISTINCT concat(site, '/', c.page), E'\n') AS lists,
      string_agg(DISTINCT CASE WHEN c."caseId" IS NULL THEN concat(site, '/intakes/', c."intakeId")
        ELSE concat(site, '/patients/', c."patientId") END, E'\n') AS places,
      string_agg(c.name, ' ' ORDER BY c.name) AS names, min(c.urgency) AS urgency, min(c.due) AS due
    FROM called c GROUP BY c."clinicId", c."patientId", c.reader, c.email, c.able, c.herself, c.part),
  told AS (
    INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical, once)
    SELECT uuid_v7(), m."clinicId", m.email,
      CASE WHEN NOT m.able THEN 'Stepwise: a call back is overdue' WHEN m.n = 1 THEN 'Stepwise: an answer has waited too long'
        ELSE 'Stepwise: answers have waited too long' END,
      CASE WHEN NOT m.able THEN CASE WHEN m.n = 1 THEN 'An answer still waits' ELSE m.n || ' answers of one patient still wait' END
          || ' for a physio, and the time for calling back is over. Please see to it that a physio signs in and opens the ' || m.pages || ' now'
          || CASE WHEN m.herself THEN '.' ELSE ':' || E'\n\n' || m.lists END
        WHEN m."ofForms" THEN 'Nobody has called back in time about '
          || CASE WHEN m.n = 1 THEN 'an answer that needs' ELSE m.n || ' answers of one patient that need' END
          || ' somebody. Please sign in:' || E'\n\n' || m.places
        WHEN m.n = 1 THEN 'Nobody has answered in time what needs a physio. Please sign in and open:' || E'\n\n' || m.places
        ELSE 'Nobody has answered in time what needs a physio: ' || m.n || ' answers of one patient. Please sign in and open:' || E'\n\n' || m.places END,
      true, m.able, concat_ws(' ', 'flags_overdue', m.reader, m.names)
    FROM message m ORDER BY m.urgency, m.due, m.names
    ON CONFLICT DO NOTHING RETURNING once)
  SELECT l.id, l."patientId", l."caseId", l."flagId", l.step FROM late l
  WHERE EXISTS (SELECT 1 FROM told t WHERE string_to_array(t.once, ' ') @> ARRAY[l.name])
$$;
