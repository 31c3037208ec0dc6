import 'server-only'
import type { Limits } from '#lib/content/limits/index.ts'
import { addDays, type Day, type DayNumber, dayIn, dayNumber } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { epoch } from '#lib/db/days.ts'
import { flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { newestScreen } from '#lib/flags/screen/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { type RecordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { holdBias, needN } from '#lib/programs/progression/modifiers/rules.ts'
import {
  type HarderSwap,
  type PastVersion,
  rungOf,
  withOutgrown,
} from '#lib/programs/progression/past/rules.ts'
import {
  type RunsRead,
  runRowsSince,
  runsPlanned,
  runsReadBack,
} from '#lib/programs/progression/run-rows/rules.ts'
import { overtakenSql, phasesSql } from '#lib/programs/rows/queries.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { PhaseRow } from '#lib/programs/rows/schema.ts'
import { bodyStopDaysSql, lessDaysSql, runStopsSql } from '#lib/tracking/progress/course/queries.ts'
import type {
  BlockStretch,
  BlockText,
  EventText,
  HoldText,
  LessText,
} from '#lib/tracking/progress/course/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { heldElsewhereSql, ranBeforeSql, ranElsewhereSql } from './elsewhere/queries.ts'
import { logColumns } from './logs/queries.ts'
import { type LogTexts, logsOfRows } from './logs/rules.ts'
import { type CaseForm, readCase } from './read/rules.ts'
import type { CaseInput, HeldText, RanBefore, RanElsewhere } from './schema.ts'
import { answersOf, formKind } from './values/rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

/** How far back entries are read: a phase, a goal and a flare are long past by then. */
const DAYS = 730

/** As far back as an indicator asks what was due. */
const DUE_BACK = 30

type FormRow = { at: string; kind: string; answers: unknown }
type VersionRow = {
  id: string
  number: number
  startsOn: number
  publishedAt: number
  templateId: string | null
  phases: PhaseRow[] | null
}
type Row = {
  program: {
    activatedOn: number | null
    atClinic: boolean
    position: number
    startedOn: number | null
    events: EventText[] | null
    versions: VersionRow[] | null
  } | null
  /** Subject, number of the version it made, whether it raised the load, or took that back. */
  steps: [string, number, boolean, boolean][] | null
  /** A harder exercise that was taken over: subject, exercise before, harder one. */
  harder: HarderSwap[] | null
  forms: FormRow[] | null
  flags: [BlockStretch['block'] | 'none', string, string | null, string | null, string][] | null
  /** Stops of running: since, until, answered. */
  stops: [string, string | null, string | null][] | null
  bodyStops: BlockText[] | null
  less: LessText[] | null
  begunAgainAt: string[] | null
  flagOverdue: boolean
  changes: [string, string][] | null
  reviewedOn: number | null
  nextOn: number | null
  others: string[] | null
  ranElsewhere: RanElsewhere[] | null
  heldElsewhere: HeldText[] | null
  ranBefore: RanBefore
  birth: RecordedBirth | null
  limits: LimitRow[] | null
}

/** One statement; versions that ended before the days that are read and before the present phase are left out. */
async function readRow(
  tx: Tx,
  target: Target,
  today: Day,
  since: Day,
  now: Date,
): Promise<{ row: Row; logs: LogTexts }> {
  const { clinicId, caseId, patientId, timeZone } = target
  const [row] = await tx.$queryRaw<(LogTexts & { rest: string })[]>`
    WITH c AS (SELECT ${clinicId}::uuid AS clinic, ${clinicId}::uuid AS "clinicId", ${caseId}::uuid AS id, ${patientId}::uuid AS patient),
    bearing AS (SELECT f.block, f."raisedAt", COALESCE(f."dueAt", f."visitedAt") AS "dueAt", f."respondedAt", f."resolvedAt", f."supersededAt", f."flagId"
      FROM "Case" c, ${flagsBearingSql} AND c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid)
    SELECT ${logColumns(since, today, timeZone)}, to_json(r)::text AS rest FROM c CROSS JOIN LATERAL (SELECT
      (SELECT json_build_object('activatedOn', g."activatedOn" - ${epoch}, 'atClinic', g."atClinic", 'position', g."phasePosition", 'startedOn', g."phaseStartedOn" - ${epoch},
          'events', (SELECT json_agg(json_build_array(x.kind, x."on" - ${epoch}, x."phasePosition", x."phaseStartedOn" - ${epoch}, x."phaseKey") ORDER BY x.at, x.id)
            FROM "ProgramEvent" x WHERE x."clinicId" = g."clinicId" AND x."programId" = g.id),
          'versions', (SELECT json_agg(json_build_object('id', v.id, 'number', v.number, 'startsOn', v."startsOn" - ${epoch}, 'templateId', v."templateId",
              'publishedAt', floor(extract(epoch FROM v."publishedAt") * 1000),
              'phases', ${phasesSql}) ORDER BY v.number)
            FROM "ProgramVersion" v WHERE v."clinicId" = g."clinicId" AND v."programId" = g.id AND v."publishedAt" IS NOT NULL
              AND v."startsOn" <= ${today}::date AND NOT ${overtakenSql(timeZone)}
              AND NOT EXISTS (SELECT 1 FROM "ProgramVersion" w WHERE w."clinicId" = v."clinicId" AND w."programId" = v."programId"
                AND w."publishedAt" IS NOT NULL AND w.number > v.number
                AND w."startsOn" <= LEAST(${since}::date, g."phaseStartedOn"))))
        FROM "Program" g WHERE g."clinicId" = c.clinic AND g."caseId" = c.id) AS program,
      (SELECT json_agg(json_build_array(y.subject, y."appliedNumber", COALESCE((y.change ->> 'raisesLoad')::boolean, false),
          COALESCE((y.change ->> 'lowersLoad')::boolean, false)))
        FROM "Suggestion" y WHERE y."clinicId" = c.clinic AND y."caseId" = c.id AND y.state = 'accepted' AND y."appliedNumber" IS NOT NULL) AS steps,
      (SELECT json_agg(json_build_array(y.subject, y.change ->> 'from', y.change ->> 'to'))
        FROM "Suggestion" y WHERE y."clinicId" = c.clinic AND y."caseId" = c.id AND (y.state = 'accepted' OR (y.state = 'changed' AND y.reason IS NULL))
          AND y."ruleId" = 'r_ex_progress_swap' AND y.change ->> 'kind' = 'swap') AS harder,
      (SELECT json_agg(json_build_object('at', i."submittedAt", 'kind', i.kind, 'answers', a.answers) ORDER BY i."submittedAt")
        FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
        WHERE i."clinicId" = c.clinic AND i."patientId" = c.patient AND i."submittedAt" IS NOT NULL
          AND (i."caseId" = c.id OR i.id = (SELECT k."intakeId" FROM "Case" k WHERE k."clinicId" = c.clinic AND k.id = c.id))) AS forms,
      (SELECT to_json(p."dateOfBirth" || p."notBornOn") FROM "Patient" p WHERE p."clinicId" = c.clinic AND p.id = c.patient) AS birth,
      (SELECT json_agg(json_build_array(f.block, f."raisedAt", f."resolvedAt", f."supersededAt", f."flagId")) FROM bearing f) AS flags,
      (SELECT json_agg(json_build_array(y.since, y.until, y."decidedAt")) FROM ${runStopsSql} y) AS stops,
      ${bodyStopDaysSql(Prisma.sql`${timeZone}`)} AS "bodyStops", ${lessDaysSql(Prisma.sql`${timeZone}`, since)} AS less,
      (SELECT json_agg(y."decidedAt" ORDER BY y."decidedAt") FROM "Suggestion" y WHERE y."clinicId" = c.clinic AND y."caseId" = c.id
        AND y."ruleId" = 'r_run_missed' AND y.state IN ('accepted', 'declined')) AS "begunAgainAt",
      EXISTS (SELECT 1 FROM bearing f WHERE f."respondedAt" IS NULL AND f."supersededAt" IS NULL AND f."dueAt" < ${now}) AS "flagOverdue",
      (SELECT json_agg(json_build_array(o."to", o.at) ORDER BY o.at) FROM "CaseStatusChange" o
        WHERE o."clinicId" = c.clinic AND o."caseId" = c.id) AS changes,
      (SELECT w."on" - ${epoch} FROM "Review" w WHERE w."clinicId" = c.clinic AND w."caseId" = c.id ORDER BY w."signedAt" DESC LIMIT 1) AS "reviewedOn",
      ${limitRowsSql(Prisma.sql`c.clinic`)} AS limits,
      (SELECT json_agg(k.id) FROM "Case" k JOIN "Program" g ON g."clinicId" = k."clinicId" AND g."caseId" = k.id AND g."activatedOn" IS NOT NULL
        WHERE k."clinicId" = c.clinic AND k."patientId" = c.patient AND k.id <> c.id AND k.status IN ('open', 'on_hold')) AS others,
      ${ranElsewhereSql({ clinic: Prisma.sql`c.clinic`, patient: Prisma.sql`c.patient` })} AS "ranElsewhere",
      ${heldElsewhereSql(Prisma.sql`${timeZone}`)} AS "heldElsewhere",
      ${ranBeforeSql({ clinic: Prisma.sql`c.clinic`, runs: since, sessions: since, planned: { runs: Prisma.sql`true`, walks: Prisma.sql`true` } })} AS "ranBefore",
      (SELECT k."nextReviewOn" - ${epoch} FROM "Case" k WHERE k."clinicId" = c.clinic AND k.id = c.id) AS "nextOn") r`
  if (!row) throw new Error('a statement of scalars has one row')
  return { row: JSON.parse(row.rest) as Row, logs: row }
}

/**
 * Everything that the indicators read, in one statement: in the transaction of whoever may read it, with what row-level
 * security lets her see. Outcome measures come from elsewhere: pass them over `noOutcomes`. The caller has checked the case
 * and records the reading.
 */
export async function readCaseInput(tx: Tx, target: Target, now: Date, days = DAYS): Promise<CaseInput> {
  const { timeZone } = target
  const today = dayIn(timeZone, now)
  const { row, logs } = await readRow(tx, target, today, addDays(today, -days), now)
  const read = caseInputOf(row, logs, timeZone, today, days)
  const since = read.input.today - DUE_BACK
  const startedOn = runRowsSince(read.runs, since)
  if (startedOn === null) return withRuns(read, since)
  const back = runsReadBack(read.input.today, startedOn)
  const runs = back <= days ? read.runs : await runsOf(tx, target, back, now)
  return withRuns({ ...read, runs }, since)
}

function withRuns(read: CaseInput, since: DayNumber): CaseInput {
  const course = { ...read.input.course, ...runsPlanned(read.runs, since) }
  return { ...read, input: { ...read.input, course } }
}

/** The entries of a phase that began before the days that are read. */
async function runsOf(tx: Tx, target: Target, days: number, now: Date): Promise<RunsRead> {
  const today = dayIn(target.timeZone, now)
  const { row, logs } = await readRow(tx, target, today, addDays(today, -days), now)
  return caseInputOf(row, logs, target.timeZone, today, days).runs
}

function caseInputOf(row: Row, texts: LogTexts, timeZone: string, day: Day, days: number): CaseInput {
  const today = dayNumber(day)
  const { program } = row
  const versions: PastVersion[] = (program?.versions ?? []).map((version) => ({
    number: version.number,
    startsOn: version.startsOn,
    publishedAt: version.publishedAt,
    content: contentOfRows(version.templateId, version.phases ?? []),
    suggested: new Map(
      (row.steps ?? [])
        .filter(([, number]) => number === version.number)
        .map(([subject, , raisesLoad, lowersLoad]) => [subject, { raisesLoad, lowersLoad }]),
    ),
  }))
  const limits = limitValues(row.limits ?? [])
  const forms = formsOf(row.forms ?? [], row.birth ?? [], timeZone, limits)
  const answers = answersOf(forms, day, limits)
  const dayAt = (at: string) => dayNumber(dayIn(timeZone, new Date(at)))
  const { input, runs, phase } = readCase({
    today,
    limits,
    program,
    versions,
    logsOf: (ask) => logsOfRows(texts, ask),
    forms,
    answers,
    changes: (row.changes ?? []).map(([to, at]): HoldText => [to, dayAt(at)]),
    flags: (row.flags ?? []).map(([block, raisedAt, resolvedAt, supersededAt, flagId]) => {
      const ends = [resolvedAt, supersededAt].flatMap((at) => (at ? [dayAt(at)] : []))
      const to = ends.length === 0 ? null : Math.min(...ends)
      return { block, flagId, from: dayAt(raisedAt), to, stands: !supersededAt }
    }),
    flagOverdue: row.flagOverdue,
    stops: (row.stops ?? []).map(([from, to, at]) => ({
      from: dayAt(from),
      to: to ? dayAt(to) : null,
      answered: at ? { day: dayAt(at), at: Date.parse(at) } : null,
    })),
    bodyStops: row.bodyStops ?? [],
    less: row.less,
    begunAgain: (row.begunAgainAt ?? []).map(dayAt),
    ranElsewhere: row.ranElsewhere ?? [],
    heldElsewhere: row.heldElsewhere,
    readFrom: { runs: today - days, sessions: today - days, ...row.ranBefore },
    review: { lastSignedOn: row.reviewedOn, nextOn: row.nextOn },
    needN: needN(holdBias(answers)),
    itemsOf: ({ key: phaseKey, items }) =>
      items.flatMap(({ key }) => {
        const rung = rungOf(versions, phaseKey, key)
        return rung ? withOutgrown(rung, row.harder ?? []) : []
      }),
  })
  const phases = versions.at(-1)?.content.phases ?? []
  const equipment = answers.get('equipment')
  return {
    input,
    answers,
    answersOn: runs.answersOn,
    others: row.others ?? [],
    screenComplete: newestScreen(forms.toReversed(), row.birth ?? [], day, limits).complete,
    runs,
    versions,
    versionId: program?.versions?.at(-1)?.id ?? null,
    phase: phase ? { key: phase.key, position: phases.indexOf(phase) } : null,
    equipment: Array.isArray(equipment) ? equipment : [],
    atClinic: program?.atClinic ?? false,
  }
}

/** The forms of the case, oldest first. */
const formsOf = (
  rows: readonly FormRow[],
  recorded: RecordedBirth,
  timeZone: string,
  limits: Limits,
): CaseForm[] =>
  rows.map(({ at, kind, answers }) => {
    const on = dayIn(timeZone, new Date(at))
    const clean = withRecord(cleanAnswers(answers), recorded)
    return {
      on,
      kind: formKind(kind),
      answers: clean,
      values: intakeValues(clean, { today: on, limits }),
    }
  })
