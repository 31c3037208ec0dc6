-- An assessment is withdrawn: signed, it was entered in error; a draft is discarded. It stays, and no rule reads it any more.
ALTER TABLE "Assessment" ADD COLUMN "withdrawnAt" TIMESTAMPTZ(6), ADD COLUMN "withdrawnById" UUID, ADD COLUMN "withdrawReason" TEXT;
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Assessment" ADD CONSTRAINT withdrawn_has_name CHECK (num_nulls("withdrawnAt", "withdrawnById", "withdrawReason") IN (0, 3)),
  ADD CONSTRAINT withdraw_reason_given CHECK (length(btrim("withdrawReason")) BETWEEN 3 AND 500);

DROP INDEX one_open_assessment;
CREATE UNIQUE INDEX one_open_assessment ON "Assessment" ("clinicId", "caseId") WHERE "signedAt" IS NULL AND "withdrawnAt" IS NULL;

-- Of a signed one only this is written, once, and never together with the signature.
CREATE FUNCTION keep_assessment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE told text[] := ARRAY['withdrawnAt', 'withdrawnById', 'withdrawReason'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD."withdrawnAt" IS NOT NULL
     OR (OLD."signedAt" IS NOT NULL AND to_jsonb(OLD) - told IS DISTINCT FROM to_jsonb(NEW) - told)
     OR (OLD."signedAt" IS NULL AND NEW."signedAt" IS NOT NULL AND NEW."withdrawnAt" IS NOT NULL) THEN
    RAISE EXCEPTION '% is kept as it was signed or withdrawn', TG_TABLE_NAME USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER kept ON "Assessment";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Assessment" FOR EACH ROW EXECUTE FUNCTION keep_assessment();
DROP TRIGGER own_name ON "Assessment";
CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON "Assessment" FOR EACH ROW EXECUTE FUNCTION write_own_name('byId', 'withdrawnById');

-- A signed one is withdrawn by whoever signed it or leads the case.
ALTER POLICY own_signature ON "Assessment" WITH CHECK ("signedAt" IS NULL OR "withdrawnAt" IS NOT NULL OR "byId" = (SELECT app_account()));
CREATE POLICY own_withdrawal ON "Assessment" AS RESTRICTIVE FOR UPDATE TO stepwise_app
  USING (true) WITH CHECK ("withdrawnAt" IS NULL OR "signedAt" IS NULL OR "byId" = (SELECT app_account())
    OR "caseId" IN (SELECT app_led_cases()));
