-- A version said that running is permitted again, and not which stop it was about: published again after a newer stop, it ended
-- that one as well.
CREATE UNIQUE INDEX "Suggestion_clinicId_id_caseId_patientId_key" ON "Suggestion"("clinicId", "id", "caseId", "patientId");
ALTER TABLE "ProgramVersion" ADD COLUMN "endsStopId" UUID;
ALTER TABLE "ProgramVersion" DISABLE TRIGGER kept;
SET ROLE stepwise_maintenance;
UPDATE "ProgramVersion" v SET "endsStopId" = (SELECT y.id FROM "Suggestion" y WHERE y."clinicId" = v."clinicId" AND y."caseId" = v."caseId"
  AND y."ruleId" = 'r_run_stop' AND y.state = 'accepted' AND y."decidedAt" < v."publishedAt" ORDER BY y."decidedAt" DESC, y.id DESC LIMIT 1)
WHERE v."runsAgain";
RESET ROLE;
ALTER TABLE "ProgramVersion" ENABLE TRIGGER kept;
ALTER TABLE "ProgramVersion" DROP COLUMN "runsAgain";
ALTER TABLE "ProgramVersion" ADD CONSTRAINT "ProgramVersion_clinicId_endsStopId_caseId_patientId_fkey"
  FOREIGN KEY ("clinicId", "endsStopId", "caseId", "patientId") REFERENCES "Suggestion"("clinicId", "id", "caseId", "patientId")
  ON DELETE RESTRICT ON UPDATE CASCADE;
