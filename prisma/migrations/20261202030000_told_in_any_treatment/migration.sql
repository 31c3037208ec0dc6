-- What she tells of her body in one treatment bears on each (clinical/red-flags.md 5), also for a physio who gives one of them alone: she
-- hears on which days nothing was due, and whether today stands still, and nothing else of the other.
GRANT SELECT (id, "clinicId", "caseId", "logDate", safety, "safetyAsked", "onBehalf", "recordedAt", "supersedesId", "supersededAt", "withdrawnAt")
  ON "SessionLog" TO stepwise_definer;
GRANT SELECT (id, "clinicId", "caseId", "logDate", safety, "safetyAsked", "onBehalf", "recordedAt", "supersedesId", "supersededAt", "withdrawnAt")
  ON "RunLog" TO stepwise_definer;
GRANT SELECT (id, "clinicId", "caseId", "logDate", safety, "safetyAsked", "onBehalf", "recordedAt", "supersedesId", "supersededAt", "withdrawnAt",
  score, "sessionLogId", "runLogId") ON "PainScore" TO stepwise_definer;
GRANT SELECT ("clinicId", "caseId", "alertId", inputs, "openedAt", "acknowledgedAt", "closedAt") ON "Alert" TO stepwise_definer;
GRANT SELECT (status) ON "Case" TO stepwise_definer;
CREATE POLICY definer_told ON "SessionLog" FOR SELECT TO stepwise_definer USING (true);
CREATE POLICY definer_told ON "RunLog" FOR SELECT TO stepwise_definer USING (true);
CREATE POLICY definer_told ON "PainScore" FOR SELECT TO stepwise_definer USING (true);

-- The cases of the patient of a case, for whoever may know of that one: herself, who reads it, and the jobs. For the functions below alone.
CREATE FUNCTION cases_of_one_body(of_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id FROM "Case" c JOIN "Case" o ON o."clinicId" = c."clinicId" AND o."patientId" = c."patientId"
  WHERE c."clinicId" = app_clinic() AND c.id = of_case AND (c."patientId" = app_patient()
    OR current_setting('role', true) = 'stepwise_jobs'
    -- As app_readable_cases() says of all: a list asks this of each of its cases.
    OR (app_has_role('physio') AND (EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
        AND m."accountId" = app_account() AND m."removedAt" IS NULL)
      OR EXISTS (SELECT 1 FROM "BreakGlass" g WHERE g."clinicId" = c."clinicId" AND g."caseId" = c.id
        AND g."accountId" = app_account() AND g."expiresAt" > now() AND g.at < now()))))
$$;

-- The days from `since` on which nothing is due because of a fever: those that an entry with one is about, and those on which she said so. The
-- question is about the time since her last entry, so that the answer is about the day it is given on. From a paper sheet, and in a
-- correction that says it again, it is not about now. An entry that is told of on a day may be about one 14 days before.
CREATE FUNCTION unwell_days(of_case uuid, zone text, since date) RETURNS SETOF date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); cases uuid[] := ARRAY(SELECT cases_of_one_body(of_case));
BEGIN
  RETURN QUERY SELECT DISTINCT u.day FROM (
    SELECT x."logDate" FROM "SessionLog" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since
      AND 'fever_unwell' = ANY (x.safety) AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
    UNION ALL SELECT (x."recordedAt" AT TIME ZONE zone)::date FROM "SessionLog" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL AND NOT x."onBehalf"
      AND (x."supersededAt" IS NULL OR EXISTS (SELECT 1 FROM "SessionLog" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)))
      AND NOT EXISTS (SELECT 1 FROM "SessionLog" b
        WHERE b."clinicId" = clinic AND b.id = x."supersedesId" AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety)))
    UNION ALL
    SELECT x."logDate" FROM "RunLog" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since
      AND 'fever_unwell' = ANY (x.safety) AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
    UNION ALL SELECT (x."recordedAt" AT TIME ZONE zone)::date FROM "RunLog" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL AND NOT x."onBehalf"
      AND (x."supersededAt" IS NULL OR EXISTS (SELECT 1 FROM "RunLog" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)))
      AND NOT EXISTS (SELECT 1 FROM "RunLog" b
        WHERE b."clinicId" = clinic AND b.id = x."supersedesId" AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety)))
    UNION ALL
    SELECT x."logDate" FROM "PainScore" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since
      AND 'fever_unwell' = ANY (x.safety) AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
    UNION ALL SELECT (x."recordedAt" AT TIME ZONE zone)::date FROM "PainScore" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL AND NOT x."onBehalf"
      AND (x."supersededAt" IS NULL OR EXISTS (SELECT 1 FROM "PainScore" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)))
      AND NOT EXISTS (SELECT 1 FROM "PainScore" b
        WHERE b."clinicId" = clinic AND b.id = x."supersedesId" AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety)))) u(day) WHERE u.day >= since;
END $$;

-- Whether severe pain (lib/tracking/entries, SEVERE) of today, or told today, an injury that no clinician has answered, or a stop of running stands in any treatment, and
-- since when the older of the last two waits.
CREATE FUNCTION stands_in_any_treatment(of_case uuid, zone text, today date)
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
      AND a."closedAt" IS NULL AND a."acknowledgedAt" IS NULL AND a.inputs -> 'log_safety' ? 'new_injury') AS injured,
    (SELECT min(y."createdAt") FROM "Suggestion" y WHERE y."clinicId" = clinic AND y."caseId" = ANY (cases) AND y.state = 'open'
      AND y."ruleId" = 'r_run_stop' AND EXISTS (SELECT 1 FROM "Case" o WHERE o."clinicId" = clinic AND o.id = y."caseId"
        AND o.status IN ('open', 'on_hold'))) AS stopped) f;
END $$;

GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION cases_of_one_body(uuid) OWNER TO stepwise_definer;
ALTER FUNCTION unwell_days(uuid, text, date) OWNER TO stepwise_definer;
ALTER FUNCTION stands_in_any_treatment(uuid, text, date) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION cases_of_one_body(uuid), unwell_days(uuid, text, date), stands_in_any_treatment(uuid, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unwell_days(uuid, text, date) TO stepwise_app, stepwise_jobs, stepwise_maintenance;
GRANT EXECUTE ON FUNCTION stands_in_any_treatment(uuid, text, date) TO stepwise_app, stepwise_maintenance;

-- Few entries tell of a fever, and these are looked for as far back as a program goes.
CREATE INDEX "SessionLog_fever" ON "SessionLog" ("clinicId", "caseId", "logDate") WHERE 'fever_unwell' = ANY (safety);
CREATE INDEX "RunLog_fever" ON "RunLog" ("clinicId", "caseId", "logDate") WHERE 'fever_unwell' = ANY (safety);
CREATE INDEX "PainScore_fever" ON "PainScore" ("clinicId", "caseId", "logDate") WHERE 'fever_unwell' = ANY (safety);
