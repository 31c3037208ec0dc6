-- CreateEnum
CREATE TYPE "SuggestionState" AS ENUM ('open', 'accepted', 'changed', 'declined', 'noted', 'superseded');

-- CreateTable
CREATE TABLE "Suggestion" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "ruleSetVersion" INTEGER NOT NULL,
    "advice" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "change" JSONB NOT NULL,
    "text" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "sentenceApplied" TEXT NOT NULL,
    "sourceId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" "SuggestionState" NOT NULL DEFAULT 'open',
    "decidedAt" TIMESTAMPTZ(6),
    "decidedById" UUID,
    "reason" TEXT,
    "appliedNumber" INTEGER,

    CONSTRAINT "Suggestion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Suggestion_clinicId_caseId_state_day_idx" ON "Suggestion"("clinicId", "caseId", "state", "day");

-- CreateIndex
CREATE UNIQUE INDEX "Suggestion_clinicId_id_key" ON "Suggestion"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Suggestion_clinicId_caseId_sourceId_idx" ON "Suggestion"("clinicId", "caseId", "sourceId");

-- AddForeignKey
ALTER TABLE "Suggestion" ADD CONSTRAINT "Suggestion_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Suggestion" ADD CONSTRAINT "Suggestion_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Suggestion" ADD CONSTRAINT "Suggestion_clinicId_versionId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "versionId", "caseId", "patientId") REFERENCES "ProgramVersion"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Suggestion" ADD CONSTRAINT "Suggestion_clinicId_decidedById_fkey" FOREIGN KEY ("clinicId", "decidedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must hold.
ALTER TABLE "Suggestion" ADD CONSTRAINT rule_name CHECK ("ruleId" LIKE 'r\_%'),
  ADD CONSTRAINT advice_known CHECK (advice IN ('stop', 'regress', 'hold', 'progress')),
  ADD CONSTRAINT decided_has_name CHECK (("decidedById" IS NULL) = ("decidedAt" IS NULL)
    AND (state IN ('accepted', 'changed', 'declined')) = ("decidedById" IS NOT NULL)),
  ADD CONSTRAINT reason_length CHECK (length(reason) <= 500);
CREATE UNIQUE INDEX one_open ON "Suggestion" ("clinicId", "caseId", subject) WHERE state = 'open';

-- The care team reads and decides. A patient never reads one; in her own log's transaction the rules write them.
ALTER TABLE "Suggestion" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Suggestion" FORCE ROW LEVEL SECURITY;
CREATE POLICY maintenance ON "Suggestion" TO stepwise_maintenance USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "Suggestion" TO stepwise_maintenance;
GRANT SELECT, INSERT, UPDATE ON "Suggestion" TO stepwise_app;
CREATE POLICY tenant ON "Suggestion" AS RESTRICTIVE TO stepwise_app
  USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
  WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);
CREATE POLICY suggestion_read ON "Suggestion" FOR SELECT TO stepwise_app
  USING ("caseId" IN (SELECT app_readable_cases())
    OR ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient())));
CREATE POLICY suggestion_add ON "Suggestion" FOR INSERT TO stepwise_app
  WITH CHECK ((SELECT app_duty()) = 'safety' AND state IN ('open', 'noted')
    AND ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_team_cases())));
CREATE POLICY suggestion_change ON "Suggestion" FOR UPDATE TO stepwise_app
  USING ("caseId" IN (SELECT app_team_cases())
    OR ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient())))
  WITH CHECK ("caseId" IN (SELECT app_team_cases())
    OR ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()) AND state = 'superseded'));
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Suggestion"
  FOR EACH ROW EXECUTE FUNCTION keep_as_written('state', 'decidedAt', 'decidedById', 'reason', 'appliedNumber');
