-- What a rule advises waits for its answer: on duty nobody writes one that was answered, and only takes back that it waits.
ALTER POLICY suggestion_add ON "Suggestion" WITH CHECK ((SELECT app_duty()) = 'safety' AND state IN ('open', 'noted') AND NOT itself
  AND num_nonnulls("decidedAt", "decidedById", reason, "appliedNumber", "tryAt") = 0
  AND ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_team_cases())));

CREATE FUNCTION guard_suggestion() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' AND to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state'
     AND OLD."caseId" NOT IN (SELECT app_team_cases()) THEN
    RAISE EXCEPTION 'a suggestion is answered by its team' USING ERRCODE = '42501';
  END IF;
  IF current_user = 'stepwise_app' AND NEW.state <> OLD.state AND OLD.state NOT IN ('open', 'noted') THEN
    RAISE EXCEPTION 'an answer is kept' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE ON "Suggestion" FOR EACH ROW EXECUTE FUNCTION guard_suggestion();
