-- AlterTable
ALTER TABLE "Patient" ADD COLUMN "erasedAt" TIMESTAMPTZ(6);
ALTER TABLE "RecordRequest" ADD COLUMN "answer" TEXT;

-- What a patient who asked for erasure is told: what was done, and what stays and why.
ALTER TABLE "RecordRequest"
  ADD CONSTRAINT erasure_is_answered CHECK ((answer IS NOT NULL) = ("doneAt" IS NOT NULL AND kind = 'erasure')),
  ADD CONSTRAINT answer_short CHECK (char_length(btrim(answer)) BETWEEN 1 AND 1000);
DROP TRIGGER kept ON "RecordRequest";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "RecordRequest" FOR EACH ROW
  EXECUTE FUNCTION keep_as_written('doneAt', 'doneById', 'note', 'answer');

-- Who is erased is nobody any more: no name, no way to reach her, no account.
ALTER TABLE "Patient" ADD CONSTRAINT erased_is_nobody CHECK ("erasedAt" IS NULL OR (
  "fullName" = 'Erased' AND "accountId" IS NULL AND num_nonnulls("preferredName", email, phone, "guardianName", "guardianPhone",
    "sexAtBirth", "preferredContact") = 0));

-- Erases the person behind an open request who was invited and never treated: no case, no form with an answer, no flag. Her row
-- stays without what says who she is, since the request and the audit point at it. False for everybody else: a treatment is kept.
CREATE FUNCTION erase_untreated(of_request uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
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
  UPDATE "Mail" SET "to" = 'erased', subject = '', text = '', "sentAt" = COALESCE("sentAt", now())
  WHERE "clinicId" = who."clinicId" AND lower("to") IN (lower(who.email), who."signsInAs");
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
REVOKE ALL ON FUNCTION erase_untreated(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_untreated(uuid) TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer ON "RecordRequest" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ON "RecordRequest" TO stepwise_definer;
CREATE POLICY definer_erase ON "Mail" FOR UPDATE TO stepwise_definer USING (true) WITH CHECK (true);
GRANT SELECT ("to"), UPDATE ("to", subject, text, "sentAt") ON "Mail" TO stepwise_definer;
GRANT UPDATE ON "Patient" TO stepwise_definer;
