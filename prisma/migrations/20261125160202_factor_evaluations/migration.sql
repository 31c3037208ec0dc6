-- CreateEnum
CREATE TYPE "FactorResponseKind" AS ENUM ('confirmed', 'dismissed', 'added');

-- CreateEnum
CREATE TYPE "FactorTextKind" AS ENUM ('explanation', 'advice');

-- DropForeignKey
ALTER TABLE "Factor" DROP CONSTRAINT "Factor_clinicId_byId_fkey";

-- DropForeignKey
ALTER TABLE "Factor" DROP CONSTRAINT "Factor_clinicId_caseId_patientId_fkey";

-- DropForeignKey
ALTER TABLE "Factor" DROP CONSTRAINT "Factor_clinicId_fkey";

-- DropTable
DROP TABLE "Factor";

-- DropEnum
DROP TYPE "FactorState";

-- CreateTable
CREATE TABLE "FactorEvaluation" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ruleSetVersion" INTEGER NOT NULL,
    "inputs" JSONB NOT NULL,
    "results" JSONB NOT NULL,
    "byId" UUID,

    CONSTRAINT "FactorEvaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FactorResponse" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "evaluationId" UUID NOT NULL,
    "factorId" TEXT NOT NULL,
    "kind" "FactorResponseKind" NOT NULL,
    "level" INTEGER NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FactorResponse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FactorRelease" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "kind" "FactorTextKind" NOT NULL,
    "itemId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "heldByBlock" BOOLEAN NOT NULL,
    "position" INTEGER NOT NULL,
    "releasedById" UUID NOT NULL,
    "releasedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnById" UUID,
    "withdrawnAt" TIMESTAMPTZ(6),

    CONSTRAINT "FactorRelease_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FactorEvaluation_clinicId_caseId_at_idx" ON "FactorEvaluation"("clinicId", "caseId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "FactorEvaluation_clinicId_id_key" ON "FactorEvaluation"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "FactorEvaluation_clinicId_id_caseId_key" ON "FactorEvaluation"("clinicId", "id", "caseId");

-- CreateIndex
CREATE INDEX "FactorResponse_clinicId_caseId_at_idx" ON "FactorResponse"("clinicId", "caseId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "FactorResponse_clinicId_id_key" ON "FactorResponse"("clinicId", "id");

-- CreateIndex
CREATE INDEX "FactorRelease_clinicId_caseId_idx" ON "FactorRelease"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "FactorRelease_clinicId_id_key" ON "FactorRelease"("clinicId", "id");

-- AddForeignKey
ALTER TABLE "FactorEvaluation" ADD CONSTRAINT "FactorEvaluation_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorEvaluation" ADD CONSTRAINT "FactorEvaluation_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorEvaluation" ADD CONSTRAINT "FactorEvaluation_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorResponse" ADD CONSTRAINT "FactorResponse_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorResponse" ADD CONSTRAINT "FactorResponse_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorResponse" ADD CONSTRAINT "FactorResponse_clinicId_evaluationId_caseId_fkey" FOREIGN KEY ("clinicId", "evaluationId", "caseId") REFERENCES "FactorEvaluation"("clinicId", "id", "caseId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorResponse" ADD CONSTRAINT "FactorResponse_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorRelease" ADD CONSTRAINT "FactorRelease_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorRelease" ADD CONSTRAINT "FactorRelease_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorRelease" ADD CONSTRAINT "FactorRelease_clinicId_releasedById_fkey" FOREIGN KEY ("clinicId", "releasedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorRelease" ADD CONSTRAINT "FactorRelease_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Row-level security ───────────────────────────────────────────────────────────────────────────────────────────
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['FactorEvaluation', 'FactorResponse', 'FactorRelease'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY maintenance ON %I TO stepwise_maintenance USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO stepwise_maintenance', t);
    EXECUTE format($p$CREATE POLICY tenant ON %I AS RESTRICTIVE TO stepwise_app
      USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
      WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)$p$, t);
    EXECUTE format('CREATE POLICY record_read ON %I FOR SELECT TO stepwise_app USING ("caseId" IN (SELECT app_readable_cases()))', t);
    EXECUTE format('CREATE POLICY record_add ON %I FOR INSERT TO stepwise_app WITH CHECK ("caseId" IN (SELECT app_team_cases()))', t);
  END LOOP;
END $$;
CREATE POLICY record_change ON "FactorRelease" FOR UPDATE TO stepwise_app
  USING ("caseId" IN (SELECT app_team_cases())) WITH CHECK ("caseId" IN (SELECT app_team_cases()));
GRANT SELECT, INSERT ON "FactorEvaluation", "FactorResponse" TO stepwise_app;
GRANT SELECT, INSERT, UPDATE ON "FactorRelease" TO stepwise_app;

-- On duty for the one record at hand: an answer of the patient changes an input, or a form becomes a case whose team the
-- asker is not on. What comes back to her is nothing.
CREATE POLICY duty_read ON "FactorEvaluation" FOR SELECT TO stepwise_app
  USING ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()));
CREATE POLICY duty_add ON "FactorEvaluation" FOR INSERT TO stepwise_app
  WITH CHECK ((SELECT app_duty()) = 'safety' AND ("patientId" = (SELECT app_patient())
    OR ((SELECT app_has_role('physio')) AND "patientId" = (SELECT i."patientId" FROM "Intake" i
          WHERE i."clinicId" = app_clinic() AND i.id = app_intake()))));
CREATE POLICY duty_read ON "Assessment" FOR SELECT TO stepwise_app
  USING ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()));

