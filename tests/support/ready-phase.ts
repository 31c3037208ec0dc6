import type postgres from 'postgres'
import type { TestRecord } from './world.ts'

export const nextPhaseKey = 'prog_hamstring_p2'

/**
 * Makes the program of a record one of two phases whose first has reached its end: a good session on each of the last eight
 * days, and every morning calm. No flag, no alert, no draft in the way; the safety answers are the caller's. With the owner's
 * powers and past every trigger.
 */
export async function readyForNextPhase(sql: postgres.Sql, record: TestRecord): Promise<void> {
  const { caseId, programId, publishedVersionId: versionId, itemId } = record
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "ProgramItem" i USING "ProgramPhase" h WHERE i."phaseId" = h.id AND h."caseId" = ${caseId} AND h."versionId" <> ${versionId}`
    for (const table of ['ProgramPhase', 'ProgramVersion'])
      await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${caseId} AND ${tx(table === 'ProgramPhase' ? 'versionId' : 'id')} <> ${versionId}`
    for (const table of [
      ...['Suggestion', 'PainScore', 'ExerciseLog', 'SessionLog', 'RunLog', 'ProgramEvent'],
      ...['RedFlag', 'AlertEvent', 'Alert', 'CaseStatusChange'],
    ])
      await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${caseId}`
    const [day] = await tx`SELECT (now() AT TIME ZONE 'Europe/Zurich')::date AS today`
    const today = day?.today
    await tx`DELETE FROM "ProgramPhase" WHERE "versionId" = ${versionId} AND position > 0`
    await tx`UPDATE "Program" SET "activatedOn" = ${today}::date - 9, "phaseStartedOn" = ${today}::date - 9, "phasePosition" = 0,
      version = 1, "pausedAt" = NULL WHERE id = ${programId}`
    await tx`UPDATE "ProgramVersion" SET "startsOn" = ${today}::date - 9 WHERE id = ${versionId}`
    await tx`UPDATE "ProgramPhase" SET key = 'prog_hamstring_p1', name = 'Thigh 1', "weeksMin" = 2, "weeksMax" = 3 WHERE "versionId" = ${versionId}`
    await tx`UPDATE "ProgramItem" SET "exerciseId" = 'ex_ham_bridge_long', stage = NULL, reps = 12, days = '{mon,tue,wed,thu,fri,sat,sun}' WHERE id = ${itemId}`
    await tx`INSERT INTO "ProgramPhase" SELECT (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid(), 'position', 1,
      'key', ${nextPhaseKey}::text, 'name', 'Thigh 2'))).* FROM "ProgramPhase" h WHERE h."versionId" = ${versionId}`
    await tx`INSERT INTO "ProgramEvent" (id, "clinicId", "patientId", "caseId", "programId", kind, "on", "phaseKey", "phasePosition", "phaseStartedOn", at)
      SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", id, 'phase', "phaseStartedOn", 'prog_hamstring_p1', 0, "phaseStartedOn", now() - interval '9 days'
      FROM "Program" WHERE id = ${programId}`
    await tx`INSERT INTO "SessionLog" (id, "clinicId", "patientId", "caseId", "versionId", "logDate", safety, "enteredById", "recordedAt")
      SELECT gen_random_uuid(), v."clinicId", v."patientId", v."caseId", v.id, ${today}::date - n, '{none}', v."createdById", now() - make_interval(days => n)
      FROM "ProgramVersion" v, generate_series(1, 8) n WHERE v.id = ${versionId}`
    await tx`INSERT INTO "ExerciseLog" (id, "clinicId", "patientId", "caseId", "sessionLogId", "itemId", "exerciseId", "setsDone", "repsDone")
      SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", id, ${itemId}::uuid, 'ex_ham_bridge_long', 3, 12 FROM "SessionLog" WHERE "caseId" = ${caseId}`
    await tx`INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", "sessionLogId", "exerciseLogId", "enteredById", "recordedAt")
      SELECT gen_random_uuid(), l."clinicId", l."patientId", l."caseId", 'during_exercise', 1, l."recordedAt", l."logDate", l.id, e.id, l."enteredById", l."recordedAt"
      FROM "SessionLog" l JOIN "ExerciseLog" e ON e."sessionLogId" = l.id WHERE l."caseId" = ${caseId}`
    await tx`INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", swelling, safety, "safetyAsked", "enteredById", "recordedAt")
      SELECT gen_random_uuid(), v."clinicId", v."patientId", v."caseId", 'next_morning', 1, now() - make_interval(days => n), ${today}::date - n, 'none', '{none}',
        true, v."createdById", now() - make_interval(days => n)
      FROM "ProgramVersion" v, generate_series(0, 9) n WHERE v.id = ${versionId}`
  })
}

/**
 * Puts a record at stage 10 of returning to running: 18 km two weeks ago and 20 km last week, the longest run 8 km, all of it
 * calm. For the rest as `readyForNextPhase`.
 */
export async function buildingDistance(sql: postgres.Sql, record: TestRecord): Promise<void> {
  await readyForNextPhase(sql, record)
  const { caseId, programId, publishedVersionId: versionId, itemId } = record
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    for (const table of ['PainScore', 'ExerciseLog', 'SessionLog', 'ProgramEvent'])
      await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${caseId}`
    const [day] = await tx`SELECT (now() AT TIME ZONE 'Europe/Zurich')::date AS today`
    const today = day?.today
    await tx`UPDATE "Program" SET "activatedOn" = ${today}::date - 30, "phaseStartedOn" = ${today}::date - 30 WHERE id = ${programId}`
    await tx`UPDATE "ProgramVersion" SET "startsOn" = ${today}::date - 30 WHERE id = ${versionId}`
    await tx`UPDATE "ProgramPhase" SET key = 'prog_return_to_run_p1', name = 'Return to run' WHERE "versionId" = ${versionId} AND position = 0`
    await tx`UPDATE "ProgramItem" SET "exerciseId" = 'ex_rtr_easy_run', sets = 1, reps = NULL, stage = 10 WHERE id = ${itemId}`
    await tx`INSERT INTO "RunLog" (id, "clinicId", "patientId", "caseId", "logDate", km, minutes, type, surface, settle, safety, "enteredById", "recordedAt")
      SELECT gen_random_uuid(), v."clinicId", v."patientId", v."caseId", date_trunc('week', ${today}::date)::date - r.ago, r.km, 40, 'easy', 'road', 'no_increase',
        '{none}', v."createdById", date_trunc('week', ${today}::date) - make_interval(days => r.ago)
      FROM "ProgramVersion" v, (VALUES (14, 7.5), (11, 6.5), (8, 4.0), (7, 6.0), (4, 6.0), (1, 8.0)) r(ago, km) WHERE v.id = ${versionId}`
    await tx`INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", "runLogId", "enteredById", "recordedAt")
      SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", 'during_run', 1, "recordedAt", "logDate", id, "enteredById", "recordedAt" FROM "RunLog" WHERE "caseId" = ${caseId}`
    await tx`INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", swelling, safety, "safetyAsked", "enteredById", "recordedAt")
      SELECT gen_random_uuid(), v."clinicId", v."patientId", v."caseId", 'next_morning', 1, now() - make_interval(days => n), ${today}::date - n, 'none', '{none}',
        true, v."createdById", now() - make_interval(days => n)
      FROM "ProgramVersion" v, generate_series(0, 28) n WHERE v.id = ${versionId}`
  })
}
