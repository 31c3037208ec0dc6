-- DropForeignKey
ALTER TABLE "NoteAddendum" DROP CONSTRAINT "NoteAddendum_clinicId_noteId_patientId_fkey";

-- DropIndex
DROP INDEX "Note_clinicId_id_patientId_key";

-- AlterTable
ALTER TABLE "Note" ADD COLUMN     "savedAt" TIMESTAMPTZ(6),
ADD COLUMN     "savedById" UUID,
ADD COLUMN     "signedById" UUID,
ADD COLUMN     "template" TEXT NOT NULL DEFAULT 'follow_up';

-- CreateIndex
CREATE UNIQUE INDEX "Note_clinicId_id_caseId_patientId_key" ON "Note"("clinicId", "id", "caseId", "patientId");

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_clinicId_savedById_fkey" FOREIGN KEY ("clinicId", "savedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_clinicId_signedById_fkey" FOREIGN KEY ("clinicId", "signedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoteAddendum" ADD CONSTRAINT "NoteAddendum_clinicId_noteId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "noteId", "caseId", "patientId") REFERENCES "Note"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Notes that were signed before: by whoever wrote them.
ALTER TABLE "Note" DISABLE TRIGGER kept;
UPDATE "Note" SET "signedById" = "byId" WHERE "signedAt" IS NOT NULL;
ALTER TABLE "Note" ENABLE TRIGGER kept;

-- ── What must hold ───────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "Note" ADD CONSTRAINT signed_has_name CHECK (("signedAt" IS NULL) = ("signedById" IS NULL)),
  ADD CONSTRAINT saved_has_name CHECK (("savedAt" IS NULL) = ("savedById" IS NULL)),
  ADD CONSTRAINT text_object CHECK (jsonb_typeof(text) = 'object' AND pg_column_size(text) < 100000),
  -- Not in the future anywhere on earth when it was begun, saved or signed.
  ADD CONSTRAINT visit_is_over CHECK ("on" <= (GREATEST("createdAt", "savedAt", "signedAt") AT TIME ZONE 'UTC' + interval '14 hours')::date);
ALTER TABLE "NoteAddendum" ADD CONSTRAINT text_given CHECK (length(btrim(text)) >= 3 AND length(text) <= 4000);

-- Nobody signs for somebody else.
CREATE POLICY own_signature_add ON "Note" AS RESTRICTIVE FOR INSERT TO stepwise_app
  WITH CHECK ("byId" = (SELECT app_account()) AND "signedById" IS NULL);
CREATE POLICY own_signature ON "Note" AS RESTRICTIVE FOR UPDATE TO stepwise_app
  USING (true) WITH CHECK ("signedById" IS NULL OR "signedById" = (SELECT app_account()));
CREATE POLICY own_signature_add ON "NoteAddendum" AS RESTRICTIVE FOR INSERT TO stepwise_app
  WITH CHECK ("byId" = (SELECT app_account()));

-- A draft is written on, not added to.
CREATE FUNCTION only_to_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Note" n WHERE n."clinicId" = NEW."clinicId" AND n.id = NEW."noteId" AND n."signedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'an addendum belongs to a signed note' USING ERRCODE = 'SW001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed_first BEFORE INSERT ON "NoteAddendum" FOR EACH ROW EXECUTE FUNCTION only_to_signed_note();
