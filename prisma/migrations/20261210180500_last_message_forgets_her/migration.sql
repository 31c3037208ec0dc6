-- The last message to who was erased keeps her address until it is sent, and no longer. Its name is behind that of keep_columns, which asks
-- what the application changes.
CREATE FUNCTION forget_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = NEW."clinicId" AND p.id = NEW."patientId" AND p."erasedAt" IS NOT NULL) THEN
    NEW."to" := 'erased';
    NEW.subject := '';
    NEW.text := '';
  END IF;
  RETURN NEW;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION forget_erased() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION forget_erased() FROM PUBLIC;
CREATE TRIGGER when_sent_forget BEFORE UPDATE OF "sentAt" ON "Mail" FOR EACH ROW
  WHEN (OLD."sentAt" IS NULL AND NEW."sentAt" IS NOT NULL AND NEW."patientId" IS NOT NULL) EXECUTE FUNCTION forget_erased();
