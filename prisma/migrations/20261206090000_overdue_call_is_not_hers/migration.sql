-- The patient herself cannot open her own form: a call-back that is overdue goes to the other physios, as when nobody is on duty. As an
-- admin she is told as every admin is, without a link.
CREATE OR REPLACE FUNCTION call_again_for_forms(at timestamptz, site text) RETURNS TABLE ("flagRowId" uuid, "patientId" uuid, "flagId" text, step int)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH late AS (
    SELECT f.id, f."clinicId", f."patientId", f."flagId", f."intakeId", CASE WHEN f."dueAt" + interval '2 hours' <= at THEN 2 ELSE 1 END AS step
    FROM "RedFlag" f JOIN "Intake" i ON i."clinicId" = f."clinicId" AND i.id = f."intakeId"
    WHERE f."clinicId" = app_clinic() AND f."caseId" IS NULL AND f."callBack" AND f."dueAt" <= at AND i.kind = 'intake' AND i.status <> 'accepted'
      AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL),
  reader AS (
    SELECT l.id AS flag, a.id, a.email, 'admin' = ANY (a.roles) AS admin, h.herself, 'physio' = ANY (a.roles) AND NOT h.herself AS able
    FROM late l JOIN "Account" a ON a."clinicId" = l."clinicId" AND a.status = 'active'
    CROSS JOIN LATERAL (SELECT EXISTS (
      SELECT 1 FROM "Patient" p WHERE p."clinicId" = l."clinicId" AND p.id = l."patientId" AND p."accountId" = a.id) AS herself) h),
  told AS (
    INSERT INTO "Mail" (id, "clinicId", "to", subject, text, urgent, clinical, once)
    SELECT uuid_v7(), l."clinicId", r.email,
      CASE WHEN r.able THEN 'Stepwise: an answer has waited too long' ELSE 'Stepwise: a call back is overdue' END,
      CASE WHEN r.able THEN 'Nobody has called back in time about an answer that needs somebody. Please sign in:' || E'\n\n' || site || '/intakes/' || l."intakeId"
        ELSE 'An answer still waits for a physio, and the time for calling back is over. Please see to it that a physio signs in and opens the intakes now'
          || CASE WHEN r.herself THEN '.' ELSE ':' || E'\n\n' || site || '/intakes' END END,
      true, r.able, concat_ws(' ', 'flag_overdue', l.id, l.step, r.id)
    FROM late l JOIN reader r ON r.flag = l.id JOIN "Clinic" k ON k.id = l."clinicId"
    WHERE (r.able AND (l.step = 2 OR k."dutyAccountId" = r.id OR NOT EXISTS (
        SELECT 1 FROM reader d WHERE d.flag = l.id AND d.id = k."dutyAccountId" AND d.able)))
      OR r.admin
    ON CONFLICT DO NOTHING RETURNING once)
  SELECT l.id, l."patientId", l."flagId", l.step FROM late l
  WHERE EXISTS (SELECT 1 FROM told t WHERE starts_with(t.once, concat_ws(' ', 'flag_overdue', l.id, l.step, '')))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION call_again_for_forms(timestamptz, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
