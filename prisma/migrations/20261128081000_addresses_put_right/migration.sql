-- An address that was put right takes back what went to the wrong one, and an erasure takes the mail of one person alone.

-- AlterTable
ALTER TABLE "IntakeLink" ADD COLUMN "mailed" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Mail" ADD COLUMN "patientId" UUID;

-- AddForeignKey
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of the links that work now nobody knows how they went out: the careful answer is by mail.
SET ROLE stepwise_maintenance;
UPDATE "IntakeLink" SET mailed = true WHERE "revokedAt" IS NULL AND "expiresAt" > now();
RESET ROLE;
DROP TRIGGER keep_columns ON "IntakeLink";
CREATE TRIGGER keep_columns BEFORE UPDATE ON "IntakeLink" FOR EACH ROW EXECUTE FUNCTION keep_columns('id', 'clinicId', 'patientId',
  'intakeId', 'tokenHash', 'createdAt', 'expiresAt', 'firstUsedAt', 'failures', 'createdById', 'mailed');

-- The account of somebody who is a patient and nothing else is called like her, and until it is in use it has her address: whoever
-- treats puts both right. What somebody may do, and with what address who is in signs in, stays the admins'.
ALTER POLICY account_change ON "Account"
  USING ((SELECT app_has_role('admin')) OR id = (SELECT app_account())
    OR ((SELECT app_has_role('physio')) AND roles = ARRAY['patient']::"Role"[]))
  WITH CHECK ((SELECT app_has_role('admin')) OR id = (SELECT app_account())
    OR ((SELECT app_has_role('physio')) AND roles = ARRAY['patient']::"Role"[]));
CREATE OR REPLACE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE may_move boolean := OLD.status = 'invited' AND OLD.roles = ARRAY['patient']::"Role"[] AND app_has_role('physio');
BEGIN
  IF current_user <> 'stepwise_app' OR app_has_role('admin') THEN RETURN NEW; END IF;
  IF (NEW.roles, NEW.status, NEW."clinicId") IS DISTINCT FROM (OLD.roles, OLD.status, OLD."clinicId")
     OR (NEW.email IS DISTINCT FROM OLD.email AND NOT may_move) THEN
    RAISE EXCEPTION 'only an admin changes roles' USING ERRCODE = '42501';
  END IF;
  IF OLD.id IS DISTINCT FROM app_account()
     AND to_jsonb(NEW) - '{name,email,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{name,email,version}'::text[] THEN
    RAISE EXCEPTION 'an account is its owner''s' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- Mail says whose it is. Of older mail the address says it, where nobody else has that address.
CREATE OR REPLACE FUNCTION erase_untreated(of_request uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who record;
BEGIN
  SELECT p.id, p."clinicId", p."accountId", p.email, a.email AS "signsInAs", a.roles = '{patient}' AS "onlyPatient" INTO who
  FROM "RecordRequest" r JOIN "Patient" p ON p."clinicId" = r."clinicId" AND p.id = r."patientId"
  LEFT JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
  WHERE app_has_role('admin') AND r."clinicId" = app_clinic() AND r.id = of_request AND r.kind = 'erasure' AND r."doneAt" IS NULL
    AND p."erasedAt" IS NULL
  FOR UPDATE OF p;
  IF NOT FOUND
     OR EXISTS (SELECT FROM "Case" c WHERE c."clinicId" = who."clinicId" AND c."patientId" = who.id)
     OR EXISTS (SELECT FROM "Intake" i WHERE i."clinicId" = who."clinicId" AND i."patientId" = who.id
                  AND (i.status <> 'draft' OR i."savedAt" IS NOT NULL))
     OR EXISTS (SELECT FROM "RedFlag" f WHERE f."clinicId" = who."clinicId" AND f."patientId" = who.id) THEN
    RETURN false;
  END IF;
  UPDATE "IntakeLink" SET "revokedAt" = COALESCE("revokedAt", now()) WHERE "clinicId" = who."clinicId" AND "patientId" = who.id;
  UPDATE "Mail" m SET "to" = 'erased', subject = '', text = '', "sentAt" = COALESCE("sentAt", now())
  WHERE m."clinicId" = who."clinicId" AND (m."patientId" = who.id
    OR (m."patientId" IS NULL AND lower(m."to") IN (lower(who.email), who."signsInAs")
      AND NOT EXISTS (SELECT FROM "Patient" o WHERE o."clinicId" = who."clinicId" AND o.id <> who.id AND lower(o.email) = lower(m."to"))
      AND NOT EXISTS (SELECT FROM "Account" o WHERE o."clinicId" = who."clinicId" AND o.id IS DISTINCT FROM who."accountId"
        AND o.email = lower(m."to"))
      AND who."onlyPatient" IS NOT FALSE));
  UPDATE "Patient" SET "fullName" = 'Erased', "preferredName" = NULL, "dateOfBirth" = DATE '1900-01-01', "notBornOn" = '{}',
    "sexAtBirth" = NULL, email = NULL, phone = NULL, "preferredContact" = NULL, "guardianName" = NULL, "guardianPhone" = NULL,
    "timeZone" = NULL, "accountId" = NULL, "erasedAt" = now(), version = version + 1
  WHERE "clinicId" = who."clinicId" AND id = who.id;
  IF who."onlyPatient" THEN
    UPDATE "Session" SET "revokedAt" = COALESCE("revokedAt", now()) WHERE "accountId" = who."accountId";
    UPDATE "AccountToken" SET "revokedAt" = COALESCE("revokedAt", now()) WHERE "accountId" = who."accountId" AND "usedAt" IS NULL;
    UPDATE "Credential" SET "passwordHash" = '', "changedAt" = now() WHERE "accountId" = who."accountId";
    UPDATE "Account" SET name = 'Erased', email = 'erased-' || id || '@erased.invalid', status = 'suspended', version = version + 1
    WHERE id = who."accountId";
  END IF;
  RETURN true;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION erase_untreated(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
GRANT SELECT ("patientId") ON "Mail" TO stepwise_definer;
