import { mintAccountActor } from '#lib/access/actor.ts'
import { caseAlertFindings } from '#lib/alerts/evaluation/rules.ts'
import { defaultAlertLimits } from '#lib/alerts/findings/rules.ts'
import { caseFindings } from '#lib/assessment/queries.ts'
import { checkDischarge } from '#lib/cases/discharge/rules.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { dayIn, dayNumber } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { disconnect } from '#lib/db/client.ts'
import { evaluateFactors } from '#lib/factors/evaluation/rules.ts'
import { caseFactorInputs } from '#lib/factors/inputs/queries.ts'
import { evaluateFlags } from '#lib/flags/evaluation/rules.ts'
import { advisePhase } from '#lib/programs/progression/phase/rules.ts'
import { decide } from '#lib/programs/progression/rules.ts'
import { adviseReview } from '#lib/review/advice/rules.ts'
import { readEvaluation } from '#lib/review/evaluation/queries.ts'
import { evaluateCase } from '#lib/review/evaluation/rules.ts'
import { filledForm } from '#prisma/seed/answers.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { examinedInFull } from '#tests/support/examined.ts'
import { clicked, clickOn } from './click.ts'
import { alternate, fire, fireCount, median, type Target } from './load.ts'
import { scriptKb } from './look.ts'
import type { Figure } from './report.ts'

/** Led by the physiotherapist whose caseload no other figure reads. */
export type ReviewIds = { clinicId: string; patientId: string; caseId: string; accountId: string }

const days = 730
export const token = 'bench-other'

/**
 * A case with two years of daily logs: four exercises rated one by one, a morning, and a run every other day; after a form that was
 * filled in and an examination.
 */
