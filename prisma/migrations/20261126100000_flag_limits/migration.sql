-- A flag keeps the limits that it was found with, so that it can be explained when the clinic has others.
ALTER TABLE "RedFlag" ADD COLUMN "limits" JSONB;
ALTER TABLE "RedFlag" ADD CONSTRAINT limits_by_name CHECK (jsonb_typeof("limits") = 'object');

-- What a patient answers is judged by the limits of her clinic, in her own request and that of her link as in everybody
-- else's: one that did not see them would quietly judge by the laxest. Numbers of a case stay with its team.
CREATE POLICY threshold_read_own ON "AlertThreshold" FOR SELECT TO stepwise_app
  USING ("caseId" IS NULL AND ((SELECT app_patient()) IS NOT NULL OR (SELECT app_intake()) IS NOT NULL));
