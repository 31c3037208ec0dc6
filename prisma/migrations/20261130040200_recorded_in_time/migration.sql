-- When an entry was recorded, and when it stopped counting, is no moment of the past: what held on a day before stays as it was. A
-- day is none that has not come when it is recorded, and none of more than 14 days ago (lib/tracking/entries), unless the entry
-- puts another one of that day right or belongs to one; a form that a patient fills in is about today, one of the
-- team about no day more than 30 days before its case (lib/outcomes/entries).
CREATE FUNCTION record_in_time() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  about date := (to_jsonb(NEW)->>TG_ARGV[0])::date;
  today date := (now() AT TIME ZONE 'UTC' - interval '12 hours')::date; -- where it is earliest
  first date := today - 14;
  replaced date;
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  NEW."recordedAt" := GREATEST(NEW."recordedAt", now());
  IF about > (NEW."recordedAt" AT TIME ZONE 'UTC' + interval '14 hours')::date THEN
    RAISE EXCEPTION 'this day has not come' USING ERRCODE = '42501';
  END IF;
  IF TG_TABLE_NAME = 'PainScore' THEN
    IF abs((NEW.at AT TIME ZONE 'UTC')::date - about) > 1 THEN
      RAISE EXCEPTION 'a pain is of its day' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT 1 FROM "SessionLog" s WHERE s."clinicId" = NEW."clinicId" AND s.id = NEW."sessionLogId" AND s."logDate" = about)
       OR EXISTS (SELECT 1 FROM "RunLog" r WHERE r."clinicId" = NEW."clinicId" AND r.id = NEW."runLogId" AND r."logDate" = about) THEN
      RETURN NEW;
    END IF;
  ELSIF TG_TABLE_NAME = 'OutcomeMeasure' THEN
    first := CASE WHEN NEW."patientId" = app_patient() THEN today ELSE (
      SELECT (c."openedAt" AT TIME ZONE 'UTC' - interval '30 days 12 hours')::date FROM "Case" c WHERE c."clinicId" = NEW."clinicId" AND c.id = NEW."caseId") END;
  END IF;
  IF about >= first THEN RETURN NEW; END IF;
  EXECUTE format('SELECT x.%I FROM %I x WHERE x."clinicId" = $1 AND x.id = $2', TG_ARGV[0], TG_TABLE_NAME)
    INTO replaced USING NEW."clinicId", NEW."supersedesId";
  IF replaced IS DISTINCT FROM about THEN RAISE EXCEPTION 'this day is too long ago' USING ERRCODE = '42501'; END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION end_entry_in_time() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF NEW."supersededAt" IS DISTINCT FROM OLD."supersededAt" THEN NEW."supersededAt" := GREATEST(NEW."supersededAt", now()); END IF;
  IF NEW."withdrawnAt" IS DISTINCT FROM OLD."withdrawnAt" THEN NEW."withdrawnAt" := GREATEST(NEW."withdrawnAt", now()); END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore', 'OutcomeMeasure'] LOOP
    EXECUTE format('CREATE TRIGGER record_in_time BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION record_in_time(%L)', t,
      CASE t WHEN 'OutcomeMeasure' THEN 'on' ELSE 'logDate' END);
    -- After `keep_once_written`, by name: GREATEST of nothing is now, and what ended does not begin again.
    EXECUTE format('CREATE TRIGGER time_of_end BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION end_entry_in_time()', t);
  END LOOP;
  -- Who took an entry back is kept with the rest of it.
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore'] LOOP
    EXECUTE format('DROP TRIGGER keep_once_written ON %I', t);
    EXECUTE format('CREATE TRIGGER keep_once_written BEFORE UPDATE ON %I FOR EACH ROW
      EXECUTE FUNCTION keep_once_written(''supersededAt'', ''withdrawnAt'', ''withdrawReason'', ''withdrawnById'')', t);
  END LOOP;
END $$;
