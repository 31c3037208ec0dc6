-- A new injury told in one treatment stops each of them until somebody resolves the alert. As with a flag that blocks, the team of every
-- treatment that it stops reads this alert while it is open and may resolve it, unless something else was told with it, and does nothing
-- else with it. What costs nothing is asked first: the policies are read for each row.
CREATE FUNCTION app_alert_stops(of_patient uuid, of_alert text, of_inputs jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT of_alert = 'al_red_flag' AND COALESCE(of_inputs -> 'log_safety' ? 'new_injury', false) AND app_treats_stopped(of_patient, 'programme')
$$;
ALTER POLICY alert_read ON "Alert" USING ("caseId" IN (SELECT app_readable_cases())
  OR ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()))
  OR ((SELECT app_has_role('physio')) AND "alertId" = 'al_red_flag' AND COALESCE(inputs -> 'log_safety' ? 'new_injury', false)
    AND ("closedAt" IS NULL OR "closedById" = (SELECT app_account())) AND app_treats_stopped("patientId", 'programme')));
CREATE POLICY alert_resolve ON "Alert" FOR UPDATE TO stepwise_app
  USING ((SELECT app_has_role('physio')) AND "closedAt" IS NULL AND "alertId" = 'al_red_flag'
    AND COALESCE(inputs -> 'log_safety' ? 'new_injury', false) AND app_treats_stopped("patientId", 'programme'))
  WITH CHECK ((SELECT app_has_role('physio')) AND "closedById" = (SELECT app_account()) AND app_alert_stops("patientId", "alertId", inputs));
CREATE POLICY event_resolve ON "AlertEvent" FOR INSERT TO stepwise_app
  WITH CHECK (kind = 'resolved' AND "byId" = (SELECT app_account()) AND EXISTS (SELECT 1 FROM "Alert" a
    WHERE a."clinicId" = "AlertEvent"."clinicId" AND a.id = "alertRowId" AND a."closedById" = "AlertEvent"."byId"
      AND app_alert_stops(a."patientId", a."alertId", a.inputs)));

CREATE OR REPLACE FUNCTION guard_alert() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE today date := (now() AT TIME ZONE 'UTC')::date; -- a patient's own is at most a day off
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF OLD."caseId" IN (SELECT app_team_cases()) THEN RETURN NEW; END IF;
  IF OLD."closedAt" IS NULL AND NEW."closedAt" IS NOT NULL AND NEW."closedById" = app_account()
     AND (OLD."acknowledgedAt" IS NULL OR (NEW."acknowledgedAt", NEW."acknowledgedById", NEW.acknowledgement)
       IS NOT DISTINCT FROM (OLD."acknowledgedAt", OLD."acknowledgedById", OLD.acknowledgement))
     AND (OLD."acknowledgedAt" IS NOT NULL OR NEW."acknowledgedById" = app_account())
     AND OLD.inputs -> 'log_safety' = '["new_injury"]'
     AND (NEW.severity, NEW."ownerId", NEW."snoozedUntil", NEW."sourceId", NEW.inputs, NEW.rule, NEW."ruleSetVersion", NEW."notTrueSince")
       IS NOT DISTINCT FROM (OLD.severity, OLD."ownerId", OLD."snoozedUntil", OLD."sourceId", OLD.inputs, OLD.rule, OLD."ruleSetVersion", OLD."notTrueSince")
     AND app_has_role('physio') AND app_alert_stops(OLD."patientId", OLD."alertId", OLD.inputs) THEN
    RETURN NEW;
  END IF;
  IF NEW.severity > OLD.severity OR NEW."ownerId" IS DISTINCT FROM OLD."ownerId"
     OR NEW."closedById" IS DISTINCT FROM OLD."closedById"
     OR (NEW."acknowledgedAt" IS NOT NULL AND NEW."acknowledgedAt" IS DISTINCT FROM OLD."acknowledgedAt")
     OR (NEW.acknowledgement IS NOT NULL AND NEW.acknowledgement IS DISTINCT FROM OLD.acknowledgement)
     OR (NEW."snoozedUntil" IS NOT NULL AND NEW."snoozedUntil" IS DISTINCT FROM OLD."snoozedUntil")
     OR (OLD."closedAt" IS NOT NULL AND NEW."closedAt" IS DISTINCT FROM OLD."closedAt")
     OR (NEW."notTrueSince" < today - 1 AND NEW."notTrueSince" IS DISTINCT FROM OLD."notTrueSince")
     OR (OLD."closedAt" IS NULL AND NEW."closedAt" IS NOT NULL
         AND (OLD.severity = 'urgent' OR (OLD.severity = 'act' AND OLD."acknowledgedAt" IS NULL)
           OR OLD."notTrueSince" IS NULL OR OLD."notTrueSince" > today - 6)) THEN
    RAISE EXCEPTION 'an alert is answered by its team' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- Somebody is in care, too, while an alert that asks for a call today is open in her closed case. Which one stays out of it.
CREATE OR REPLACE FUNCTION case_directory(of_patient uuid, of_account uuid)
RETURNS TABLE ("caseId" uuid, "patientId" uuid, "patientName" text, "patientNumber" int, status "CaseStatus",
               "openedAt" timestamptz, "leadId" uuid, "leadName" text, "inCare" boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c."patientId", p."fullName", p.number, c.status, c."openedAt", a.id, a.name,
    c.status IN ('open', 'on_hold') OR EXISTS (
      SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = c."clinicId" AND f."patientId" = c."patientId"
        AND (f."caseId" = c.id OR (f."caseId" IS NULL AND f."intakeId" = c."intakeId"))
        AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
        AND (f."raisedAt" >= c."closedAt" OR f.urgency IN ('emergency', 'same_day', 'urgent_referral')))
      OR EXISTS (SELECT 1 FROM "Alert" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."closedAt" IS NULL AND x.severity = 'urgent')
  FROM "Case" c
  JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
  LEFT JOIN "CareTeamMember" m ON m."clinicId" = c."clinicId" AND m."caseId" = c.id AND m.role = 'lead' AND m."removedAt" IS NULL
  LEFT JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
  WHERE c."clinicId" = app_clinic() AND app_is_staff()
    AND (of_patient IS NULL OR c."patientId" = of_patient)
    AND (of_account IS NULL OR EXISTS (SELECT 1 FROM "CareTeamMember" t WHERE t."clinicId" = c."clinicId" AND t."caseId" = c.id
                                         AND t."accountId" = of_account AND t."removedAt" IS NULL))
    AND (of_patient IS NOT NULL OR of_account IS NOT NULL OR app_has_role('admin'))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION case_directory(uuid, uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
GRANT SELECT (severity) ON "Alert" TO stepwise_definer;
