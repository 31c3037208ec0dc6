-- Two people who examine the same knee write into the same draft.
CREATE UNIQUE INDEX one_open_assessment ON "Assessment" ("clinicId", "caseId") WHERE "signedAt" IS NULL;

-- Whose findings and of which case they are does not change while they are a draft either.
CREATE TRIGGER kept_place BEFORE UPDATE ON "Assessment" FOR EACH ROW
  WHEN (OLD."clinicId" <> NEW."clinicId" OR OLD."caseId" <> NEW."caseId" OR OLD."patientId" <> NEW."patientId"
    OR OLD.id <> NEW.id OR OLD."createdAt" <> NEW."createdAt")
  EXECUTE FUNCTION keep_as_written();
