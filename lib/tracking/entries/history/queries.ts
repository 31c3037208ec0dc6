import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ofCaseSql } from '#lib/cases/policy.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { addDays, type Day } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { morningForm, painForm } from '#lib/tracking/pain-scores/queries.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { madeAtSql } from '../policy.ts'
import { cameSql } from '../waited/queries.ts'
import { entriesOf } from './rules.ts'
import { DAYS_A_PAGE, type Entry, type EntryRow } from './schema.ts'

const common = Prisma.sql`x.id, x."clinicId", x."caseId", x."patientId", x."logDate", x."recordedAt", ${madeAtSql('x')} AS "firstAt", x.safety, x."safetyAsked", x.injury, x.note,
  x."enteredById", x."onBehalf", x."correctReason", x."supersedesId", x."supersededAt", x."withdrawnAt", x."withdrawnById", x."withdrawReason"`
const none = Prisma.sql`NULL::text AS context, NULL::float8 AS amount, NULL::int AS minutes, NULL::text AS swelling`
const runScore = (context: string) => Prisma.sql`(SELECT max(r.score) FROM "PainScore" r
  WHERE r."clinicId" = s."clinicId" AND r."runLogId" = s.id AND r.context::text = ${context})`
const exerciseScore = (context: string) => Prisma.sql`(SELECT max(s.score) FROM "PainScore" s
  WHERE s."clinicId" = l."clinicId" AND s."sessionLogId" = l."sessionLogId" AND s."exerciseLogId" = l.id AND s.context::text = ${context})`

/**
 * Entries of the cases that are wanted, those that count or were taken back, each followed by what it put right, newest first.
 * One statement. `wanted`: of a case `c` and an entry `e`; `ofWhich`: of the row `s` that is shown. The caller has checked
 * the cases.
 */
export async function readEntries(
  tx: Tx,
  clinicId: string,
  caseIds: readonly string[],
  wanted: Prisma.Sql,
  ofWhich: Prisma.Sql = Prisma.sql`true`,
): Promise<Entry[]> {
  const cases = Prisma.sql`x."clinicId" = ${clinicId}::uuid AND x."caseId" = ANY (${[...caseIds]}::uuid[])`
  const rows = await tx.$queryRaw<EntryRow[]>`
    WITH RECURSIVE entry AS (
      SELECT 'session' AS kind, ${common}, ${none}, NULL::jsonb AS run FROM "SessionLog" x WHERE ${cases}
      UNION ALL SELECT 'run', ${common}, NULL, x.km, x.minutes, NULL, jsonb_build_object('unit', x.unit, 'type', x.type, 'surface', x.surface,
        'finished', x.finished, 'shoes', x.shoes, 'settle', x.settle) FROM "RunLog" x WHERE ${cases}
      UNION ALL SELECT 'pain', ${common}, x.context::text, x.score, NULL, x.swelling::text, NULL FROM "PainScore" x
        WHERE ${cases} AND x."sessionLogId" IS NULL AND x."runLogId" IS NULL
    ), shown AS (
      SELECT e.*, e.id AS of, e."logDate" AS "headDate", e."firstAt" AS "headAt", 0 AS back FROM entry e WHERE e."supersededAt" IS NULL AND ${wanted}
      UNION ALL SELECT e.*, s.of, s."headDate", s."headAt", s.back + 1 FROM shown s JOIN entry e ON e.id = s."supersedesId"
    )
    SELECT s.id, s."caseId", s.of, s.kind, to_char(s."logDate", 'YYYY-MM-DD') AS day, s."recordedAt", ${cameSql(Prisma.sql`s."clinicId"`, Prisma.sql`s.id`)} AS came, s.context, s.minutes, s.swelling,
      CASE s.kind WHEN 'run' THEN s.run || jsonb_build_object('during', ${runScore('during_run')}, 'after', ${runScore('after_run')}) END AS run,
      CASE s.kind WHEN 'session' THEN jsonb_array_length(x.list) ELSE s.amount END::float8 AS amount, x.list AS exercises,
      s.safety, s."safetyAsked", s.injury, s.note, a.name AS by, s."onBehalf", s."correctReason", s."withdrawnAt", w.name AS "withdrawnBy", s."withdrawReason",
      COALESCE(s."withdrawnById" <> p."accountId", false) AS "withdrawnOnBehalf"
    FROM shown s JOIN "Patient" p ON p."clinicId" = s."clinicId" AND p.id = s."patientId"
    CROSS JOIN LATERAL (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', l."exerciseId", 'sets', l."setsDone", 'skipped', l."skipReason",
        'reps', l."repsDone", 'hold', l."holdSeconds", 'minutes', l.minutes, 'load', l."loadKg", 'effort', l.rpe,
        'pain', ${exerciseScore('during_exercise')}, 'after', ${exerciseScore('after_exercise')}) ORDER BY l.id), '[]') AS list
      FROM "ExerciseLog" l WHERE s.kind = 'session' AND l."clinicId" = s."clinicId" AND l."sessionLogId" = s.id) x
    LEFT JOIN "Account" a ON a."clinicId" = s."clinicId" AND a.id = s."enteredById"
    LEFT JOIN "Account" w ON w."clinicId" = s."clinicId" AND w.id = s."withdrawnById"
    WHERE ${ofWhich} ORDER BY s."headDate" DESC, s."headAt" DESC, s.of, s.back`
  return entriesOf(rows)
}

