import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Day } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { formsOfCaseSql } from '#lib/intake/told/policy.ts'
import { scoredAnswers } from '#lib/outcomes/record/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readCaseCourse } from '../progress/queries.ts'
import type { DayNumber } from '../progress/schema.ts'
import { dayNumber, isoDay } from '../progress/series/rules.ts'
import { type EventRow, runsAgainstStop, timelineEvents } from './events/rules.ts'
import { linkDays, timelineModel, windowOf } from './rules.ts'
import type { DayEntry, TimelineModel, TimelineSearch } from './schema.ts'

export type TimelineView = {
  frame: CaseFrame
  search: TimelineSearch
  model: TimelineModel
  /** The chosen days with everything about them; null when none are chosen. */
  chosen: { from: DayNumber; to: DayNumber; entries: DayEntry[] } | null
}

const epoch = Prisma.sql`DATE '1970-01-01'`

/** What happened on the days, in one statement; each part along its index. */
function readEvents(tx: Tx, frame: CaseFrame, clinicId: string, from: Day, to: Day): Promise<EventRow[]> {
  const of = (alias: string) => {
    const t = Prisma.raw(alias)
    return Prisma.sql`${t}."clinicId" = ${clinicId}::uuid AND ${t}."caseId" = ${frame.caseId}::uuid`
  }
  const at = (column: Prisma.Sql) => Prisma.sql`(${column} AT TIME ZONE ${frame.zone})::date`
  const within = (date: Prisma.Sql) => Prisma.sql`${date} BETWEEN ${from}::date AND ${to}::date`
  // A range of moments that the index can use: a day of any zone lies within it.
  const near = (column: Prisma.Sql) =>
    Prisma.sql`${column} >= ${from}::date - 1 AND ${column} < ${to}::date + 2 AND ${within(at(column))}`
  return tx.$queryRaw<EventRow[]>`
    SELECT v.id, 'version' AS kind, v."startsOn" - ${epoch} AS day, v.number::text AS name, v.note AS text, a.name AS by, NULL::jsonb AS more
      FROM "ProgramVersion" v JOIN "Account" a ON a."clinicId" = v."clinicId" AND a.id = v."publishedById"
      WHERE ${of('v')} AND v."publishedAt" IS NOT NULL AND ${within(Prisma.sql`v."startsOn"`)}
    UNION ALL SELECT w.id, 'review', w."on" - ${epoch}, w.decision::text, w.text, a.name, NULL
      FROM "Review" w JOIN "Account" a ON a."clinicId" = w."clinicId" AND a.id = w."signedById"
      WHERE ${of('w')} AND ${within(Prisma.sql`w."on"`)}
    UNION ALL SELECT n.id, 'note', n."on" - ${epoch}, CASE WHEN n."signedAt" IS NULL THEN 'draft' ELSE 'signed' END, concat_ws(' ', NULLIF(n.text ->> 'subjective', ''), NULLIF(n.text ->> 'objective', ''),
        NULLIF(n.text ->> 'assessment', ''), NULLIF(n.text ->> 'plan', '')), a.name, NULL
      FROM "Note" n JOIN "Account" a ON a."clinicId" = n."clinicId" AND a.id = n."byId" WHERE ${of('n')} AND ${within(Prisma.sql`n."on"`)}
    UNION ALL SELECT t.id, 'alert', ${at(Prisma.sql`t."openedAt"`)} - ${epoch}, t."alertId", COALESCE(t.outcome, t.acknowledgement), b.name, to_jsonb(t.severity)
      FROM "Alert" t LEFT JOIN "Account" b ON b."clinicId" = t."clinicId" AND b.id = COALESCE(t."closedById", t."acknowledgedById")
      WHERE ${of('t')} AND ${near(Prisma.sql`t."openedAt"`)}
    UNION ALL SELECT m.id, 'outcome', m."on" - ${epoch}, m.measure, NULL, NULL, m.scores
      FROM "OutcomeMeasure" m WHERE ${of('m')} AND m."supersededAt" IS NULL AND m."withdrawnAt" IS NULL
        AND m.measure <> 'weekly_check' AND ${within(Prisma.sql`m."on"`)}
    UNION ALL SELECT i.id, 'form', ${at(Prisma.sql`i."submittedAt"`)} - ${epoch}, i.kind::text, NULL, NULL, ${scoredAnswers}
      FROM "Case" c JOIN "Intake" i ON ${formsOfCaseSql} JOIN "IntakeAnswers" n ON n."clinicId" = i."clinicId" AND n."intakeId" = i.id
      WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${frame.caseId}::uuid
    ORDER BY day, kind, id`
}

type EntryRow = {
  id: string
  /** The session or the run that a pain belongs to, else itself. */
  entry: string
  day: number
  kind: 'session' | 'run' | 'pain'
  name: string
  more: unknown
  note: string
  score: number | null
  /** Entered from paper: the safety question is still to be asked. */
  unasked: boolean
}

const contexts: Readonly<Record<string, string>> = {
  ...{ now: 'Pain', during_exercise: 'Pain during an exercise', after_exercise: 'Pain after exercises' },
  ...{ during_run: 'Pain during the run', after_run: 'Pain after the run' },
  ...{ next_morning: 'Pain in the morning', day_worst: 'Worst pain of the day' },
}

