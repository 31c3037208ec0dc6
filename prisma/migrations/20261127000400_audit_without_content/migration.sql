-- An admin reads every event of the clinic, and of what was found or decided nothing. What an event holds beside that it happened is
-- open where it is about accounts, settings and reading; else it is for whoever did it and who may read the case.
CREATE FUNCTION audit_data_is_plain(of_type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT of_type IN ('password.set', 'account.invited', 'account.roles_changed', 'account.cases_handed_over', 'clinic.settings_changed',
    'clinic.threshold_set', 'instrument_pack.added', 'instrument_pack.retired', 'patient.changed', 'patient.list_read', 'caseload.read',
    'alert.list_read', 'intake.list_read', 'record.requested', 'record.request_done', 'record.requests_read', 'case.read', 'audit.read',
    'access.refused')
$$;
CREATE POLICY content_read ON "AuditEvent" AS RESTRICTIVE FOR SELECT TO stepwise_app
  USING (data = '{}' OR audit_data_is_plain(type) OR "accountId" = (SELECT app_account()) OR "patientId" = (SELECT app_patient())
    OR "caseId" IN (SELECT app_readable_cases()));

-- A page of the events for an admin, newest first, without content. Filters that are null let everything through; `after_id` is the
-- last event of the page before.
CREATE FUNCTION audit_log(of_clinic uuid, of_types text[], since timestamptz, until timestamptz, accounts uuid[], patients uuid[],
  after_id uuid, most int)
RETURNS TABLE (id uuid, at timestamptz, "accountId" uuid, "actorKind" text, type text, "patientId" uuid, "subjectId" uuid, data jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.at, e."accountId", e."actorKind", e.type, e."patientId", e."subjectId",
    CASE WHEN audit_data_is_plain(e.type) THEN e.data ELSE '{}' END
  FROM "AuditEvent" e
  WHERE app_has_role('admin') AND e."clinicId" = app_clinic() AND e."clinicId" = of_clinic
    AND (of_types IS NULL OR e.type = ANY (of_types)) AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until)
    AND (accounts IS NULL OR e."accountId" = ANY (accounts) OR e."subjectId" = ANY (accounts) OR e."patientId" = ANY (patients))
    AND (after_id IS NULL OR (e.at, e.id) < (SELECT l.at, l.id FROM "AuditEvent" l WHERE l."clinicId" = of_clinic AND l.id = after_id))
  ORDER BY e.at DESC, e.id DESC LIMIT most
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION audit_log(uuid, text[], timestamptz, timestamptz, uuid[], uuid[], uuid, int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION audit_log(uuid, text[], timestamptz, timestamptz, uuid[], uuid[], uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_log(uuid, text[], timestamptz, timestamptz, uuid[], uuid[], uuid, int) TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer ON "AuditEvent" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ON "AuditEvent" TO stepwise_definer;
