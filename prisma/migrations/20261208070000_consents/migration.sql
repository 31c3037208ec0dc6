-- What a patient said of a consent after her form, by herself or written down by her team, is kept; the newest counts.
-- CreateTable
CREATE TABLE "ConsentChange" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "note" TEXT,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConsentChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ConsentChange_clinicId_patientId_question_at_idx" ON "ConsentChange"("clinicId", "patientId", "question", "at");

-- CreateIndex
CREATE INDEX "ConsentChange_clinicId_caseId_idx" ON "ConsentChange"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "ConsentChange_clinicId_id_key" ON "ConsentChange"("clinicId", "id");

-- AddForeignKey
ALTER TABLE "ConsentChange" ADD CONSTRAINT "ConsentChange_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentChange" ADD CONSTRAINT "ConsentChange_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentChange" ADD CONSTRAINT "ConsentChange_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ConsentChange" ADD CONSTRAINT "ConsentChange_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ConsentChange"
  ADD CONSTRAINT question_known CHECK (question IN ('consent_assessment', 'consent_share_doctor', 'consent_messages', 'consent_video', 'consent_research')),
  ADD CONSTRAINT answer_known CHECK (answer IN ('yes', 'no')),
  ADD CONSTRAINT noted_by_a_team CHECK (("caseId" IS NULL) = (note IS NULL)),
  ADD CONSTRAINT note_length CHECK (length(btrim(note)) >= 3 AND length(note) <= 500);

ALTER TABLE "ConsentChange" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ConsentChange" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "ConsentChange" AS RESTRICTIVE TO stepwise_app
  USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
  WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);
CREATE POLICY own_name ON "ConsentChange" AS RESTRICTIVE FOR INSERT TO stepwise_app WITH CHECK ("byId" = (SELECT app_account()));
CREATE POLICY own_read ON "ConsentChange" FOR SELECT TO stepwise_app
  USING ("patientId" = (SELECT app_patient()) AND (SELECT app_account()) IS NOT NULL);
CREATE POLICY own_add ON "ConsentChange" FOR INSERT TO stepwise_app
  WITH CHECK ("patientId" = (SELECT app_patient()) AND "caseId" IS NULL);
-- It counts in all her treatments: who reads one of them reads it.
CREATE POLICY record_read ON "ConsentChange" FOR SELECT TO stepwise_app
  USING ("patientId" IN (SELECT c."patientId" FROM "Case" c WHERE c.id IN (SELECT app_readable_cases())));
CREATE POLICY record_add ON "ConsentChange" FOR INSERT TO stepwise_app WITH CHECK ("caseId" IN (SELECT app_team_cases()));
CREATE POLICY definer ON "ConsentChange" FOR SELECT TO stepwise_definer USING (true);
CREATE POLICY jobs_read ON "ConsentChange" FOR SELECT TO stepwise_jobs USING ("clinicId" = (SELECT app_clinic()));
CREATE POLICY maintenance ON "ConsentChange" TO stepwise_maintenance USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON "ConsentChange" TO stepwise_app;
GRANT SELECT (id, "clinicId", "patientId", question, answer, at) ON "ConsentChange" TO stepwise_jobs, stepwise_definer;
GRANT SELECT, INSERT, UPDATE, DELETE ON "ConsentChange" TO stepwise_maintenance;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "ConsentChange" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON "ConsentChange" FOR EACH ROW EXECUTE FUNCTION write_own_name('byId');

-- What a patient agrees to now: of each question the newest answer, in a signed form of any treatment or said besides ("saidId").
-- It reaches whoever reads one of her treatments or a form of hers that waits for triage, herself, and the jobs of her clinic.
CREATE FUNCTION standing_consents(of_patient uuid) RETURNS TABLE (question text, answer text, at timestamptz, "saidId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (x.question) x.question, x.answer, x.at, x.said FROM (
    SELECT q.id, a.answers ->> q.id, a."consentAt", NULL::uuid FROM "IntakeAnswers" a
      CROSS JOIN unnest(ARRAY['consent_assessment', 'consent_share_doctor', 'consent_messages', 'consent_video', 'consent_research']) AS q(id)
      WHERE a."clinicId" = app_clinic() AND a."patientId" = of_patient AND a."consentAt" IS NOT NULL AND a.answers ->> q.id IN ('yes', 'no')
    UNION ALL
    SELECT s.question, s.answer, s.at, s.id FROM "ConsentChange" s WHERE s."clinicId" = app_clinic() AND s."patientId" = of_patient
  ) AS x(question, answer, at, said)
  WHERE current_setting('role', true) = 'stepwise_jobs'
    OR (of_patient = app_patient() AND app_account() IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."patientId" = of_patient AND c.id IN (SELECT app_readable_cases()))
    OR (app_has_role('physio') AND of_patient IS DISTINCT FROM app_patient() AND EXISTS (SELECT 1 FROM "Intake" i
      WHERE i."clinicId" = app_clinic() AND i."patientId" = of_patient AND i.kind = 'intake' AND i.status <> 'accepted'))
  ORDER BY x.question, x.at DESC, x.said DESC NULLS FIRST
$$;
CREATE POLICY definer ON "IntakeAnswers" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ("clinicId", "patientId", answers, "consentAt") ON "IntakeAnswers" TO stepwise_definer;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION standing_consents(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION standing_consents(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_consents(uuid) TO stepwise_app, stepwise_jobs, stepwise_maintenance;
