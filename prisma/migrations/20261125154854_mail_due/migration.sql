-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "dueAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Which clinics have mail that waits, and nothing of what it says: whoever sends it then works inside one clinic at a time.
CREATE FUNCTION mail_due_clinics(most_attempts int) RETURNS TABLE ("clinicId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT "clinicId" FROM "Mail" WHERE "sentAt" IS NULL AND attempts < most_attempts AND "dueAt" <= now()
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION mail_due_clinics(int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION mail_due_clinics(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_due_clinics(int) TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer_read ON "Mail" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ("clinicId", "sentAt", attempts, "dueAt") ON "Mail" TO stepwise_definer;
