-- Between two runs lies a day, whichever treatment they were entered for (clinical/programmes.md 3.8, 6.2). Whoever may know of one treatment
-- learns on which days the patient ran for another one, and nothing else of these runs.
GRANT SELECT (type) ON "RunLog" TO stepwise_definer;
GRANT SELECT (id, "activatedOn", "phasePosition") ON "Program" TO stepwise_definer;
GRANT SELECT (position) ON "ProgramPhase" TO stepwise_definer;
GRANT SELECT (stage, position) ON "ProgramItem" TO stepwise_definer;

-- The phase that held in a treatment on a day, as lib/tracking/progress/course has it (`heldOn`). `at`: of an entry of that day that was recorded
-- before the version which begins on it was published, which is one of the version before. With the rights of whoever asks.
CREATE FUNCTION phase_held(clinic uuid, of_case uuid, day date, at timestamptz) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT h.id FROM "Program" g
  LEFT JOIN LATERAL (SELECT e."phaseKey" AS key, e."phasePosition" AS position FROM "ProgramEvent" e
    WHERE e."clinicId" = clinic AND e."programId" = g.id AND e.kind = 'phase' AND e."on" <= day ORDER BY e.at DESC, e.id DESC LIMIT 1) s ON true
  CROSS JOIN LATERAL (SELECT v.id FROM "ProgramVersion" v
    WHERE v."clinicId" = clinic AND v."programId" = g.id AND v."publishedAt" IS NOT NULL AND v."startsOn" <= day
    ORDER BY (v."startsOn" < day OR v."publishedAt" < at) DESC, v.number DESC LIMIT 1) v
  CROSS JOIN LATERAL (SELECT p.id FROM "ProgramPhase" p
    WHERE p."clinicId" = clinic AND p."versionId" = v.id AND (p.key = s.key OR p.position = COALESCE(s.position, g."phasePosition"))
    ORDER BY (p.key = s.key) DESC NULLS LAST LIMIT 1) h
  WHERE g."clinicId" = clinic AND g."caseId" = of_case AND g."activatedOn" <= day
$$;

-- Whether a run that was entered as walking and running in turns was the walk: at stage 0, or in a phase that plans the walk and no run
-- (`isWalked`). `at`: when it was entered. With the rights of whoever asks.
CREATE FUNCTION walked_as_run(clinic uuid, of_case uuid, day date, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE((array_agg(i.stage ORDER BY i.position) FILTER (WHERE i.stage IS NOT NULL))[1] = 0, false)
    OR (count(*) FILTER (WHERE i."exerciseId" = 'ex_rtr_walk30') > 0
      AND count(*) FILTER (WHERE i."exerciseId" LIKE 'ex\_rtr\_%' AND i."exerciseId" <> 'ex_rtr_walk30') = 0)
  FROM "ProgramItem" i WHERE i."clinicId" = clinic AND i."phaseId" = phase_held(clinic, of_case, day, at)
$$;

CREATE FUNCTION ran_elsewhere(of_case uuid, since date) RETURNS SETOF date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); cases uuid[] := ARRAY(SELECT o FROM cases_of_one_body(of_case) o WHERE o <> of_case);
BEGIN
  IF cardinality(cases) = 0 THEN RETURN; END IF;
  RETURN QUERY SELECT DISTINCT r."logDate" FROM "RunLog" r
    WHERE r."clinicId" = clinic AND r."caseId" = ANY (cases) AND r."logDate" >= since AND r."supersededAt" IS NULL AND r."withdrawnAt" IS NULL
      AND (r.type <> 'walk_run'
        OR NOT walked_as_run(clinic, r."caseId", r."logDate", COALESCE(r."firstRecordedAt", r."recordedAt")));
END $$;

GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION phase_held(uuid, uuid, date, timestamptz) OWNER TO stepwise_definer;
ALTER FUNCTION walked_as_run(uuid, uuid, date, timestamptz) OWNER TO stepwise_definer;
ALTER FUNCTION ran_elsewhere(uuid, date) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION phase_held(uuid, uuid, date, timestamptz), walked_as_run(uuid, uuid, date, timestamptz), ran_elsewhere(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION phase_held(uuid, uuid, date, timestamptz), walked_as_run(uuid, uuid, date, timestamptz), ran_elsewhere(uuid, date)
  TO stepwise_app, stepwise_jobs, stepwise_maintenance;
