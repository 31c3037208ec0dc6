-- What was really shown of a flag, and to whom: who was at the keyboard when it was raised, and when a page of the patient's own
-- first had its words. Of flags from before neither is known.
ALTER TABLE "RedFlag" ADD COLUMN     "shownTo" TEXT,
ADD COLUMN     "shownAt" TIMESTAMPTZ(6);
ALTER TABLE "RedFlag" ADD CONSTRAINT shown_to_somebody CHECK ("shownTo" IN ('patient', 'clinic', 'nobody'));

DROP TRIGGER kept ON "RedFlag";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "RedFlag" FOR EACH ROW EXECUTE FUNCTION keep_as_written(
  'caseId', 'answerChangedAt', 'supersededBy', 'supersededAt', 'resolvedAt', 'respondedAt', 'visitedAt', 'shownAt');

-- A page of hers says so once, and nobody else.
CREATE FUNCTION shown_by_her_page() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' AND (OLD."shownAt" IS NOT NULL OR NEW."patientId" IS DISTINCT FROM app_patient()) THEN
    RAISE EXCEPTION 'a flag is shown by a page of its patient, and once' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER shown BEFORE UPDATE ON "RedFlag" FOR EACH ROW
  WHEN (NEW."shownAt" IS DISTINCT FROM OLD."shownAt") EXECUTE FUNCTION shown_by_her_page();
