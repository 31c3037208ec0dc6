-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "linkHash" TEXT;

-- CreateIndex
CREATE INDEX "Mail_clinicId_linkHash_idx" ON "Mail"("clinicId", "linkHash");

DROP TRIGGER keep_columns ON "Mail";
CREATE TRIGGER keep_columns BEFORE UPDATE ON "Mail" FOR EACH ROW
  EXECUTE FUNCTION keep_columns('id', 'clinicId', 'to', 'subject', 'createdAt', 'endsAt', 'once', 'urgent', 'clinical', 'patientId',
    'link', 'linkHash');

-- Whoever takes a link back, and by whichever way, takes back the message that waits with it.
CREATE FUNCTION end_mail_of_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Mail" SET "endsAt" = now()
  WHERE "clinicId" = NEW."clinicId" AND "linkHash" = NEW."tokenHash" AND "sentAt" IS NULL AND "endsAt" > now();
  RETURN NULL;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION end_mail_of_link() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION end_mail_of_link() FROM PUBLIC;
GRANT SELECT ("linkHash"), UPDATE ("endsAt") ON "Mail" TO stepwise_definer;

CREATE TRIGGER end_mail AFTER UPDATE OF "revokedAt" ON "AccountToken" FOR EACH ROW
  WHEN (OLD."revokedAt" IS NULL AND NEW."revokedAt" IS NOT NULL) EXECUTE FUNCTION end_mail_of_link();
CREATE TRIGGER end_mail AFTER UPDATE OF "revokedAt" ON "IntakeLink" FOR EACH ROW
  WHEN (OLD."revokedAt" IS NULL AND NEW."revokedAt" IS NOT NULL) EXECUTE FUNCTION end_mail_of_link();
