-- The care team corrects or takes back a form that the patient filled: with a reason, and in its own name.
ALTER TABLE "OutcomeMeasure" ADD COLUMN "correctReason" TEXT, ADD COLUMN "withdrawnById" UUID,
  ADD CONSTRAINT "OutcomeMeasure_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById")
    REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT correct_reason CHECK (length("correctReason") <= 200 AND ("correctReason" IS NULL OR "supersedesId" IS NOT NULL)),
  ADD CONSTRAINT withdrawn_by_somebody CHECK ("withdrawnById" IS NULL OR "withdrawnAt" IS NOT NULL);
-- For new rows alone: what was corrected before may lack it, and is corrected again. Of a form that staff had typed in themselves
-- nobody is told.
CREATE POLICY team_says_why ON "OutcomeMeasure" AS RESTRICTIVE FOR INSERT TO stepwise_app
  WITH CHECK (NOT "onBehalf" OR mode <> 'self' OR length(btrim(COALESCE("correctReason", ''))) >= 3);

DROP TRIGGER kept ON "OutcomeMeasure";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "OutcomeMeasure" FOR EACH ROW
  EXECUTE FUNCTION keep_as_written('supersededAt', 'withdrawnAt', 'withdrawReason', 'withdrawnById');
DROP TRIGGER keep_once_written ON "OutcomeMeasure";
CREATE TRIGGER keep_once_written BEFORE UPDATE ON "OutcomeMeasure" FOR EACH ROW
  EXECUTE FUNCTION keep_once_written('supersededAt', 'withdrawnAt', 'withdrawReason', 'withdrawnById');
DROP TRIGGER own_name ON "OutcomeMeasure";
CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON "OutcomeMeasure" FOR EACH ROW
  EXECUTE FUNCTION write_own_name('enteredById', 'withdrawnById');