/** The entries of these days that count, with their words. One statement. */
async function readDays(tx: Tx, frame: CaseFrame, clinicId: string, from: Day, to: Day): Promise<DayEntry[]> {
  const current = (alias: string) => {
    const t = Prisma.raw(alias)
    return Prisma.sql`${t}."clinicId" = ${clinicId}::uuid AND ${t}."caseId" = ${frame.caseId}::uuid AND ${t}."supersededAt" IS NULL
      AND ${t}."withdrawnAt" IS NULL AND ${t}."logDate" BETWEEN ${from}::date AND ${to}::date`
  }
  const rows = await tx.$queryRaw<EntryRow[]>`
    SELECT l.id, l.id AS entry, l."logDate" - ${epoch} AS day, 'session' AS kind, '' AS name, l.note, NULL::int AS score,
        (SELECT jsonb_agg(jsonb_build_array(e."exerciseId", e."setsDone", e."skipReason") ORDER BY e.id) FROM "ExerciseLog" e
          WHERE e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id) AS more, NOT l."safetyAsked" AS unasked
      FROM "SessionLog" l WHERE ${current('l')}
    UNION ALL SELECT r.id, r.id, r."logDate" - ${epoch}, 'run', trim_scale(r.km)::text, r.note, NULL, jsonb_build_array(r.minutes, r.type, r.surface), NOT r."safetyAsked"
      FROM "RunLog" r WHERE ${current('r')}
    UNION ALL SELECT s.id, COALESCE(s."sessionLogId", s."runLogId", s.id), s."logDate" - ${epoch}, 'pain', s.context::text, s.note, s.score, to_jsonb(s.swelling),
        s.context = 'next_morning' AND NOT s."safetyAsked" FROM "PainScore" s WHERE ${current('s')}
    ORDER BY day, kind DESC, id LIMIT 400`
  return rows.map((row): DayEntry => {
    const href = `/cases/${frame.caseId}/entries/${row.entry}`
    const base = { id: row.id, day: row.day, kind: row.kind, score: row.score, href }
    const note = [row.note, row.unasked ? 'Safety question not asked yet' : ''].filter(Boolean).join('. ')
    if (row.kind === 'pain') {
      const swelling = typeof row.more === 'string' && row.more !== 'none' ? `swelling ${row.more}` : ''
      return {
        ...base,
        title: contexts[row.name] ?? 'Pain',
        text: [swelling, note].filter(Boolean).join('. '),
      }
    }
    if (row.kind === 'run') {
      const [minutes, type, surface] = row.more as [number, string, string]
      const text = [`${minutes} min, ${type.replace('_', '–')}, ${surface}`, note].filter(Boolean).join('. ')
      return { ...base, title: `Run ${row.name} km`, text }
    }
    const list = (row.more ?? []) as [string, number, string | null][]
    const said = list.map(([id, sets, skipped]) => {
      const name = exerciseById(id)?.name ?? 'An exercise'
      return skipped ? `${name} skipped (${skipped.replaceAll('_', ' ')})` : `${name} ${sets} sets`
    })
    return { ...base, title: 'Session', text: [said.join(', '), note].filter(Boolean).join('. ') }
  })
}

/**
 * Pain, running, strengthening, program versions, notes, reviews, alerts and outcome scores of a case on one axis, for who
 * may read the case; the reading is recorded. Throws NotFound. The patient never reads one.
 */
export function caseTimeline(
  actor: Actor,
  caseId: string,
  search: TimelineSearch,
  now: Date,
): Promise<TimelineView> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'timeline', now)
    const today = dayNumber(frame.today)
    const window = windowOf(search, today, dayNumber(frame.openedOn))
    const data = await readCaseCourse(tx, actor, caseId, today - window.from + 30, now)
    const [from, to] = [isoDay(window.from), isoDay(window.to)]
    const rows = await readEvents(tx, frame, actor.clinicId, from, to)
    const events = [...timelineEvents(rows, caseId, window), ...runsAgainstStop(data, caseId)]
    const model = timelineModel(data, events, window)
    const at = search.at === null ? null : dayNumber(search.at)
    const shown = at !== null && at >= window.from && at <= window.to ? linkDays(search.weeks, at) : null
    const chosen = shown && { ...shown, entries: await entriesOf(tx, frame, actor.clinicId, shown, model) }
    return { frame, search, model, chosen }
  })
}

async function entriesOf(
  tx: Tx,
  frame: CaseFrame,
  clinicId: string,
  { from, to }: { from: DayNumber; to: DayNumber },
  model: TimelineModel,
): Promise<DayEntry[]> {
  const events = model.days.filter(({ day }) => day >= from && day <= to).flatMap((one) => one.events)
  const happened = events.map(({ id, day, kind, title, text, href }) => ({
    ...{ id, day, kind, title, text, href },
    score: null,
  }))
  const logged = await readDays(tx, frame, clinicId, isoDay(from), isoDay(to))
  return [...happened, ...logged].sort((a, b) => a.day - b.day)
}
