-- CreateEnum
CREATE TYPE "ProgramEventKind" AS ENUM ('paused', 'resumed', 'phase');

-- CreateTable
CREATE TABLE "ProgramEvent" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "kind" "ProgramEventKind" NOT NULL,
    "on" DATE NOT NULL,
    "phaseKey" TEXT,
    "phasePosition" INTEGER,
    "phaseStartedOn" DATE,
    "reason" TEXT NOT NULL DEFAULT '',
    "byId" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProgramEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProgramEvent_clinicId_programId_at_idx" ON "ProgramEvent"("clinicId", "programId", "at");

-- CreateIndex
CREATE INDEX "ProgramEvent_clinicId_caseId_idx" ON "ProgramEvent"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramEvent_clinicId_id_key" ON "ProgramEvent"("clinicId", "id");

-- AddForeignKey
ALTER TABLE "ProgramEvent" ADD CONSTRAINT "ProgramEvent_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramEvent" ADD CONSTRAINT "ProgramEvent_clinicId_programId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "programId", "caseId", "patientId") REFERENCES "Program"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramEvent" ADD CONSTRAINT "ProgramEvent_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Locks ────────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "ProgramEvent" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ProgramEvent" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "ProgramEvent" TO stepwise_maintenance;
GRANT SELECT, INSERT ON "ProgramEvent" TO stepwise_app;
CREATE POLICY maintenance ON "ProgramEvent" TO stepwise_maintenance USING (true) WITH CHECK (true);
CREATE POLICY tenant ON "ProgramEvent" AS RESTRICTIVE TO stepwise_app
  USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
  WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);
CREATE POLICY program_read ON "ProgramEvent" FOR SELECT TO stepwise_app
  USING ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_readable_cases()));
CREATE POLICY program_add ON "ProgramEvent" FOR INSERT TO stepwise_app WITH CHECK ("caseId" IN (SELECT app_team_cases()));

ALTER TABLE "ProgramEvent" ADD CONSTRAINT phase_is_named CHECK (
    (kind = 'phase') = ("phaseKey" IS NOT NULL AND "phasePosition" IS NOT NULL AND "phaseStartedOn" IS NOT NULL)
    AND (kind = 'phase' OR num_nonnulls("phaseKey", "phasePosition", "phaseStartedOn") = 0)),
  ADD CONSTRAINT position_from_0 CHECK ("phasePosition" BETWEEN 0 AND 20),
  ADD CONSTRAINT weeks_begin_before CHECK ("phaseStartedOn" <= "on"),
  ADD CONSTRAINT reason_of_a_pause CHECK (kind = 'paused' OR reason = '');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "ProgramEvent" FOR EACH ROW EXECUTE FUNCTION keep_as_written();

-- ── What is known from before ────────────────────────────────────────────────────────────────────────────────────
-- The audit says when a program was paused, went on and changed its phase; the program itself says which phase holds now.
INSERT INTO "ProgramEvent" (id, "clinicId", "patientId", "caseId", "programId", kind, "on", "byId", at, reason)
SELECT uuid_v7(), p."clinicId", p."patientId", p."caseId", p.id, (CASE e.type WHEN 'program.paused' THEN 'paused' ELSE 'resumed' END)::"ProgramEventKind",
  (e.at AT TIME ZONE COALESCE(x."timeZone", k."timeZone"))::date, e."accountId", e.at,
  CASE WHEN e.type = 'program.paused' AND e.at = (SELECT max(l.at) FROM "AuditEvent" l WHERE l."clinicId" = e."clinicId" AND l."caseId" = e."caseId"
    AND l.type = 'program.paused') AND p."pausedAt" IS NOT NULL THEN COALESCE(p."pauseReason", '') ELSE '' END
FROM "Program" p JOIN "Patient" x ON x."clinicId" = p."clinicId" AND x.id = p."patientId" JOIN "Clinic" k ON k.id = p."clinicId"
JOIN "AuditEvent" e ON e."clinicId" = p."clinicId" AND e."caseId" = p."caseId" AND e.type IN ('program.paused', 'program.resumed');
INSERT INTO "ProgramEvent" (id, "clinicId", "patientId", "caseId", "programId", kind, "on", "phaseKey", "phasePosition", "phaseStartedOn", at)
SELECT uuid_v7(), p."clinicId", p."patientId", p."caseId", p.id, 'phase', s."on", h.key, s.position, s."on", s."on"::timestamptz
FROM "Program" p
CROSS JOIN LATERAL (
  SELECT 0 AS position, p."activatedOn" AS "on" WHERE p."activatedOn" < COALESCE(p."phaseStartedOn", p."activatedOn")
  UNION ALL SELECT p."phasePosition", COALESCE(p."phaseStartedOn", p."activatedOn")) s
JOIN LATERAL (
  SELECT h.key FROM "ProgramVersion" v JOIN "ProgramPhase" h ON h."clinicId" = v."clinicId" AND h."versionId" = v.id AND h.position = s.position
  WHERE v."clinicId" = p."clinicId" AND v."programId" = p.id AND v."publishedAt" IS NOT NULL ORDER BY v.number DESC LIMIT 1) h ON true
WHERE p."activatedOn" IS NOT NULL;

-- ── A patient's own days ─────────────────────────────────────────────────────────────────────────────────────────
-- When her treatment waited and when a safety answer stopped it: days alone, never why. What the flags are stays with the team.
CREATE FUNCTION own_pauses() RETURNS TABLE ("caseId" uuid, kind text, since timestamptz, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f."caseId", f.block::text, f."raisedAt", LEAST(f."resolvedAt", f."supersededAt") FROM "RedFlag" f
  WHERE f."clinicId" = app_clinic() AND f."patientId" = app_patient() AND f."caseId" IS NOT NULL AND f.block <> 'none'
  UNION ALL
  SELECT s."caseId", s."to"::text, s.at, NULL FROM "CaseStatusChange" s
  WHERE s."clinicId" = app_clinic() AND s."patientId" = app_patient()
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_pauses() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_pauses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_pauses() TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer ON "CaseStatusChange" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ON "CaseStatusChange" TO stepwise_definer;
