-- AlterEnum
ALTER TYPE "IntakeKind" ADD VALUE 'visit_form';

-- Whatever is asked after the intake is asked in a case. The new value cannot be named before this is committed.
ALTER TABLE "Intake" DROP CONSTRAINT review_form_has_case;
ALTER TABLE "Intake" ADD CONSTRAINT later_form_has_case CHECK ((kind <> 'intake') = ("caseId" IS NOT NULL));
