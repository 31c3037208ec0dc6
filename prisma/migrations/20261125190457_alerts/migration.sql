-- CreateEnum
CREATE TYPE "AlertEventKind" AS ENUM ('opened', 'raised', 'again', 'acknowledged', 'snoozed', 'handed_over', 'resolved', 'ended');

-- AlterTable
ALTER TABLE "Alert" ADD COLUMN     "notTrueSince" DATE,
ADD COLUMN     "rule" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "snoozedUntil" DATE;

-- CreateTable
CREATE TABLE "AlertEvent" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "alertRowId" UUID NOT NULL,
    "kind" "AlertEventKind" NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byId" UUID,
    "severity" "Severity" NOT NULL,
    "ruleSetVersion" INTEGER,
    "rule" TEXT,
    "inputs" JSONB,
    "sourceId" UUID,
    "text" TEXT NOT NULL DEFAULT '',
    "until" DATE,
    "toId" UUID,

    CONSTRAINT "AlertEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertThreshold" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "caseId" UUID,
    "patientId" UUID,
    "thresholdId" TEXT NOT NULL,
    "value" DECIMAL(8,2),
    "note" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertThreshold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertRound" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL,
    "finishedAt" TIMESTAMPTZ(6) NOT NULL,
    "cases" INTEGER NOT NULL,
    "opened" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,

    CONSTRAINT "AlertRound_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AlertEvent_clinicId_alertRowId_at_idx" ON "AlertEvent"("clinicId", "alertRowId", "at");

-- CreateIndex
CREATE INDEX "AlertEvent_clinicId_caseId_idx" ON "AlertEvent"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "AlertEvent_clinicId_id_key" ON "AlertEvent"("clinicId", "id");

