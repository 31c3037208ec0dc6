import { filledForm } from '#prisma/seed/answers.ts'
import { runSql } from '#scripts/postgres/sql.ts'

// A clinic of open cases in the middle of a program: six weeks of sessions on three days a week, runs on two others and
// mornings after each, with the pains that go with them. Every tenth has fallen silent, so that there is something to find.

const quickly = (sql: string) => `SET session_replication_role = replica; ${sql}`

/** One in which the round is due now, on the day that it is in UTC. */
const zone = () => (new Date().getUTCHours() < 3 ? 'Asia/Tokyo' : 'UTC')

const people = (count: number) => `
  INSERT INTO "Clinic" (id, name, "timeZone") VALUES (uuidv7(), 'Night', '${zone()}');
  INSERT INTO "Account" (id, "clinicId", email, name, roles, status)
  SELECT uuidv7(), id, 'night@bench.example', 'night', ARRAY['physio']::"Role"[], 'active' FROM "Clinic";
  INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth")
  SELECT uuidv7(), c.id, i, 'Exempla ' || i, DATE '1985-04-03' FROM "Clinic" c, generate_series(1, ${count}) i;
  INSERT INTO "Intake" (id, "clinicId", "patientId", status, "submittedAt", "decidedById", "decidedAt")
  SELECT uuidv7(), p."clinicId", p.id, 'accepted', now() - interval '44 days', a.id, now() - interval '43 days'
  FROM "Patient" p, "Account" a;
  INSERT INTO "Case" (id, "clinicId", "patientId", "intakeId", complaint, side, "openedAt", "openedById")
  SELECT uuidv7(), i."clinicId", i."patientId", i.id, 'Pain behind the kneecap', 'left', now() - interval '43 days', a.id
  FROM "Intake" i, "Account" a;
  INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
  SELECT uuidv7(), k."clinicId", k."patientId", k.id, a.id, 'lead', a.id FROM "Case" k, "Account" a;`

const program = `
  INSERT INTO "Program" (id, "clinicId", "patientId", "caseId", "activatedOn", "phaseStartedOn")
  SELECT uuidv7(), "clinicId", "patientId", id, current_date - 42, current_date - 42 FROM "Case";
  INSERT INTO "ProgramVersion" (id, "clinicId", "patientId", "caseId", "programId", number, "createdById", "publishedAt", "publishedById", "startsOn")
  SELECT uuidv7(), g."clinicId", g."patientId", g."caseId", g.id, n, k."openedById", now() - interval '42 days', k."openedById",
    current_date - 63 + 21 * n FROM "Program" g JOIN "Case" k ON k.id = g."caseId", generate_series(1, 2) n;
  INSERT INTO "ProgramPhase" (id, "clinicId", "patientId", "caseId", "versionId", position, key, name, "weeksMin", "weeksMax", "runLimit", "exLimit", "hopLimit", "amberOk", "sessionsPerWeek")
  SELECT uuidv7(), "clinicId", "patientId", "caseId", id, n, 'night_p' || n, 'Phase ' || n, 2, 8, 3, 4, 2, true, 3
  FROM "ProgramVersion", generate_series(0, 2) n;
  INSERT INTO "ProgramItem" (id, "clinicId", "patientId", "caseId", "phaseId", position, key, "exerciseId", sets, reps, days)
  SELECT uuidv7(), h."clinicId", h."patientId", h."caseId", h.id, n, 'item' || h.position || n,
    (ARRAY['ex_hip_clam', 'ex_hip_bridge', 'ex_quad_wall_sit', 'ex_calf_raise_double', 'ex_rtr_easy_run'])[1 + n], 3, 12,
    CASE WHEN n = 4 THEN ARRAY['tue', 'sat'] ELSE ARRAY['mon', 'wed', 'fri'] END
  FROM "ProgramPhase" h, generate_series(0, 4) n;`

