-- A flag that nobody has answered in time calls in the same steps wherever it stands: whoever is on duty and the lead of its case, and after
-- two more hours every physio and the admins. Of a form without a case the admins are told at once, because nobody leads it. A closed
-- case calls as an open one, and so does a flag with days to its appointment, since she was told of the next working day; in a draft it
-- waits until the form stands in the inbox. What was to be answered at a visit takes the first step alone. Once a flag and step, however
-- often and by however many servers this is asked: each message has a name of its own. Says what it told of.
DROP FUNCTION call_again_for_forms(timestamptz, text);
CREATE FUNCTION call_again_for_flags(at timestamptz, site text)
RETURNS TABLE ("flagRowId" uuid, "patientId" uuid, "caseId" uuid, "flagId" text, step int)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH late AS (
    SELECT f.id, f."clinicId", f."patientId", f."flagId", f."intakeId", o.id AS "caseId",
      CASE WHEN f."dueAt" + interval '2 hours' <= at THEN 2 ELSE 1 END AS step
    FROM "RedFlag" f LEFT JOIN "Intake" i ON i."clinicId" = f."clinicId" AND i.id = f."intakeId"
    LEFT JOIN "Case" o ON o."clinicId" = f."clinicId" AND o."patientId" = f."patientId"
      AND (o.id = f."caseId" OR (f."caseId" IS NULL AND o."intakeId" = f."intakeId"))
    WHERE f."clinicId" = app_clinic() AND COALESCE(f."dueAt", f."visitedAt") <= at
      AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
      AND (o.id IS NOT NULL OR (i.kind = 'intake' AND i.status <> 'accepted' AND (i.status <> 'draft' OR f."callBack"
        OR f.urgency IN ('emergency', 'same_day') OR i."savedAt" <= at - interval '24 hours')))),
  reader AS (
    SELECT l.id AS flag, a.id, a.email, 'admin' = ANY (a.roles) AS admin, h.herself, 'physio' = ANY (a.roles) AND NOT h.herself AS able,
      EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = l."clinicId" AND m."caseId" = l."caseId" AND m."accountId" = a.id
        AND m."removedAt" IS NULL AND m.role = 'lead') AS leads
    FROM late l JOIN "Account" a ON a."clinicId" = l."clinicId" AND a.status = 'active'
    CROSS JOIN LATERAL (SELECT EXISTS (
      SELECT 1 FROM "Patient" p WHERE p."clinicId" = l."clinicId" AND p.id = l."patientId" AND p."accountId" = a.id) AS herself) h),
  told AS (
    INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical, once)
    SELECT uuid_v7(), l."clinicId", r.email,
      CASE WHEN r.able THEN 'Stepwise: an answer has waited too long' ELSE 'Stepwise: a call back is overdue' END,
      CASE WHEN NOT r.able THEN 'An answer still waits for a physio, and the time for calling back is over. Please see to it that a physio signs in and opens the '
          || p.page || ' now' || CASE WHEN r.herself THEN '.' ELSE ':' || E'\n\n' || site || '/' || p.page END
        WHEN l."caseId" IS NULL
          THEN 'Nobody has called back in time about an answer that needs somebody. Please sign in:' || E'\n\n' || site || '/intakes/' || l."intakeId"
        ELSE 'Nobody has answered in time what needs a physio. Please sign in and open:' || E'\n\n' || site || '/patients/' || l."patientId" END,
      true, r.able, concat_ws(' ', 'flag_overdue', l.id, l.step, r.id)
    FROM late l JOIN reader r ON r.flag = l.id JOIN "Clinic" k ON k.id = l."clinicId"
    CROSS JOIN LATERAL (SELECT CASE WHEN l."caseId" IS NULL THEN 'intakes' ELSE 'alerts' END AS page) p
    WHERE (r.able AND (l.step = 2 OR r.leads OR k."dutyAccountId" = r.id OR NOT EXISTS (
        SELECT 1 FROM reader d WHERE d.flag = l.id AND d.id = k."dutyAccountId" AND d.able)))
      OR (r.admin AND (l.step = 2 OR l."caseId" IS NULL))
    ON CONFLICT DO NOTHING RETURNING once)
  SELECT l.id, l."patientId", l."caseId", l."flagId", l.step FROM late l
  WHERE EXISTS (SELECT 1 FROM told t WHERE starts_with(t.once, concat_ws(' ', 'flag_overdue', l.id, l.step, '')))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION call_again_for_flags(timestamptz, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION call_again_for_flags(timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION call_again_for_flags(timestamptz, text) TO stepwise_jobs, stepwise_maintenance;
