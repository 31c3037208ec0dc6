-- AlterTable
ALTER TABLE "CaseStatusChange" ADD COLUMN     "criteria" JSONB;

-- AlterTable
ALTER TABLE "Letter" ADD COLUMN     "on" DATE NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "recipientKind" TEXT NOT NULL DEFAULT 'other',
ADD COLUMN     "savedAt" TIMESTAMPTZ(6),
ADD COLUMN     "savedById" UUID,
ADD COLUMN     "signedById" UUID,
ADD COLUMN     "urgency" TEXT NOT NULL DEFAULT 'routine';

-- CreateTable
CREATE TABLE "LetterFile" (
    "letterId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "pdf" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LetterFile_pkey" PRIMARY KEY ("letterId")
);

-- CreateTable
CREATE TABLE "LetterSending" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "letterId" UUID NOT NULL,
    "to" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LetterSending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DischargeAnswer" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "noRunningGoal" BOOLEAN,
    "goalReached" BOOLEAN,
    "selfManagementOk" BOOLEAN,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DischargeAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LetterFile_clinicId_letterId_caseId_patientId_key" ON "LetterFile"("clinicId", "letterId", "caseId", "patientId");

-- CreateIndex
CREATE INDEX "LetterSending_clinicId_letterId_idx" ON "LetterSending"("clinicId", "letterId");

-- CreateIndex
CREATE UNIQUE INDEX "LetterSending_clinicId_id_key" ON "LetterSending"("clinicId", "id");

-- CreateIndex
CREATE INDEX "DischargeAnswer_clinicId_caseId_at_idx" ON "DischargeAnswer"("clinicId", "caseId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "DischargeAnswer_clinicId_id_key" ON "DischargeAnswer"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Letter_clinicId_id_caseId_patientId_key" ON "Letter"("clinicId", "id", "caseId", "patientId");

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_clinicId_savedById_fkey" FOREIGN KEY ("clinicId", "savedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_clinicId_signedById_fkey" FOREIGN KEY ("clinicId", "signedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterFile" ADD CONSTRAINT "LetterFile_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterFile" ADD CONSTRAINT "LetterFile_clinicId_letterId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "letterId", "caseId", "patientId") REFERENCES "Letter"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_clinicId_letterId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "letterId", "caseId", "patientId") REFERENCES "Letter"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DischargeAnswer" ADD CONSTRAINT "DischargeAnswer_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DischargeAnswer" ADD CONSTRAINT "DischargeAnswer_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DischargeAnswer" ADD CONSTRAINT "DischargeAnswer_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Letters that were signed before: by whoever wrote them.
ALTER TABLE "Letter" DISABLE TRIGGER kept;
UPDATE "Letter" SET "signedById" = "byId" WHERE "signedAt" IS NOT NULL;
ALTER TABLE "Letter" ENABLE TRIGGER kept;

-- ── Row-level security ───────────────────────────────────────────────────────────────────────────────────────────
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['LetterFile', 'LetterSending', 'DischargeAnswer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY maintenance ON %I TO stepwise_maintenance USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO stepwise_maintenance', t);
    EXECUTE format($p$CREATE POLICY tenant ON %I AS RESTRICTIVE TO stepwise_app
      USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
      WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)$p$, t);
    EXECUTE format('CREATE POLICY record_read ON %I FOR SELECT TO stepwise_app USING ("caseId" IN (SELECT app_readable_cases()))', t);
    EXECUTE format('CREATE POLICY record_add ON %I FOR INSERT TO stepwise_app WITH CHECK ("caseId" IN (SELECT app_team_cases()))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO stepwise_app', t);
    EXECUTE format('CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep_as_written()', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['LetterSending', 'DischargeAnswer'] LOOP
    EXECUTE format('CREATE POLICY own_name ON %I AS RESTRICTIVE FOR INSERT TO stepwise_app WITH CHECK ("byId" = (SELECT app_account()))', t);
  END LOOP;
END $$;

-- Nobody signs for somebody else.
CREATE POLICY own_signature_add ON "Letter" AS RESTRICTIVE FOR INSERT TO stepwise_app
  WITH CHECK ("byId" = (SELECT app_account()) AND "signedById" IS NULL);
CREATE POLICY own_signature ON "Letter" AS RESTRICTIVE FOR UPDATE TO stepwise_app
  USING (true) WITH CHECK ("signedById" IS NULL OR "signedById" = (SELECT app_account()));

-- ── What must hold ───────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "Letter" ADD CONSTRAINT signed_has_name CHECK (("signedAt" IS NULL) = ("signedById" IS NULL)),
  ADD CONSTRAINT saved_has_name CHECK (("savedAt" IS NULL) = ("savedById" IS NULL)),
  ADD CONSTRAINT body_object CHECK (jsonb_typeof(body) = 'object' AND pg_column_size(body) < 200000),
  ADD CONSTRAINT kind_known CHECK (kind IN ('discharge_summary', 'referral', 'progress_report')),
  ADD CONSTRAINT recipient_known CHECK ("recipientKind" IN ('orthopaedic', 'family_doctor', 'other')),
  ADD CONSTRAINT urgency_known CHECK (urgency IN ('routine', 'soon', 'urgent')),
  ADD CONSTRAINT recipient_length CHECK (length(recipient) <= 500),
  ADD CONSTRAINT day_has_come CHECK ("on" <= (GREATEST("createdAt", "savedAt", "signedAt") AT TIME ZONE 'UTC' + interval '14 hours')::date);
ALTER TABLE "LetterFile" ADD CONSTRAINT pdf_size CHECK (octet_length(pdf) BETWEEN 100 AND 2000000),
  ADD CONSTRAINT pdf_begins CHECK (substring(pdf FROM 1 FOR 5) = '%PDF-'::bytea),
  ADD CONSTRAINT sha256_holds CHECK (sha256 = encode(sha256(pdf), 'hex'));
ALTER TABLE "LetterSending" ADD CONSTRAINT to_given CHECK (length(btrim("to")) >= 2 AND length("to") <= 200),
  ADD CONSTRAINT how_known CHECK (how IN ('post', 'email', 'fax', 'portal', 'by_hand')),
  ADD CONSTRAINT day_has_come CHECK ("on" <= (at AT TIME ZONE 'UTC' + interval '14 hours')::date);
ALTER TABLE "CaseStatusChange" ADD CONSTRAINT criteria_object CHECK (criteria IS NULL OR jsonb_typeof(criteria) = 'object');

-- A file and a sending belong to what was signed.
CREATE FUNCTION only_to_signed_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Letter" l WHERE l."clinicId" = NEW."clinicId" AND l.id = NEW."letterId" AND l."signedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'the letter is not signed' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed_first BEFORE INSERT ON "LetterFile" FOR EACH ROW EXECUTE FUNCTION only_to_signed_letter();
CREATE TRIGGER signed_first BEFORE INSERT ON "LetterSending" FOR EACH ROW EXECUTE FUNCTION only_to_signed_letter();
