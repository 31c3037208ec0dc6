import 'server-only'
import type { CaseStatus } from '#lib/cases/schema.ts'
import { caseStatusWords } from '#lib/cases/schema.ts'
import { instruments, isMeasureId } from '#lib/content/outcomes/instruments.ts'
import { countText, type Day, dayIn, fullDayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { formsOfCaseSql } from '#lib/intake/told/policy.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { countsSql } from '#lib/tracking/entries/policy.ts'

type Row = {
  signed: Day[] | null
  withdrawn: Day[] | null
  measures: [string, Day][] | null
  measuresWithdrawn: [string, Day][] | null
  /** Of what kind, and when it was sent. */
  forms: ['intake' | 'review_form' | 'visit_form', string][] | null
  reviews: Day[] | null
  versions: number[] | null
  status: CaseStatus | null
  advice: boolean
  entries: number
  entriesWithdrawn: number
  answered: boolean
}

const formWords = {
  intake: 'An intake',
  review_form: 'A review form',
  visit_form: 'A form of the visit',
} as const

const measureWords = ([id, on]: [string, Day]) =>
  `${isMeasureId(id) ? instruments[id].name : id} of ${fullDayText(on)}`

const each = <T>(list: readonly T[] | null, words: (one: T) => string) => (list ?? []).map(words)

const newsOf = (row: Row, zone: string): string[] => [
  ...each(row.signed, (on) => `Assessment of ${fullDayText(on)} was signed`),
  ...each(row.withdrawn, (on) => `Assessment of ${fullDayText(on)} was marked as entered in error`),
  ...each(row.measures, (one) => `New scores: ${measureWords(one)}`),
  ...each(row.measuresWithdrawn, (one) => `Scores withdrawn: ${measureWords(one)}`),
  ...each(
    row.forms,
    ([kind, at]) => `${formWords[kind]} was sent on ${fullDayText(dayIn(zone, new Date(at)))}`,
  ),
  ...each(row.reviews, (on) => `Review of ${fullDayText(on)} was signed`),
  ...each(row.versions, (number) => `Version ${number} of the program was published`),
  ...(row.status ? [`The case is ${caseStatusWords[row.status].toLowerCase()} now`] : []),
  ...(row.advice ? ['Advice was given or taken back'] : []),
  ...(row.answered ? ['A question of the discharge criteria was answered'] : []),
  ...(row.entries > 0 ? [`The patient made entries about ${countText(row.entries, 'day')}`] : []),
  ...(row.entriesWithdrawn > 0
    ? [`Entries about ${countText(row.entriesWithdrawn, 'day')} were withdrawn`]
    : []),
]

/**
 * What came into the record of a case since a letter was composed of it, besides flags and corrections, in one statement. The caller has
 * checked the case.
 */
export async function letterNews(
  tx: Tx,
  { clinicId, caseId, zone }: { clinicId: string; caseId: string; zone: string },
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
        WHERE m."clinicId" = c.clinic AND m."caseId" = c.id AND m."recordedAt" > c.since AND ${countsSql('m')}) AS measures,
      (SELECT json_agg(json_build_array(m.measure, to_char(m."on", 'YYYY-MM-DD')) ORDER BY m."on", m.measure) FROM "OutcomeMeasure" m
        WHERE m."clinicId" = c.clinic AND m."caseId" = c.id AND m."withdrawnAt" > c.since) AS "measuresWithdrawn",
      (SELECT json_agg(json_build_array(i.kind, i."submittedAt") ORDER BY i."submittedAt", i.id)
        FROM "Case" c JOIN "Intake" i ON ${formsOfCaseSql}
        WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid AND i."submittedAt" > ${since}) AS forms,
      EXISTS (SELECT 1 FROM "DischargeAnswer" d WHERE d."clinicId" = c.clinic AND d."caseId" = c.id AND d.at > c.since) AS answered,
      (SELECT json_agg(to_char(w."on", 'YYYY-MM-DD') ORDER BY w."on") FROM "Review" w WHERE w."clinicId" = c.clinic AND w."caseId" = c.id
        AND w."signedAt" > c.since) AS reviews,
      (SELECT json_agg(v.number ORDER BY v.number) FROM "ProgramVersion" v WHERE v."clinicId" = c.clinic AND v."caseId" = c.id
        AND v."publishedAt" > c.since AND NOT ${overtakenSql(zone)}) AS versions,
      (SELECT o."to"::text FROM "CaseStatusChange" o WHERE o."clinicId" = c.clinic AND o."caseId" = c.id AND o.at > c.since
        ORDER BY o.at DESC LIMIT 1) AS status,
      EXISTS (SELECT 1 FROM "FactorRelease" f WHERE f."clinicId" = c.clinic AND f."caseId" = c.id AND f.kind = 'advice'
        AND (f."releasedAt" > c.since OR f."withdrawnAt" > c.since)) AS advice,
      x.entries, x.withdrawn AS "entriesWithdrawn"
    FROM c CROSS JOIN LATERAL (SELECT
      (count(DISTINCT e.day) FILTER (WHERE e.made > c.since AND e.gone IS NULL))::int AS entries,
      (count(DISTINCT e.day) FILTER (WHERE e.gone > c.since))::int AS withdrawn FROM (
        SELECT s."logDate" AS day, s."recordedAt" AS made, s."withdrawnAt" AS gone FROM "SessionLog" s WHERE s."clinicId" = c.clinic AND s."caseId" = c.id
        UNION ALL SELECT r."logDate", r."recordedAt", r."withdrawnAt" FROM "RunLog" r WHERE r."clinicId" = c.clinic AND r."caseId" = c.id
        UNION ALL SELECT p."logDate", p."recordedAt", p."withdrawnAt" FROM "PainScore" p WHERE p."clinicId" = c.clinic AND p."caseId" = c.id) e
      WHERE e.made > c.since OR e.gone > c.since) x`
  return row ? newsOf(row, zone) : []
}
