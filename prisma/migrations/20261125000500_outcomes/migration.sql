-- CreateEnum
CREATE TYPE "OutcomeMode" AS ENUM ('self', 'interview', 'paper');

-- AlterTable
ALTER TABLE "OutcomeMeasure" DROP COLUMN "at",
DROP COLUMN "instrument",
DROP COLUMN "score",
ADD COLUMN     "activities" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "language" TEXT NOT NULL,
ADD COLUMN     "measure" TEXT NOT NULL,
ADD COLUMN     "missing" INTEGER NOT NULL,
ADD COLUMN     "mode" "OutcomeMode" NOT NULL,
ADD COLUMN     "onBehalf" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "packId" UUID,
ADD COLUMN     "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "scores" JSONB NOT NULL,
ADD COLUMN     "side" "Side" NOT NULL,
ADD COLUMN     "supersededAt" TIMESTAMPTZ(6),
ADD COLUMN     "supersedesId" UUID,
ADD COLUMN     "version" TEXT NOT NULL,
ADD COLUMN     "withdrawReason" TEXT,
ADD COLUMN     "withdrawnAt" TIMESTAMPTZ(6),
ALTER COLUMN "enteredById" SET NOT NULL;

-- CreateTable
CREATE TABLE "OutcomeChoice" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "kneeMeasure" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutcomeChoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstrumentPack" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "measure" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "permission" TEXT NOT NULL,
    "options" TEXT[],
    "addedById" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(6),
    "retiredById" UUID,

    CONSTRAINT "InstrumentPack_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "OutcomeChoice_clinicId_caseId_at_idx" ON "OutcomeChoice"("clinicId", "caseId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "OutcomeChoice_clinicId_id_key" ON "OutcomeChoice"("clinicId", "id");

-- CreateIndex
CREATE INDEX "InstrumentPack_clinicId_measure_idx" ON "InstrumentPack"("clinicId", "measure");

-- CreateIndex
CREATE UNIQUE INDEX "InstrumentPack_clinicId_id_key" ON "InstrumentPack"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "OutcomeMeasure_supersedesId_key" ON "OutcomeMeasure"("supersedesId");

-- CreateIndex
CREATE UNIQUE INDEX "OutcomeMeasure_clinicId_id_caseId_patientId_key" ON "OutcomeMeasure"("clinicId", "id", "caseId", "patientId");

-- AddForeignKey
ALTER TABLE "OutcomeMeasure" ADD CONSTRAINT "OutcomeMeasure_clinicId_packId_fkey" FOREIGN KEY ("clinicId", "packId") REFERENCES "InstrumentPack"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeMeasure" ADD CONSTRAINT "OutcomeMeasure_clinicId_supersedesId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "supersedesId", "caseId", "patientId") REFERENCES "OutcomeMeasure"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "OutcomeChoice" ADD CONSTRAINT "OutcomeChoice_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeChoice" ADD CONSTRAINT "OutcomeChoice_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeChoice" ADD CONSTRAINT "OutcomeChoice_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstrumentPack" ADD CONSTRAINT "InstrumentPack_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstrumentPack" ADD CONSTRAINT "InstrumentPack_clinicId_addedById_fkey" FOREIGN KEY ("clinicId", "addedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstrumentPack" ADD CONSTRAINT "InstrumentPack_clinicId_retiredById_fkey" FOREIGN KEY ("clinicId", "retiredById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── The locks of the two new tables ──────────────────────────────────────────────────────────────────────────────
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['OutcomeChoice', 'InstrumentPack'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY maintenance ON %I TO stepwise_maintenance USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO stepwise_maintenance', t);
    EXECUTE format($p$CREATE POLICY tenant ON %I AS RESTRICTIVE TO stepwise_app
      USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
      WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)$p$, t);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON "OutcomeChoice" TO stepwise_app;
GRANT SELECT, INSERT, UPDATE ON "InstrumentPack" TO stepwise_app;
-- An administration may be marked as superseded or withdrawn; what it says stays (trigger below).
GRANT UPDATE ON "OutcomeMeasure" TO stepwise_app;

-- What is due follows from the choice, so the patient reads it as well.
CREATE POLICY choice_read ON "OutcomeChoice" FOR SELECT TO stepwise_app
  USING ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_readable_cases()));
