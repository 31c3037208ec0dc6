-- The account of a patient opens her record. An address that somebody gave her who may not read it, once there is something to read,
-- gets no way in until somebody who may has looked at it; and no link to her account stands in the outbox for anybody else.
ALTER TABLE "Patient" ADD COLUMN "addressChangedAt" TIMESTAMPTZ(6);

-- Whether a member of staff may let somebody into the record of a patient: whoever treats her, any of the staff while nobody does or
-- nothing is to be read, a physio while there is a form alone; of her own she decides herself. Who cannot sign in still treats her in a
-- case that runs, until it is handed over: an admin suspends and restores, and leaves nothing behind that her team would see.
CREATE FUNCTION app_vouches(of_patient uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT COALESCE(app_is_staff(), false) AND (app_patient() IS NOT DISTINCT FROM of_patient OR CASE
    WHEN EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = app_clinic() AND c."patientId" = of_patient) THEN
      NOT EXISTS (SELECT 1 FROM "CareTeamMember" m JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
        JOIN "Case" c ON c."clinicId" = m."clinicId" AND c.id = m."caseId"
        WHERE m."clinicId" = app_clinic() AND m."patientId" = of_patient AND m."removedAt" IS NULL
          AND (c.status IN ('open', 'on_hold') OR (a.status = 'active' AND 'physio' = ANY (a.roles))))
      OR (COALESCE(app_has_role('physio'), false) AND EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = app_clinic()
        AND m."patientId" = of_patient AND m."accountId" = app_account() AND m."removedAt" IS NULL))
    ELSE COALESCE(app_has_role('physio'), false) OR NOT EXISTS (SELECT 1 FROM "Intake" i
      WHERE i."clinicId" = app_clinic() AND i."patientId" = of_patient AND i."savedAt" IS NOT NULL) END)
$$;
-- Whom to ask for it, and whom to tell that she has another address: who treats her and can sign in, leads first.
CREATE FUNCTION who_treats(of_patient uuid) RETURNS TABLE ("accountId" uuid, place bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, row_number() OVER (ORDER BY min(m.role), max(m."addedAt") DESC, a.id)
  FROM "CareTeamMember" m JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
  WHERE app_is_staff() AND m."clinicId" = app_clinic() AND m."patientId" = of_patient AND m."removedAt" IS NULL
    AND a.status = 'active' AND 'physio' = ANY (a.roles)
  GROUP BY a.id
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION app_vouches(uuid) OWNER TO stepwise_definer;
ALTER FUNCTION who_treats(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION app_vouches(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION who_treats(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_vouches(uuid) TO stepwise_app, stepwise_definer, stepwise_maintenance;
GRANT EXECUTE ON FUNCTION who_treats(uuid) TO stepwise_app, stepwise_maintenance;

-- Written here and nowhere else for whoever does not vouch. Its name is in front of that of "guarded", which asks for what it writes.
CREATE FUNCTION address_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE moves boolean := lower(NEW.email) IS DISTINCT FROM lower(OLD.email);
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  IF app_vouches(NEW.id) THEN
    IF moves THEN NEW."addressChangedAt" := NULL; END IF;
  ELSE
    NEW."addressChangedAt" := CASE WHEN moves THEN now() ELSE OLD."addressChangedAt" END;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER address_changed BEFORE UPDATE OF email, "addressChangedAt" ON "Patient" FOR EACH ROW EXECUTE FUNCTION address_changed();

CREATE OR REPLACE FUNCTION guard_own_record() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE old_account uuid := CASE WHEN TG_OP = 'UPDATE' THEN OLD."accountId" END;
BEGIN
  IF current_user <> 'stepwise_app' OR NEW."accountId" IS NOT DISTINCT FROM old_account OR NEW."accountId" IS NULL THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = NEW."clinicId" AND a.id = NEW."accountId" AND 'patient' = ANY (a.roles)
       AND (app_has_role('admin') OR (a.roles = ARRAY['patient']::"Role"[] AND a.status = 'invited'))) THEN
    RAISE EXCEPTION 'a record is opened by its patient''s account' USING ERRCODE = '42501';
  END IF;
  IF EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = NEW."clinicId" AND m."patientId" = NEW.id
       AND m."accountId" = NEW."accountId" AND m."removedAt" IS NULL) THEN
    RAISE EXCEPTION 'nobody treats herself' USING ERRCODE = '42501';
  END IF;
  IF NOT app_vouches(NEW.id) AND (NEW."addressChangedAt" IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "Account" a
       WHERE a."clinicId" = NEW."clinicId" AND a.id = NEW."accountId" AND a.email = lower(NEW.email))) THEN
    RAISE EXCEPTION 'a record is opened for an address that its team knows' USING ERRCODE = '42501';
  END IF;
  -- Somebody has the password of any other account already, and it need not be hers.
  IF NOT app_vouches(NEW.id) AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = NEW."clinicId" AND a.id = NEW."accountId"
       AND a.roles = ARRAY['patient']::"Role"[] AND a.status = 'invited') THEN
    RAISE EXCEPTION 'an account in use opens a record by its team alone' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- An account that opens a record moves to the address that the record has, unless its team moves it elsewhere.
CREATE FUNCTION guard_address() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'stepwise_app' AND NEW.email IS DISTINCT FROM OLD.email AND EXISTS (SELECT 1 FROM "Patient" p
       WHERE p."clinicId" = NEW."clinicId" AND p."accountId" = NEW.id AND NOT app_vouches(p.id)
         AND (p."addressChangedAt" IS NOT NULL OR lower(p.email) IS DISTINCT FROM NEW.email)) THEN
    RAISE EXCEPTION 'a record is opened for an address that its team knows' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded_address BEFORE UPDATE OF email ON "Account" FOR EACH ROW EXECUTE FUNCTION guard_address();

-- A form that was begun is mailed to such an address by nobody else.
ALTER POLICY begun_is_mailed ON "IntakeLink" WITH CHECK (((SELECT app_has_role('physio')) AND NOT mailed)
  OR NOT EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = "IntakeLink"."clinicId" AND i.id = "IntakeLink"."intakeId" AND i."savedAt" IS NOT NULL)
  OR (mailed AND NOT EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = "IntakeLink"."clinicId" AND p.id = "IntakeLink"."patientId"
    AND p."addressChangedAt" IS NOT NULL AND NOT app_vouches(p.id))));

-- Whether a message holds a link to the account of a patient, which is not the asker's to use.
CREATE FUNCTION mail_opens_record(of_patient uuid, of_link "MailLink", of_hash text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT of_patient IS NOT NULL AND of_link IS DISTINCT FROM 'intake' AND (of_link IS NOT NULL OR of_hash IS NOT NULL)
    AND NOT app_vouches(of_patient)
$$;
REVOKE ALL ON FUNCTION mail_opens_record(uuid, "MailLink", text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_opens_record(uuid, "MailLink", text) TO stepwise_app, stepwise_definer, stepwise_maintenance;

ALTER POLICY clinical_read ON "Mail" USING (((SELECT app_duty()) = 'mail' AND (SELECT app_is_nobody()))
  OR (((SELECT app_has_role('physio'))
      OR NOT (clinical OR (link IS NOT DISTINCT FROM 'intake' AND mail_opens_answers("clinicId", "patientId", link, "linkHash"))))
    AND NOT mail_opens_record("patientId", link, "linkHash")));
