-- How a name stands on letters when it holds signs that their font lacks.
ALTER TABLE "Patient" ADD COLUMN "printedName" TEXT;
ALTER TABLE "Account" ADD COLUMN "printedName" TEXT;
ALTER TABLE "Patient" ADD CONSTRAINT printed_name_short CHECK (char_length("printedName") BETWEEN 2 AND 120),
  ADD CONSTRAINT erased_prints_nobody CHECK ("erasedAt" IS NULL OR "printedName" IS NULL);
ALTER TABLE "Account" ADD CONSTRAINT printed_name_short CHECK (char_length("printedName") BETWEEN 2 AND 120);

-- As before, and the name on letters goes with the name.
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
  UPDATE "Patient" SET "fullName" = 'Erased', "preferredName" = NULL, "printedName" = NULL, "dateOfBirth" = DATE '1900-01-01', "notBornOn" = '{}',
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
