-- The day on which the safety questions of a form were last answered. A form that was begun in March and is sent in November answers
-- them anew. Null: a draft from before, whose day nobody knows and which asks them again, and a form that was answered and sent at once.
ALTER TABLE "IntakeAnswers" ADD COLUMN "safetyOn" DATE;

-- As before: an empty form, by whoever of the staff makes it, has no such day.
ALTER POLICY answers_add ON "IntakeAnswers" WITH CHECK (app_answers_for("intakeId")
  OR ((SELECT app_is_staff()) AND answers = '{}' AND derived IS NULL AND "consentAt" IS NULL AND "savedAt" IS NULL AND "safetyOn" IS NULL));
