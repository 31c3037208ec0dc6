import 'server-only'
import type { CaseStatus } from '#lib/cases/schema.ts'
import { caseStatusWords } from '#lib/cases/schema.ts'
import { instruments, isMeasureId } from '#lib/content/outcomes/instruments.ts'
import { countText, type Day, fullDayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'

type Row = {
  signed: Day[] | null
  withdrawn: Day[] | null
  measures: [string, Day][] | null
  reviews: Day[] | null
  versions: number[] | null
  status: CaseStatus | null
  advice: boolean
  entries: number
}

const measureWords = ([id, on]: [string, Day]) =>
  `${isMeasureId(id) ? instruments[id].name : id} of ${fullDayText(on)}`

const each = <T>(list: readonly T[] | null, words: (one: T) => string) => (list ?? []).map(words)

const newsOf = (row: Row): string[] => [
  ...each(row.signed, (on) => `Assessment of ${fullDayText(on)} was signed`),
  ...each(row.withdrawn, (on) => `Assessment of ${fullDayText(on)} was marked as entered in error`),
  ...each(row.measures, (one) => `New scores: ${measureWords(one)}`),
  ...each(row.reviews, (on) => `Review of ${fullDayText(on)} was signed`),
  ...each(row.versions, (number) => `Version ${number} of the program was published`),
  ...(row.status ? [`The case is ${caseStatusWords[row.status].toLowerCase()} now`] : []),
  ...(row.advice ? ['Advice was given or taken back'] : []),
  ...(row.entries > 0 ? [`The patient made entries about ${countText(row.entries, 'day')}`] : []),
]

/**
 * What came into the record of a case since a letter was composed of it, besides flags and corrections, in one statement. The caller has
 * checked the case.
 */
export async function letterNews(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
  since: Date,
): Promise<string[]> {
  const [row] = await tx.$queryRaw<Row[]>`
    WITH c AS (SELECT ${clinicId}::uuid AS clinic, ${caseId}::uuid AS id, ${since}::timestamptz AS since)
    SELECT
      (SELECT json_agg(to_char(a."on", 'YYYY-MM-DD') ORDER BY a."on") FROM "Assessment" a WHERE a."clinicId" = c.clinic AND a."caseId" = c.id
        AND a."signedAt" > c.since AND a."withdrawnAt" IS NULL) AS signed,
      (SELECT json_agg(to_char(a."on", 'YYYY-MM-DD') ORDER BY a."on") FROM "Assessment" a WHERE a."clinicId" = c.clinic AND a."caseId" = c.id
        AND a."withdrawnAt" > c.since AND a."signedAt" <= c.since) AS withdrawn,
      (SELECT json_agg(json_build_array(m.measure, to_char(m."on", 'YYYY-MM-DD')) ORDER BY m."on", m.measure) FROM "OutcomeMeasure" m
        WHERE m."clinicId" = c.clinic AND m."caseId" = c.id AND m."recordedAt" > c.since AND m."supersededAt" IS NULL AND m."withdrawnAt" IS NULL) AS measures,
      (SELECT json_agg(to_char(w."on", 'YYYY-MM-DD') ORDER BY w."on") FROM "Review" w WHERE w."clinicId" = c.clinic AND w."caseId" = c.id
        AND w."signedAt" > c.since) AS reviews,
      (SELECT json_agg(v.number ORDER BY v.number) FROM "ProgramVersion" v WHERE v."clinicId" = c.clinic AND v."caseId" = c.id
        AND v."publishedAt" > c.since) AS versions,
      (SELECT o."to"::text FROM "CaseStatusChange" o WHERE o."clinicId" = c.clinic AND o."caseId" = c.id AND o.at > c.since
        ORDER BY o.at DESC LIMIT 1) AS status,
      EXISTS (SELECT 1 FROM "FactorRelease" f WHERE f."clinicId" = c.clinic AND f."caseId" = c.id AND f.kind = 'advice'
        AND (f."releasedAt" > c.since OR f."withdrawnAt" > c.since)) AS advice,
      (SELECT count(DISTINCT x.day)::int FROM (
        SELECT s."logDate" AS day FROM "SessionLog" s WHERE s."clinicId" = c.clinic AND s."caseId" = c.id AND s."recordedAt" > c.since
        UNION ALL SELECT r."logDate" FROM "RunLog" r WHERE r."clinicId" = c.clinic AND r."caseId" = c.id AND r."recordedAt" > c.since
        UNION ALL SELECT p."logDate" FROM "PainScore" p WHERE p."clinicId" = c.clinic AND p."caseId" = c.id AND p."recordedAt" > c.since) x) AS entries
    FROM c`
  return row ? newsOf(row) : []
}
