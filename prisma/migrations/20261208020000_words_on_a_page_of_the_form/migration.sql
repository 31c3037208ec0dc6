-- An alarming answer that a form saved is read once a page of that form has had its words: a save may arrive from a page that is
-- closed. Whoever holds the link of the form is before such a page, too.
ALTER TABLE "RedFlag" DROP CONSTRAINT shown_to_somebody;
ALTER TABLE "RedFlag" ADD CONSTRAINT shown_to_somebody CHECK ("shownTo" IN ('patient', 'page', 'clinic', 'nobody'));

CREATE OR REPLACE FUNCTION shown_by_her_page() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' AND (OLD."shownAt" IS NOT NULL
       OR (NEW."patientId" IS DISTINCT FROM app_patient() AND (NEW."intakeId" = app_intake()) IS NOT TRUE)) THEN
    RAISE EXCEPTION 'a flag is shown by a page of its patient, and once' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
