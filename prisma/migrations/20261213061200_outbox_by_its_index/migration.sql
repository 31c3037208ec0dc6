-- DropIndex
DROP INDEX "Mail_clinicId_createdAt_idx";

-- CreateIndex
CREATE INDEX "Mail_clinicId_createdAt_id_idx" ON "Mail"("clinicId", "createdAt", "id");

-- What has not left, in the same order.
CREATE INDEX unsent ON "Mail" ("clinicId", "createdAt", id) WHERE "sentAt" IS NULL;
