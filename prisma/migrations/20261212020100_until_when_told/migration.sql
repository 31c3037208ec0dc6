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
CREATE INDEX "Suggestion_less" ON "Suggestion" ("clinicId", "caseId") WHERE "ruleId" IN ('r_ex_regress_dose', 'r_ex_regress_swap');

-- What a patient was told to do less of, and until when: what she was told, and nothing else of the advice.
GRANT SELECT (subject, change, "supersededAt") ON "Suggestion" TO stepwise_definer;
CREATE FUNCTION own_less(after timestamptz) RETURNS TABLE ("caseId" uuid, key text, was jsonb, sets jsonb, since timestamptz, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT y."caseId", y.subject, COALESCE(y.change -> 'exerciseId', y.change -> 'from'), y.change #> '{to,sets}', y."createdAt",
    COALESCE(y."decidedAt", y."supersededAt", CASE WHEN y.state = 'superseded' THEN y."createdAt" END)
  FROM "Suggestion" y JOIN "Case" c ON c."clinicId" = y."clinicId" AND c.id = y."caseId"
  WHERE c."clinicId" = app_clinic() AND c."patientId" = app_patient() AND y."ruleId" IN ('r_ex_regress_dose', 'r_ex_regress_swap')
    AND (y.state = 'open' OR COALESCE(y."decidedAt", y."supersededAt", y."createdAt") >= after)
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_less(timestamptz) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_less(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_less(timestamptz) TO stepwise_app, stepwise_maintenance;
