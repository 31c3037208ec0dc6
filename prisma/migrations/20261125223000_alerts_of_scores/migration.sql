-- What follows from many scores is asked by the queue, so that saving one stays quick: a job in the score's own transaction, which
-- holds ids alone, and of no other clinic than the caller's.
CREATE FUNCTION queue_alerts_of_score(score uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE clinic uuid := NULLIF(current_setting('app.clinic_id', true), '')::uuid;
BEGIN
  IF clinic IS NULL THEN RAISE EXCEPTION 'no clinic'; END IF;
  PERFORM graphile_worker.add_job('alerts_of_score', json_build_object('clinicId', clinic, 'scoreId', score), max_attempts => 5);
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION queue_alerts_of_score(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION queue_alerts_of_score(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_alerts_of_score(uuid) TO stepwise_app;
