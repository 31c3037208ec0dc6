-- AlterTable
ALTER TABLE "Intake" ADD COLUMN     "reviewOn" DATE;

-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "once" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Intake_clinicId_caseId_reviewOn_key" ON "Intake"("clinicId", "caseId", "reviewOn");

-- CreateIndex
CREATE UNIQUE INDEX "Mail_clinicId_once_key" ON "Mail"("clinicId", "once");

ALTER TABLE "Intake" ADD CONSTRAINT planned_review CHECK ("reviewOn" IS NULL OR kind = 'review_form');

-- ── The patient's own hand ───────────────────────────────────────────────────────────────────────────────────────
-- Whether the asker's own case goes on and asks for its form before this review; the day before it begins is still refused
-- by the code, which knows the patient's zone.
CREATE FUNCTION app_asks_review(of_case uuid, planned date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c.id = of_case AND c."patientId" = app_patient()
    AND c.status IN ('open', 'on_hold') AND c."nextReviewOn" = planned
    AND planned - 3 <= (now() AT TIME ZONE 'UTC' + interval '14 hours')::date)
$$;
-- Whether the asker may change the answers of her own form: an intake, or a review form while it is asked for.
CREATE FUNCTION app_answers_own(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = app_clinic() AND i.id = wanted AND i."patientId" = app_patient()
    AND (i.kind = 'intake' OR app_asks_review(i."caseId", i."reviewOn")))
$$;
CREATE POLICY own_review_add ON "Intake" FOR INSERT TO stepwise_app
  WITH CHECK (kind = 'review_form' AND status = 'draft' AND "submittedAt" IS NULL AND "patientId" = (SELECT app_patient())
    AND "createdById" = (SELECT app_account()) AND app_asks_review("caseId", "reviewOn"));
-- That a review form exists tells of a case, so that it is the care team's to see, as the case is; an intake is all staff's.
ALTER POLICY intake_read ON "Intake"
  USING (((SELECT app_is_staff()) AND kind = 'intake') OR "caseId" IN (SELECT app_readable_cases())
    OR "patientId" = (SELECT app_patient()) OR id = (SELECT app_intake()));
ALTER POLICY intake_add ON "Intake"
  WITH CHECK (((SELECT app_is_staff()) AND kind = 'intake') OR "caseId" IN (SELECT app_team_cases()));
ALTER POLICY intake_change ON "Intake"
  USING (((SELECT app_is_staff()) AND kind = 'intake') OR "caseId" IN (SELECT app_team_cases()) OR id = (SELECT app_intake())
    OR ("patientId" = (SELECT app_patient()) AND (kind = 'intake' OR app_asks_review("caseId", "reviewOn"))))
  WITH CHECK (((SELECT app_is_staff()) AND kind = 'intake') OR "caseId" IN (SELECT app_team_cases()) OR id = (SELECT app_intake())
    OR ("patientId" = (SELECT app_patient()) AND (kind = 'intake' OR app_asks_review("caseId", "reviewOn"))));
CREATE POLICY own_review_add ON "IntakeAnswers" FOR INSERT TO stepwise_app
  WITH CHECK ("patientId" = (SELECT app_patient()) AND app_answers_own("intakeId"));
ALTER POLICY answers_change ON "IntakeAnswers"
  USING (("patientId" = (SELECT app_patient()) AND app_answers_own("intakeId")) OR "intakeId" = (SELECT app_intake())
    OR app_reads_intake("intakeId"))
  WITH CHECK (("patientId" = (SELECT app_patient()) AND app_answers_own("intakeId")) OR "intakeId" = (SELECT app_intake())
    OR app_reads_intake("intakeId"));

-- ── Told once ────────────────────────────────────────────────────────────────────────────────────────────────────
-- A message to the patient of a case, if she can sign in: at most one for what it is about. Who queues it learns neither her
-- name nor her address; {name} and {clinic} in the text stand for them.
CREATE FUNCTION queue_patient_mail(of_case uuid, mail_once text, mail_subject text, mail_text text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text, once)
  SELECT uuid_v7(), c."clinicId", a.email, replace(mail_subject, '{clinic}', k.name),
    replace(replace(mail_text, '{clinic}', k.name), '{name}', COALESCE(NULLIF(btrim(p."preferredName"), ''), p."fullName")), mail_once
  FROM "Case" c JOIN "Clinic" k ON k.id = c."clinicId" JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
  JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
  WHERE c."clinicId" = app_clinic() AND c.id = of_case AND a.status = 'active'
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION queue_patient_mail(uuid, text, text, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION queue_patient_mail(uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_patient_mail(uuid, text, text, text) TO stepwise_jobs, stepwise_maintenance;
