-- CreateTable
CREATE TABLE "CaseChange" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "fromComplaint" TEXT NOT NULL,
    "toComplaint" TEXT NOT NULL,
    "fromSide" "Side" NOT NULL,
    "toSide" "Side" NOT NULL,
    "fromReviewOn" DATE,
    "toReviewOn" DATE,
    "reason" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CaseChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CaseChange_clinicId_caseId_at_idx" ON "CaseChange"("clinicId", "caseId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "CaseChange_clinicId_id_key" ON "CaseChange"("clinicId", "id");

-- AddForeignKey
ALTER TABLE "CaseChange" ADD CONSTRAINT "CaseChange_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseChange" ADD CONSTRAINT "CaseChange_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseChange" ADD CONSTRAINT "CaseChange_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CaseChange"
  ADD CONSTRAINT changes CHECK (("fromComplaint", "fromSide", "fromReviewOn") IS DISTINCT FROM ("toComplaint", "toSide", "toReviewOn")),
  ADD CONSTRAINT side_has_reason CHECK ("fromSide" = "toSide" OR length(btrim(reason)) >= 3);

ALTER TABLE "CaseChange" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "CaseChange" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "CaseChange" AS RESTRICTIVE TO stepwise_app
  USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
  WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);
CREATE POLICY record_read ON "CaseChange" FOR SELECT TO stepwise_app USING ("caseId" IN (SELECT app_readable_cases()));
CREATE POLICY record_add ON "CaseChange" FOR INSERT TO stepwise_app WITH CHECK ("caseId" IN (SELECT app_team_cases()));
CREATE POLICY maintenance ON "CaseChange" TO stepwise_maintenance USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON "CaseChange" TO stepwise_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "CaseChange" TO stepwise_maintenance;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "CaseChange" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON "CaseChange" FOR EACH ROW EXECUTE FUNCTION write_own_name('byId');
