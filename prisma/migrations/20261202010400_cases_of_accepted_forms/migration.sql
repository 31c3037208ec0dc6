-- A case comes out of an intake, by whoever accepts it: a case without one, or out of one that waits, gave its team what blocks in
-- the other treatments of the patient, and broke no glass.
ALTER POLICY case_add ON "Case" WITH CHECK ((SELECT app_has_role('physio')) AND "openedById" = (SELECT app_account())
  AND EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = "Case"."clinicId" AND i.id = "Case"."intakeId" AND i.kind = 'intake'
    AND i.status = 'accepted' AND i."decidedById" = (SELECT app_account())));

-- Off the team she evaluates the case that came out of the form, and no other of the patient.
ALTER POLICY duty_add ON "FactorEvaluation" WITH CHECK ((SELECT app_duty()) = 'safety' AND ("patientId" = (SELECT app_patient())
  OR ((SELECT app_has_role('physio')) AND app_came_out_of("caseId", (SELECT app_intake()))
    AND "patientId" = (SELECT i."patientId" FROM "Intake" i WHERE i."clinicId" = app_clinic() AND i.id = app_intake()
      AND i."decidedById" = app_account()))));
