-- Nights, fevers and knees of the other treatments of one body bear on the rules of a log (clinical/red-flags.md 3.2). Whoever may know of
-- one treatment learns on which days, and nothing else of the others.
GRANT SELECT ("firstRecordedAt") ON "SessionLog" TO stepwise_definer;
GRANT SELECT ("firstRecordedAt") ON "RunLog" TO stepwise_definer;
GRANT SELECT ("firstRecordedAt", swelling) ON "PainScore" TO stepwise_definer;

-- The days from `since` on, each in a treatment other than `of_case`: with `night_pain_constant`; with `fever_unwell` or `hot_red_swollen`, also
-- the day on which she said so, as `unwell_days` has it. `swollen`: from a morning with a clear swelling to the day before the next one, or the
-- end of the treatment. "until" is not among the days.
CREATE FUNCTION told_elsewhere(of_case uuid, zone text, since date)
RETURNS TABLE ("caseId" uuid, kind text, "from" date, until date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); cases uuid[] := ARRAY(SELECT o FROM cases_of_one_body(of_case) o WHERE o <> of_case);
  kinds text[] := ARRAY['night_pain_constant', 'fever_unwell', 'hot_red_swollen'];
BEGIN
  IF cardinality(cases) = 0 THEN RETURN; END IF;
  RETURN QUERY SELECT DISTINCT t."caseId", k.kind, d.day, d.day + 1 FROM (
    SELECT x."caseId", x.safety, x."logDate", x."onBehalf", COALESCE(x."firstRecordedAt", x."recordedAt") AS told FROM "SessionLog" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND x.safety && kinds AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."caseId", x.safety, x."logDate", x."onBehalf", COALESCE(x."firstRecordedAt", x."recordedAt") FROM "RunLog" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND x.safety && kinds AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."caseId", x.safety, x."logDate", x."onBehalf", COALESCE(x."firstRecordedAt", x."recordedAt") FROM "PainScore" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND x.safety && kinds AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL) t
  JOIN unnest(kinds) k(kind) ON k.kind = ANY (t.safety)
  CROSS JOIN LATERAL (VALUES (t."logDate", true),
    ((t.told AT TIME ZONE zone)::date, NOT t."onBehalf" AND k.kind <> 'night_pain_constant')) d(day, counts)
  WHERE d.counts AND d.day >= since;
  RETURN QUERY SELECT s."caseId", 'swollen', s.day, LEAST(s.next, (c."closedAt" AT TIME ZONE zone)::date + 1) FROM (
    SELECT x."caseId", x.swelling::text AS swelling, x."logDate" AS day, lead(x."logDate") OVER (PARTITION BY x."caseId"
      ORDER BY x."logDate", COALESCE(x."firstRecordedAt", x."recordedAt")) AS next
    FROM "PainScore" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x.swelling IS NOT NULL
      AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL) s
  JOIN "Case" c ON c."clinicId" = clinic AND c.id = s."caseId"
  WHERE s.swelling = 'clear' AND COALESCE(LEAST(s.next, (c."closedAt" AT TIME ZONE zone)::date + 1), 'infinity') > since;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION told_elsewhere(uuid, text, date) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION told_elsewhere(uuid, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION told_elsewhere(uuid, text, date) TO stepwise_app, stepwise_jobs, stepwise_maintenance;
