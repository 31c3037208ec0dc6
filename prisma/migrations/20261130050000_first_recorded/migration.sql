-- When an entry that was put right was first recorded: as long as its day stays, it counts from then (clinical/review.md, head).
-- Null for one that puts nothing right.
ALTER TABLE "SessionLog" ADD COLUMN "firstRecordedAt" TIMESTAMPTZ(6);
ALTER TABLE "RunLog" ADD COLUMN "firstRecordedAt" TIMESTAMPTZ(6);
ALTER TABLE "PainScore" ADD COLUMN "firstRecordedAt" TIMESTAMPTZ(6);
GRANT SELECT ("firstRecordedAt") ON "SessionLog", "RunLog", "PainScore" TO stepwise_jobs;

-- Entries from before. What the team said no reason for in its time is as it was.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore'] LOOP
    EXECUTE format('ALTER TABLE %I DISABLE TRIGGER kept, DROP CONSTRAINT team_says_why', t);
  END LOOP;
END $$;
SET ROLE stepwise_maintenance;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore'] LOOP
    EXECUTE format('WITH RECURSIVE later AS (
        SELECT id, "clinicId", "logDate", "recordedAt" AS first FROM %1$I WHERE "supersedesId" IS NULL
        UNION ALL SELECT x.id, x."clinicId", x."logDate", CASE WHEN x."logDate" = l."logDate" THEN l.first ELSE x."recordedAt" END
        FROM later l JOIN %1$I x ON x."clinicId" = l."clinicId" AND x."supersedesId" = l.id)
      UPDATE %1$I x SET "firstRecordedAt" = l.first FROM later l WHERE x.id = l.id AND l.first <> x."recordedAt"', t);
  END LOOP;
END $$;
UPDATE "PainScore" p SET "firstRecordedAt" = l."firstRecordedAt" FROM "SessionLog" l
WHERE l."clinicId" = p."clinicId" AND l.id = p."sessionLogId" AND l."firstRecordedAt" IS NOT NULL;
UPDATE "PainScore" p SET "firstRecordedAt" = r."firstRecordedAt" FROM "RunLog" r
WHERE r."clinicId" = p."clinicId" AND r.id = p."runLogId" AND r."firstRecordedAt" IS NOT NULL;
RESET ROLE;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE TRIGGER kept,
      ADD CONSTRAINT team_says_why CHECK (NOT "onBehalf" OR "supersedesId" IS NULL OR length(btrim("correctReason")) >= 3) NOT VALID', t);
  END LOOP;
END $$;

-- Nobody says it: it follows from what is put right. A score keeps the time that it is about as well; one of a session or a run goes
-- by that.
CREATE FUNCTION first_recorded() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  first timestamptz;
  about timestamptz;
  before uuid := NEW."supersedesId";
BEGIN
  IF TG_TABLE_NAME = 'PainScore' THEN
    IF NEW."sessionLogId" IS NOT NULL THEN
      SELECT l."firstRecordedAt", l."supersedesId" INTO first, before FROM "SessionLog" l
      WHERE l."clinicId" = NEW."clinicId" AND l.id = NEW."sessionLogId";
    ELSIF NEW."runLogId" IS NOT NULL THEN
      SELECT r."firstRecordedAt", r."supersedesId" INTO first, before FROM "RunLog" r
      WHERE r."clinicId" = NEW."clinicId" AND r.id = NEW."runLogId";
    ELSIF before IS NOT NULL THEN
      SELECT COALESCE(s."firstRecordedAt", s."recordedAt"), s.at INTO first, about FROM "PainScore" s
      WHERE s."clinicId" = NEW."clinicId" AND s."caseId" = NEW."caseId" AND s.id = before AND s."logDate" = NEW."logDate";
    END IF;
    IF before IS NOT NULL AND NEW."supersedesId" IS DISTINCT FROM before THEN
      SELECT s.at INTO about FROM "PainScore" s WHERE s."clinicId" = NEW."clinicId" AND s."caseId" = NEW."caseId"
        AND s."logDate" = NEW."logDate" AND before IN (s."sessionLogId", s."runLogId") LIMIT 1;
    END IF;
    NEW.at := COALESCE(about, NEW.at);
  ELSIF before IS NOT NULL THEN
    EXECUTE format('SELECT COALESCE(x."firstRecordedAt", x."recordedAt") FROM %I x
      WHERE x."clinicId" = $1 AND x."caseId" = $2 AND x.id = $3 AND x."logDate" = $4', TG_TABLE_NAME)
      INTO first USING NEW."clinicId", NEW."caseId", before, NEW."logDate";
  END IF;
  NEW."firstRecordedAt" := first;
  RETURN NEW;
END $$;
CREATE TRIGGER first_recorded BEFORE INSERT ON "SessionLog" FOR EACH ROW EXECUTE FUNCTION first_recorded();
CREATE TRIGGER first_recorded BEFORE INSERT ON "RunLog" FOR EACH ROW EXECUTE FUNCTION first_recorded();
CREATE TRIGGER first_recorded BEFORE INSERT ON "PainScore" FOR EACH ROW EXECUTE FUNCTION first_recorded();
