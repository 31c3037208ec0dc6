-- On duty somebody changes what a rule changes, and no more: whoever may send an entry may take on the duty.

-- A stop of running waits for its answer, or for a newer stop (lib/programs/progression). At the end of the transaction, because
-- one of a kind is open at a time.
CREATE FUNCTION stop_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Suggestion" s WHERE s."clinicId" = NEW."clinicId" AND s."caseId" = NEW."caseId" AND s.advice = 'stop'
       AND s.state <> 'superseded' AND s."createdAt" > NEW."createdAt") THEN
    RAISE EXCEPTION 'a stop waits for its answer' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION stop_waits() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION stop_waits() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER stop_waits AFTER UPDATE ON "Suggestion" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (current_user = 'stepwise_app' AND OLD.advice = 'stop' AND OLD.state = 'open' AND NEW.state = 'superseded')
  EXECUTE FUNCTION stop_waits();

-- Which flags cover which (clinical/red-flags.md 1.9), as in lib/content/flags/table.ts.
CREATE FUNCTION app_flags_covering(flag text) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT c.by FROM (VALUES
    ('flag_hot_joint', ARRAY['flag_septic_joint']),
    ('flag_bend_block', ARRAY['flag_fracture_ottawa', 'flag_locked_knee_acute', 'flag_locked_knee']),
    ('flag_locked_knee', ARRAY['flag_locked_knee_acute']),
    ('flag_giving_way_no_injury', ARRAY['flag_ligament_instability']),
    ('flag_patella_dislocation', ARRAY['flag_patella_dislocation_acute']),
    ('flag_neuro_acute', ARRAY['flag_cauda_equina']),
    ('flag_neuro_deficit', ARRAY['flag_cauda_equina', 'flag_neuro_acute']),
    ('flag_neuro_sensory', ARRAY['flag_cauda_equina', 'flag_neuro_acute', 'flag_neuro_deficit']),
    ('flag_exertional_leg', ARRAY['flag_exertional_neuro']),
    ('flag_bsi_hip', ARRAY['flag_bsi_hip_acute', 'flag_hip_young']),
    ('flag_hip_exam', ARRAY['flag_bsi_hip_acute', 'flag_bsi_hip', 'flag_hip_young']),
    ('flag_bsi_leg', ARRAY['flag_bsi_knee']),
    ('flag_young_bone', ARRAY['flag_malignancy']),
    ('flag_osteochondral_young', ARRAY['flag_locked_knee', 'flag_locked_knee_acute']),
    ('flag_effusion_unexplained', ARRAY['flag_hot_joint', 'flag_septic_joint', 'flag_inflammatory_urgent', 'flag_inflammatory', 'flag_young_bone']),
    ('flag_exertional_neuro', ARRAY['flag_limb_vascular']),
    ('flag_implant_worse', ARRAY['flag_septic_joint', 'flag_hot_joint']),
    ('flag_never_imaged', ARRAY['flag_malignancy', 'flag_young_bone']),
    ('flag_inflammatory', ARRAY['flag_inflammatory_urgent'])
  ) c(flag, by) WHERE c.flag = $1
$$;

-- A flag is covered by one that the rules name, and that stands: it waits for an answer, or was answered of the same entry or form.
CREATE OR REPLACE FUNCTION guard_flag() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW."resolvedAt", NEW."respondedAt", NEW."visitedAt") IS DISTINCT FROM (OLD."resolvedAt", OLD."respondedAt", OLD."visitedAt")
       AND NOT (app_has_role('physio') AND (OLD."caseId" IN (SELECT app_team_cases())
                  OR (OLD."caseId" IS NULL AND app_reads_intake(OLD."intakeId")) OR app_treats_stopped(OLD."patientId", OLD.block))) THEN
      RAISE EXCEPTION 'a flag is answered by a physio' USING ERRCODE = '42501';
    END IF;
    IF NEW."caseId" IS DISTINCT FROM OLD."caseId"
       AND NOT (app_has_role('physio') AND app_came_out_of(NEW."caseId", NEW."intakeId")) THEN
      RAISE EXCEPTION 'a flag stays with its case' USING ERRCODE = '42501';
    END IF;
    IF NEW."supersededAt" IS NOT DISTINCT FROM OLD."supersededAt" THEN RETURN NEW; END IF;
  END IF;
  IF NEW."supersededAt" IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = NEW."clinicId" AND f."patientId" = NEW."patientId" AND f.id <> NEW.id
         AND f."flagId" = ANY (string_to_array(NEW."supersededBy", ' ')) AND f."flagId" = ANY (app_flags_covering(NEW."flagId"))
         AND f."supersededAt" IS NULL AND (f."resolvedAt" IS NULL
           OR (f."sourceId", f."intakeId") IS NOT DISTINCT FROM (NEW."sourceId", NEW."intakeId"))) THEN
    RAISE EXCEPTION 'a flag is covered by one that stands' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
