-- A stop of running that waits stands as an alert, one a case (20261128050000_run_stop_alerts): what came to wait past that gets one now.
SET ROLE stepwise_maintenance;
WITH opened AS (
  INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "openedAt", "ruleSetVersion", rule, inputs)
  SELECT DISTINCT ON (s."clinicId", s."caseId") gen_random_uuid(), s."clinicId", s."patientId", s."caseId", 'al_run_stop', 'act'::"Severity", now(), 1, s.rule,
    COALESCE((SELECT jsonb_object_agg(i ->> 'id', i -> 'value') FROM jsonb_array_elements(s.inputs) i), '{}'::jsonb)
  FROM "Suggestion" s JOIN "Case" c ON c."clinicId" = s."clinicId" AND c.id = s."caseId" AND c.status IN ('open', 'on_hold')
  WHERE s.state = 'open' AND s."ruleId" = 'r_run_stop' AND NOT EXISTS (SELECT 1 FROM "Alert" a
    WHERE a."clinicId" = s."clinicId" AND a."caseId" = s."caseId" AND a."alertId" = 'al_run_stop' AND a."closedAt" IS NULL)
  ORDER BY s."clinicId", s."caseId", s."createdAt" DESC, s.id DESC
  RETURNING *)
INSERT INTO "AlertEvent" (id, "clinicId", "patientId", "caseId", "alertRowId", kind, at, severity, "ruleSetVersion", rule, inputs, "sourceId")
SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", id, 'opened', "openedAt", severity, "ruleSetVersion", rule, inputs, "sourceId" FROM opened;
RESET ROLE;
