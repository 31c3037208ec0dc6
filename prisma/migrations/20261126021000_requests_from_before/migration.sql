-- What was asked before there was a list, for databases whose owner row-level security kept the audit from: the newest of each
-- kind is open, as where it was taken over already. Whoever asked since, or was taken over then, has a row.
SET ROLE stepwise_maintenance;
INSERT INTO "RecordRequest" (id, "clinicId", "patientId", kind, "askedById", "askedAt")
SELECT DISTINCT ON (e."clinicId", e."patientId", e.data->>'kind') e.id, e."clinicId", e."patientId",
  (e.data->>'kind')::"RecordRequestKind", e."accountId", e.at
FROM "AuditEvent" e JOIN "Patient" p ON p."clinicId" = e."clinicId" AND p.id = e."patientId"
WHERE e.type = 'record.requested' AND e."accountId" IS NOT NULL AND e.data->>'kind' IN ('export', 'correction')
  AND NOT EXISTS (
    SELECT 1 FROM "RecordRequest" r
    WHERE r."clinicId" = e."clinicId" AND r."patientId" = e."patientId" AND r.kind::text = e.data->>'kind')
ORDER BY e."clinicId", e."patientId", e.data->>'kind', e.at DESC, e.id DESC;
RESET ROLE;
