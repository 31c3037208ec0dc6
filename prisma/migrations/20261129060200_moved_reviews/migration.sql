-- A review form that was begun goes with its review to another day, so that nothing of it is lost. The care team that moves the
-- review moves the form; nobody else does, and to no other day.
DROP TRIGGER keep_columns ON "Intake";
CREATE TRIGGER keep_columns BEFORE UPDATE ON "Intake" FOR EACH ROW
  EXECUTE FUNCTION keep_columns('id', 'clinicId', 'kind', 'caseId', 'questionnaireVersion', 'createdAt', 'createdById');
CREATE FUNCTION moves_with_review() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' AND (OLD.status <> 'draft' OR OLD."reviewOn" IS NULL OR NOT EXISTS (SELECT 1 FROM "Case" c
      WHERE c."clinicId" = NEW."clinicId" AND c.id = NEW."caseId" AND c."nextReviewOn" = NEW."reviewOn"
        AND c.id IN (SELECT app_team_cases()))) THEN
    RAISE EXCEPTION 'reviewOn of Intake is kept' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER moves_with_review BEFORE UPDATE ON "Intake" FOR EACH ROW
  WHEN (NEW."reviewOn" IS DISTINCT FROM OLD."reviewOn") EXECUTE FUNCTION moves_with_review();
