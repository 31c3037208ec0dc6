-- Why an intake was referred on is clinical: it moves to the answers, which an admin cannot read.
ALTER TABLE "IntakeAnswers" ADD COLUMN "decisionReason" TEXT;
ALTER TABLE "Intake" DROP COLUMN "decisionReason";
