import 'server-only'
import { caseStatusWords } from '#lib/cases/schema.ts'
import { reasonInWords } from '#lib/cases/status/schema.ts'
import { dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { decisionWords } from '#lib/review/schema.ts'
import type { FactInput } from '../schema.ts'
import { type CourseRow, eventText } from './rules.ts'

type Of = { clinicId: string; caseId: string; zone: string }

/**
 * What changed in the course of a case after a moment, the newest `most` of each kind, the newest first, in one statement:
 * versions, the program paused, resumed and in another phase, the case on hold and going on, reviews. The caller has checked the case.
 */
export async function readCourse(
  tx: Tx,
  { clinicId, caseId, zone }: Of,
  after: Date,
  most: number,
): Promise<Pick<FactInput, 'versions' | 'events' | 'reviews'>> {
  const [row] = await tx.$queryRaw<CourseRow[]>`
    WITH c AS (SELECT ${clinicId}::uuid AS clinic, ${caseId}::uuid AS id, ${after}::timestamptz AS after)
    SELECT
      (SELECT json_agg(json_build_object('number', x.number, 'startsOn', to_char(x."startsOn", 'YYYY-MM-DD'), 'at', x."publishedAt", 'by', x.name,
          'note', x.note) ORDER BY x.number DESC) FROM (
        SELECT v.*, b.name FROM staff_program_versions(c.id) v LEFT JOIN "Account" b ON b."clinicId" = v."clinicId" AND b.id = v."publishedById"
        WHERE v."clinicId" = c.clinic AND v."publishedAt" > c.after
          AND NOT ${overtakenSql(zone)} ORDER BY v.number DESC LIMIT ${most}) x) AS versions,
      (SELECT json_agg(json_build_object('id', x.id, 'kind', x.kind, 'on', to_char(x."on", 'YYYY-MM-DD'), 'at', x.at, 'by', x.name,
          'reason', x.reason, 'phase', x.phase) ORDER BY x.at DESC, x.id DESC) FROM (
        SELECT e.id, e.kind, e."on", e.at, e.reason, b.name, (
          SELECT f.name FROM "ProgramVersion" v JOIN "ProgramPhase" f ON f."clinicId" = v."clinicId" AND f."versionId" = v.id
          WHERE v."clinicId" = e."clinicId" AND v."programId" = e."programId" AND v."publishedAt" <= e.at AND f.key = e."phaseKey"
          ORDER BY v.number DESC LIMIT 1) AS phase
        FROM staff_program_events(c.id) e LEFT JOIN "Account" b ON b."clinicId" = e."clinicId" AND b.id = e."byId"
        WHERE e."clinicId" = c.clinic AND e.at > c.after ORDER BY e.at DESC, e.id DESC LIMIT ${most}) x) AS events,
      (SELECT json_agg(json_build_object('id', x.id, 'to', x."to", 'at', x.at, 'by', x.name, 'reason', x.reason, 'note', x.note)
          ORDER BY x.at DESC, x.id DESC) FROM (
        SELECT s.*, b.name FROM "CaseStatusChange" s JOIN "Account" b ON b."clinicId" = s."clinicId" AND b.id = s."byId"
        WHERE s."clinicId" = c.clinic AND s."caseId" = c.id AND s.at > c.after ORDER BY s.at DESC, s.id DESC LIMIT ${most}) x) AS statuses,
      (SELECT json_agg(json_build_object('id', x.id, 'decision', x.decision, 'at', x."signedAt", 'by', x.name, 'text', x.text)
          ORDER BY x."signedAt" DESC, x.id DESC) FROM (
        SELECT w.id, w.decision, w."signedAt", w.text, b.name FROM "Review" w JOIN "Account" b ON b."clinicId" = w."clinicId" AND b.id = w."signedById"
        WHERE w."clinicId" = c.clinic AND w."caseId" = c.id AND w."signedAt" > c.after ORDER BY w."signedAt" DESC, w.id DESC LIMIT ${most}) x) AS reviews
    FROM c`
  const day = (at: string) => dayIn(zone, new Date(at))
  const events = (row?.events ?? []).map(({ id, at, by, ...event }) => ({
    id,
    at,
    by,
    on: day(at),
    text: eventText(event, day(at)),
  }))
  const statuses = (row?.statuses ?? []).map(({ id, to, at, by, reason, note }) => ({
    id,
    at,
    by,
    on: day(at),
    text: `Case ${caseStatusWords[to].toLowerCase()}: ${[reasonInWords(reason), note].filter(Boolean).join(': ')}`,
  }))
  return {
    versions: (row?.versions ?? []).map(({ at, by, ...version }) => ({
      ...version,
      publishedOn: day(at),
      by: by ?? '',
    })),
    events: [...events, ...statuses].sort((a, b) => (a.at < b.at ? 1 : -1)),
    reviews: (row?.reviews ?? []).map(({ id, decision, at, by, text }) => ({
      id,
      by,
      text,
      on: day(at),
      decision: decisionWords[decision].toLowerCase(),
    })),
  }
}
