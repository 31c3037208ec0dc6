-- A stop of running that waits already reaches the team as well (clinical/programmes.md 3.8).
SET ROLE stepwise_maintenance;
WITH opened AS (
  INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "openedAt", "sourceId", "ruleSetVersion", rule, inputs)
  SELECT gen_random_uuid(), s."clinicId", s."patientId", s."caseId", 'al_run_stop', 'act', now(), s."sourceId", 1, s.rule,
    COALESCE((SELECT jsonb_object_agg(i ->> 'id', i -> 'value') FROM jsonb_array_elements(s.inputs) i), '{}'::jsonb)
  FROM "Suggestion" s JOIN "Case" c ON c."clinicId" = s."clinicId" AND c.id = s."caseId" AND c.status IN ('open', 'on_hold')
  WHERE s.state = 'open' AND s."ruleId" = 'r_run_stop'
  RETURNING *)
INSERT INTO "AlertEvent" (id, "clinicId", "patientId", "caseId", "alertRowId", kind, at, severity, "ruleSetVersion", rule, inputs, "sourceId")
SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", id, 'opened', "openedAt", severity, "ruleSetVersion", rule, inputs, "sourceId" FROM opened;
RESET ROLE;
