-- Which assessment an evaluation followed from, so that its many saves are one step of the history.
ALTER TABLE "FactorEvaluation" ADD COLUMN "assessmentId" UUID;
ALTER TABLE "FactorEvaluation" ADD CONSTRAINT "FactorEvaluation_clinicId_assessmentId_fkey" FOREIGN KEY ("clinicId", "assessmentId") REFERENCES "Assessment"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
