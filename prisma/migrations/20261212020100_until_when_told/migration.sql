-- AlterTable
ALTER TABLE "Suggestion" ADD COLUMN     "supersededAt" TIMESTAMPTZ(6);

-- How long somebody was told to do less, to know what was due on these days. Of rows from before nobody knows it.
ALTER TABLE "Suggestion" ADD CONSTRAINT superseded_when CHECK ("supersededAt" IS NULL OR state = 'superseded');
DROP TRIGGER kept ON "Suggestion";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Suggestion"
  FOR EACH ROW EXECUTE FUNCTION keep_as_written('state', 'decidedAt', 'decidedById', 'reason', 'appliedNumber', 'itself', 'tryAt', 'supersededAt');

CREATE OR REPLACE FUNCTION guard_suggestion() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' AND to_jsonb(NEW) - '{state,supersededAt}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,supersededAt}'::text[]
     AND OLD."caseId" NOT IN (SELECT app_team_cases()) THEN
    RAISE EXCEPTION 'a suggestion is answered by its team' USING ERRCODE = '42501';
  END IF;
  IF current_user = 'stepwise_app' AND NEW.state <> OLD.state AND OLD.state NOT IN ('open', 'noted') THEN
    RAISE EXCEPTION 'an answer is kept' USING ERRCODE = 'SW001';
  END IF;
  IF current_user = 'stepwise_app' AND OLD."supersededAt" IS NOT NULL AND NEW."supersededAt" IS DISTINCT FROM OLD."supersededAt" THEN
    RAISE EXCEPTION 'an end is kept' USING ERRCODE = 'SW001';
  END IF;
  IF NEW.state = 'superseded' AND OLD.state <> 'superseded' THEN
    NEW."supersededAt" := COALESCE(NEW."supersededAt", now());
  END IF;
  RETURN NEW;
END $$;

ALTER POLICY suggestion_add ON "Suggestion" WITH CHECK ((SELECT app_duty()) = 'safety' AND state IN ('open', 'noted') AND NOT itself
  AND num_nonnulls("decidedAt", "decidedById", reason, "appliedNumber", "tryAt", "supersededAt") = 0
  AND ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_team_cases())));

GRANT SELECT (subject, change, "supersededAt") ON "Suggestion" TO stepwise_jobs;
