import { hashToken } from '#lib/accounts/tokens.ts'
import { runSql } from '#scripts/postgres/sql.ts'

export type BenchIds = {
  clinicId: string
  /** Its case has 730 scores, two a day for a year. */
  readCase: string
  /** A patient of the same clinic who is nowhere on the caseload, so that writing changes nothing that is read. */
  writePatient: string
  writeCase: string
  writeAccount: string
}

export const tokens = { physio: 'bench-physio', patient: 'bench-patient' }

const account = (name: string, role: string) => `
  INSERT INTO "Account" (id, "clinicId", email, name, roles, status)
  SELECT uuidv7(), id, '${name}@bench.example', '${name}', ARRAY['${role}']::"Role"[], 'active' FROM "Clinic" WHERE name = 'Bench 0';
  INSERT INTO "Session" (id, "clinicId", "accountId", "tokenHash", "expiresAt")
  SELECT uuidv7(), "clinicId", id, '${hashToken(`bench-${name}`)}', now() + interval '1 day' FROM "Account" WHERE name = '${name}';`

/** Patients with one open case each, all led by the clinic's physiotherapist `lead`. */
const cases = (clinic: string, lead: string, from: number, count: number) => `
  INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth")
  SELECT uuidv7(), c.id, i, 'Exempla ' || i, DATE '1985-04-03' + i FROM "Clinic" c, generate_series(${from}, ${from + count - 1}) i
  WHERE c.name = '${clinic}';
  INSERT INTO "Case" (id, "clinicId", "patientId", complaint, side, "openedAt", "openedById")
  SELECT uuidv7(), p."clinicId", p.id, 'Pain behind the kneecap', 'left', now() - interval '366 days', a.id
  FROM "Patient" p JOIN "Clinic" c ON c.id = p."clinicId" AND c.name = '${clinic}' JOIN "Account" a ON a.name = '${lead}'
  WHERE p.number BETWEEN ${from} AND ${from + count - 1};
  INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
  SELECT uuidv7(), k."clinicId", k."patientId", k.id, a.id, 'lead', a.id
  FROM "Case" k JOIN "Patient" p ON p.id = k."patientId" JOIN "Clinic" c ON c.id = p."clinicId" AND c.name = '${clinic}'
  JOIN "Account" a ON a.name = '${lead}' WHERE p.number BETWEEN ${from} AND ${from + count - 1};`

/** `perDay` scores on each of the last `days` days, day by day as they would have come in. */
const scores = (where: string, days: number, perDay: number) => `
  INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", safety, "enteredById", "recordedAt")
  SELECT uuidv7(), k."clinicId", k."patientId", k.id, (ARRAY['now', 'day_worst'])[1 + n % 2]::"PainContext",
    (5 + (d % 7 - n) * (d % 3) / 3 - (${days} - d) / 120)::int, now() - make_interval(days => d, hours => n), (now() AT TIME ZONE 'UTC')::date - d, '{}',
    k."openedById", now() - make_interval(days => d)
  FROM generate_series(${days}, 1, -1) d, "Case" k JOIN "Patient" p ON p.id = k."patientId" JOIN "Clinic" c ON c.id = p."clinicId",
    generate_series(1, ${perDay}) n WHERE ${where} ORDER BY d DESC;`

