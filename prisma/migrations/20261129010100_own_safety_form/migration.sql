-- The safety questions alone, by the patient's own hand: a review form before no review. Her own forms are those that nobody
-- of the clinic filled in; while her case goes on she may always answer them.
CREATE OR REPLACE FUNCTION app_asks_review(of_case uuid, planned date) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c.id = of_case AND c."patientId" = app_patient()
    AND c.status IN ('open', 'on_hold') AND (planned IS NULL OR (c."nextReviewOn" = planned
    AND planned - 3 <= (now() AT TIME ZONE 'UTC' + interval '14 hours')::date)))
$$;
CREATE OR REPLACE FUNCTION app_answers_own(wanted uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = app_clinic() AND i.id = wanted AND i."patientId" = app_patient()
    AND (i.kind = 'intake' OR (i."filledById" IS NULL AND app_asks_review(i."caseId", i."reviewOn"))))
$$;
ALTER POLICY own_review_add ON "Intake"
  WITH CHECK (kind = 'review_form' AND status = 'draft' AND "submittedAt" IS NULL AND "patientId" = (SELECT app_patient())
    AND "createdById" = (SELECT app_account()) AND "filledById" IS NULL AND app_asks_review("caseId", "reviewOn"));
ALTER POLICY intake_change ON "Intake"
  USING (((SELECT app_is_staff()) AND kind = 'intake') OR "caseId" IN (SELECT app_team_cases()) OR id = (SELECT app_intake())
    OR ("patientId" = (SELECT app_patient())
      AND (kind = 'intake' OR ("filledById" IS NULL AND app_asks_review("caseId", "reviewOn")))))
  WITH CHECK (((SELECT app_is_staff()) AND kind = 'intake') OR "caseId" IN (SELECT app_team_cases()) OR id = (SELECT app_intake())
    OR ("patientId" = (SELECT app_patient())
      AND (kind = 'intake' OR ("filledById" IS NULL AND app_asks_review("caseId", "reviewOn")))));
