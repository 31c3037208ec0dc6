-- A flag that is called back about, of a form that no case has come out of, and that nobody has answered in time: whoever is on duty is
-- called again and the admins are told, without a word of whose answer it is; after two more hours every physio is. Once a flag and
-- step, however often and by however many servers this is asked: each message has a name of its own. Says what it told of.
CREATE FUNCTION call_again_for_forms(at timestamptz, site text) RETURNS TABLE ("flagRowId" uuid, "patientId" uuid, "flagId" text, step int)
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
