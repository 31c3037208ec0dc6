-- CreateEnum
CREATE TYPE "RecordRequestKind" AS ENUM ('export', 'correction');

-- CreateTable
CREATE TABLE "RecordRequest" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "kind" "RecordRequestKind" NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(6),
    "doneById" UUID,
    "note" TEXT,

    CONSTRAINT "RecordRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RecordRequest_clinicId_doneAt_askedAt_idx" ON "RecordRequest"("clinicId", "doneAt", "askedAt");

-- CreateIndex
CREATE INDEX "RecordRequest_clinicId_patientId_askedAt_idx" ON "RecordRequest"("clinicId", "patientId", "askedAt");

-- CreateIndex
CREATE UNIQUE INDEX "RecordRequest_clinicId_id_key" ON "RecordRequest"("clinicId", "id");

-- AddForeignKey
ALTER TABLE "RecordRequest" ADD CONSTRAINT "RecordRequest_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordRequest" ADD CONSTRAINT "RecordRequest_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordRequest" ADD CONSTRAINT "RecordRequest_clinicId_askedById_fkey" FOREIGN KEY ("clinicId", "askedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordRequest" ADD CONSTRAINT "RecordRequest_clinicId_doneById_fkey" FOREIGN KEY ("clinicId", "doneById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Asked before there was a list: the newest of each kind is open, since nobody could say that it was done.
INSERT INTO "RecordRequest" (id, "clinicId", "patientId", kind, "askedById", "askedAt")
SELECT DISTINCT ON (e."clinicId", e."patientId", e.data->>'kind') e.id, e."clinicId", e."patientId",
  (e.data->>'kind')::"RecordRequestKind", e."accountId", e.at
FROM "AuditEvent" e
WHERE e.type = 'record.requested' AND e."patientId" IS NOT NULL AND e."accountId" IS NOT NULL AND e.data->>'kind' IN ('export', 'correction')
ORDER BY e."clinicId", e."patientId", e.data->>'kind', e.at DESC;

-- ── Locks ────────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "RecordRequest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "RecordRequest" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "RecordRequest" TO stepwise_maintenance;
GRANT SELECT, INSERT, UPDATE ON "RecordRequest" TO stepwise_app;
CREATE POLICY maintenance ON "RecordRequest" TO stepwise_maintenance USING (true) WITH CHECK (true);
CREATE POLICY tenant ON "RecordRequest" AS RESTRICTIVE TO stepwise_app
  USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
  WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);
-- A patient asks in her own name and reads her own; admins carry out, in theirs.
CREATE POLICY request_read ON "RecordRequest" FOR SELECT TO stepwise_app
  USING (app_has_role('admin') OR "patientId" = (SELECT app_patient()));
CREATE POLICY request_add ON "RecordRequest" FOR INSERT TO stepwise_app
  WITH CHECK ("patientId" = (SELECT app_patient()) AND "askedById" = (SELECT app_account()) AND "doneAt" IS NULL);
CREATE POLICY request_change ON "RecordRequest" FOR UPDATE TO stepwise_app
  USING (app_has_role('admin')) WITH CHECK (app_has_role('admin') AND "doneById" = (SELECT app_account()));

-- ── What must hold ───────────────────────────────────────────────────────────────────────────────────────────────
CREATE UNIQUE INDEX one_open_request ON "RecordRequest" ("clinicId", "patientId", kind) WHERE "doneAt" IS NULL;
ALTER TABLE "RecordRequest"
  ADD CONSTRAINT done_has_name_and_note CHECK (num_nonnulls("doneAt", "doneById", note) IN (0, 3)),
  ADD CONSTRAINT done_after_asked CHECK ("doneAt" >= "askedAt"),
  ADD CONSTRAINT note_short CHECK (char_length(note) BETWEEN 1 AND 300);
CREATE FUNCTION keep_when_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."doneAt" IS NOT NULL THEN RAISE EXCEPTION '% is done', TG_TABLE_NAME USING ERRCODE = 'SW001'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "RecordRequest" FOR EACH ROW EXECUTE FUNCTION keep_as_written('doneAt', 'doneById', 'note');
CREATE TRIGGER kept_when_done BEFORE UPDATE ON "RecordRequest" FOR EACH ROW EXECUTE FUNCTION keep_when_done();
