-- As before, with one look at each table: a list asks this of every case, and few entries tell of a fever.
CREATE OR REPLACE FUNCTION unwell_days(of_case uuid, zone text, since date) RETURNS SETOF date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE clinic uuid := app_clinic(); cases uuid[] := ARRAY(SELECT cases_of_one_body(of_case));
BEGIN
  RETURN QUERY SELECT DISTINCT d.day FROM (
    SELECT x."logDate", x."recordedAt", x."onBehalf", x."supersededAt" IS NULL AS stands,
      EXISTS (SELECT 1 FROM "SessionLog" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)) AS "saidAgain",
      EXISTS (SELECT 1 FROM "SessionLog" b WHERE b."clinicId" = clinic AND b.id = x."supersedesId"
        AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety))) AS "saidBefore"
    FROM "SessionLog" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."logDate", x."recordedAt", x."onBehalf", x."supersededAt" IS NULL,
      EXISTS (SELECT 1 FROM "RunLog" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)),
      EXISTS (SELECT 1 FROM "RunLog" b WHERE b."clinicId" = clinic AND b.id = x."supersedesId"
        AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety)))
    FROM "RunLog" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL
    UNION ALL
    SELECT x."logDate", x."recordedAt", x."onBehalf", x."supersededAt" IS NULL,
      EXISTS (SELECT 1 FROM "PainScore" a
        WHERE a."clinicId" = clinic AND a."supersedesId" = x.id AND 'fever_unwell' = ANY (a.safety)),
      EXISTS (SELECT 1 FROM "PainScore" b WHERE b."clinicId" = clinic AND b.id = x."supersedesId"
        AND (NOT b."safetyAsked" OR 'fever_unwell' = ANY (b.safety)))
    FROM "PainScore" x WHERE x."clinicId" = clinic AND x."caseId" = ANY (cases) AND x."logDate" >= since - 14
      AND 'fever_unwell' = ANY (x.safety) AND x."withdrawnAt" IS NULL) t
  -- The day that the entry is about, and the one on which she said so.
  CROSS JOIN LATERAL (VALUES
    (t."logDate", t.stands),
    ((t."recordedAt" AT TIME ZONE zone)::date, NOT t."onBehalf" AND (t.stands OR t."saidAgain") AND NOT t."saidBefore")) d(day, counts)
  WHERE d.counts AND d.day >= since;
END $$;
