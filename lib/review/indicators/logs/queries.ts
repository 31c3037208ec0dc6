import 'server-only'
import type { Day } from '#lib/dates.ts'
import { epoch } from '#lib/db/days.ts'
import { toldElsewhereSql } from '#lib/tracking/elsewhere/queries.ts'
import { countsInCaseSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { programSinceSql, unwellDaysSql } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'

/*
 * The entries of a case as columns of one statement in which `c` has the columns clinic, "clinicId" and id. Only what counts,
 * from a day to another, each part along the index (clinicId, caseId, logDate); see `LogRows`.
 */

const counts = (alias: string, from: Day, to: Day) =>
  Prisma.sql`${countsInCaseSql(alias)} AND ${Prisma.raw(alias)}."logDate" BETWEEN ${from}::date AND ${to}::date`

const common = (alias: string) => {
  const t = Prisma.raw(alias)
  return Prisma.sql`json_build_array(${t}.id, ${t}."logDate" - ${epoch}, floor(extract(epoch FROM ${madeAtSql(alias)}) * 1000), ${t}.safety, ${t}."safetyAsked")`
}

/** `sessions`, `items`, `runs`, `pains` of the days, both included; `unwell` of these and the whole program. `zone`: the patient's. */
export const logColumns = (from: Day, to: Day, zone: string): Prisma.Sql => Prisma.sql`
  (SELECT json_agg(json_build_array(${common('l')}, (SELECT json_agg(json_build_array(e.id, e."itemId", e."exerciseId", e."setsDone",
      e."repsDone", e."holdSeconds", e.minutes, e."loadKg", e.rpe, e."skipReason"))
      FROM "ExerciseLog" e WHERE e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id)))
    FROM "SessionLog" l WHERE ${counts('l', from, to)})::text AS sessions,
  (SELECT json_object_agg(i.id, json_build_array(i.key, h.key, h."exLimit", i.sets, i.reps, i."holdSeconds", i.minutes, i."loadKg", i."rpeMax"))
    FROM "ProgramItem" i JOIN "ProgramPhase" h ON h."clinicId" = i."clinicId" AND h.id = i."phaseId"
    WHERE i."clinicId" = c.clinic AND i.id IN (SELECT e."itemId" FROM "SessionLog" l
      JOIN "ExerciseLog" e ON e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id WHERE ${counts('l', from, to)}))::text AS items,
  (SELECT json_agg(json_build_array(${common('r')}, json_build_array(r.km, r.minutes, r.finished, r.type, r.settle)))
    FROM "RunLog" r WHERE ${counts('r', from, to)})::text AS runs,
  (SELECT json_agg(json_build_array(${common('s')}, json_build_array(s.context, s.score, s.swelling, s."exerciseLogId", s."runLogId")))
    FROM "PainScore" s WHERE ${counts('s', from, to)})::text AS pains,
  to_json(${unwellDaysSql({
    caseId: Prisma.sql`c.id`,
    zone: Prisma.sql`${zone}`,
    since: Prisma.sql`LEAST(${from}::date, ${programSinceSql})`,
  })})::text AS unwell,
  ${toldElsewhereSql({ caseId: Prisma.sql`c.id`, zone: Prisma.sql`${zone}`, since: Prisma.sql`${from}::date` })} AS elsewhere`
