-- AlterTable
ALTER TABLE "Suggestion" ADD COLUMN     "tryAt" TIMESTAMPTZ(6);

DROP TRIGGER kept ON "Suggestion";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Suggestion"
  FOR EACH ROW EXECUTE FUNCTION keep_as_written('state', 'decidedAt', 'decidedById', 'reason', 'appliedNumber', 'itself', 'tryAt');

GRANT SELECT (advice, "tryAt"), UPDATE ("tryAt") ON "Suggestion" TO stepwise_definer;
CREATE POLICY definer_try ON "Suggestion" FOR UPDATE TO stepwise_definer
  USING (state = 'open' AND NOT "needsPhysio") WITH CHECK (state = 'open' AND NOT "needsPhysio");

-- Takes what waits under a standing order and is to be tried now, and who gave it, for the server's own work: ids, and the account
-- as a session would name it. What is taken is tried again after a quarter of the time for which it has waited, so that what may
-- not be applied does not stand before what may. Of a clinic what was not tried yet comes first, and lower doses before others.
DROP FUNCTION standing_orders();
CREATE FUNCTION take_standing_orders() RETURNS TABLE ("suggestionId" uuid, "caseId" uuid, "accountId" uuid, "clinicId" uuid, name text,
  roles "Role"[], "clinicName" text, "timeZone" text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  WITH due AS (
    SELECT s.id, s."caseId", a.id AS account, a."clinicId", a.name, a.roles, c.name AS clinic, c."timeZone",
      s.advice <> 'regress' AS later, row_number() OVER (PARTITION BY a."clinicId"
        ORDER BY s."tryAt" IS NOT NULL, s.advice <> 'regress', COALESCE(s."tryAt", s."createdAt"), s.id) AS turn
    FROM "Program" p
    JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."appliesById" AND a.status = 'active' AND 'physio' = ANY (a.roles)
    JOIN "Clinic" c ON c.id = p."clinicId"
    JOIN "Case" k ON k."clinicId" = p."clinicId" AND k.id = p."caseId" AND k.status = 'open'
    JOIN "Suggestion" s ON s."clinicId" = p."clinicId" AND s."caseId" = p."caseId" AND s.state = 'open' AND NOT s."needsPhysio"
    WHERE p."appliesById" IS NOT NULL AND p."pausedAt" IS NULL AND s."createdAt" >= p."appliesSince"
      AND (s."tryAt" IS NULL OR s."tryAt" <= now())
  ), picked AS (
    SELECT * FROM due WHERE turn <= 25 ORDER BY later, turn LIMIT 200
  ), taken AS (
    UPDATE "Suggestion" s SET "tryAt" = now() + GREATEST(interval '2 minutes', LEAST(interval '15 minutes', (now() - s."createdAt") / 4))
    FROM picked p WHERE s."clinicId" = p."clinicId" AND s.id = p.id AND (s."tryAt" IS NULL OR s."tryAt" <= now())
    RETURNING s.id
  )
  SELECT p.id, p."caseId", p.account, p."clinicId", p.name, p.roles, p.clinic, p."timeZone"
  FROM picked p JOIN taken USING (id) ORDER BY p.later, p.turn
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION take_standing_orders() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION take_standing_orders() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_standing_orders() TO stepwise_jobs, stepwise_maintenance;