export async function fillTwoYears(ownerUrl: string): Promise<ReviewIds> {
  const of = `SELECT k.* FROM "Case" k JOIN "Patient" p ON p."clinicId" = k."clinicId" AND p.id = k."patientId" AND p.number = 900
    JOIN "Clinic" c ON c.id = k."clinicId" AND c.name = 'Bench 0'`
  const pain = (context: string, join: string, columns: string, score: string) => `
    INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", safety, "safetyAsked", "enteredById", "recordedAt"${columns})
    SELECT uuidv7(), x."clinicId", x."patientId", x."caseId", '${context}', ${score}, x."recordedAt", x."logDate", '{none}', true, x."enteredById", x."recordedAt" ${join}`
  await runSql(
    ownerUrl,
    `SET session_replication_role = replica;
    INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth")
    SELECT uuidv7(), c.id, 900, 'Exempla 900', DATE '1988-02-01' FROM "Clinic" c WHERE c.name = 'Bench 0';
    INSERT INTO "Case" (id, "clinicId", "patientId", complaint, side, "openedAt", "openedById")
    SELECT uuidv7(), p."clinicId", p.id, 'Pain behind the kneecap', 'left', now() - interval '${days + 2} days', a.id
    FROM "Patient" p JOIN "Clinic" c ON c.id = p."clinicId" AND c.name = 'Bench 0' JOIN "Account" a ON a.name = 'other' WHERE p.number = 900;
    WITH k AS (${of}) INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
    SELECT uuidv7(), "clinicId", "patientId", id, "openedById", 'lead', "openedById" FROM k;
    WITH k AS (${of}) INSERT INTO "Program" (id, "clinicId", "patientId", "caseId", "activatedOn", "phaseStartedOn")
    SELECT uuidv7(), "clinicId", "patientId", id, current_date - ${days}, current_date - 40 FROM k;
    WITH k AS (${of}) INSERT INTO "ProgramVersion" (id, "clinicId", "patientId", "caseId", "programId", number, "createdById", "publishedAt", "publishedById", "startsOn")
    SELECT uuidv7(), g."clinicId", g."patientId", g."caseId", g.id, n, k."openedById", now() - make_interval(days => ${days} - n * 30), k."openedById", current_date - (${days} - (n - 1) * 30)
    FROM k JOIN "Program" g ON g."caseId" = k.id, generate_series(1, 24) n;
    WITH k AS (${of}) INSERT INTO "ProgramPhase" (id, "clinicId", "patientId", "caseId", "versionId", position, key, name, "weeksMin", "weeksMax", "runLimit", "exLimit", "hopLimit", "amberOk", "sessionsPerWeek")
    SELECT uuidv7(), v."clinicId", v."patientId", v."caseId", v.id, n, 'prog_pfp_early_p' || (n + 1), 'Early ' || (n + 1), 2, 12, 3, 4, 2, true, 7
    FROM k JOIN "ProgramVersion" v ON v."caseId" = k.id, generate_series(0, 1) n;
    WITH k AS (${of}) INSERT INTO "ProgramItem" (id, "clinicId", "patientId", "caseId", "phaseId", position, key, "exerciseId", sets, reps, days)
    SELECT uuidv7(), h."clinicId", h."patientId", h."caseId", h.id, n, 'item' || n,
      (ARRAY['ex_hip_clam', 'ex_hip_bridge', 'ex_quad_wall_sit', 'ex_calf_raise_double'])[n + 1], 3, 12, ARRAY['mon','tue','wed','thu','fri','sat','sun']
    FROM k JOIN "ProgramPhase" h ON h."caseId" = k.id, generate_series(0, 3) n;
    WITH k AS (${of}) INSERT INTO "SessionLog" (id, "clinicId", "patientId", "caseId", "versionId", "logDate", safety, "enteredById", "recordedAt")
    SELECT uuidv7(), k."clinicId", k."patientId", k.id, (SELECT v.id FROM "ProgramVersion" v WHERE v."caseId" = k.id
      AND v."startsOn" <= current_date - d ORDER BY v.number DESC LIMIT 1), current_date - d, '{none}', k."openedById", now() - make_interval(days => d)
    FROM k, generate_series(${days}, 1, -1) d;
    WITH k AS (${of}) INSERT INTO "ExerciseLog" (id, "clinicId", "patientId", "caseId", "sessionLogId", "itemId", "exerciseId", "setsDone", "repsDone")
    SELECT uuidv7(), s."clinicId", s."patientId", s."caseId", s.id, i.id, i."exerciseId", 3, 12
    FROM k JOIN "SessionLog" s ON s."caseId" = k.id JOIN "ProgramPhase" h ON h."versionId" = s."versionId" AND h.position = 0
    JOIN "ProgramItem" i ON i."phaseId" = h.id;
    WITH k AS (${of}) INSERT INTO "RunLog" (id, "clinicId", "patientId", "caseId", "logDate", km, minutes, type, surface, safety, "enteredById", "recordedAt", settle)
    SELECT uuidv7(), k."clinicId", k."patientId", k.id, current_date - d, 5 + d % 4, 36, 'easy', 'road', '{none}', k."openedById", now() - make_interval(days => d), 'yes'
    FROM k, generate_series(${days}, 1, -2) d;
    WITH k AS (${of}) ${pain('during_exercise', `, x.id, e.id FROM k JOIN "SessionLog" x ON x."caseId" = k.id JOIN "ExerciseLog" e ON e."sessionLogId" = x.id`, ', "sessionLogId", "exerciseLogId"', `(x."logDate" - DATE '2020-01-01') % 4`)};
    WITH k AS (${of}) ${pain('next_morning', 'FROM k JOIN "SessionLog" x ON x."caseId" = k.id', '', `(x."logDate" - DATE '2020-01-01') % 3`)};
    WITH k AS (${of}) ${pain('during_run', ', x.id FROM k JOIN "RunLog" x ON x."caseId" = k.id', ', "runLogId"', '2')}`,
  )
  await fillForm(ownerUrl, of)
  await runSql(ownerUrl, 'ANALYZE')
  const [ids] = await runSql<ReviewIds>(
    ownerUrl,
    `WITH k AS (${of}) SELECT "clinicId", "patientId", id AS "caseId", "openedById" AS "accountId" FROM k`,
  )
  if (!ids) throw new Error('The case of two years could not be made')
  await examinedInFull(ownerUrl, ids.caseId)
  return ids
}

/** What is known before the first log. `of`: the case. */
async function fillForm(ownerUrl: string, of: string): Promise<void> {
  const zone = 'zone_retropatellar:left'
  const form = filledForm({ pain_zones: [zone], pain_zone_main: zone }, dayIn('UTC', new Date()))
  const answers = JSON.stringify(form).replaceAll("'", "''")
  await runSql(
    ownerUrl,
    `SET session_replication_role = replica;
    WITH k AS (${of}) INSERT INTO "Intake" (id, "clinicId", "patientId", status, "submittedAt", "decidedById", "decidedAt")
    SELECT uuidv7(), "clinicId", "patientId", 'accepted', "openedAt", "openedById", "openedAt" FROM k;
    WITH k AS (${of}) UPDATE "Case" c SET "intakeId" = i.id FROM k JOIN "Intake" i ON i."patientId" = k."patientId" WHERE c.id = k.id;
    WITH k AS (${of}) INSERT INTO "IntakeAnswers" ("intakeId", "clinicId", "patientId", answers)
    SELECT "intakeId", "clinicId", "patientId", '${answers}'::jsonb FROM k`,
  )
}

