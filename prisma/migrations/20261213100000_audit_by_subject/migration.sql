-- When an entry came that had waited is looked up by the entry, not in the whole audit of its case.
-- CreateIndex
CREATE INDEX "AuditEvent_clinicId_subjectId_idx" ON "AuditEvent"("clinicId", "subjectId");
