-- By when the patient is to be seen, whether a short target calls her back like the level same_day, and when the visit that a flag
-- waited for was signed. The night's round hears of the last one.
ALTER TABLE "RedFlag" ADD COLUMN "appointmentBy" DATE, ADD COLUMN "callBack" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "visitedAt" TIMESTAMPTZ(6);
GRANT SELECT ("visitedAt") ON "RedFlag" TO stepwise_jobs;

-- Flags from before: by the targets of clinical/red-flags.md 3, working days without the clinic's own hours of that time.
ALTER TABLE "RedFlag" DISABLE TRIGGER kept;
SET ROLE stepwise_maintenance;
UPDATE "RedFlag" f SET "appointmentBy" = t."on" + t.days, "callBack" = t.days < 7
FROM (
  SELECT r.id, r."clinicId", x."on", CASE
      WHEN r."flagId" = 'flag_locked_knee' THEN (ARRAY[3, 3, 5, 5, 5, 4, 3])[extract(isodow FROM x."on")::int]
      WHEN r."flagId" = 'flag_young_bone' THEN 2
      WHEN r."flagId" = 'flag_malignancy' AND p."dateOfBirth" > x."on" - interval '25 years' THEN 2
      WHEN r."flagId" IN ('flag_bend_block', 'flag_bsi_hip', 'flag_cardiac_exercise') THEN 7
      ELSE 14 END AS days
  FROM "RedFlag" r JOIN "Clinic" k ON k.id = r."clinicId" JOIN "Patient" p ON p."clinicId" = r."clinicId" AND p.id = r."patientId"
  CROSS JOIN LATERAL (SELECT (r."raisedAt" AT TIME ZONE k."timeZone")::date AS "on") x
  WHERE r.urgency = 'urgent_referral') t
WHERE f."clinicId" = t."clinicId" AND f.id = t.id;
UPDATE "RedFlag" SET "callBack" = true WHERE urgency IN ('emergency', 'same_day');
-- What waited for a visit that was signed since.
UPDATE "RedFlag" f SET "visitedAt" = v.at
FROM (
  SELECT r.id, r."clinicId", min(s."signedAt") AS at
  FROM "RedFlag" r JOIN "Clinic" k ON k.id = r."clinicId" JOIN "Patient" p ON p."clinicId" = r."clinicId" AND p.id = r."patientId"
  JOIN (SELECT "clinicId", "caseId", "on", "signedAt" FROM "Assessment"
    UNION ALL SELECT "clinicId", "caseId", "on", "signedAt" FROM "Note" WHERE template <> 'phone_call') s
    ON s."clinicId" = r."clinicId" AND s."caseId" = r."caseId" AND s."signedAt" > r."raisedAt"
    AND s."on" >= (r."raisedAt" AT TIME ZONE COALESCE(p."timeZone", k."timeZone"))::date
  WHERE r."dueAt" IS NULL AND r."respondedAt" IS NULL AND r."resolvedAt" IS NULL AND r."supersededAt" IS NULL
    AND (r.urgency = 'routine_referral' OR (r.urgency = 'monitor' AND r.block <> 'none'))
  GROUP BY r."clinicId", r.id) v
WHERE f."clinicId" = v."clinicId" AND f.id = v.id;
RESET ROLE;
DROP TRIGGER kept ON "RedFlag";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "RedFlag" FOR EACH ROW EXECUTE FUNCTION keep_as_written(
  'caseId', 'answerChangedAt', 'supersededBy', 'supersededAt', 'resolvedAt', 'respondedAt', 'visitedAt');
