-- What belongs to a session or a run is written with it: what was recorded is put right by a new entry, and grows by none.
CREATE FUNCTION written_with_its_log() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE run uuid;
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  run := to_jsonb(NEW)->>'runLogId';
  -- In this transaction a log is never recorded before its beginning (record_in_time).
  IF EXISTS (SELECT 1 FROM "SessionLog" s WHERE s."clinicId" = NEW."clinicId" AND s.id = NEW."sessionLogId" AND s."recordedAt" < now())
     OR EXISTS (SELECT 1 FROM "RunLog" r WHERE r."clinicId" = NEW."clinicId" AND r.id = run AND r."recordedAt" < now()) THEN
    RAISE EXCEPTION 'it is written with its log' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER with_its_log BEFORE INSERT ON "ExerciseLog" FOR EACH ROW EXECUTE FUNCTION written_with_its_log();
CREATE TRIGGER with_its_log BEFORE INSERT ON "PainScore" FOR EACH ROW
  WHEN (NEW."sessionLogId" IS NOT NULL OR NEW."runLogId" IS NOT NULL) EXECUTE FUNCTION written_with_its_log();
