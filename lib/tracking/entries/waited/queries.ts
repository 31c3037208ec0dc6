import 'server-only'
import { Prisma } from '#prisma/generated/client.ts'

const logsSql = Prisma.join(
  ['SessionLog', 'RunLog', 'PainScore'].map(
    (table) => Prisma.sql`SELECT "clinicId", "caseId", id, "recordedAt" FROM ${Prisma.raw(`"${table}"`)}`,
  ),
  ' UNION ALL ',
)

/**
 * When an entry came that had waited on the phone of its patient, and for how long (`Came`); NULL for one that came at once, for
 * what is no entry, and for whoever does not read the audit of its case.
 */
export const cameSql = (clinicId: Prisma.Sql, entryId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_build_object('at', l."recordedAt", 'waited', e.data->'waited')
  FROM (${logsSql}) l JOIN "AuditEvent" e ON e."clinicId" = l."clinicId" AND e."caseId" = l."caseId" AND e."subjectId" = l.id
  WHERE l."clinicId" = ${clinicId} AND l.id = ${entryId} AND e.data->'waited' IS NOT NULL
    AND e.type IN ('session_log.recorded', 'run_log.recorded', 'pain_score.recorded') LIMIT 1)`
