-- A stop of running that a clinician accepted holds in every treatment of one body until it has ended, as one that waits does. When it ends
-- was known to the team of its own treatment alone.
GRANT SELECT (id, "clinicId", "versionId", key) ON "ProgramPhase" TO stepwise_definer;
GRANT SELECT ("clinicId", "phaseId", "exerciseId") ON "ProgramItem" TO stepwise_definer;
CREATE POLICY definer_runs ON "ProgramPhase" FOR SELECT TO stepwise_definer USING (true);
CREATE POLICY definer_runs ON "ProgramItem" FOR SELECT TO stepwise_definer USING (true);

-- Running and its drills (lib/programs/block, isRunningItem).
CREATE FUNCTION running_items() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['ex_run_cadence', 'ex_run_a_march', 'ex_run_a_skip', 'ex_run_quick_feet', 'ex_run_soft_landing', 'ex_run_form_cue', 'ex_run_hill_up',
    'ex_rtr_walk_run', 'ex_rtr_easy_run', 'ex_rtr_long_build', 'ex_rtr_downhill', 'ex_rtr_tempo'] $$;

-- The day from which a stop that was accepted does not hold any more; null while nothing ends it. A version ends it that says so, or runs in
-- a phase that holds, of what began since: a version, a phase, or the program after a pause. A version holds until the day of a newer one, a
-- phase until that of the next. For the functions below alone.
CREATE FUNCTION run_stop_ends(stop uuid, zone text) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(e."on") FROM "Suggestion" y
  CROSS JOIN LATERAL (SELECT x.*, GREATEST(x."startsOn", (y."decidedAt" AT TIME ZONE zone)::date) AS since,
      COALESCE((SELECT min(o."startsOn") FROM "ProgramVersion" o WHERE o."clinicId" = x."clinicId" AND o."programId" = x."programId"
        AND o."publishedAt" IS NOT NULL AND o.number > x.number), 'infinity') AS until
    FROM "ProgramVersion" x WHERE x."clinicId" = y."clinicId" AND x."caseId" = y."caseId" AND x."publishedAt" IS NOT NULL) v
  CROSS JOIN LATERAL (
    SELECT v.since WHERE v."endsStopId" = y.id AND NOT EXISTS (SELECT 1 FROM "ProgramVersion" o
      WHERE o."clinicId" = v."clinicId" AND o."programId" = v."programId" AND o."publishedAt" IS NOT NULL AND o.number > v.number
        AND (o."startsOn" < v."startsOn" OR (o."startsOn" = v."startsOn" AND (o."publishedAt" AT TIME ZONE zone)::date < v."startsOn")))
    UNION ALL
    SELECT GREATEST(v.since, p."on", CASE WHEN v."publishedAt" > y."decidedAt" OR p.at > y."decidedAt" THEN NULL ELSE r."on" END)
    FROM (SELECT h."phaseKey", h."on", h.at, COALESCE((SELECT min(n."on") FROM "ProgramEvent" n WHERE n."clinicId" = h."clinicId"
          AND n."programId" = h."programId" AND n.kind = 'phase' AND (n.at, n.id) > (h.at, h.id)), 'infinity') AS until
        FROM "ProgramEvent" h WHERE h."clinicId" = v."clinicId" AND h."programId" = v."programId" AND h.kind = 'phase') p
    CROSS JOIN LATERAL (SELECT min(n."on") AS "on" FROM "ProgramEvent" n WHERE n."clinicId" = v."clinicId" AND n."programId" = v."programId"
      AND n.kind = 'resumed' AND n.at > y."decidedAt" AND n."on" < LEAST(v.until, p.until)) r
    WHERE GREATEST(v.since, p."on") < LEAST(v.until, p.until) AND (v."publishedAt" > y."decidedAt" OR p.at > y."decidedAt" OR r."on" IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "ProgramPhase" h JOIN "ProgramItem" i ON i."clinicId" = h."clinicId" AND i."phaseId" = h.id
        WHERE h."clinicId" = v."clinicId" AND h."versionId" = v.id AND h.key = p."phaseKey" AND i."exerciseId" = ANY (running_items()))) e("on")
  WHERE y."clinicId" = app_clinic() AND y.id = stop
$$;

-- The stop of a case that a clinician accepted and nobody ended by a day. For the functions below alone.
CREATE FUNCTION holding_run_stop(of_case uuid, zone text, today date) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN y.state = 'accepted' AND COALESCE(run_stop_ends(y.id, zone), 'infinity') > today THEN y.id END
  FROM "Suggestion" y WHERE y."clinicId" = app_clinic() AND y."caseId" = of_case AND y."ruleId" = 'r_run_stop' AND y."decidedAt" IS NOT NULL
  ORDER BY y."decidedAt" DESC, y.id DESC LIMIT 1
$$;

