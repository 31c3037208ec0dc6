-- A patient reads her own account. Of those who treat her she learns what her pages say: names and roles, never an address or when
-- somebody signed in.
ALTER POLICY account_read ON "Account" USING ((SELECT app_is_staff()) OR id = (SELECT app_account()));

-- Who saw the own record: one row a day and person, newest first, without what it was about and without the events of `but_types`.
-- The events themselves hold what was found and decided, and a broken glass its reason: both are the team's.
CREATE FUNCTION own_record_seen(zone text, but_types text[], most int, skipped int)
RETURNS TABLE (day text, name text, roles "Role"[], types text[], glass boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_char(e.at AT TIME ZONE zone, 'YYYY-MM-DD'), a.name, a.roles, array_agg(DISTINCT e.type),
    bool_or(e.type = 'case.glass_broken' OR e.data->>'brokenGlass' = 'true')
  FROM "AuditEvent" e JOIN "Account" a ON a."clinicId" = e."clinicId" AND a.id = e."accountId" AND a.roles && '{physio,admin}'
  WHERE e."clinicId" = app_clinic() AND e."patientId" = app_patient() AND e."accountId" IS DISTINCT FROM app_account()
    AND e.type <> ALL (but_types)
  GROUP BY 1, a.id, a.name, a.roles ORDER BY max(e.at) DESC LIMIT most OFFSET skipped
$$;
ALTER POLICY audit_read ON "AuditEvent" USING ((SELECT app_has_role('admin')) OR "accountId" = (SELECT app_account())
  OR "caseId" IN (SELECT app_team_cases()));
ALTER POLICY content_read ON "AuditEvent" USING (data = '{}' OR audit_data_is_plain(type) OR "accountId" = (SELECT app_account())
  OR "caseId" IN (SELECT app_readable_cases()));
ALTER POLICY glass_read ON "BreakGlass" USING ("accountId" = (SELECT app_account()) OR "caseId" IN (SELECT app_team_cases()));

-- A message of a patient to every admin; {name} in the text stands for whom it goes to. She learns neither who they are nor where
-- they are reached, and writes to nobody but herself past it.
CREATE FUNCTION queue_admin_mail(mail_subject text, mail_text text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text)
  SELECT uuid_v7(), a."clinicId", a.email, mail_subject, replace(mail_text, '{name}', a.name) FROM "Account" a
  WHERE a."clinicId" = app_clinic() AND app_patient() IS NOT NULL AND a.status = 'active' AND 'admin' = ANY (a.roles)
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_record_seen(text, text[], int, int) OWNER TO stepwise_definer;
ALTER FUNCTION queue_admin_mail(text, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_record_seen(text, text[], int, int), queue_admin_mail(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_record_seen(text, text[], int, int), queue_admin_mail(text, text) TO stepwise_app, stepwise_maintenance;

-- Her own row of "Account" is the only one that she reads now, so that no definer has to say whether an address is an admin's.
ALTER POLICY mail_add ON "Mail" WITH CHECK ((SELECT app_is_staff()) OR EXISTS (
  SELECT 1 FROM "Account" a WHERE a.id = (SELECT app_account()) AND a.email = lower("Mail"."to") AND a.status = 'active'));
DROP FUNCTION app_may_mail(text);