const logs = `
  CREATE TEMPORARY TABLE course AS SELECT k.*, p.number % 10 = 0 AS silent, 4 + p.number % 3 AS level, g.id AS "firstVersion"
  FROM "Case" k JOIN "Patient" p ON p.id = k."patientId" JOIN "ProgramVersion" g ON g."caseId" = k.id AND g.number = 1;
  INSERT INTO "SessionLog" (id, "clinicId", "patientId", "caseId", "versionId", "logDate", safety, "enteredById", "recordedAt")
  SELECT uuidv7(), c."clinicId", c."patientId", c.id, c."firstVersion", current_date - d, '{none}', c."openedById", now() - make_interval(days => d)
  FROM course c, generate_series(42, 1, -1) d WHERE extract(isodow FROM current_date - d) IN (1, 3, 5) AND NOT (silent AND d < 15);
  INSERT INTO "ExerciseLog" (id, "clinicId", "patientId", "caseId", "sessionLogId", "itemId", "exerciseId", "setsDone", "repsDone", rpe)
  SELECT uuidv7(), s."clinicId", s."patientId", s."caseId", s.id, i.id, i."exerciseId", 3, 12, 6
  FROM "SessionLog" s JOIN "ProgramPhase" h ON h."versionId" = s."versionId" AND h.position = 0
    JOIN "ProgramItem" i ON i."phaseId" = h.id AND i.position < 4;
  INSERT INTO "RunLog" (id, "clinicId", "patientId", "caseId", "logDate", km, minutes, type, surface, safety, "enteredById", "recordedAt")
  SELECT uuidv7(), c."clinicId", c."patientId", c.id, current_date - d, 4 + (d % 3), 36, 'easy', 'road', '{none}', c."openedById", now() - make_interval(days => d)
  FROM course c, generate_series(42, 1, -1) d WHERE extract(isodow FROM current_date - d) IN (2, 6) AND NOT (silent AND d < 15);
  INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", "sessionLogId", "exerciseLogId", safety, "enteredById", "recordedAt")
  SELECT uuidv7(), s."clinicId", s."patientId", s."caseId", (ARRAY['during_exercise', 'after_exercise'])[n]::"PainContext",
    1 + (extract(day FROM s."logDate")::int + n) % 4, s."recordedAt", s."logDate", s.id, e.id, '{}', s."enteredById", s."recordedAt"
  FROM "SessionLog" s JOIN "ExerciseLog" e ON e."sessionLogId" = s.id, generate_series(1, 2) n;
  INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", "runLogId", safety, "enteredById", "recordedAt")
  SELECT uuidv7(), r."clinicId", r."patientId", r."caseId", (ARRAY['during_run', 'after_run'])[n]::"PainContext",
    1 + (extract(day FROM r."logDate")::int + n) % 4, r."recordedAt", r."logDate", r.id, '{}', r."enteredById", r."recordedAt"
  FROM "RunLog" r, generate_series(1, 2) n;
  INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", swelling, safety, "safetyAsked", "enteredById", "recordedAt")
  SELECT uuidv7(), c."clinicId", c."patientId", c.id, 'next_morning', c.level - (d % 4), now() - make_interval(days => d), current_date - d,
    'none', '{none}', true, c."openedById", now() - make_interval(days => d)
  FROM course c, generate_series(42, 0, -1) d WHERE extract(isodow FROM current_date - d) IN (2, 4, 6, 7) AND NOT (silent AND d < 15);`

/** A clinic with so many open cases. */
export async function fillNight(ownerUrl: string, count: number, today: string): Promise<void> {
  const answers = JSON.stringify(
    filledForm({ pain_zones: ['zone_retropatellar:left'], pain_zone_main: 'zone_retropatellar:left' }, today),
  ).replaceAll("'", "''")
  await runSql(
    ownerUrl,
    quickly(`${people(count)} ${program}
    INSERT INTO "IntakeAnswers" ("intakeId", "clinicId", "patientId", answers)
    SELECT id, "clinicId", "patientId", '${answers}'::jsonb FROM "Intake";`),
  )
  await runSql(ownerUrl, quickly(logs))
  await runSql(ownerUrl, 'VACUUM ANALYZE')
}
