-- Of her own form an admin who is a physio learns from the audit what every admin learns.
CREATE OR REPLACE FUNCTION audit_log(of_clinic uuid, of_types text[], since timestamptz, until timestamptz, accounts uuid[], patients uuid[],
  after_id uuid, most int)
RETURNS TABLE (id uuid, at timestamptz, "accountId" uuid, "actorKind" text, type text, "patientId" uuid, "subjectId" uuid, data jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.at, e."accountId", e."actorKind", shown.type, e."patientId", e."subjectId",
    CASE WHEN audit_data_is_plain(e.type) THEN e.data ELSE '{}' END
  FROM "AuditEvent" e CROSS JOIN LATERAL (SELECT CASE
    WHEN e."caseId" IS NOT NULL OR e.type NOT LIKE 'flag.%'
      OR app_has_role('physio') AND e."patientId" IS DISTINCT FROM app_patient() THEN e.type
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