export type EntriesView = {
  frame: CaseFrame
  entries: Entry[]
  from: Day
  to: Day
  /** Last days to page to; null where there is nothing. */
  earlier: Day | null
  later: Day | null
}

/** The entries of four weeks of a case, for who may read it; the reading is recorded. Throws NotFound. */
export function caseEntries(
  actor: AccountActor,
  caseId: string,
  until: Day | null,
  now: Date,
): Promise<EntriesView> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'entries', now)
    const { today, openedOn } = frame
    const to = until && until < today ? until : today
    const from = addDays(to, 1 - DAYS_A_PAGE)
    const wanted = Prisma.sql`e."logDate" BETWEEN ${from}::date AND ${to === today ? addDays(to, 1) : to}::date`
    const entries = await readEntries(tx, actor.clinicId, [caseId], wanted)
    return {
      frame,
      entries,
      from,
      to,
      earlier:
        from > openedOn || (await hasBefore(tx, actor.clinicId, caseId, from)) ? addDays(from, -1) : null,
      later: to < today ? addDays(to, DAYS_A_PAGE) : null,
    }
  })
}

/** Whether an entry is about a day before: that may be one before the case was opened. */
async function hasBefore(tx: Tx, clinicId: string, caseId: string, day: Day): Promise<boolean> {
  const about = Prisma.sql`${ofCaseSql('e', { clinicId, caseId })} AND e."supersededAt" IS NULL AND e."logDate" < ${day}::date`
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "PainScore" e WHERE ${about}) OR EXISTS (SELECT 1 FROM "RunLog" e WHERE ${about})
      OR EXISTS (SELECT 1 FROM "SessionLog" e WHERE ${about}) AS found`
  return row?.found ?? false
}

type Corrections = {
  pain: Awaited<ReturnType<typeof painForm>>
  morning: Awaited<ReturnType<typeof morningForm>>
  run: Awaited<ReturnType<typeof runForm>>
  session: Awaited<ReturnType<typeof sessionForm>>
}
/** The form that puts the entry right. */
export type Correction = { [K in keyof Corrections]: { kind: K; view: Corrections[K] } }[keyof Corrections]

export type EntryView = { frame: CaseFrame; entry: Entry; correction: Correction | null }

/**
 * One entry of a case with what it said before, whichever of its states is asked for, and the form that puts it right for the team
 * of a case that goes on. Throws NotFound.
 */
export async function caseEntry(
  actor: AccountActor,
  caseId: string,
  entryId: string,
  now: Date,
): Promise<EntryView> {
  const { frame, entry } = await readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'entry', now)
    const whole = Prisma.sql`s.of = (SELECT o.of FROM shown o WHERE o.id = ${entryId}::uuid)`
    const [entry] = await readEntries(tx, actor.clinicId, [caseId], Prisma.sql`true`, whole)
    if (!entry) throw new NotFound('entry')
    return { frame, entry }
  })
  const open = frame.mayWrite && !entry.withdrawn
  return { frame, entry, correction: open ? await correctionOf(actor, entry, now) : null }
}

async function correctionOf(actor: AccountActor, entry: Entry, now: Date): Promise<Correction> {
  const ask = { caseId: entry.caseId, correct: entry.id }
  if (entry.kind === 'session') return { kind: 'session', view: await sessionForm(actor, ask, now) }
  if (entry.kind === 'run') return { kind: 'run', view: await runForm(actor, ask, now) }
  if (entry.context === 'next_morning') return { kind: 'morning', view: await morningForm(actor, ask, now) }
  return { kind: 'pain', view: await painForm(actor, { ...ask, about: 'now' }, now) }
}
