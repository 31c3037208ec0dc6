-- Who may change a row may not change all of it. Of seeding, tests and the look-ups before sign-in these rules know nothing: they
-- hold for the application.

-- Arguments: the columns that stay as they were written.
CREATE FUNCTION keep_columns() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE old_row jsonb; new_row jsonb; kept text;
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  old_row := to_jsonb(OLD);
  new_row := to_jsonb(NEW);
  FOREACH kept IN ARRAY TG_ARGV LOOP
    IF old_row->kept IS DISTINCT FROM new_row->kept THEN
      RAISE EXCEPTION '% of % is kept', kept, TG_TABLE_NAME USING ERRCODE = 'SW001';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

-- Arguments: the columns that are written once and then stay.
CREATE FUNCTION keep_once_written() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE old_row jsonb; new_row jsonb; kept text;
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  old_row := to_jsonb(OLD);
  new_row := to_jsonb(NEW);
  FOREACH kept IN ARRAY TG_ARGV LOOP
    IF old_row->kept <> 'null' AND old_row->kept IS DISTINCT FROM new_row->kept THEN
      RAISE EXCEPTION '% of % is kept', kept, TG_TABLE_NAME USING ERRCODE = 'SW001';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES
    ('Session', 'keep_columns', 'id,clinicId,accountId,tokenHash,createdAt,lastSeenAt,expiresAt,idleMinutes'),
    ('Session', 'keep_once_written', 'revokedAt'),
    ('AccountToken', 'keep_columns', 'id,clinicId,accountId,kind,tokenHash,createdAt,expiresAt,usedAt,createdById'),
    ('AccountToken', 'keep_once_written', 'revokedAt'),
    ('IntakeLink', 'keep_columns', 'id,clinicId,patientId,intakeId,tokenHash,createdAt,expiresAt,firstUsedAt,failures,createdById'),
    ('IntakeLink', 'keep_once_written', 'revokedAt'),
    ('Patient', 'keep_columns', 'id,clinicId,number,createdAt,createdById'),
    ('Patient', 'keep_once_written', 'accountId'),
    ('CareTeamMember', 'keep_once_written', 'removedAt'),
    ('Intake', 'keep_columns', 'id,clinicId,kind,caseId,reviewOn,questionnaireVersion,createdAt,createdById'),
    ('IntakeAnswers', 'keep_columns', 'intakeId,clinicId,patientId')
  ) AS v(t, f, cols) LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION %I(%s)', r.f, r.t, r.f,
      (SELECT string_agg(quote_literal(c), ', ') FROM unnest(string_to_array(r.cols, ',')) AS c));
  END LOOP;
END $$;

-- A link is taken back by whoever may make one like it.
ALTER POLICY token_change ON "AccountToken"
  USING ((SELECT app_has_role('admin')) OR ((SELECT app_has_role('physio')) AND kind = 'invitation'
    AND EXISTS (SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a.roles = ARRAY['patient']::"Role"[])))
  WITH CHECK ((SELECT app_has_role('admin')) OR ((SELECT app_has_role('physio')) AND kind = 'invitation'
    AND EXISTS (SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a.roles = ARRAY['patient']::"Role"[])));

-- Identity and contact are the clinic's to write: it has to know whom it treats.
ALTER POLICY patient_change ON "Patient" USING ((SELECT app_is_staff())) WITH CHECK ((SELECT app_is_staff()));