-- CreateIndex
CREATE INDEX "AlertThreshold_clinicId_caseId_thresholdId_at_idx" ON "AlertThreshold"("clinicId", "caseId", "thresholdId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AlertThreshold_clinicId_id_key" ON "AlertThreshold"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AlertRound_clinicId_id_key" ON "AlertRound"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AlertRound_clinicId_day_key" ON "AlertRound"("clinicId", "day");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_clinicId_id_caseId_patientId_key" ON "Alert"("clinicId", "id", "caseId", "patientId");

-- AddForeignKey
ALTER TABLE "AlertEvent" ADD CONSTRAINT "AlertEvent_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertEvent" ADD CONSTRAINT "AlertEvent_clinicId_alertRowId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "alertRowId", "caseId", "patientId") REFERENCES "Alert"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertEvent" ADD CONSTRAINT "AlertEvent_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertEvent" ADD CONSTRAINT "AlertEvent_clinicId_toId_fkey" FOREIGN KEY ("clinicId", "toId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertThreshold" ADD CONSTRAINT "AlertThreshold_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertThreshold" ADD CONSTRAINT "AlertThreshold_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertThreshold" ADD CONSTRAINT "AlertThreshold_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertRound" ADD CONSTRAINT "AlertRound_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Stepwise's own work at night ─────────────────────────────────────────────────────────────────────────────────
-- stepwise_jobs: what the jobs of the server may do, inside one clinic at a time: read what alerts rest on, and write
-- alerts. Nobody who asks has it; it cannot sign in, owns nothing and bypasses nothing.
DO $$
BEGIN
  BEGIN
    CREATE ROLE stepwise_jobs NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    GRANT stepwise_jobs TO CURRENT_USER;
  EXCEPTION WHEN OTHERS THEN NULL; -- already a member, or a superuser who needs no membership
  END;
  IF NOT pg_has_role(CURRENT_USER, 'stepwise_jobs', 'MEMBER') THEN
    RAISE EXCEPTION 'The role stepwise_jobs exists in this cluster already and % may not use it. Let a superuser run: GRANT stepwise_jobs TO %',
      CURRENT_USER, quote_ident(CURRENT_USER);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO stepwise_jobs;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['AlertEvent', 'AlertThreshold', 'AlertRound'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY maintenance ON %I TO stepwise_maintenance USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO stepwise_maintenance', t);
    EXECUTE format($p$CREATE POLICY tenant ON %I AS RESTRICTIVE TO stepwise_app
      USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
      WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)$p$, t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['Patient', 'Case', 'CaseStatusChange', 'RedFlag', 'Review', 'Intake', 'IntakeAnswers', 'Program',
      'ProgramEvent', 'ProgramVersion', 'ProgramPhase', 'ProgramItem', 'SessionLog', 'ExerciseLog', 'RunLog', 'PainScore',
      'OutcomeMeasure', 'OutcomeChoice', 'InstrumentPack', 'Account', 'Alert', 'AlertEvent', 'AlertThreshold', 'AlertRound'] LOOP
    EXECUTE format($p$CREATE POLICY jobs_read ON %I FOR SELECT TO stepwise_jobs
      USING ("clinicId" = (SELECT app_clinic()))$p$, t);
  END LOOP;
END $$;
-- Of people no more than what the rules read: whose zone counts and who filled in a form.
GRANT SELECT (id, "clinicId", "timeZone") ON "Patient" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", name) ON "Account" TO stepwise_jobs;
GRANT SELECT ON "Case", "CaseStatusChange", "RedFlag", "Review", "Intake", "IntakeAnswers", "Program", "ProgramEvent",
  "ProgramVersion", "ProgramPhase", "ProgramItem", "SessionLog", "ExerciseLog", "RunLog", "PainScore", "OutcomeMeasure",
  "OutcomeChoice", "InstrumentPack", "Alert", "AlertThreshold", "AlertRound" TO stepwise_jobs;
GRANT INSERT ON "Alert", "AlertEvent", "AlertRound", "AuditEvent" TO stepwise_jobs;
GRANT UPDATE (severity, "ruleSetVersion", rule, inputs, "sourceId", "acknowledgedAt", "acknowledgedById", acknowledgement,
  "closedAt", outcome, "notTrueSince", "snoozedUntil") ON "Alert" TO stepwise_jobs;
CREATE POLICY jobs_add ON "Alert" FOR INSERT TO stepwise_jobs WITH CHECK ("clinicId" = (SELECT app_clinic()));
CREATE POLICY jobs_change ON "Alert" FOR UPDATE TO stepwise_jobs
  USING ("clinicId" = (SELECT app_clinic())) WITH CHECK ("clinicId" = (SELECT app_clinic()));
CREATE POLICY jobs_add ON "AlertEvent" FOR INSERT TO stepwise_jobs
  WITH CHECK ("clinicId" = (SELECT app_clinic()) AND "byId" IS NULL);
CREATE POLICY jobs_add ON "AlertRound" FOR INSERT TO stepwise_jobs WITH CHECK ("clinicId" = (SELECT app_clinic()));
CREATE POLICY jobs_add ON "AuditEvent" FOR INSERT TO stepwise_jobs
  WITH CHECK ("clinicId" = (SELECT app_clinic()) AND "actorKind" = 'system' AND "accountId" IS NULL);
GRANT EXECUTE ON FUNCTION queue_duty_mail(text, text) TO stepwise_jobs;

-- Which clinics are due for a round, and nothing of what is in them: the work is then done inside one at a time.
CREATE FUNCTION alert_round_clinics() RETURNS TABLE ("clinicId" uuid, zone text, "lastDay" date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.id, c."timeZone", (SELECT max(r.day) FROM "AlertRound" r WHERE r."clinicId" = c.id) FROM "Clinic" c
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION alert_round_clinics() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION alert_round_clinics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION alert_round_clinics() TO stepwise_jobs, stepwise_maintenance;
CREATE POLICY definer ON "AlertRound" FOR SELECT TO stepwise_definer USING (true);
GRANT SELECT ON "AlertRound" TO stepwise_definer;

-- ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────
GRANT SELECT, INSERT ON "AlertEvent", "AlertThreshold" TO stepwise_app;
CREATE POLICY event_read ON "AlertEvent" FOR SELECT TO stepwise_app USING ("caseId" IN (SELECT app_readable_cases()));
-- A clinician under her own name; the rules under the duty, for the record at hand.
CREATE POLICY event_add ON "AlertEvent" FOR INSERT TO stepwise_app
  WITH CHECK (("byId" = (SELECT app_account()) AND "caseId" IN (SELECT app_team_cases()))
    OR ((SELECT app_duty()) = 'safety' AND "byId" IS NULL
      AND ("patientId" = (SELECT app_patient()) OR "caseId" IN (SELECT app_team_cases())
        OR EXISTS (SELECT 1 FROM "BreakGlass" g WHERE g."clinicId" = "AlertEvent"."clinicId" AND g."caseId" = "AlertEvent"."caseId"
                     AND g."accountId" = (SELECT app_account())))));
CREATE POLICY threshold_read ON "AlertThreshold" FOR SELECT TO stepwise_app
  USING (("caseId" IS NULL AND (SELECT app_is_staff())) OR "caseId" IN (SELECT app_readable_cases())
    OR ((SELECT app_duty()) = 'safety' AND ("caseId" IS NULL OR "patientId" = (SELECT app_patient()))));
CREATE POLICY threshold_add ON "AlertThreshold" FOR INSERT TO stepwise_app
  WITH CHECK ("byId" = (SELECT app_account())
    AND (("caseId" IS NULL AND (SELECT app_has_role('admin'))) OR "caseId" IN (SELECT app_team_cases())));
-- On duty for the one record at hand: the patient's own entry moves her alerts, and the rules read the days of her reviews
-- and of what put the case on hold. Nothing of it comes back to her.
CREATE POLICY alert_duty ON "Alert" FOR UPDATE TO stepwise_app
  USING ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()))
  WITH CHECK ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()));
