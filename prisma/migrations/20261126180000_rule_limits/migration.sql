-- The numbers that a clinic sets are about red flags, factors and programs as well as alerts: the table says so.
ALTER TABLE "AlertThreshold" RENAME TO "RuleLimit";
ALTER TABLE "RuleLimit" RENAME COLUMN "thresholdId" TO "limitId";
ALTER TABLE "RuleLimit" RENAME CONSTRAINT "AlertThreshold_pkey" TO "RuleLimit_pkey";
ALTER TABLE "RuleLimit" RENAME CONSTRAINT "AlertThreshold_clinicId_fkey" TO "RuleLimit_clinicId_fkey";
ALTER TABLE "RuleLimit" RENAME CONSTRAINT "AlertThreshold_clinicId_caseId_patientId_fkey" TO "RuleLimit_clinicId_caseId_patientId_fkey";
ALTER TABLE "RuleLimit" RENAME CONSTRAINT "AlertThreshold_clinicId_byId_fkey" TO "RuleLimit_clinicId_byId_fkey";
ALTER TABLE "RuleLimit" RENAME CONSTRAINT threshold_name TO limit_name;
ALTER INDEX "AlertThreshold_clinicId_id_key" RENAME TO "RuleLimit_clinicId_id_key";
ALTER INDEX "AlertThreshold_clinicId_caseId_thresholdId_at_idx" RENAME TO "RuleLimit_clinicId_caseId_limitId_at_idx";
ALTER POLICY threshold_read ON "RuleLimit" RENAME TO limit_read;
ALTER POLICY threshold_read_own ON "RuleLimit" RENAME TO limit_read_own;
ALTER POLICY threshold_add ON "RuleLimit" RENAME TO limit_add;