CREATE POLICY choice_add ON "OutcomeChoice" FOR INSERT TO stepwise_app
  WITH CHECK ("byId" = (SELECT app_account()) AND "caseId" IN (SELECT app_team_cases()));
-- Everybody of the clinic reads the texts, since patients fill the forms; only an admin brings them in.
CREATE POLICY pack_read ON "InstrumentPack" FOR SELECT TO stepwise_app
  USING ((SELECT app_is_staff()) OR (SELECT app_patient()) IS NOT NULL);
CREATE POLICY pack_add ON "InstrumentPack" FOR INSERT TO stepwise_app
  WITH CHECK ((SELECT app_has_role('admin')) AND "addedById" = (SELECT app_account()));
CREATE POLICY pack_retire ON "InstrumentPack" FOR UPDATE TO stepwise_app
  USING ((SELECT app_has_role('admin'))) WITH CHECK ((SELECT app_has_role('admin')) AND "retiredById" = (SELECT app_account()));

-- ── What must hold ───────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "OutcomeMeasure"
  ADD CONSTRAINT measure_known CHECK (measure IN ('nprs', 'psfs', 'akps', 'lefs', 'koos', 'koos_pf', 'uwri', 'ostrc_o2', 'groc', 'weekly_check')),
  ADD CONSTRAINT values_are_objects CHECK (jsonb_typeof(items) = 'object' AND jsonb_typeof(activities) = 'object'
    AND jsonb_typeof(scores) = 'object' AND pg_column_size(items) < 20000 AND pg_column_size(activities) < 20000),
  ADD CONSTRAINT missing_range CHECK (missing BETWEEN 0 AND 60),
  -- Not in the future anywhere on earth; an old paper form may be entered.
  ADD CONSTRAINT day_has_come CHECK ("on" <= ("recordedAt" AT TIME ZONE 'UTC' + interval '14 hours')::date),
  ADD CONSTRAINT self_is_herself CHECK ((mode = 'self') = (NOT "onBehalf")),
  ADD CONSTRAINT not_itself CHECK ("supersedesId" <> id);
ALTER TABLE "OutcomeChoice" ADD CONSTRAINT knee_measure_known CHECK ("kneeMeasure" IN ('koos_pf', 'akps', 'lefs', 'koos'));
ALTER TABLE "InstrumentPack"
  ADD CONSTRAINT pack_measure CHECK (measure IN ('akps', 'lefs', 'koos', 'koos_pf', 'uwri', 'ostrc_o2')),
  ADD CONSTRAINT language_tag CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  ADD CONSTRAINT permission_given CHECK (length(btrim(permission)) >= 10),
  ADD CONSTRAINT texts_are_a_list CHECK (jsonb_typeof(texts) = 'array'),
  ADD CONSTRAINT retired_has_name CHECK (("retiredAt" IS NULL) = ("retiredById" IS NULL));
CREATE UNIQUE INDEX one_pack_in_use ON "InstrumentPack" ("clinicId", measure, language) WHERE "retiredAt" IS NULL;

-- ── What never changes ───────────────────────────────────────────────────────────────────────────────────────────
DROP TRIGGER kept ON "OutcomeMeasure";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "OutcomeMeasure" FOR EACH ROW
  EXECUTE FUNCTION keep_as_written('supersededAt', 'withdrawnAt', 'withdrawReason');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "OutcomeChoice" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "InstrumentPack" FOR EACH ROW
  EXECUTE FUNCTION keep_as_written('retiredAt', 'retiredById');