-- What was given to the patient, in words and nothing else. Advice on running rests while a flag of hers blocks.
CREATE FUNCTION own_factor_texts() RETURNS TABLE ("caseId" uuid, kind "FactorTextKind", text text, "releasedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT r."caseId", r.kind, r.text, r."releasedAt" FROM "FactorRelease" r
  WHERE r."clinicId" = app_clinic() AND r."patientId" = app_patient() AND r."withdrawnAt" IS NULL
    AND NOT (r."heldByBlock" AND EXISTS (
      SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = r."clinicId" AND f."patientId" = r."patientId" AND f.block <> 'none'
        AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL))
  ORDER BY r.kind, r.position, r."itemId"
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_factor_texts() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_factor_texts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_factor_texts() TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer ON "FactorRelease" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ON "FactorRelease" TO stepwise_definer;

-- ── What must hold, and what never changes ───────────────────────────────────────────────────────────────────────
ALTER TABLE "FactorResponse" ADD CONSTRAINT factor_name CHECK ("factorId" LIKE 'fac\_%'),
  ADD CONSTRAINT level_range CHECK (level BETWEEN 0 AND 3),
  ADD CONSTRAINT added_has_level CHECK (kind <> 'added' OR level >= 1),
  ADD CONSTRAINT reason_given CHECK (kind = 'confirmed' OR length(btrim(text)) >= 3);
ALTER TABLE "FactorRelease" ADD CONSTRAINT item_name CHECK ("itemId" LIKE (CASE kind WHEN 'explanation' THEN 'fac\_%' ELSE 'adv\_%' END)),
  ADD CONSTRAINT text_given CHECK (btrim(text) <> ''),
  ADD CONSTRAINT withdrawn_has_name CHECK (("withdrawnAt" IS NULL) = ("withdrawnById" IS NULL));
CREATE UNIQUE INDEX given_once ON "FactorRelease" ("clinicId", "caseId", "itemId") WHERE "withdrawnAt" IS NULL;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "FactorEvaluation" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "FactorResponse" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "FactorRelease" FOR EACH ROW
  EXECUTE FUNCTION keep_as_written('withdrawnAt', 'withdrawnById');
