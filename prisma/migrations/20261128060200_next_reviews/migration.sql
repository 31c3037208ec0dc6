-- Every case with a program has a day for its next review, at which the safety questions are asked again: those from before get the
-- usual one, counted from the last review or the begin of the program.
SET ROLE stepwise_maintenance;
UPDATE "Case" c SET "nextReviewOn" = t.since + CASE WHEN t.since - t.begins < 42 THEN 14 ELSE 28 END
FROM (
  SELECT g."clinicId", g."caseId", g."activatedOn" AS begins, GREATEST(g."activatedOn", (
    SELECT max(w."on") FROM "Review" w WHERE w."clinicId" = g."clinicId" AND w."caseId" = g."caseId")) AS since
  FROM "Program" g WHERE g."activatedOn" IS NOT NULL) t
WHERE c."clinicId" = t."clinicId" AND c.id = t."caseId" AND c.status IN ('open', 'on_hold') AND c."nextReviewOn" IS NULL;
RESET ROLE;
