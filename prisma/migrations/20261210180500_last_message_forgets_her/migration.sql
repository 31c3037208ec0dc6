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

-- What never leaves is kept no longer than it could have left, and what was sent before this no longer than the next night. Before, it was
-- not written down whose the last message was; nothing else has its subject.
CREATE FUNCTION forget_mail_of_erased(most_attempts int) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "Mail" m SET "to" = 'erased', subject = '', text = ''
  WHERE m."clinicId" = app_clinic() AND m."to" <> 'erased' AND (m."sentAt" IS NOT NULL OR m."endsAt" <= now() OR m.attempts >= most_attempts)
    AND (EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = m."clinicId" AND p.id = m."patientId" AND p."erasedAt" IS NOT NULL)
      OR (m."patientId" IS NULL AND starts_with(m.subject, 'Your request to ')))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION forget_mail_of_erased(int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION forget_mail_of_erased(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_mail_of_erased(int) TO stepwise_jobs, stepwise_maintenance;
