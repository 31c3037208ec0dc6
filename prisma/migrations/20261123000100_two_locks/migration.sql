-- The database's half of "two locks": roles, row-level security, what must hold, what never changes.

-- ── Roles ────────────────────────────────────────────────────────────────────────────────────────────────────────
-- stepwise_app: what the application may do. stepwise_definer: owns the look-ups before sign-in.
-- stepwise_maintenance: seeding and `clinic:create`. None of them can sign in or bypass row-level security.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['stepwise_app', 'stepwise_definer', 'stepwise_maintenance'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', r);
    EXCEPTION WHEN OTHERS THEN NULL; -- already a member, or a superuser who needs no membership
    END;
    IF NOT pg_has_role(CURRENT_USER, r, 'MEMBER') THEN
      RAISE EXCEPTION 'The role % exists in this cluster already and % may not use it. Let a superuser run: GRANT stepwise_app, stepwise_definer, stepwise_maintenance TO %',
        r, CURRENT_USER, quote_ident(CURRENT_USER);
    END IF;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO stepwise_app, stepwise_definer, stepwise_maintenance;
GRANT CREATE ON SCHEMA public TO stepwise_definer; -- taken back at the end: only while functions change their owner

-- ── Who is asking ────────────────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION app_clinic() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid $$;
CREATE FUNCTION app_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT NULLIF(current_setting('app.user_id', true), '')::uuid $$;
CREATE FUNCTION app_patient() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT NULLIF(current_setting('app.patient_id', true), '')::uuid $$;
CREATE FUNCTION app_intake() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT NULLIF(current_setting('app.intake_id', true), '')::uuid $$;
CREATE FUNCTION app_has_role(wanted text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT wanted = ANY (string_to_array(current_setting('app.roles', true), ',')) $$;
CREATE FUNCTION app_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT string_to_array(current_setting('app.roles', true), ',') && ARRAY['physio', 'admin'] $$;
-- A duty that the code takes on for a moment: 'safety' (evaluating flags and alerts), 'mail' (sending).
CREATE FUNCTION app_duty() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT NULLIF(current_setting('app.duty', true), '') $$;

CREATE FUNCTION app_team_cases() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT "caseId" FROM "CareTeamMember"
  WHERE "clinicId" = app_clinic() AND "accountId" = app_account() AND "removedAt" IS NULL AND app_has_role('physio')
$$;
CREATE FUNCTION app_led_cases() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT "caseId" FROM "CareTeamMember"
  WHERE "clinicId" = app_clinic() AND "accountId" = app_account() AND "removedAt" IS NULL AND role = 'lead'
    AND app_has_role('physio')
$$;
-- Team, or behind broken glass.
CREATE FUNCTION app_readable_cases() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT "caseId" FROM "CareTeamMember"
  WHERE "clinicId" = app_clinic() AND "accountId" = app_account() AND "removedAt" IS NULL AND app_has_role('physio')
  UNION
  SELECT "caseId" FROM "BreakGlass"
  WHERE "clinicId" = app_clinic() AND "accountId" = app_account() AND "expiresAt" > now() AND app_has_role('physio')
$$;
-- A case that the asker has just opened and nobody staffs yet: the first team member may be written.
CREATE FUNCTION app_case_unstaffed(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c.id = wanted AND c."openedById" = app_account())
    AND NOT EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = app_clinic() AND m."caseId" = wanted)
$$;
-- Which cases there are, without what is in them: for breaking glass, handing over and changing a care team.
CREATE FUNCTION case_directory(of_patient uuid, of_account uuid)
RETURNS TABLE ("caseId" uuid, "patientId" uuid, "patientName" text, "patientNumber" int, status "CaseStatus",
               "openedAt" timestamptz, "leadId" uuid, "leadName" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.id, c."patientId", p."fullName", p.number, c.status, c."openedAt", a.id, a.name
  FROM "Case" c
  JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
  LEFT JOIN "CareTeamMember" m ON m."clinicId" = c."clinicId" AND m."caseId" = c.id AND m.role = 'lead' AND m."removedAt" IS NULL
  LEFT JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
  WHERE c."clinicId" = app_clinic() AND app_is_staff()
    AND (of_patient IS NULL OR c."patientId" = of_patient)
    AND (of_account IS NULL OR EXISTS (SELECT 1 FROM "CareTeamMember" t WHERE t."clinicId" = c."clinicId" AND t."caseId" = c.id
                                         AND t."accountId" = of_account AND t."removedAt" IS NULL))
    AND (of_patient IS NOT NULL OR of_account IS NOT NULL OR app_has_role('admin'))
$$;
CREATE FUNCTION next_patient_number() RETURNS int LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  UPDATE "Clinic" SET "patientCounter" = "patientCounter" + 1 WHERE id = app_clinic() AND app_is_staff() RETURNING "patientCounter"
$$;

-- ── Look-ups before anybody is known: a hash or an address in, at most one row out ───────────────────────────────
CREATE FUNCTION sign_in_lookup(wanted_email text)
RETURNS TABLE ("accountId" uuid, "clinicId" uuid, status "AccountStatus", roles "Role"[], "passwordHash" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.id, a."clinicId", a.status, a.roles, c."passwordHash"
  FROM "Account" a LEFT JOIN "Credential" c ON c."accountId" = a.id WHERE a.email = lower(wanted_email) LIMIT 1
$$;

CREATE FUNCTION session_actor(wanted_hash text)
RETURNS TABLE ("sessionId" uuid, "accountId" uuid, "clinicId" uuid, name text, roles "Role"[], "patientId" uuid,
               "clinicName" text, "timeZone" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE s record;
BEGIN
  SELECT x.id, x."lastSeenAt", x."accountId" INTO s
  FROM "Session" x JOIN "Account" a ON a."clinicId" = x."clinicId" AND a.id = x."accountId"
  WHERE x."tokenHash" = wanted_hash AND x."revokedAt" IS NULL AND x."expiresAt" > now() AND a.status = 'active'
    AND (x."idleMinutes" IS NULL OR x."lastSeenAt" > now() - make_interval(mins => x."idleMinutes"));
  IF NOT FOUND THEN RETURN; END IF;
  -- Once a minute is enough to know that somebody is there.
  IF s."lastSeenAt" < now() - interval '1 minute' THEN
    UPDATE "Session" SET "lastSeenAt" = now() WHERE id = s.id;
  END IF;
  RETURN QUERY
    SELECT s.id, a.id, a."clinicId", a.name, a.roles, p.id, c.name, COALESCE(p."timeZone", c."timeZone")
    FROM "Account" a JOIN "Clinic" c ON c.id = a."clinicId"
    LEFT JOIN "Patient" p ON p."clinicId" = a."clinicId" AND p."accountId" = a.id
    WHERE a.id = s."accountId";
END $$;

CREATE FUNCTION session_end(wanted_hash text) RETURNS TABLE ("accountId" uuid, "clinicId" uuid, "sessionId" uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  UPDATE "Session" SET "revokedAt" = now() WHERE "tokenHash" = wanted_hash AND "revokedAt" IS NULL
  RETURNING "accountId", "clinicId", id
$$;

CREATE FUNCTION account_token_peek(wanted_hash text)
RETURNS TABLE (kind "AccountTokenKind", email text, name text, "clinicName" text, roles "Role"[], state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.kind, a.email, a.name, c.name, a.roles,
    CASE WHEN t."usedAt" IS NOT NULL THEN 'used' WHEN t."revokedAt" IS NOT NULL OR a.status = 'suspended' THEN 'revoked'
         WHEN t."expiresAt" <= now() THEN 'expired' ELSE 'valid' END
  FROM "AccountToken" t JOIN "Account" a ON a.id = t."accountId" JOIN "Clinic" c ON c.id = t."clinicId"
  WHERE t."tokenHash" = wanted_hash LIMIT 1
$$;

-- Sets the password and uses the link up, in one statement that two tabs cannot both win.
CREATE FUNCTION account_token_redeem(wanted_hash text, new_password_hash text)
RETURNS TABLE ("accountId" uuid, "clinicId" uuid, kind "AccountTokenKind", roles "Role"[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
DECLARE t record;
BEGIN
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

-- One usable reset link at a time; nothing for an address that is not known or not active.
CREATE FUNCTION password_reset_issue(wanted_email text, token_id uuid, token_hash text, valid_minutes int)
RETURNS TABLE ("accountId" uuid, "clinicId" uuid, email text, name text, "clinicName" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
DECLARE a record;
BEGIN
  SELECT x.id, x."clinicId", x.email, x.name, c.name AS clinic INTO a
  FROM "Account" x JOIN "Clinic" c ON c.id = x."clinicId" WHERE x.email = lower(wanted_email) AND x.status = 'active';
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE "AccountToken" SET "revokedAt" = now()
  WHERE "accountId" = a.id AND kind = 'password_reset' AND "usedAt" IS NULL AND "revokedAt" IS NULL;
  INSERT INTO "AccountToken" (id, "clinicId", "accountId", kind, "tokenHash", "expiresAt", "createdAt")
  VALUES (token_id, a."clinicId", a.id, 'password_reset', token_hash, now() + make_interval(mins => valid_minutes), now());
  RETURN QUERY SELECT a.id, a."clinicId", a.email, a.name, a.clinic;
END $$;

CREATE FUNCTION sign_in_failures(keys text[], window_minutes int)
RETURNS TABLE (key text, count bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f.key, count(*), min(f.at) FROM "SignInFailure" f
  WHERE f.key = ANY (keys) AND f.at > now() - make_interval(mins => window_minutes) GROUP BY f.key
$$;
CREATE FUNCTION sign_in_failed(ids uuid[], keys text[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM "SignInFailure" WHERE at < now() - interval '1 day';
  INSERT INTO "SignInFailure" (id, key, at) SELECT i, k, now() FROM unnest(ids, keys) AS u(i, k);
$$;
CREATE FUNCTION sign_in_forget(forgotten text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$ DELETE FROM "SignInFailure" WHERE key = forgotten $$;

CREATE FUNCTION intake_link_peek(wanted_hash text)
RETURNS TABLE ("linkId" uuid, "clinicId" uuid, "intakeId" uuid, state text, "clinicName" text, "clinicPhone" text,
               "emergencyNumber" text, "outOfHoursPhone" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT l.id, l."clinicId", l."intakeId",
    CASE WHEN l."revokedAt" IS NOT NULL THEN 'revoked' WHEN l."expiresAt" <= now() THEN 'expired'
         WHEN l.failures >= 5 THEN 'locked' WHEN i.status <> 'draft' THEN 'submitted' ELSE 'valid' END,
    c.name, c.phone, c."emergencyNumber", c."outOfHoursPhone"
  FROM "IntakeLink" l JOIN "Intake" i ON i."clinicId" = l."clinicId" AND i.id = l."intakeId" JOIN "Clinic" c ON c.id = l."clinicId"
  WHERE l."tokenHash" = wanted_hash LIMIT 1
$$;
-- The date of birth opens the link for one device; five wrong ones lock it.
CREATE FUNCTION intake_link_open(wanted_hash text, given_birth date, visit_id uuid, visit_hash text, valid_hours int)
RETURNS TABLE (outcome text, "clinicId" uuid, "intakeId" uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
DECLARE l record;
BEGIN
  SELECT x.id, x."clinicId", x."intakeId", x.failures, p."dateOfBirth" AS birth INTO l
  FROM "IntakeLink" x JOIN "Patient" p ON p."clinicId" = x."clinicId" AND p.id = x."patientId"
  WHERE x."tokenHash" = wanted_hash AND x."revokedAt" IS NULL AND x."expiresAt" > now() FOR UPDATE OF x;
  IF NOT FOUND THEN RETURN; END IF;
  IF l.failures >= 5 THEN RETURN QUERY SELECT 'locked'::text, l."clinicId", l."intakeId"; RETURN; END IF;
  IF l.birth <> given_birth THEN
    UPDATE "IntakeLink" SET failures = failures + 1 WHERE id = l.id;
    RETURN QUERY SELECT CASE WHEN l.failures + 1 >= 5 THEN 'locked' ELSE 'wrong' END, l."clinicId", l."intakeId"; RETURN;
  END IF;
  UPDATE "IntakeLink" SET failures = 0, "firstUsedAt" = COALESCE("firstUsedAt", now()) WHERE id = l.id;
  INSERT INTO "IntakeVisit" (id, "clinicId", "intakeId", "linkId", "tokenHash", "expiresAt", "createdAt")
  VALUES (visit_id, l."clinicId", l."intakeId", l.id, visit_hash, now() + make_interval(hours => valid_hours), now());
  RETURN QUERY SELECT 'opened'::text, l."clinicId", l."intakeId";
END $$;
CREATE FUNCTION intake_visit_actor(wanted_hash text)
RETURNS TABLE ("clinicId" uuid, "intakeId" uuid, "patientId" uuid, "linkId" uuid, "linkHash" text, "timeZone" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT v."clinicId", v."intakeId", l."patientId", l.id, l."tokenHash", COALESCE(p."timeZone", c."timeZone")
  FROM "IntakeVisit" v JOIN "IntakeLink" l ON l."clinicId" = v."clinicId" AND l.id = v."linkId"
  JOIN "Patient" p ON p."clinicId" = l."clinicId" AND p.id = l."patientId" JOIN "Clinic" c ON c.id = v."clinicId"
  WHERE v."tokenHash" = wanted_hash AND v."expiresAt" > now() AND l."revokedAt" IS NULL AND l."expiresAt" > now() LIMIT 1
$$;
-- What a flag does to the patient's own day: its id for the message, never to be shown, and its block.
CREATE FUNCTION own_flag_effects() RETURNS TABLE ("caseId" uuid, "intakeId" uuid, "flagId" text, urgency "Urgency", block "Block")
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f."caseId", f."intakeId", f."flagId", f.urgency, f.block FROM "RedFlag" f
  WHERE f."clinicId" = app_clinic() AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
    AND (f."patientId" = app_patient() OR f."intakeId" = app_intake())
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY[
    'app_team_cases()', 'app_led_cases()', 'app_readable_cases()', 'app_case_unstaffed(uuid)', 'case_directory(uuid, uuid)',
    'next_patient_number()', 'sign_in_lookup(text)', 'session_actor(text)', 'session_end(text)', 'account_token_peek(text)',
    'account_token_redeem(text, text)', 'password_reset_issue(text, uuid, text, int)', 'sign_in_failures(text[], int)',
    'sign_in_failed(uuid[], text[])', 'sign_in_forget(text)', 'intake_link_peek(text)',
    'intake_link_open(text, date, uuid, text, int)', 'intake_visit_actor(text)', 'own_flag_effects()'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO stepwise_definer', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO stepwise_app, stepwise_maintenance', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;

-- ── Row-level security: enabled and forced on every tenant table, first of all by clinic ─────────────────────────
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT LIKE '\_prisma%' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY maintenance ON %I TO stepwise_maintenance USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO stepwise_maintenance', t);
    -- Restrictive: whatever a permissive policy allows, it stays inside the clinic.
    IF t NOT IN ('Clinic', 'SignInFailure') THEN
      EXECUTE format($p$CREATE POLICY tenant ON %I AS RESTRICTIVE TO stepwise_app
        USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
        WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)$p$, t);
    END IF;
  END LOOP;
  FOREACH t IN ARRAY ARRAY['Clinic', 'Account', 'Credential', 'Session', 'AccountToken', 'IntakeLink', 'IntakeVisit', 'Intake',
                           'Patient', 'Case', 'CareTeamMember', 'BreakGlass', 'SignInFailure', 'RedFlag'] LOOP
    EXECUTE format('CREATE POLICY definer ON %I TO stepwise_definer USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO stepwise_definer', t);
  END LOOP;
END $$;
GRANT UPDATE ON "Clinic", "Account", "Session", "AccountToken", "IntakeLink" TO stepwise_definer;
GRANT INSERT ON "AccountToken", "IntakeVisit" TO stepwise_definer;
GRANT INSERT, UPDATE ON "Credential" TO stepwise_definer;
GRANT INSERT, DELETE ON "SignInFailure" TO stepwise_definer;

-- The application's powers, table by table. No DELETE but on a draft, no TRUNCATE, nothing on Credential, IntakeVisit,
-- SignInFailure, and on the audit only INSERT and SELECT.
GRANT SELECT, UPDATE ON "Clinic" TO stepwise_app;
GRANT SELECT, INSERT, UPDATE ON "Account", "Session", "AccountToken", "Patient", "Intake", "IntakeAnswers", "IntakeLink",
  "RedFlag", "Alert", "Case", "CareTeamMember", "Assessment", "Factor", "Note", "Letter", "Exercise", "ProgramTemplate",
  "Program", "ProgramVersion", "ProgramPhase", "ProgramItem", "SessionLog", "RunLog", "PainScore", "Mail" TO stepwise_app;
GRANT SELECT, INSERT ON "FlagResponse", "BreakGlass", "CaseStatusChange", "NoteAddendum", "Review", "OutcomeMeasure",
  "ExerciseLog", "AuditEvent" TO stepwise_app;
GRANT DELETE ON "ProgramVersion", "ProgramPhase", "ProgramItem" TO stepwise_app;

CREATE POLICY clinic_read ON "Clinic" FOR SELECT TO stepwise_app
  USING (id = NULLIF(current_setting('app.clinic_id', true), '')::uuid);
CREATE POLICY clinic_write ON "Clinic" FOR UPDATE TO stepwise_app
  USING (id = NULLIF(current_setting('app.clinic_id', true), '')::uuid AND app_has_role('admin'))
  WITH CHECK (id = NULLIF(current_setting('app.clinic_id', true), '')::uuid AND app_has_role('admin'));

-- Accounts: staff see all, a patient sees herself and who treats her.
CREATE POLICY account_read ON "Account" FOR SELECT TO stepwise_app
  USING (app_is_staff() OR id = app_account() OR (app_patient() IS NOT NULL AND roles && ARRAY['physio', 'admin']::"Role"[]));
CREATE POLICY account_add ON "Account" FOR INSERT TO stepwise_app
  WITH CHECK (app_has_role('admin') OR (app_has_role('physio') AND roles = ARRAY['patient']::"Role"[]));
CREATE POLICY account_change ON "Account" FOR UPDATE TO stepwise_app
  USING (app_has_role('admin') OR id = app_account()) WITH CHECK (app_has_role('admin') OR id = app_account());

CREATE POLICY session_read ON "Session" FOR SELECT TO stepwise_app USING ("accountId" = app_account() OR app_has_role('admin'));
CREATE POLICY session_add ON "Session" FOR INSERT TO stepwise_app WITH CHECK ("accountId" = app_account());
CREATE POLICY session_change ON "Session" FOR UPDATE TO stepwise_app
  USING ("accountId" = app_account() OR app_has_role('admin')) WITH CHECK ("accountId" = app_account() OR app_has_role('admin'));

CREATE POLICY token_read ON "AccountToken" FOR SELECT TO stepwise_app USING (app_is_staff());
CREATE POLICY token_add ON "AccountToken" FOR INSERT TO stepwise_app
  WITH CHECK (app_has_role('admin') OR (app_has_role('physio') AND kind = 'invitation'
    AND EXISTS (SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a.roles = ARRAY['patient']::"Role"[])));
CREATE POLICY token_change ON "AccountToken" FOR UPDATE TO stepwise_app USING (app_is_staff()) WITH CHECK (app_is_staff());

CREATE POLICY patient_read ON "Patient" FOR SELECT TO stepwise_app
  USING (app_is_staff() OR id = app_patient() OR id = (SELECT i."patientId" FROM "Intake" i WHERE i.id = app_intake()));
CREATE POLICY patient_add ON "Patient" FOR INSERT TO stepwise_app WITH CHECK (app_is_staff());
CREATE POLICY patient_change ON "Patient" FOR UPDATE TO stepwise_app
  USING (app_is_staff() OR id = app_patient()) WITH CHECK (app_is_staff() OR id = app_patient());

-- Intakes: their state for all staff, their answers only for whom design.md names.
CREATE POLICY intake_read ON "Intake" FOR SELECT TO stepwise_app
  USING (app_is_staff() OR "patientId" = app_patient() OR id = app_intake());
CREATE POLICY intake_add ON "Intake" FOR INSERT TO stepwise_app WITH CHECK (app_is_staff());
CREATE POLICY intake_change ON "Intake" FOR UPDATE TO stepwise_app
  USING (app_is_staff() OR "patientId" = app_patient() OR id = app_intake())
  WITH CHECK (app_is_staff() OR "patientId" = app_patient() OR id = app_intake());
CREATE FUNCTION app_reads_intake(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT app_has_role('physio') AND (
    EXISTS (SELECT 1 FROM "Intake" i WHERE i.id = wanted AND i.status <> 'accepted')
    OR EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."intakeId" = wanted AND c.id IN (SELECT app_readable_cases())))
$$;
CREATE POLICY answers_read ON "IntakeAnswers" FOR SELECT TO stepwise_app
  USING ("patientId" = app_patient() OR "intakeId" = app_intake() OR app_reads_intake("intakeId"));
CREATE POLICY answers_add ON "IntakeAnswers" FOR INSERT TO stepwise_app WITH CHECK (app_is_staff());
CREATE POLICY answers_change ON "IntakeAnswers" FOR UPDATE TO stepwise_app
  USING ("patientId" = app_patient() OR "intakeId" = app_intake() OR app_reads_intake("intakeId"))
  WITH CHECK ("patientId" = app_patient() OR "intakeId" = app_intake() OR app_reads_intake("intakeId"));
CREATE POLICY link_staff ON "IntakeLink" TO stepwise_app USING (app_is_staff()) WITH CHECK (app_is_staff());

-- Red flags: physios who may read the record; the safety duty for the one record at hand. Never a patient.
CREATE POLICY flag_read ON "RedFlag" FOR SELECT TO stepwise_app USING (
  (app_has_role('physio') AND ("caseId" IN (SELECT app_readable_cases()) OR ("caseId" IS NULL AND app_reads_intake("intakeId"))))
  OR (app_duty() = 'safety' AND ("patientId" = app_patient() OR "intakeId" = app_intake())));
CREATE POLICY flag_add ON "RedFlag" FOR INSERT TO stepwise_app WITH CHECK (
  app_duty() = 'safety' AND ("patientId" = app_patient() OR "intakeId" = app_intake()
    OR "caseId" IN (SELECT app_team_cases()) OR ("caseId" IS NULL AND app_reads_intake("intakeId"))));
CREATE POLICY flag_change ON "RedFlag" FOR UPDATE TO stepwise_app USING (
  (app_has_role('physio') AND ("caseId" IN (SELECT app_team_cases()) OR ("caseId" IS NULL AND app_reads_intake("intakeId"))))
  OR (app_duty() = 'safety' AND ("patientId" = app_patient() OR "intakeId" = app_intake())))
  WITH CHECK (app_has_role('physio') OR (app_duty() = 'safety' AND ("patientId" = app_patient() OR "intakeId" = app_intake())));
CREATE POLICY response_read ON "FlagResponse" FOR SELECT TO stepwise_app
  USING (EXISTS (SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = "FlagResponse"."clinicId" AND f.id = "flagRowId"));
CREATE POLICY response_add ON "FlagResponse" FOR INSERT TO stepwise_app
  WITH CHECK (app_has_role('physio') AND "byId" = app_account()
    AND EXISTS (SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = "FlagResponse"."clinicId" AND f.id = "flagRowId"
                  AND (f."caseId" IS NULL OR f."caseId" IN (SELECT app_team_cases()))));

CREATE POLICY alert_read ON "Alert" FOR SELECT TO stepwise_app
  USING ("caseId" IN (SELECT app_readable_cases()) OR (app_duty() = 'safety' AND "patientId" = app_patient()));
CREATE POLICY alert_add ON "Alert" FOR INSERT TO stepwise_app WITH CHECK (app_duty() = 'safety');
CREATE POLICY alert_change ON "Alert" FOR UPDATE TO stepwise_app
  USING ("caseId" IN (SELECT app_team_cases())) WITH CHECK ("caseId" IN (SELECT app_team_cases()));

CREATE POLICY case_read ON "Case" FOR SELECT TO stepwise_app
  USING ("patientId" = app_patient() OR id IN (SELECT app_readable_cases()));
CREATE POLICY case_add ON "Case" FOR INSERT TO stepwise_app WITH CHECK (app_has_role('physio') AND "openedById" = app_account());
CREATE POLICY case_change ON "Case" FOR UPDATE TO stepwise_app
  USING (id IN (SELECT app_team_cases())) WITH CHECK (id IN (SELECT app_team_cases()));
CREATE POLICY team_read ON "CareTeamMember" FOR SELECT TO stepwise_app
  USING (app_has_role('admin') OR "patientId" = app_patient() OR "accountId" = app_account() OR "caseId" IN (SELECT app_readable_cases()));
CREATE POLICY team_add ON "CareTeamMember" FOR INSERT TO stepwise_app
  WITH CHECK (app_has_role('admin') OR "caseId" IN (SELECT app_led_cases()) OR (app_has_role('physio') AND app_case_unstaffed("caseId")));
CREATE POLICY team_change ON "CareTeamMember" FOR UPDATE TO stepwise_app
  USING (app_has_role('admin') OR "caseId" IN (SELECT app_led_cases())) WITH CHECK (app_is_staff());
CREATE POLICY glass_read ON "BreakGlass" FOR SELECT TO stepwise_app
  USING ("accountId" = app_account() OR "caseId" IN (SELECT app_readable_cases()) OR "patientId" = app_patient());
CREATE POLICY glass_add ON "BreakGlass" FOR INSERT TO stepwise_app
  WITH CHECK (app_has_role('physio') AND "accountId" = app_account());

-- The care record: the team writes, the team and broken glass read.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['CaseStatusChange', 'Assessment', 'Factor', 'Note', 'NoteAddendum', 'Review', 'Letter'] LOOP
    EXECUTE format('CREATE POLICY record_read ON %I FOR SELECT TO stepwise_app USING ("caseId" IN (SELECT app_readable_cases()))', t);
    EXECUTE format('CREATE POLICY record_add ON %I FOR INSERT TO stepwise_app WITH CHECK ("caseId" IN (SELECT app_team_cases()))', t);
    EXECUTE format('CREATE POLICY record_change ON %I FOR UPDATE TO stepwise_app USING ("caseId" IN (SELECT app_team_cases())) WITH CHECK ("caseId" IN (SELECT app_team_cases()))', t);
  END LOOP;
  -- What the patient writes too, or it is written for her.
  FOREACH t IN ARRAY ARRAY['SessionLog', 'ExerciseLog', 'RunLog', 'PainScore', 'OutcomeMeasure'] LOOP
    EXECUTE format('CREATE POLICY log_read ON %I FOR SELECT TO stepwise_app USING ("patientId" = app_patient() OR "caseId" IN (SELECT app_readable_cases()))', t);
    EXECUTE format('CREATE POLICY log_add ON %I FOR INSERT TO stepwise_app WITH CHECK ("patientId" = app_patient() OR "caseId" IN (SELECT app_team_cases()))', t);
    EXECUTE format('CREATE POLICY log_change ON %I FOR UPDATE TO stepwise_app USING ("patientId" = app_patient() OR "caseId" IN (SELECT app_team_cases())) WITH CHECK ("patientId" = app_patient() OR "caseId" IN (SELECT app_team_cases()))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['Program', 'ProgramVersion', 'ProgramPhase', 'ProgramItem'] LOOP
    EXECUTE format('CREATE POLICY program_add ON %I FOR INSERT TO stepwise_app WITH CHECK ("caseId" IN (SELECT app_team_cases()))', t);
    EXECUTE format('CREATE POLICY program_change ON %I FOR UPDATE TO stepwise_app USING ("caseId" IN (SELECT app_team_cases())) WITH CHECK ("caseId" IN (SELECT app_team_cases()))', t);
    EXECUTE format('CREATE POLICY program_drop ON %I FOR DELETE TO stepwise_app USING ("caseId" IN (SELECT app_team_cases()))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['Exercise', 'ProgramTemplate'] LOOP
    EXECUTE format('CREATE POLICY library_write ON %I TO stepwise_app USING (app_is_staff()) WITH CHECK (app_is_staff())', t);
  END LOOP;
END $$;
CREATE POLICY library_read ON "Exercise" FOR SELECT TO stepwise_app USING (app_patient() IS NOT NULL);
-- A patient sees published versions only.
CREATE POLICY program_read ON "Program" FOR SELECT TO stepwise_app
  USING ("patientId" = app_patient() OR "caseId" IN (SELECT app_readable_cases()));
CREATE POLICY program_read ON "ProgramVersion" FOR SELECT TO stepwise_app
  USING (("patientId" = app_patient() AND "publishedAt" IS NOT NULL) OR "caseId" IN (SELECT app_readable_cases()));
CREATE POLICY program_read ON "ProgramPhase" FOR SELECT TO stepwise_app
  USING (("patientId" = app_patient() AND "versionId" IN (SELECT v.id FROM "ProgramVersion" v
            WHERE v."clinicId" = app_clinic() AND v."patientId" = app_patient()))
         OR "caseId" IN (SELECT app_readable_cases()));
CREATE POLICY program_read ON "ProgramItem" FOR SELECT TO stepwise_app
  USING (("patientId" = app_patient() AND "phaseId" IN (SELECT p.id FROM "ProgramPhase" p JOIN "ProgramVersion" v
            ON v."clinicId" = p."clinicId" AND v.id = p."versionId"
            WHERE v."clinicId" = app_clinic() AND v."patientId" = app_patient()))
         OR "caseId" IN (SELECT app_readable_cases()));

CREATE POLICY audit_add ON "AuditEvent" FOR INSERT TO stepwise_app WITH CHECK (true); -- inside the clinic: see `tenant`
CREATE POLICY audit_read ON "AuditEvent" FOR SELECT TO stepwise_app
  USING (app_has_role('admin') OR "accountId" = app_account() OR "patientId" = app_patient() OR "caseId" IN (SELECT app_readable_cases()));
CREATE POLICY mail_add ON "Mail" FOR INSERT TO stepwise_app WITH CHECK (true);
CREATE POLICY mail_read ON "Mail" FOR SELECT TO stepwise_app USING (app_has_role('admin') OR app_duty() = 'mail');
CREATE POLICY mail_sent ON "Mail" FOR UPDATE TO stepwise_app USING (app_duty() = 'mail') WITH CHECK (app_duty() = 'mail');

-- ── What must hold ───────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "Clinic" ADD CONSTRAINT consent_age CHECK ("consentAge" BETWEEN 16 AND 18),
  ADD CONSTRAINT name_given CHECK (btrim(name) <> '');
ALTER TABLE "Account" ADD CONSTRAINT email_lower CHECK (email = lower(email) AND email LIKE '%_@_%' AND length(email) <= 254),
  ADD CONSTRAINT has_role CHECK (cardinality(roles) BETWEEN 1 AND 3), ADD CONSTRAINT name_given CHECK (btrim(name) <> '');
ALTER TABLE "Session" ADD CONSTRAINT expires_later CHECK ("expiresAt" > "createdAt");
ALTER TABLE "AccountToken" ADD CONSTRAINT expires_later CHECK ("expiresAt" > "createdAt");
ALTER TABLE "IntakeLink" ADD CONSTRAINT expires_later CHECK ("expiresAt" > "createdAt");
ALTER TABLE "Patient" ADD CONSTRAINT born CHECK ("dateOfBirth" >= DATE '1900-01-01' AND "dateOfBirth" <= ("createdAt" AT TIME ZONE 'UTC')::date),
  ADD CONSTRAINT name_given CHECK (btrim("fullName") <> '');
ALTER TABLE "Intake" ADD CONSTRAINT submitted_has_time CHECK (status = 'draft' OR "submittedAt" IS NOT NULL OR status = 'referred'),
  ADD CONSTRAINT decided_has_name CHECK (status IN ('draft', 'submitted') OR ("decidedById" IS NOT NULL AND "decidedAt" IS NOT NULL));
ALTER TABLE "IntakeAnswers" ADD CONSTRAINT answers_object CHECK (jsonb_typeof(answers) = 'object' AND pg_column_size(answers) < 200000);
ALTER TABLE "RedFlag" ADD CONSTRAINT about_something CHECK ("intakeId" IS NOT NULL OR "caseId" IS NOT NULL),
  ADD CONSTRAINT flag_name CHECK ("flagId" LIKE 'flag\_%');
ALTER TABLE "FlagResponse" ADD CONSTRAINT text_given CHECK (kind = 'confirmed' OR length(btrim(text)) >= 3);
ALTER TABLE "Alert" ADD CONSTRAINT alert_name CHECK ("alertId" LIKE 'al\_%'),
  ADD CONSTRAINT ack_has_name CHECK (("acknowledgedAt" IS NULL) = ("acknowledgedById" IS NULL));
ALTER TABLE "Case" ADD CONSTRAINT closed_has_time CHECK ((status IN ('discharged', 'referred')) = ("closedAt" IS NOT NULL)),
  ADD CONSTRAINT complaint_given CHECK (btrim(complaint) <> '');
CREATE UNIQUE INDEX one_lead ON "CareTeamMember" ("clinicId", "caseId") WHERE role = 'lead' AND "removedAt" IS NULL;
CREATE UNIQUE INDEX once_on_team ON "CareTeamMember" ("clinicId", "caseId", "accountId") WHERE "removedAt" IS NULL;
ALTER TABLE "BreakGlass" ADD CONSTRAINT reason_given CHECK (length(btrim(reason)) >= 10), ADD CONSTRAINT ends CHECK ("expiresAt" > at);
ALTER TABLE "CaseStatusChange" ADD CONSTRAINT reason_given CHECK (btrim(reason) <> ''), ADD CONSTRAINT changes CHECK ("from" <> "to");
ALTER TABLE "Factor" ADD CONSTRAINT level_range CHECK (level BETWEEN 0 AND 3);
CREATE UNIQUE INDEX one_draft ON "ProgramVersion" ("clinicId", "programId") WHERE "publishedAt" IS NULL;
ALTER TABLE "ProgramVersion" ADD CONSTRAINT number_positive CHECK (number >= 1),
  ADD CONSTRAINT published_has_name CHECK (("publishedAt" IS NULL) = ("publishedById" IS NULL) AND ("publishedAt" IS NULL) = ("startsOn" IS NULL));
ALTER TABLE "ProgramPhase" ADD CONSTRAINT weeks CHECK ("weeksMin" >= 1 AND "weeksMax" BETWEEN "weeksMin" AND 104),
  ADD CONSTRAINT limits CHECK ("runLimit" BETWEEN 0 AND 10 AND "exLimit" BETWEEN 0 AND 10 AND "hopLimit" BETWEEN 0 AND 10),
  ADD CONSTRAINT sessions CHECK ("sessionsPerWeek" BETWEEN 1 AND 14), ADD CONSTRAINT position_from_0 CHECK (position BETWEEN 0 AND 20);
ALTER TABLE "ProgramItem" ADD CONSTRAINT sets_range CHECK (sets BETWEEN 1 AND 10), ADD CONSTRAINT reps_range CHECK (reps BETWEEN 1 AND 100),
  ADD CONSTRAINT hold_range CHECK ("holdSeconds" BETWEEN 1 AND 600), ADD CONSTRAINT minutes_range CHECK (minutes > 0 AND minutes <= 180),
  ADD CONSTRAINT distance_range CHECK ("distanceM" BETWEEN 1 AND 50000), ADD CONSTRAINT load_range CHECK ("loadKg" >= 0 AND "loadKg" <= 500),
  ADD CONSTRAINT rest_range CHECK ("restSeconds" BETWEEN 0 AND 600),
  ADD CONSTRAINT effort_range CHECK ("rpeMin" BETWEEN 0 AND 10 AND "rpeMax" BETWEEN 0 AND 10 AND "rpeMin" <= "rpeMax"),
  ADD CONSTRAINT per_week CHECK ("perWeekMin" BETWEEN 1 AND 14 AND "perWeekMax" BETWEEN 1 AND 14 AND "perWeekMin" <= "perWeekMax"),
  ADD CONSTRAINT from_week CHECK ("fromWeek" BETWEEN 1 AND 104),
  ADD CONSTRAINT days_known CHECK (days <@ ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
  ADD CONSTRAINT exercise_name CHECK ("exerciseId" ~ '^(ex_[a-z0-9_]+|[0-9a-f-]{36})$'), ADD CONSTRAINT note_length CHECK (length(note) <= 500);
ALTER TABLE "ExerciseLog" ADD CONSTRAINT sets_range CHECK ("setsDone" BETWEEN 0 AND 20), ADD CONSTRAINT reps_range CHECK ("repsDone" BETWEEN 0 AND 100),
  ADD CONSTRAINT hold_range CHECK ("holdSeconds" BETWEEN 0 AND 600), ADD CONSTRAINT minutes_range CHECK (minutes BETWEEN 0 AND 900),
  ADD CONSTRAINT load_range CHECK ("loadKg" BETWEEN 0 AND 500), ADD CONSTRAINT rpe_range CHECK (rpe BETWEEN 0 AND 10),
  ADD CONSTRAINT skip_known CHECK ("skipReason" IN ('no_time', 'pain', 'ill', 'forgot', 'no_equipment', 'other_reason'));
ALTER TABLE "RunLog" ADD CONSTRAINT km_range CHECK (km >= 0 AND km <= 120), ADD CONSTRAINT minutes_range CHECK (minutes BETWEEN 0 AND 900),
  ADD CONSTRAINT shoes_length CHECK (length(shoes) <= 80);
ALTER TABLE "PainScore" ADD CONSTRAINT score_range CHECK (score BETWEEN 0 AND 10),
  ADD CONSTRAINT swelling_in_the_morning CHECK (swelling IS NULL OR context = 'next_morning'),
  ADD CONSTRAINT belongs_to_one CHECK (num_nonnulls("sessionLogId", "runLogId") <= 1 AND ("exerciseLogId" IS NULL OR "sessionLogId" IS NOT NULL));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore'] LOOP
    -- Not in the future anywhere on earth, and at most 14 days back unless it corrects an older entry.
    EXECUTE format($c$ALTER TABLE %I ADD CONSTRAINT day_is_near CHECK (
      "logDate" <= ("recordedAt" AT TIME ZONE 'UTC' + interval '14 hours')::date
      AND ("supersedesId" IS NOT NULL OR "logDate" >= ("recordedAt" AT TIME ZONE 'UTC' - interval '15 days')::date)),
      ADD CONSTRAINT note_length CHECK (length(note) <= 500),
      ADD CONSTRAINT not_itself CHECK ("supersedesId" <> id)$c$, t);
  END LOOP;
END $$;

-- ── What never changes ───────────────────────────────────────────────────────────────────────────────────────────
-- Arguments: the columns that may still change. Without any, the row is final.
CREATE FUNCTION keep_as_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '% is never deleted', TG_TABLE_NAME USING ERRCODE = 'SW001'; END IF;
  IF to_jsonb(OLD) - COALESCE(TG_ARGV, '{}')::text[] IS DISTINCT FROM to_jsonb(NEW) - COALESCE(TG_ARGV, '{}')::text[] THEN
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES
    ('AuditEvent', ''), ('FlagResponse', ''), ('BreakGlass', ''), ('CaseStatusChange', ''), ('NoteAddendum', ''), ('Review', ''),
    ('OutcomeMeasure', ''), ('ExerciseLog', ''),
    ('SessionLog', 'supersededAt,withdrawnAt,withdrawReason'), ('RunLog', 'supersededAt,withdrawnAt,withdrawReason'),
    ('PainScore', 'supersededAt,withdrawnAt,withdrawReason'),
    ('RedFlag', 'caseId,answerChangedAt,supersededBy,supersededAt,resolvedAt,respondedAt'),
    ('Factor', 'state,reason,byId,supersededAt'),
    ('Alert', 'severity,ownerId,acknowledgedAt,acknowledgedById,acknowledgement,closedAt,closedById,outcome'),
    ('CareTeamMember', 'removedAt'),
    ('Case', 'complaint,side,status,closedAt,nextReviewOn,version')
  ) AS v(t, cols) LOOP
    EXECUTE format('CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep_as_written(%s)', r.t,
      (SELECT COALESCE(string_agg(quote_literal(c), ', '), '') FROM unnest(string_to_array(NULLIF(r.cols, ''), ',')) AS c));
  END LOOP;
END $$;

CREATE FUNCTION keep_when_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."signedAt" IS NOT NULL THEN
    RAISE EXCEPTION '% is signed', TG_TABLE_NAME USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Note" FOR EACH ROW EXECUTE FUNCTION keep_when_signed();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Letter" FOR EACH ROW EXECUTE FUNCTION keep_when_signed();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Assessment" FOR EACH ROW EXECUTE FUNCTION keep_when_signed();

CREATE FUNCTION keep_when_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."publishedAt" IS NOT NULL THEN RAISE EXCEPTION 'a published version is kept' USING ERRCODE = 'SW001'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "ProgramVersion" FOR EACH ROW EXECUTE FUNCTION keep_when_published();
CREATE FUNCTION keep_parts_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE published timestamptz; part record;
BEGIN
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  IF TG_TABLE_NAME = 'ProgramPhase' THEN
    SELECT v."publishedAt" INTO published FROM "ProgramVersion" v WHERE v."clinicId" = part."clinicId" AND v.id = part."versionId";
  ELSE
    SELECT v."publishedAt" INTO published FROM "ProgramPhase" p JOIN "ProgramVersion" v ON v."clinicId" = p."clinicId" AND v.id = p."versionId"
    WHERE p."clinicId" = part."clinicId" AND p.id = part."phaseId";
  END IF;
  IF published IS NOT NULL THEN RAISE EXCEPTION 'a published version is kept' USING ERRCODE = 'SW001'; END IF;
  RETURN part;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON "ProgramPhase" FOR EACH ROW EXECUTE FUNCTION keep_parts_of_published();
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON "ProgramItem" FOR EACH ROW EXECUTE FUNCTION keep_parts_of_published();

-- Answers rest once the form is sent; the form itself can only move on.
CREATE FUNCTION keep_when_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '% is never deleted', TG_TABLE_NAME USING ERRCODE = 'SW001'; END IF;
  IF TG_TABLE_NAME = 'IntakeAnswers' THEN
    IF NEW.answers IS DISTINCT FROM OLD.answers
       AND EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = OLD."clinicId" AND i.id = OLD."intakeId" AND i.status <> 'draft') THEN
      RAISE EXCEPTION 'a submitted intake is kept' USING ERRCODE = 'SW001';
    END IF;
  ELSIF (OLD.status = 'accepted' AND NEW.status <> 'accepted') OR (OLD.status <> 'draft' AND NEW.status = 'draft')
     OR NEW."patientId" <> OLD."patientId" THEN
    RAISE EXCEPTION 'an intake only moves on' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "IntakeAnswers" FOR EACH ROW EXECUTE FUNCTION keep_when_submitted();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Intake" FOR EACH ROW EXECUTE FUNCTION keep_when_submitted();

-- Nobody raises their own powers, and a clinic never loses its last admin.
CREATE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'stepwise_app' AND NOT app_has_role('admin')
     AND (NEW.roles, NEW.status, NEW.email, NEW."clinicId") IS DISTINCT FROM (OLD.roles, OLD.status, OLD.email, OLD."clinicId") THEN
    RAISE EXCEPTION 'only an admin changes roles' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE ON "Account" FOR EACH ROW EXECUTE FUNCTION guard_account();
CREATE FUNCTION guard_last_admin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF 'admin' = ANY (OLD.roles) AND OLD.status = 'active' AND NOT ('admin' = ANY (NEW.roles) AND NEW.status = 'active') THEN
    PERFORM 1 FROM "Clinic" WHERE id = OLD."clinicId" FOR UPDATE; -- two admins who suspend each other take turns
    IF NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = OLD."clinicId" AND a.status = 'active' AND 'admin' = ANY (a.roles)) THEN
      RAISE EXCEPTION 'the last admin stays' USING ERRCODE = 'SW002';
    END IF;
  END IF;
  RETURN NULL;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION guard_last_admin() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
CREATE TRIGGER last_admin AFTER UPDATE ON "Account" FOR EACH ROW EXECUTE FUNCTION guard_last_admin();
