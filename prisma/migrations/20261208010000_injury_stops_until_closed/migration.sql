-- A new injury stops every exercise and run until a clinician has answered (clinical/red-flags.md 5). "I am on it" is no answer: it says that
-- somebody is going to call. What came of it closes the alert, and that lets her train again.
CREATE OR REPLACE FUNCTION stands_in_any_treatment(of_case uuid, zone text, today date)
RETURNS TABLE (severe boolean, injured boolean, "runStop" boolean, "waitsSince" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); cases uuid[] := ARRAY(SELECT cases_of_one_body(of_case));
BEGIN
  RETURN QUERY SELECT
    -- What puts an entry right that was severe already was told then.
    EXISTS (SELECT 1 FROM "PainScore" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x.score >= 8
      AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL AND (x."logDate" = today
        OR (x."recordedAt" >= today::timestamp AT TIME ZONE zone AND NOT EXISTS (
          SELECT 1 FROM "PainScore" w WHERE w."clinicId" = clinic AND w."caseId" = x."caseId" AND w."logDate" = x."logDate"
            AND w.score >= 8 AND (w.id = x."supersedesId"
              OR w."sessionLogId" = (SELECT l."supersedesId" FROM "SessionLog" l WHERE l."clinicId" = clinic AND l.id = x."sessionLogId")
              OR w."runLogId" = (SELECT r."supersedesId" FROM "RunLog" r WHERE r."clinicId" = clinic AND r.id = x."runLogId")))))),
    f.injured IS NOT NULL, f.stopped IS NOT NULL, LEAST(f.injured, f.stopped)
  FROM (SELECT
    (SELECT min(a."openedAt") FROM "Alert" a WHERE a."clinicId" = clinic AND a."caseId" = ANY (cases) AND a."alertId" = 'al_red_flag'
      AND a."closedAt" IS NULL AND a.inputs -> 'log_safety' ? 'new_injury') AS injured,
    (SELECT min(y."createdAt") FROM "Suggestion" y WHERE y."clinicId" = clinic AND y."caseId" = ANY (cases) AND y.state = 'open'
      AND y."ruleId" = 'r_run_stop' AND EXISTS (SELECT 1 FROM "Case" o WHERE o."clinicId" = clinic AND o.id = y."caseId"
        AND o.status IN ('open', 'on_hold'))) AS stopped) f;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION stands_in_any_treatment(uuid, text, date) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;

-- What somebody acknowledged when that was still an answer stays answered: the injury stands in these alerts as told before, and in their
-- events as it was found.
SET ROLE stepwise_maintenance;
UPDATE "Alert" SET inputs = '{"injury_told_before": "yes"}'::jsonb || CASE WHEN inputs -> 'log_safety' = '["new_injury"]' THEN inputs - 'log_safety'
  ELSE jsonb_set(inputs, '{log_safety}', (inputs -> 'log_safety') - 'new_injury') END
WHERE "alertId" = 'al_red_flag' AND "closedAt" IS NULL AND "acknowledgedAt" IS NOT NULL AND inputs -> 'log_safety' ? 'new_injury';
RESET ROLE;