/** A program with four exercises, a session on every second day and a run on every third, for every case of the caseload. */
const programs = `
  INSERT INTO "Program" (id, "clinicId", "patientId", "caseId", "activatedOn", "phaseStartedOn")
  SELECT uuidv7(), "clinicId", "patientId", id, current_date - 60, current_date - 60 FROM "Case";
  INSERT INTO "ProgramVersion" (id, "clinicId", "patientId", "caseId", "programId", number, "createdById", "publishedAt", "publishedById", "startsOn")
  SELECT uuidv7(), g."clinicId", g."patientId", g."caseId", g.id, 1, k."openedById", now() - interval '60 days', k."openedById", current_date - 60
  FROM "Program" g JOIN "Case" k ON k.id = g."caseId";
  INSERT INTO "ProgramPhase" (id, "clinicId", "patientId", "caseId", "versionId", position, key, name, "weeksMin", "weeksMax", "runLimit", "exLimit", "hopLimit", "amberOk", "sessionsPerWeek")
  SELECT uuidv7(), "clinicId", "patientId", "caseId", id, 0, 'calm', 'Calm it down', 2, 12, 3, 4, 2, true, 3 FROM "ProgramVersion";
  INSERT INTO "ProgramItem" (id, "clinicId", "patientId", "caseId", "phaseId", position, key, "exerciseId", sets, reps, days)
  SELECT uuidv7(), "clinicId", "patientId", "caseId", id, n, 'item' || n, 'ex_bench_' || n, 3, 12, ARRAY['mon', 'wed', 'fri']
  FROM "ProgramPhase", generate_series(0, 3) n;
  INSERT INTO "SessionLog" (id, "clinicId", "patientId", "caseId", "versionId", "logDate", safety, "enteredById", "recordedAt")
  SELECT uuidv7(), v."clinicId", v."patientId", v."caseId", v.id, current_date - d, '{}', v."createdById", now() - make_interval(days => d)
  FROM "ProgramVersion" v, generate_series(59, 1, -2) d;
  INSERT INTO "ExerciseLog" (id, "clinicId", "patientId", "caseId", "sessionLogId", "itemId", "exerciseId", "setsDone", "repsDone")
  SELECT uuidv7(), s."clinicId", s."patientId", s."caseId", s.id, i.id, i."exerciseId", 3, 12
  FROM "SessionLog" s JOIN "ProgramItem" i ON i."caseId" = s."caseId";
  INSERT INTO "RunLog" (id, "clinicId", "patientId", "caseId", "logDate", km, minutes, type, surface, safety, "enteredById", "recordedAt")
  SELECT uuidv7(), k."clinicId", k."patientId", k.id, current_date - d, 5.5, 36, 'easy', 'road', '{}', k."openedById", now() - make_interval(days => d)
  FROM "Case" k, generate_series(58, 1, -3) d;`

// Foreign keys hold by how the rows are made; checking a million of them one by one would take most of the run.
const quickly = (sql: string) => `SET session_replication_role = replica; ${sql}`

/** 200 open cases on one caseload and 20 thousand scores: 730 in one case, 97 in each of the others. */
export async function fillSmall(ownerUrl: string): Promise<BenchIds> {
  await runSql(
    ownerUrl,
    quickly(`INSERT INTO "Clinic" (id, name) VALUES (uuidv7(), 'Bench 0');
    ${account('physio', 'physio')} ${account('other', 'physio')} ${account('patient', 'patient')}
    ${cases('Bench 0', 'physio', 1, 200)} ${programs} ${cases('Bench 0', 'other', 500, 1)}
    UPDATE "Patient" SET "accountId" = (SELECT id FROM "Account" WHERE name = 'patient') WHERE number = 500;
    ${scores('p.number = 1', 365, 2)} ${scores('p.number BETWEEN 2 AND 200', 97, 1)}`),
  )
  await runSql(ownerUrl, 'VACUUM ANALYZE')
  const [ids] = await runSql<BenchIds>(
    ownerUrl,
    `SELECT r."clinicId", r.id AS "readCase", w."patientId" AS "writePatient", w.id AS "writeCase", p."accountId" AS "writeAccount"
     FROM "Case" r JOIN "Patient" q ON q.id = r."patientId" AND q.number = 1, "Case" w JOIN "Patient" p ON p.id = w."patientId" AND p.number = 500`,
  )
  if (!ids) throw new Error('The data of the benchmark could not be made')
  return ids
}

/** To a million, with ten more clinics of 200 patients with 490 scores each. */
export async function fillMillion(ownerUrl: string): Promise<void> {
  for (let clinic = 1; clinic <= 10; clinic += 1) {
    await runSql(
      ownerUrl,
      quickly(`INSERT INTO "Clinic" (id, name) VALUES (uuidv7(), 'Bench ${clinic}');
      INSERT INTO "Account" (id, "clinicId", email, name, roles, status)
      SELECT uuidv7(), id, 'lead${clinic}@bench.example', 'lead${clinic}', ARRAY['physio']::"Role"[], 'active' FROM "Clinic" WHERE name = 'Bench ${clinic}';
      ${cases(`Bench ${clinic}`, `lead${clinic}`, 1, 200)} ${scores(`c.name = 'Bench ${clinic}'`, 245, 2)}`),
    )
  }
  await runSql(ownerUrl, 'VACUUM ANALYZE')
}

export const countScores = async (ownerUrl: string): Promise<number> =>
  Number((await runSql<{ n: string }>(ownerUrl, 'SELECT count(*) AS n FROM "PainScore"'))[0]?.n)
