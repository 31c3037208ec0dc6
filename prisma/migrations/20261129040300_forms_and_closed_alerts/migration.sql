-- An admin who treats nobody sends a form; answering and deciding it is for patients and physios.
ALTER POLICY intake_add ON "Intake" WITH CHECK (((SELECT app_is_staff()) AND kind = 'intake' AND (status = 'draft' OR (SELECT app_has_role('physio'))))
  OR "caseId" IN (SELECT app_team_cases()));
ALTER POLICY answers_add ON "IntakeAnswers" WITH CHECK ((SELECT app_has_role('physio'))
  OR ((SELECT app_is_staff()) AND answers = '{}' AND derived IS NULL AND "consentAt" IS NULL AND "savedAt" IS NULL));

-- An alert that was closed keeps what it was found by: an entry of later says nothing about it any more.
CREATE TRIGGER keep_when_closed BEFORE UPDATE ON "Alert" FOR EACH ROW WHEN (OLD."closedAt" IS NOT NULL)
  EXECUTE FUNCTION keep_columns('severity', 'ruleSetVersion', 'rule', 'inputs', 'sourceId', 'notTrueSince', 'snoozedUntil', 'ownerId',
    'acknowledgedAt', 'acknowledgedById', 'acknowledgement');
