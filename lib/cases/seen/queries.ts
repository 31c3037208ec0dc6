import 'server-only'
import type { Actor, Role } from '#lib/access/actor.ts'
import { readRoles } from '#lib/accounts/rules.ts'
import { countText, timeText } from '#lib/dates.ts'
import { readAs } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { roleText } from '#lib/patients/record/rules.ts'
import { teamCaseSql } from '../policy.ts'
import { type CaseFrame, readCaseFrame } from '../queries.ts'
import type { TeamRow } from '../team/rules.ts'
import { placeWords, seenWords } from './rules.ts'

export type SeenBy = {
  id: string
  name: string
  /** "physio", "physio and admin". */
  role: string
  place: string
  what: string
  days: string
  last: string
  lastText: string
}
export type GlassBroken = { id: string; name: string; reason: string; at: string; atText: string }
export type CaseSeen = { frame: CaseFrame; people: SeenBy[]; glass: GlassBroken[] }

const PEOPLE = 100

type Row = {
  id: string
  name: string
  roles: Role[] | string
  types: string[]
  days: number
  last: Date
  now: TeamRow['role'] | null
  before: boolean
}

/**
 * Who of the clinic saw a case, and each time that it was opened from outside with its reason: for the care team. Throws NotFound
 * for everybody else, also behind broken glass. What the patient looks at herself is not in it.
 */
export function caseSeen(actor: Actor, caseId: string, now: Date): Promise<CaseSeen> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'seen', now)
    if (!frame.onTeam) throw new NotFound('case')
    const zone = actor.timeZone
    const rows = await tx.$queryRaw<Row[]>`
      SELECT a.id, a.name, a.roles::text AS roles, array_agg(DISTINCT e.type) AS types, max(e.at) AS last,
        count(DISTINCT (e.at AT TIME ZONE ${zone})::date)::int AS days,
        (SELECT m.role::text FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
          AND m."accountId" = a.id AND m."removedAt" IS NULL) AS now,
        EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
          AND m."accountId" = a.id) AS before
      FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
      JOIN "AuditEvent" e ON e."clinicId" = c."clinicId" AND e."caseId" = c.id AND e."accountId" IS DISTINCT FROM p."accountId"
      JOIN "Account" a ON a."clinicId" = e."clinicId" AND a.id = e."accountId"
      WHERE c.id = ${caseId}::uuid AND ${teamCaseSql(actor)}
      GROUP BY c."clinicId", c.id, a.id, a.name, a.roles ORDER BY max(e.at) DESC LIMIT ${PEOPLE}::int`
    const glass = await tx.$queryRaw<{ id: string; name: string; reason: string; at: Date }[]>`
      SELECT g.id, a.name, g.reason, g.at
      FROM "Case" c JOIN "BreakGlass" g ON g."clinicId" = c."clinicId" AND g."caseId" = c.id
      JOIN "Account" a ON a."clinicId" = g."clinicId" AND a.id = g."accountId"
      WHERE c.id = ${caseId}::uuid AND ${teamCaseSql(actor)} ORDER BY g.at DESC, g.id DESC LIMIT ${PEOPLE}::int`
    return {
      frame,
      people: rows.map(({ id, name, roles, types, days, last, now: place, before }) => ({
        id,
        name,
        role: roleText(readRoles(roles)),
        place: placeWords(place, before),
        what: seenWords(types),
        days: countText(days, 'day'),
        last: last.toISOString(),
        lastText: timeText(last, zone, now),
      })),
      glass: glass.map(({ at, ...one }) => ({
        ...one,
        at: at.toISOString(),
        atText: timeText(at, zone, now),
      })),
    }
  })
}
