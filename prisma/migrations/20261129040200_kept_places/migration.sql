-- Whose it is and where it belongs is decided when it is written: who treats two patients carries nothing from one chart into the
-- other, and a draft takes nothing out of a published version. What was withdrawn, superseded or closed stays so.
DROP TRIGGER keep_columns ON "Patient";
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES
    ('Account', 'keep_columns', 'id,clinicId,createdAt'),
    ('Patient', 'keep_columns', 'id,clinicId,number,createdAt,createdById,erasedAt'),
    ('Note', 'keep_columns', 'id,clinicId,patientId,caseId,byId,createdAt,template'),
    ('Letter', 'keep_columns', 'id,clinicId,patientId,caseId,byId,createdAt,kind'),
    ('Program', 'keep_columns', 'id,clinicId,patientId,caseId,createdAt'),
    ('ProgramVersion', 'keep_columns', 'id,clinicId,patientId,caseId,programId,createdById,createdAt'),
    ('ProgramPhase', 'keep_columns', 'id,clinicId,patientId,caseId,versionId'),
    ('ProgramItem', 'keep_columns', 'id,clinicId,patientId,caseId,phaseId'),
    ('Exercise', 'keep_columns', 'id,clinicId,basedOn,createdById,createdAt'),
    ('ProgramTemplate', 'keep_columns', 'id,clinicId,basedOn,createdById,createdAt'),
    ('SessionLog', 'keep_once_written', 'supersededAt,withdrawnAt,withdrawReason'),
    ('RunLog', 'keep_once_written', 'supersededAt,withdrawnAt,withdrawReason'),
    ('PainScore', 'keep_once_written', 'supersededAt,withdrawnAt,withdrawReason'),
    ('OutcomeMeasure', 'keep_once_written', 'supersededAt,withdrawnAt,withdrawReason'),
    ('FactorRelease', 'keep_once_written', 'withdrawnAt,withdrawnById'),
    ('InstrumentPack', 'keep_once_written', 'retiredAt,retiredById'),
    ('Alert', 'keep_once_written', 'closedAt,closedById,outcome'),
    ('RedFlag', 'keep_once_written', 'caseId,respondedAt,resolvedAt,visitedAt,supersededAt'),
    ('Suggestion', 'keep_once_written', 'decidedAt,decidedById,appliedNumber')
  ) AS v(t, f, cols) LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION %I(%s)', r.f, r.t, r.f,
      (SELECT string_agg(quote_literal(c), ', ') FROM unnest(string_to_array(r.cols, ',')) AS c));
  END LOOP;
END $$;

-- The account of whoever asks: when she signed in. How she is called, and under which name she signs, is an admin's to write.
CREATE OR REPLACE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  may_move boolean := OLD.status = 'invited' AND OLD.roles = ARRAY['patient']::"Role"[] AND app_has_role('physio');
  hers text[] := CASE WHEN OLD.id = app_account() THEN '{lastSignInAt}' ELSE '{name,email,version}' END;
BEGIN
  IF current_user <> 'stepwise_app' OR app_has_role('admin') THEN RETURN NEW; END IF;
  IF (NEW.roles, NEW.status, NEW."clinicId") IS DISTINCT FROM (OLD.roles, OLD.status, OLD."clinicId")
     OR (NEW.email IS DISTINCT FROM OLD.email AND NOT may_move) THEN
    RAISE EXCEPTION 'only an admin changes roles' USING ERRCODE = '42501';
  END IF;
  IF to_jsonb(NEW) - hers IS DISTINCT FROM to_jsonb(OLD) - hers THEN
    RAISE EXCEPTION 'an account is its owner''s' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- Exercises and templates of the clinic are the physios' to write.
ALTER POLICY library_write ON "Exercise" USING ((SELECT app_has_role('physio'))) WITH CHECK ((SELECT app_has_role('physio')));
ALTER POLICY library_write ON "ProgramTemplate" USING ((SELECT app_has_role('physio'))) WITH CHECK ((SELECT app_has_role('physio')));
ALTER POLICY library_read ON "Exercise" USING ((SELECT app_is_staff()) OR (SELECT app_patient()) IS NOT NULL);
CREATE POLICY library_read ON "ProgramTemplate" FOR SELECT TO stepwise_app USING ((SELECT app_is_staff()));

-- A flag goes into the case that came out of its form, and into no other, where it might rest unseen. Whoever accepts a form may
-- hand the case over and not see it any more.
CREATE FUNCTION app_came_out_of(of_case uuid, of_intake uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c.id = of_case AND c."intakeId" = of_intake)
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION app_came_out_of(uuid, uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION app_came_out_of(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_came_out_of(uuid, uuid) TO stepwise_app, stepwise_maintenance;

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
         AND f."flagId" = ANY (string_to_array(NEW."supersededBy", ' ')) AND f."supersededAt" IS NULL) THEN
    RAISE EXCEPTION 'a flag is covered by one that stands' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- An event is of the moment in which it is written, and a patient or the holder of a link writes of her own record alone.
ALTER POLICY audit_add ON "AuditEvent" WITH CHECK (at BETWEEN now() - interval '1 minute' AND now() + interval '1 minute'
  AND ("patientId" IS NULL OR (SELECT app_is_staff()) OR (SELECT app_is_nobody()) OR "patientId" = (SELECT app_patient())
    OR "patientId" = (SELECT i."patientId" FROM "Intake" i WHERE i.id = (SELECT app_intake())))
  AND ("caseId" IS NULL OR (SELECT app_patient()) IS NULL OR (SELECT app_is_staff()) OR EXISTS (
    SELECT 1 FROM "Case" c WHERE c."clinicId" = "AuditEvent"."clinicId" AND c.id = "caseId" AND c."patientId" = (SELECT app_patient())))
  AND (("actorKind" = 'account' AND "accountId" = (SELECT app_account()))
    OR ("accountId" IS NULL AND COALESCE(current_setting('app.roles', true), '') = ''
      AND ("actorKind" = 'intake_link'
        OR ("actorKind" = 'system' AND (SELECT app_intake()) IS NULL AND type IN ('sign_in.failed', 'password.reset_asked'))))));
