-- Nobody writes in somebody else's name: whoever signs, enters, decides or makes something is who asks.

-- Arguments: the columns that hold a name. One that was there before may stay.
CREATE FUNCTION write_own_name() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE new_row jsonb := to_jsonb(NEW); old_row jsonb := '{}'; name text;
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN old_row := to_jsonb(OLD); END IF;
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF new_row->>name IS DISTINCT FROM old_row->>name AND new_row->>name IS NOT NULL
       AND new_row->>name IS DISTINCT FROM app_account()::text THEN
      RAISE EXCEPTION '% of % is not who asks', name, TG_TABLE_NAME USING ERRCODE = '42501';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT table_name AS t, string_agg(quote_literal(column_name), ', ' ORDER BY column_name) AS names
           FROM information_schema.columns WHERE table_schema = 'public' AND column_name ~ '(^by|By)Id$' GROUP BY 1 LOOP
    EXECUTE format('CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION write_own_name(%s)', r.t, r.names);
  END LOOP;
END $$;

-- Signing puts the name of whoever signs onto an examination that a colleague began.
CREATE POLICY own_signature ON "Assessment" AS RESTRICTIVE FOR UPDATE TO stepwise_app
  USING (true) WITH CHECK ("signedAt" IS NULL OR "byId" = (SELECT app_account()));

-- What a patient enters of her own is hers; what staff enter is on her behalf.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SessionLog', 'RunLog', 'PainScore', 'OutcomeMeasure'] LOOP
    EXECUTE format('CREATE POLICY on_behalf ON %I AS RESTRICTIVE FOR INSERT TO stepwise_app
      WITH CHECK ("onBehalf" = ("patientId" IS DISTINCT FROM (SELECT app_patient())))', t);
  END LOOP;
END $$;

-- An event names who asks. Without a name are the events of a link, and those of signing in, before anybody is known.
ALTER POLICY audit_add ON "AuditEvent" WITH CHECK (
  ("actorKind" = 'account' AND "accountId" = (SELECT app_account()))
  OR ("accountId" IS NULL AND COALESCE(current_setting('app.roles', true), '') = ''
    AND ("actorKind" = 'intake_link'
      OR ("actorKind" = 'system' AND (SELECT app_intake()) IS NULL AND type IN ('sign_in.failed', 'password.reset_asked')))));

-- Staff write to whom they like; anybody else to herself, and a patient to the admins. Who they are is not told.
CREATE FUNCTION app_may_mail(address text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = app_clinic() AND a.email = lower(address) AND a.status = 'active'
    AND (a.id = app_account() OR (app_patient() IS NOT NULL AND 'admin' = ANY (a.roles))))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION app_may_mail(text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION app_may_mail(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_may_mail(text) TO stepwise_app, stepwise_maintenance;
ALTER POLICY mail_add ON "Mail" WITH CHECK ((SELECT app_is_staff()) OR app_may_mail("to"));
