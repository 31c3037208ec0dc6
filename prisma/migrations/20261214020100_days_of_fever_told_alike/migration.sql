-- A fever that is added by a correction may have been that of the day on which the entry was first told of, or that of the correction: for the
-- weeks of a program and for the rules of a log alike each is a day with one, so that no day on which somebody was ill counts as well.

-- The days of these cases, from `since` on: that which an entry with a fever is about; that on which the patient said so; and that on which the
-- entry it puts right was first told of. From a paper sheet, and in a correction that says it again, it is not about now. For the functions
-- below alone.
CREATE FUNCTION fever_days(cases uuid[], zone text, since date) RETURNS TABLE ("caseId" uuid, day date)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic();
BEGIN
  RETURN QUERY SELECT DISTINCT t."caseId", d.day FROM (
    SELECT x."caseId", x."logDate", x."recordedAt", x."firstRecordedAt", x."onBehalf", x."supersededAt" IS NULL AS stands,
      EXISTS (SELECT 1 FROM "SessionLog" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)) AS "saidAgain",
      EXISTS (SELECT 1 FROM "SessionLog" b WHERE b."clinicId" = clinic AND b.id = x."supersedesId"
        AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety))) AS "saidBefore"
    FROM "SessionLog" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."caseId", x."logDate", x."recordedAt", x."firstRecordedAt", x."onBehalf", x."supersededAt" IS NULL AS stands,
      EXISTS (SELECT 1 FROM "RunLog" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)) AS "saidAgain",
      EXISTS (SELECT 1 FROM "RunLog" b WHERE b."clinicId" = clinic AND b.id = x."supersedesId"
        AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety))) AS "saidBefore"
    FROM "RunLog" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."caseId", x."logDate", x."recordedAt", x."firstRecordedAt", x."onBehalf", x."supersededAt" IS NULL AS stands,
      EXISTS (SELECT 1 FROM "PainScore" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)) AS "saidAgain",
      EXISTS (SELECT 1 FROM "PainScore" b WHERE b."clinicId" = clinic AND b.id = x."supersedesId"
        AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety))) AS "saidBefore"
    FROM "PainScore" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL) t
  CROSS JOIN LATERAL (VALUES
    (t."logDate", t.stands),
    ((t."recordedAt" AT TIME ZONE zone)::date, NOT t."onBehalf" AND (t.stands OR t."saidAgain") AND NOT t."saidBefore"),
    ((t."firstRecordedAt" AT TIME ZONE zone)::date, NOT t."onBehalf" AND t.stands)) d(day, counts)
  WHERE d.counts AND d.day >= since;
END $$;

CREATE OR REPLACE FUNCTION unwell_days(of_case uuid, zone text, since date) RETURNS SETOF date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT DISTINCT f.day FROM fever_days(ARRAY(SELECT cases_of_one_body(of_case)), zone, since) f;
END $$;

-- As before; the days of a fever are those of `unwell_days`.
CREATE OR REPLACE FUNCTION told_elsewhere(of_case uuid, zone text, since date)
RETURNS TABLE ("caseId" uuid, kind text, "from" date, until date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); cases uuid[] := ARRAY(SELECT o FROM cases_of_one_body(of_case) o WHERE o <> of_case);
  kinds text[] := ARRAY['night_pain_constant', 'hot_red_swollen'];
BEGIN
  IF cardinality(cases) = 0 THEN RETURN; END IF;
  RETURN QUERY SELECT f."caseId", 'fever_unwell', f.day, f.day + 1 FROM fever_days(cases, zone, since) f;
  RETURN QUERY SELECT DISTINCT t."caseId", k.kind, d.day, d.day + 1 FROM (
    SELECT x."caseId", x.safety, x."logDate", x."onBehalf", COALESCE(x."firstRecordedAt", x."recordedAt") AS told FROM "SessionLog" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND x.safety && kinds AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."caseId", x.safety, x."logDate", x."onBehalf", COALESCE(x."firstRecordedAt", x."recordedAt") AS told FROM "RunLog" x
    WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND x.safety && kinds AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."caseId", x.safety, x."logDate", x."onBehalf", COALESCE(x."firstRecordedAt", x."recordedAt") AS told FROM "PainScore" x
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
ALTER FUNCTION fever_days(uuid[], text, date) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION fever_days(uuid[], text, date) FROM PUBLIC;
