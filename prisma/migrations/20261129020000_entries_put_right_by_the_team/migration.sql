-- The care team corrects or takes back an entry on the patient's behalf: with a reason, and in its own name.
ALTER TABLE "SessionLog" ADD COLUMN "correctReason" TEXT, ADD COLUMN "withdrawnById" UUID;
ALTER TABLE "RunLog" ADD COLUMN "correctReason" TEXT, ADD COLUMN "withdrawnById" UUID;
ALTER TABLE "PainScore" ADD COLUMN "correctReason" TEXT, ADD COLUMN "withdrawnById" UUID;
ALTER TABLE "SessionLog" ADD CONSTRAINT "SessionLog_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RunLog" ADD CONSTRAINT "RunLog_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT correct_reason CHECK (length("correctReason") <= 200 AND ("correctReason" IS NULL OR "supersedesId" IS NOT NULL)),
      ADD CONSTRAINT withdrawn_by_somebody CHECK ("withdrawnById" IS NULL OR "withdrawnAt" IS NOT NULL)', t);
    -- What was entered before may lack it.
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT team_says_why CHECK (NOT "onBehalf" OR "supersedesId" IS NULL OR length(btrim("correctReason")) >= 3) NOT VALID', t);
    EXECUTE format('DROP TRIGGER kept ON %I', t);
    EXECUTE format('CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON %I FOR EACH ROW
      EXECUTE FUNCTION keep_as_written(''supersededAt'', ''withdrawnAt'', ''withdrawReason'', ''withdrawnById'')', t);
    EXECUTE format('DROP TRIGGER own_name ON %I', t);
    EXECUTE format('CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION write_own_name(''enteredById'', ''withdrawnById'')', t);
  END LOOP;
END $$;

-- A pain of a session or a run is as old as that is, which is watched there: an old entry is put right with its pains.
ALTER TABLE "PainScore" DROP CONSTRAINT day_is_near;
ALTER TABLE "PainScore" ADD CONSTRAINT day_is_near CHECK ("logDate" <= ("recordedAt" AT TIME ZONE 'UTC' + interval '14 hours')::date
  AND (num_nonnulls("supersedesId", "sessionLogId", "runLogId") > 0 OR "logDate" >= ("recordedAt" AT TIME ZONE 'UTC' - interval '15 days')::date));
