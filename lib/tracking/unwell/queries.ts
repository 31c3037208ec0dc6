import 'server-only'
import { Prisma } from '#prisma/generated/client.ts'

const fever = (alias: string) => Prisma.raw(`'fever_unwell' = ANY (${alias}.safety)`)

/** The ids of all cases of the patient whose case it is: what she tells of her body bears on each (clinical/red-flags.md 5). */
export const casesOfPatient = ({ clinicId, caseId }: { clinicId: string; caseId: string }): Prisma.Sql =>
  Prisma.sql`SELECT o.id FROM "Case" c JOIN "Case" o ON o."clinicId" = c."clinicId" AND o."patientId" = c."patientId"
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`

type Asked = {
  readonly clinicId: Prisma.Sql
  readonly caseId: Prisma.Sql
  readonly zone: Prisma.Sql
  /** Of the oldest entry that is looked at. */
  readonly since: Prisma.Sql
}

/**
 * The days since 1970 on which she said that she has a fever or feels ill, as an array. The question is about the time since
 * her last entry, so that the answer is about the day it is given on, whichever day the entry is about (clinical/red-flags.md
 * 5). From a paper sheet, and in a correction that says it again, it is not about now.
 */
export function unwellTold({ clinicId, caseId, zone, since }: Asked): Prisma.Sql {
  const told = ['SessionLog', 'RunLog', 'PainScore'].map((name) => {
    const table = Prisma.raw(`"${name}"`)
    return Prisma.sql`SELECT x."recordedAt" FROM ${table} x WHERE x."clinicId" = ${clinicId} AND x."caseId" = ${caseId}
      AND x."logDate" >= ${since}::date AND ${fever('x')} AND x."withdrawnAt" IS NULL AND NOT x."onBehalf"
      AND (x."supersededAt" IS NULL OR EXISTS (SELECT 1 FROM ${table} a
        WHERE a."clinicId" = x."clinicId" AND a."supersedesId" = x.id AND ${fever('a')}))
      AND NOT EXISTS (SELECT 1 FROM ${table} b
        WHERE b."clinicId" = x."clinicId" AND b.id = x."supersedesId" AND (NOT b."safetyAsked" OR ${fever('b')}))`
  })
  return Prisma.sql`ARRAY(SELECT (u."recordedAt" AT TIME ZONE ${zone})::date - DATE '1970-01-01' FROM (${Prisma.join(told, ' UNION ALL ')}) u)`
}
