-- Before there is a case nothing but a red flag is written by a rule, so that the event itself tells an admin that a form raised one.
-- What a rule does with a flag of a form follows from an event that is there; what a physio does with one is work on that form.
CREATE OR REPLACE FUNCTION audit_log(of_clinic uuid, of_types text[], since timestamptz, until timestamptz, accounts uuid[], patients uuid[],
  after_id uuid, most int)
RETURNS TABLE (id uuid, at timestamptz, "accountId" uuid, "actorKind" text, type text, "patientId" uuid, "subjectId" uuid, data jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.at, e."accountId", e."actorKind", shown.type, e."patientId", e."subjectId",
    CASE WHEN audit_data_is_plain(e.type) THEN e.data ELSE '{}' END
  FROM "AuditEvent" e CROSS JOIN LATERAL (SELECT CASE
    WHEN e."caseId" IS NOT NULL OR e.type NOT LIKE 'flag.%' OR app_has_role('physio') THEN e.type
    WHEN e.type = 'flag.answered' THEN 'intake.saved' END AS type) shown
  WHERE app_has_role('admin') AND e."clinicId" = app_clinic() AND e."clinicId" = of_clinic AND shown.type IS NOT NULL
    AND (of_types IS NULL OR shown.type = ANY (of_types)) AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until)
    AND (accounts IS NULL OR e."accountId" = ANY (accounts) OR e."subjectId" = ANY (accounts) OR e."patientId" = ANY (patients))
    AND (after_id IS NULL OR (e.at, e.id) < (SELECT l.at, l.id FROM "AuditEvent" l WHERE l."clinicId" = of_clinic AND l.id = after_id))
  ORDER BY e.at DESC, e.id DESC LIMIT most
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION audit_log(uuid, text[], timestamptz, timestamptz, uuid[], uuid[], uuid, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