/**
 * Milliseconds of CPU to evaluate a case again from what was read: indicators, flags, factors, patterns, progression, alerts. Of a
 * process that has evaluated before, as a server has: the first hundred rounds count what compiles them as well.
 */
export async function evaluationCpu(appUrl: string, ids: ReviewIds, rounds = 100): Promise<number> {
  process.env.DATABASE_URL = appUrl
  const actor = mintAccountActor({
    kind: 'account',
    clinicId: ids.clinicId,
    accountId: ids.accountId,
    sessionId: token,
    roles: ['physio'],
    patientId: null,
    name: 'other',
    clinicName: 'Bench 0',
    timeZone: 'UTC',
    ownZone: 'UTC',
  })
  const now = new Date()
  const safety = { blockLevel: 'none', unresolvedLevel: 'none', openAlertMax: 'none' } as const
  const target = { ...ids, timeZone: 'UTC' }
  const today = dayIn('UTC', now)
  const { read, outcomes, findings, factors } = await asActor(actor, async (tx) => ({
    ...(await readEvaluation(tx, actor, target, safety, now)),
    findings: await caseFindings(tx, actor, ids.caseId, now),
    factors: await caseFactorInputs(tx, actor, { ...ids, side: 'left', today }, now),
  }))
  await disconnect()
  const since = dayNumber(today) - 90
  const swellingAtStart = factors.inputs.values.get('swelling_now') ?? null
  const batch = {
    ...ids,
    today,
    swellingAtStart,
    flagsOverdue: [],
    flagsByLimits: [],
    sessionOf: new Map(),
  }
  const once = () => {
    const { input, values, indexSide } = evaluateCase({ read, since, outcomes, findings, safety })
    const told = factors.inputs.values
    for (const source of ['intake', 'assessment', 'log'] as const) evaluateFlags(told, source, factors.limits)
    evaluateFactors(told, factors.limits)
    decide({ ...read, input, values, backs: [], runWeek: null, stopsAnswered: [] })
    if (read.phase)
      advisePhase(
        read.phase.key,
        { key: 'prog_pfp_early_p2', name: 'Early 2' },
        values,
        indexSide,
        defaultLimits,
      )
    checkDischarge(values, indexSide)
    adviseReview(values)
    caseAlertFindings(
      { ...batch, input, items: input.phase?.items ?? [] },
      outcomes.input,
      defaultAlertLimits,
      null,
    )
  }
  for (let round = 0; round < 100; round += 1) once()
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage()
    once()
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
  }
  return median(times)
}

type Ask = {
  ownerUrl: string
  appUrl: string
  serverUrl: string
  cookie: string
  bare: Target
  seconds: number
}

/** The review page of two years beside the bare yardstick, evaluating that case again, and the scripts of its timeline. */
export async function reviewFigures(ask: Ask): Promise<Figure[]> {
  const { serverUrl, cookie, bare, seconds } = ask
  const ids = await fillTwoYears(ask.ownerUrl)
  const path = `/cases/${ids.caseId}/reviews/new`
  const page: Target = { url: serverUrl, expect: 200, shot: () => ({ path, headers: { cookie } }) }
  await fireCount(page, 50)
  const rounds = await alternate(page, bare, seconds)
  const [app, yardstick] = [rounds.one, rounds.other].map((list) => median(list.map((one) => one.perSecond)))
  const record = `/cases/${ids.caseId}`
  const opening = await clickOn(serverUrl, cookie, record, `${record}/progress`)
  const opened = await fire(clicked(serverUrl, cookie, opening, path), seconds)
  const timeline = `/cases/${ids.caseId}/timeline?weeks=26`
  return [
    {
      name: 'Review page, two years of daily logs',
      unit: 'of yardstick',
      bar: { atLeast: 0.08 },
      value: (app ?? 0) / (yardstick ?? 1),
      note: `${app?.toFixed(0)} against ${yardstick?.toFixed(0)} a second`,
    },
    {
      name: 'The same, opened by a click',
      unit: 'of yardstick',
      value: opened.perSecond / (yardstick ?? 1),
      note: `${opened.perSecond.toFixed(0)} a second, p95 ${opened.p95.toFixed(0)} ms`,
    },
    {
      name: 'Evaluating that case again',
      unit: 'ms CPU',
      bar: { atMost: 10 },
      value: await evaluationCpu(ask.appUrl, ids),
    },
    {
      name: 'JavaScript of a timeline',
      unit: 'kB gzip',
      bar: { atMost: 200 },
      value: await scriptKb(serverUrl, timeline, cookie),
    },
  ]
}
