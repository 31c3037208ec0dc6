-- AlterTable
ALTER TABLE "Program" ADD COLUMN     "appliesById" UUID,
ADD COLUMN     "appliesSince" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Suggestion" ADD COLUMN     "itself" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "needsPhysio" BOOLEAN NOT NULL DEFAULT true;

-- AddForeignKey
ALTER TABLE "Program" ADD CONSTRAINT "Program_clinicId_appliesById_fkey" FOREIGN KEY ("clinicId", "appliesById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Both or neither; a suggestion that applied itself names the physio whose order it was.
ALTER TABLE "Program" ADD CONSTRAINT applies_whole CHECK (("appliesById" IS NULL) = ("appliesSince" IS NULL));
ALTER TABLE "Suggestion" ADD CONSTRAINT itself_accepted CHECK (NOT itself OR (state = 'accepted' AND "decidedById" IS NOT NULL AND NOT "needsPhysio"));
DROP TRIGGER kept ON "Suggestion";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Suggestion"
  FOR EACH ROW EXECUTE FUNCTION keep_as_written('state', 'decidedAt', 'decidedById', 'reason', 'appliedNumber', 'itself');
CREATE INDEX waiting ON "Suggestion" ("clinicId", "caseId") WHERE state = 'open' AND NOT "needsPhysio";

-- What waits under a standing order and who gave it, for the server's own work: ids, and the account as a session would name it.
CREATE FUNCTION standing_orders() RETURNS TABLE ("suggestionId" uuid, "caseId" uuid, "accountId" uuid, "clinicId" uuid, name text,
  roles "Role"[], "clinicName" text, "timeZone" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.id, s."caseId", a.id, a."clinicId", a.name, a.roles, c.name, c."timeZone"
  FROM "Program" p
  JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."appliesById" AND a.status = 'active' AND 'physio' = ANY (a.roles)
  JOIN "Clinic" c ON c.id = p."clinicId"
  JOIN "Case" k ON k."clinicId" = p."clinicId" AND k.id = p."caseId" AND k.status = 'open'
  JOIN "Suggestion" s ON s."clinicId" = p."clinicId" AND s."caseId" = p."caseId" AND s.state = 'open' AND NOT s."needsPhysio"
  WHERE p."appliesById" IS NOT NULL AND p."pausedAt" IS NULL AND s."createdAt" >= p."appliesSince"
  ORDER BY s."createdAt" LIMIT 200
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION standing_orders() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION standing_orders() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_orders() TO stepwise_jobs, stepwise_maintenance;
CREATE POLICY definer ON "Suggestion" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ("id", "clinicId", "caseId", state, "needsPhysio", "createdAt") ON "Suggestion" TO stepwise_definer;
CREATE POLICY definer ON "Program" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ("clinicId", "caseId", "appliesById", "appliesSince", "pausedAt") ON "Program" TO stepwise_definer;
