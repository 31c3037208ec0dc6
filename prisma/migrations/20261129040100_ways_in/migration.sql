-- The ways into an account are for whoever is nobody yet. Somebody who is known, whatever statement she brings about, reads no hash of a
-- password, makes no link for an account, uses none up and opens no form.
CREATE FUNCTION app_is_nobody() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT num_nonnulls(app_account(), app_patient(), app_intake()) = 0 $$;

CREATE OR REPLACE FUNCTION sign_in_lookup(wanted_email text)
RETURNS TABLE ("accountId" uuid, "clinicId" uuid, status "AccountStatus", roles "Role"[], "passwordHash" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, a."clinicId", a.status, a.roles, c."passwordHash"
  FROM "Account" a LEFT JOIN "Credential" c ON c."accountId" = a.id WHERE app_is_nobody() AND a.email = lower(wanted_email) LIMIT 1
$$;

CREATE OR REPLACE FUNCTION account_token_redeem(wanted_hash text, new_password_hash text)
RETURNS TABLE ("accountId" uuid, "clinicId" uuid, kind "AccountTokenKind", roles "Role"[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE t record;
BEGIN
  IF NOT app_is_nobody() THEN RETURN; END IF;
  UPDATE "AccountToken" x SET "usedAt" = now()
  FROM "Account" a
  WHERE x."tokenHash" = wanted_hash AND x."usedAt" IS NULL AND x."revokedAt" IS NULL AND x."expiresAt" > now()
    AND a.id = x."accountId" AND a.status <> 'suspended'
  RETURNING x."accountId", x."clinicId", x.kind INTO t;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO "Credential" ("accountId", "clinicId", "passwordHash", "changedAt")
  VALUES (t."accountId", t."clinicId", new_password_hash, now())
  ON CONFLICT ("accountId") DO UPDATE SET "passwordHash" = EXCLUDED."passwordHash", "changedAt" = now();
  UPDATE "Account" SET status = 'active' WHERE id = t."accountId" AND status = 'invited';
  UPDATE "AccountToken" SET "revokedAt" = now() WHERE "accountId" = t."accountId" AND "usedAt" IS NULL AND "revokedAt" IS NULL;
  UPDATE "Session" SET "revokedAt" = now() WHERE "accountId" = t."accountId" AND "revokedAt" IS NULL;
  RETURN QUERY SELECT a.id, a."clinicId", t.kind, a.roles FROM "Account" a WHERE a.id = t."accountId";
END $$;

CREATE OR REPLACE FUNCTION password_reset_issue(wanted_email text, token_id uuid, token_hash text, valid_minutes int)
RETURNS TABLE ("accountId" uuid, "clinicId" uuid, email text, name text, "clinicName" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE a record;
BEGIN
  SELECT x.id, x."clinicId", x.email, x.name, c.name AS clinic INTO a
  FROM "Account" x JOIN "Clinic" c ON c.id = x."clinicId" WHERE app_is_nobody() AND x.email = lower(wanted_email) AND x.status = 'active';
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE "AccountToken" SET "revokedAt" = now()
  WHERE "accountId" = a.id AND kind = 'password_reset' AND "usedAt" IS NULL AND "revokedAt" IS NULL;
  INSERT INTO "AccountToken" (id, "clinicId", "accountId", kind, "tokenHash", "expiresAt", "createdAt")
  VALUES (token_id, a."clinicId", a.id, 'password_reset', token_hash, now() + make_interval(mins => valid_minutes), now());
  RETURN QUERY SELECT a.id, a."clinicId", a.email, a.name, a.clinic;
END $$;

CREATE OR REPLACE FUNCTION intake_link_open(wanted_hash text, given_birth date, visit_id uuid, visit_hash text, valid_hours int)
RETURNS TABLE (outcome text, "clinicId" uuid, "intakeId" uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE l record;
BEGIN
  SELECT x.id, x."clinicId", x."intakeId", x.failures, p."dateOfBirth" AS birth INTO l
  FROM "IntakeLink" x JOIN "Patient" p ON p."clinicId" = x."clinicId" AND p.id = x."patientId"
  WHERE app_is_nobody() AND x."tokenHash" = wanted_hash AND x."revokedAt" IS NULL AND x."expiresAt" > now() FOR UPDATE OF x;
  IF NOT FOUND THEN RETURN; END IF;
  IF l.failures >= 5 THEN RETURN QUERY SELECT 'locked'::text, l."clinicId", l."intakeId"; RETURN; END IF;
  IF l.birth IS DISTINCT FROM given_birth THEN
    UPDATE "IntakeLink" SET failures = failures + 1 WHERE id = l.id;
    RETURN QUERY SELECT CASE WHEN l.failures + 1 >= 5 THEN 'locked' ELSE 'wrong' END, l."clinicId", l."intakeId"; RETURN;
  END IF;
  UPDATE "IntakeLink" SET failures = 0, "firstUsedAt" = COALESCE("firstUsedAt", now()) WHERE id = l.id;
  INSERT INTO "IntakeVisit" (id, "clinicId", "intakeId", "linkId", "tokenHash", "expiresAt", "createdAt")
  VALUES (visit_id, l."clinicId", l."intakeId", l.id, visit_hash, now() + make_interval(hours => valid_hours), now());
  RETURN QUERY SELECT 'opened'::text, l."clinicId", l."intakeId";
END $$;

-- What opens something ends in time, whatever end it is given: links to an account after seven days (lib/accounts/links), to a form
-- after 14 (lib/patients), broken glass after an hour (lib/cases/glass). Argument: the most that there is from now on. A minute more,
-- because the clock of the server is not that of the database.
CREATE FUNCTION end_in_time() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' THEN NEW."expiresAt" := LEAST(NEW."expiresAt", now() + TG_ARGV[0]::interval + interval '1 minute'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER end_in_time BEFORE INSERT ON "AccountToken" FOR EACH ROW EXECUTE FUNCTION end_in_time('7 days');
CREATE TRIGGER end_in_time BEFORE INSERT ON "IntakeLink" FOR EACH ROW EXECUTE FUNCTION end_in_time('14 days');
CREATE TRIGGER end_in_time BEFORE INSERT ON "BreakGlass" FOR EACH ROW EXECUTE FUNCTION end_in_time('1 hour');
-- A session by what its account is (lib/accounts/rules.ts): staff 12 hours and 30 minutes without a request, patients 30 days.
CREATE FUNCTION end_session_in_time() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE staff boolean;
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  SELECT a.roles && '{physio,admin}' INTO staff FROM "Account" a WHERE a."clinicId" = NEW."clinicId" AND a.id = NEW."accountId";
  NEW."createdAt" := LEAST(NEW."createdAt", now());
  NEW."lastSeenAt" := LEAST(NEW."lastSeenAt", now());
  IF staff IS NOT FALSE THEN
    NEW."expiresAt" := LEAST(NEW."expiresAt", now() + interval '12 hours 1 minute');
    NEW."idleMinutes" := LEAST(NEW."idleMinutes", 30);
  ELSE
    NEW."expiresAt" := LEAST(NEW."expiresAt", now() + interval '30 days 1 minute');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER end_in_time BEFORE INSERT ON "Session" FOR EACH ROW EXECUTE FUNCTION end_session_in_time();

-- An invitation of a physio is for a patient who has not signed in yet: of an account in use it would change the password.
ALTER POLICY token_add ON "AccountToken" WITH CHECK ((SELECT app_has_role('admin')) OR ((SELECT app_has_role('physio')) AND kind = 'invitation'
  AND EXISTS (SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a.roles = ARRAY['patient']::"Role"[] AND a.status = 'invited')));

-- Whose record an account opens is no way around the care team: it is a patient's account, which a physio has just made for her, or
-- that an admin gave the role (lib/patients/account).
CREATE FUNCTION guard_own_record() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE old_account uuid := CASE WHEN TG_OP = 'UPDATE' THEN OLD."accountId" END;
BEGIN
  IF current_user = 'stepwise_app' AND NEW."accountId" IS DISTINCT FROM old_account AND NEW."accountId" IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = NEW."clinicId" AND a.id = NEW."accountId" AND 'patient' = ANY (a.roles)
       AND (app_has_role('admin') OR (a.roles = ARRAY['patient']::"Role"[] AND a.status = 'invited'))) THEN
    RAISE EXCEPTION 'a record is opened by its patient''s account' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE OF "accountId" ON "Patient" FOR EACH ROW EXECUTE FUNCTION guard_own_record();

-- Mail holds links: the server reads and marks it in a transaction of its own (lib/mail/sending), in which nobody asks.
ALTER POLICY mail_read ON "Mail" USING ((SELECT app_has_role('admin')) OR ((SELECT app_duty()) = 'mail' AND (SELECT app_is_nobody())));
ALTER POLICY mail_sent ON "Mail" USING ((SELECT app_duty()) = 'mail' AND (SELECT app_is_nobody()))
  WITH CHECK ((SELECT app_duty()) = 'mail' AND (SELECT app_is_nobody()));
ALTER POLICY clinical_read ON "Mail" USING (NOT clinical OR (SELECT app_has_role('physio'))
  OR ((SELECT app_duty()) = 'mail' AND (SELECT app_is_nobody())));
-- What must not be queued twice is named by the functions that queue it: a name taken before would keep a call from somebody on duty.
ALTER POLICY mail_add ON "Mail" WITH CHECK (once IS NULL AND ((SELECT app_is_staff()) OR EXISTS (
  SELECT 1 FROM "Account" a WHERE a.id = (SELECT app_account()) AND a.email = lower("Mail"."to") AND a.status = 'active')));
CREATE TRIGGER keep_columns BEFORE UPDATE ON "Mail" FOR EACH ROW
  EXECUTE FUNCTION keep_columns('id', 'clinicId', 'to', 'subject', 'createdAt', 'once', 'urgent', 'clinical', 'patientId');