CREATE POLICY duty_read ON "Review" FOR SELECT TO stepwise_app
  USING ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()));
CREATE POLICY duty_read ON "CaseStatusChange" FOR SELECT TO stepwise_app
  USING ((SELECT app_duty()) = 'safety' AND "patientId" = (SELECT app_patient()));

-- ── What must hold, and what never changes ───────────────────────────────────────────────────────────────────────
-- Alerts of one kind in one case become one: the newest stays open. A broken glass is a finding of its own each time.
SET ROLE stepwise_maintenance;
UPDATE "Alert" a SET "closedAt" = now(), outcome = 'Goes on in a newer alert of the same kind.'
WHERE a."closedAt" IS NULL AND a."alertId" <> 'al_break_glass' AND EXISTS (
  SELECT 1 FROM "Alert" b WHERE b."clinicId" = a."clinicId" AND b."caseId" = a."caseId" AND b."alertId" = a."alertId"
    AND b."closedAt" IS NULL AND (b."openedAt", b.id) > (a."openedAt", a.id));
RESET ROLE;
CREATE UNIQUE INDEX one_open_alert ON "Alert" ("clinicId", "caseId", "alertId")
  WHERE "closedAt" IS NULL AND "alertId" <> 'al_break_glass';
-- The worklist: what is open, whoever's.
CREATE INDEX open_alerts ON "Alert" ("clinicId", "caseId") INCLUDE (severity, "openedAt") WHERE "closedAt" IS NULL;
ALTER TABLE "Alert" ADD CONSTRAINT urgent_not_snoozed CHECK (severity <> 'urgent' OR "snoozedUntil" IS NULL);
ALTER TABLE "AlertEvent" ADD CONSTRAINT by_somebody_or_a_rule CHECK (
    (kind IN ('opened', 'raised', 'again', 'ended')) = ("byId" IS NULL)),
  ADD CONSTRAINT text_given CHECK (kind NOT IN ('acknowledged', 'snoozed', 'handed_over', 'resolved') OR length(btrim(text)) >= 3),
  ADD CONSTRAINT snoozed_until CHECK ((kind = 'snoozed') = (until IS NOT NULL)),
  ADD CONSTRAINT handed_to CHECK ((kind = 'handed_over') = ("toId" IS NOT NULL));
ALTER TABLE "AlertThreshold" ADD CONSTRAINT case_has_patient CHECK (("caseId" IS NULL) = ("patientId" IS NULL)),
  ADD CONSTRAINT threshold_name CHECK ("thresholdId" ~ '^[a-z][a-z0-9_]{1,40}$'),
  ADD CONSTRAINT value_range CHECK (value BETWEEN 0 AND 1000),
  ADD CONSTRAINT note_given CHECK (length(btrim(note)) >= 3);
ALTER TABLE "AlertRound" ADD CONSTRAINT ends_after_start CHECK ("finishedAt" >= "startedAt"),
  ADD CONSTRAINT counts CHECK (cases >= 0 AND opened >= 0 AND closed >= 0);
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "AlertEvent" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "AlertThreshold" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "AlertRound" FOR EACH ROW EXECUTE FUNCTION keep_as_written();
-- Each reading of the rule stays in an event; the row says how it stands.
DROP TRIGGER kept ON "Alert";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "Alert" FOR EACH ROW EXECUTE FUNCTION keep_as_written(
  'severity', 'ruleSetVersion', 'rule', 'inputs', 'sourceId', 'ownerId', 'acknowledgedAt', 'acknowledgedById', 'acknowledgement',
  'closedAt', 'closedById', 'outcome', 'notTrueSince', 'snoozedUntil');
