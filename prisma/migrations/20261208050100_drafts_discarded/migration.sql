-- A draft of a note or letter is discarded by its team: it stays, with who said so, when and why, and does not come back. What is
-- signed is never discarded.
ALTER TABLE "Note" ADD COLUMN "withdrawnAt" TIMESTAMPTZ(6), ADD COLUMN "withdrawnById" UUID, ADD COLUMN "withdrawReason" TEXT;
ALTER TABLE "Letter" ADD COLUMN "withdrawnAt" TIMESTAMPTZ(6), ADD COLUMN "withdrawnById" UUID, ADD COLUMN "withdrawReason" TEXT;
ALTER TABLE "Note" ADD CONSTRAINT "Note_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_clinicId_withdrawnById_fkey" FOREIGN KEY ("clinicId", "withdrawnById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION keep_when_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE told text[] := ARRAY['withdrawnAt', 'withdrawnById', 'withdrawReason'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD."signedAt" IS NOT NULL OR OLD."withdrawnAt" IS NOT NULL
     OR (NEW."withdrawnAt" IS NOT NULL AND to_jsonb(OLD) - told IS DISTINCT FROM to_jsonb(NEW) - told) THEN
    RAISE EXCEPTION '% is signed or discarded', TG_TABLE_NAME USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['Note', 'Letter'] LOOP
    EXECUTE format('ALTER TABLE %I
      ADD CONSTRAINT withdrawn_has_name CHECK (num_nulls("withdrawnAt", "withdrawnById", "withdrawReason") IN (0, 3)),
      ADD CONSTRAINT withdraw_reason_given CHECK (length(btrim("withdrawReason")) BETWEEN 3 AND 500),
      ADD CONSTRAINT signed_stays CHECK ("signedAt" IS NULL OR "withdrawnAt" IS NULL)', t);
    EXECUTE format('DROP TRIGGER own_name ON %I', t);
    EXECUTE format('CREATE TRIGGER own_name BEFORE INSERT OR UPDATE ON %I FOR EACH ROW
      EXECUTE FUNCTION write_own_name(''byId'', ''savedById'', ''signedById'', ''withdrawnById'')', t);
  END LOOP;
END $$;