-- The same for whoever may know of the case.
CREATE FUNCTION accepted_run_stop(of_case uuid, zone text, today date) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT holding_run_stop(of_case, zone, today) WHERE of_case IN (SELECT cases_of_one_body(of_case))
$$;

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
    f.injured IS NOT NULL,
    -- What was accepted in her own treatment is brought back by a version of it; what was in another one, by nothing of this.
    f.stopped IS NOT NULL OR f.held IS NOT NULL,
    LEAST(f.injured, f.stopped, f.held)
  FROM (SELECT
    (SELECT min(a."openedAt") FROM "Alert" a WHERE a."clinicId" = clinic AND a."caseId" = ANY (cases) AND a."alertId" = 'al_red_flag'
      AND a."closedAt" IS NULL AND a.inputs -> 'log_safety' ? 'new_injury') AS injured,
    (SELECT min(y."createdAt") FROM "Suggestion" y WHERE y."clinicId" = clinic AND y."caseId" = ANY (cases) AND y.state = 'open'
      AND y."ruleId" = 'r_run_stop' AND EXISTS (SELECT 1 FROM "Case" o WHERE o."clinicId" = clinic AND o.id = y."caseId"
        AND o.status IN ('open', 'on_hold'))) AS stopped,
    (SELECT min(y."createdAt") FROM "Case" o CROSS JOIN LATERAL (SELECT holding_run_stop(o.id, zone, today) AS id) h
      JOIN "Suggestion" y ON y."clinicId" = clinic AND y.id = h.id
      WHERE o."clinicId" = clinic AND o.id = ANY (cases) AND o.id <> of_case AND o.status IN ('open', 'on_hold')) AS held) f;
END $$;

CREATE OR REPLACE FUNCTION stops_of_one_body() RETURNS TABLE ("caseId" uuid, kind text, since timestamptz, until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); own uuid := app_patient(); jobs boolean := current_setting('role', true) = 'stepwise_jobs';
  readable uuid[] := ARRAY(SELECT app_readable_cases());
BEGIN
  RETURN QUERY SELECT o.id, 'programme', COALESCE((SELECT min(e.at) FROM "AlertEvent" e
      WHERE e."clinicId" = clinic AND e."alertRowId" = a.id AND e.inputs -> 'log_safety' ? 'new_injury'), a."openedAt"), a."closedAt"
    FROM "Alert" a JOIN "Case" o ON o."clinicId" = a."clinicId" AND o."patientId" = a."patientId"
    WHERE a."clinicId" = clinic AND a."alertId" = 'al_red_flag' AND a.inputs -> 'log_safety' ? 'new_injury'
      AND (jobs OR o."patientId" = own OR o.id = ANY (readable));
  RETURN QUERY SELECT o.id, 'running', y.since,
      LEAST(k."closedAt", CASE WHEN y.state = 'accepted'
        THEN LEAST(y."nextAt", (SELECT GREATEST(y."decidedAt", e.day::timestamp AT TIME ZONE z.zone)
          FROM run_stop_ends(y.id, z.zone) e(day) WHERE e.day IS NOT NULL)) ELSE y.until END)
    FROM (SELECT s.id, s."caseId" AS "ofCase", s.state, s."createdAt" AS since, s."decidedAt", COALESCE(s."decidedAt", CASE WHEN s.state = 'superseded' THEN
          COALESCE(lead(s."createdAt") OVER (PARTITION BY s."caseId" ORDER BY s."createdAt", s.id), s."createdAt") END) AS until,
          -- The newest answer counts.
          (SELECT min(n."decidedAt") FROM "Suggestion" n WHERE n."clinicId" = clinic AND n."caseId" = s."caseId" AND n."ruleId" = 'r_run_stop'
            AND (n."decidedAt", n.id) > (s."decidedAt", s.id)) AS "nextAt"
        FROM "Suggestion" s WHERE s."clinicId" = clinic AND s."ruleId" = 'r_run_stop') y
    JOIN "Case" k ON k."clinicId" = clinic AND k.id = y."ofCase"
    JOIN "Case" o ON o."clinicId" = clinic AND o."patientId" = k."patientId" AND o.id <> k.id
    JOIN "Patient" p ON p."clinicId" = clinic AND p.id = k."patientId" JOIN "Clinic" i ON i.id = clinic
    CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", i."timeZone") AS zone) z
    WHERE jobs OR o."patientId" = own OR o.id = ANY (readable);
END $$;

GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION run_stop_ends(uuid, text) OWNER TO stepwise_definer;
ALTER FUNCTION holding_run_stop(uuid, text, date) OWNER TO stepwise_definer;
ALTER FUNCTION accepted_run_stop(uuid, text, date) OWNER TO stepwise_definer;
ALTER FUNCTION stands_in_any_treatment(uuid, text, date) OWNER TO stepwise_definer;
ALTER FUNCTION stops_of_one_body() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION run_stop_ends(uuid, text), holding_run_stop(uuid, text, date), accepted_run_stop(uuid, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accepted_run_stop(uuid, text, date) TO stepwise_app, stepwise_jobs, stepwise_maintenance;
