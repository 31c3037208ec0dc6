-- An injury stops every treatment of a patient until a clinician has answered, and a stop of running every run of hers. What stood still was not
-- due: so the days of both are told to whoever may know of a treatment, and nothing else of the other one. An injury counts from the entry that
-- told of it, since its alert may have been open before.
GRANT SELECT (id, "patientId") ON "Alert" TO stepwise_definer;
GRANT SELECT ("clinicId", "alertRowId", at, inputs) ON "AlertEvent" TO stepwise_definer;
CREATE POLICY definer_told ON "AlertEvent" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ("closedAt") ON "Case" TO stepwise_definer;
CREATE INDEX "Alert_injury" ON "Alert" ("clinicId", "patientId") WHERE "alertId" = 'al_red_flag' AND inputs -> 'log_safety' ? 'new_injury';
CREATE INDEX "Suggestion_run_stop" ON "Suggestion" ("clinicId", "patientId") WHERE "ruleId" = 'r_run_stop';

CREATE FUNCTION stops_of_one_body() RETURNS TABLE ("caseId" uuid, kind text, since timestamptz, until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); own uuid := app_patient(); jobs boolean := current_setting('role', true) = 'stepwise_jobs';
  readable uuid[] := ARRAY(SELECT app_readable_cases());
BEGIN
  RETURN QUERY SELECT o.id, 'programme', COALESCE((SELECT min(e.at) FROM "AlertEvent" e
      WHERE e."clinicId" = clinic AND e."alertRowId" = a.id AND e.inputs -> 'log_safety' ? 'new_injury'), a."openedAt"), a."closedAt"
    FROM "Alert" a JOIN "Case" o ON o."clinicId" = a."clinicId" AND o."patientId" = a."patientId"
    WHERE a."clinicId" = clinic AND a."alertId" = 'al_red_flag' AND a.inputs -> 'log_safety' ? 'new_injury'
      AND (jobs OR o."patientId" = own OR o.id = ANY (readable));
  RETURN QUERY SELECT o.id, 'running', y.since, LEAST(y.until, k."closedAt")
    FROM (SELECT s."caseId" AS "ofCase", s."createdAt" AS since, COALESCE(s."decidedAt", CASE WHEN s.state = 'superseded' THEN
          COALESCE(lead(s."createdAt") OVER (PARTITION BY s."caseId" ORDER BY s."createdAt", s.id), s."createdAt") END) AS until
        FROM "Suggestion" s WHERE s."clinicId" = clinic AND s."ruleId" = 'r_run_stop') y
    JOIN "Case" k ON k."clinicId" = clinic AND k.id = y."ofCase"
    JOIN "Case" o ON o."clinicId" = clinic AND o."patientId" = k."patientId" AND o.id <> k.id
    WHERE jobs OR o."patientId" = own OR o.id = ANY (readable);
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION stops_of_one_body() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION stops_of_one_body() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stops_of_one_body() TO stepwise_app, stepwise_jobs, stepwise_maintenance;
