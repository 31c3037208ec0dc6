-- Who saw a case, and for which reason somebody opened it from outside, is for its care team (design.md 3), not for whoever reads
-- it for an hour.
ALTER POLICY audit_read ON "AuditEvent"
  USING (app_has_role('admin') OR "accountId" = app_account() OR "patientId" = app_patient() OR "caseId" IN (SELECT app_team_cases()));
ALTER POLICY glass_read ON "BreakGlass"
  USING ("accountId" = app_account() OR "patientId" = app_patient() OR "caseId" IN (SELECT app_team_cases()));
