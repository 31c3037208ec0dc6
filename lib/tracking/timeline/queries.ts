import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { ofCaseSql } from '#lib/cases/policy.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { earliestDay } from '#lib/cases/rules.ts'
import { type Day, type DayNumber, dayNumber, isoDay } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { epoch } from '#lib/db/days.ts'
import { formsOfCaseSql } from '#lib/intake/told/policy.ts'
import { scoredAnswers } from '#lib/outcomes/record/queries.ts'
import { capsOfDays } from '#lib/programs/progression/cap/days/queries.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { countsSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readEntries } from '../entries/history/queries.ts'
import { cameText } from '../entries/waited/rules.ts'
import { readCaseCourse } from '../progress/queries.ts'
import { boundsOf, type EventRow, runsAgainstStop, timelineEvents } from './events/rules.ts'
import { linkDays, timelineModel, windowOf, withEarlier } from './rules.ts'
import type { DayEntry, TimelineModel, TimelineSearch } from './schema.ts'

export type TimelineView = {
  frame: CaseFrame
  search: TimelineSearch
  model: TimelineModel
  /** The chosen days with everything about them; null when none are chosen. */
  chosen: { from: DayNumber; to: DayNumber; entries: DayEntry[] } | null
}

/** The first 7-day mean and the first sum of a week know the days before the window. */
const weekBefore = 7

/** What happened on the days, in one statement; each part along its index. */
function readEvents(tx: Tx, frame: CaseFrame, clinicId: string, from: Day, to: Day): Promise<EventRow[]> {
  const of = (alias: string) => ofCaseSql(alias, { clinicId, caseId: frame.caseId })
  const at = (column: Prisma.Sql) => Prisma.sql`(${column} AT TIME ZONE ${frame.zone})::date`
  const within = (date: Prisma.Sql) => Prisma.sql`${date} BETWEEN ${from}::date AND ${to}::date`
  // A range of moments that the index can use: a day of any zone lies within it.
  const near = (column: Prisma.Sql) =>
    Prisma.sql`${column} >= ${from}::date - 1 AND ${column} < ${to}::date + 2 AND ${within(at(column))}`
  const earlier = (table: string, day: string) =>
    Prisma.sql`EXISTS (SELECT 1 FROM ${Prisma.raw(`"${table}" e`)} WHERE ${of('e')} AND ${countsSql('e')} AND ${Prisma.raw(`e."${day}"`)} < ${from}::date)`
  const before = Prisma.sql`(${Prisma.join(
    [
      ...['PainScore', 'RunLog', 'SessionLog'].map((table) => earlier(table, 'logDate')),
      earlier('OutcomeMeasure', 'on'),
      Prisma.sql`EXISTS (SELECT 1 FROM "Note" e WHERE ${of('e')} AND e."withdrawnAt" IS NULL AND e."on" < ${from}::date)`,
    ],
    ' OR ',
  )})`
  return tx.$queryRaw<EventRow[]>`
    SELECT v.id, 'version' AS kind, v."startsOn" - ${epoch} AS day, v.number::text AS name, v.note AS text, a.name AS by, NULL::jsonb AS more
      FROM staff_program_versions(${frame.caseId}::uuid) v JOIN "Account" a ON a."clinicId" = v."clinicId" AND a.id = v."publishedById"
      WHERE ${of('v')} AND v."publishedAt" IS NOT NULL AND NOT ${overtakenSql(frame.zone)} AND ${within(Prisma.sql`v."startsOn"`)}
    UNION ALL SELECT w.id, 'review', w."on" - ${epoch}, w.decision::text, w.text, a.name, NULL
      FROM "Review" w JOIN "Account" a ON a."clinicId" = w."clinicId" AND a.id = w."signedById"
      WHERE ${of('w')} AND ${within(Prisma.sql`w."on"`)}
    UNION ALL SELECT n.id, 'note', n."on" - ${epoch}, CASE WHEN n."signedAt" IS NULL THEN 'draft' ELSE 'signed' END, concat_ws(' ', NULLIF(n.text ->> 'subjective', ''), NULLIF(n.text ->> 'objective', ''),
        NULLIF(n.text ->> 'assessment', ''), NULLIF(n.text ->> 'plan', '')), a.name, NULL
      FROM "Note" n JOIN "Account" a ON a."clinicId" = n."clinicId" AND a.id = n."byId" WHERE ${of('n')} AND n."withdrawnAt" IS NULL AND ${within(Prisma.sql`n."on"`)}
    UNION ALL SELECT t.id, 'alert', ${at(Prisma.sql`t."openedAt"`)} - ${epoch}, t."alertId", COALESCE(t.outcome, t.acknowledgement), b.name, to_jsonb(t.severity)
      FROM "Alert" t LEFT JOIN "Account" b ON b."clinicId" = t."clinicId" AND b.id = COALESCE(t."closedById", t."acknowledgedById")
      WHERE ${of('t')} AND ${near(Prisma.sql`t."openedAt"`)}
    UNION ALL SELECT m.id, 'outcome', m."on" - ${epoch}, m.measure, NULL, NULL, m.scores
      FROM "OutcomeMeasure" m WHERE ${of('m')} AND ${countsSql('m')}
        AND m.measure <> 'weekly_check' AND ${within(Prisma.sql`m."on"`)}
    UNION ALL SELECT i.id, 'form', ${at(Prisma.sql`i."submittedAt"`)} - ${epoch}, i.kind::text, NULL, NULL, ${scoredAnswers}
      FROM "Case" c JOIN "Intake" i ON ${formsOfCaseSql} JOIN "IntakeAnswers" n ON n."clinicId" = i."clinicId" AND n."intakeId" = i.id
      WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${frame.caseId}::uuid
    UNION ALL SELECT c.id, 'case', ${at(Prisma.sql`c."closedAt"`)} - ${epoch}, c.status::text, NULL, NULL, jsonb_build_object('before', ${before},
        'template', (SELECT v."templateId" FROM "ProgramVersion" v WHERE ${of('v')} AND v."publishedAt" IS NOT NULL ORDER BY v.number DESC LIMIT 1))
      FROM "Case" c WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${frame.caseId}::uuid
    ORDER BY day, kind, id`
}

/** The entries of these days that count, with their words, the oldest first. One statement. */
async function readDays(tx: Tx, frame: CaseFrame, clinicId: string, from: Day, to: Day): Promise<DayEntry[]> {
  const wanted = Prisma.sql`${countsSql('e')} AND e."logDate" BETWEEN ${from}::date AND ${to}::date`
  const entries = await readEntries(tx, clinicId, [frame.caseId], wanted)
  return entries.reverse().map(({ id, day, kind, title, details, worst, came }) => ({
    id,
    day: dayNumber(day),
    kind,
    title,
    text: details,
    cameText: cameText(came, frame.zone, frame.today),
    score: worst,
    href: `/cases/${frame.caseId}/entries/${id}`,
  }))
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
    const first = dayNumber(frame.openedOn)
    const earliest = dayNumber(earliestDay(frame.openedOn))
    const asked = windowOf(search, today, { first, earliest })
    const data = await readCaseCourse(tx, actor, caseId, today - asked.from + weekBefore, now)
    const rows = await readEvents(tx, frame, actor.clinicId, isoDay(asked.from), isoDay(asked.to))
    const { before, over } = boundsOf(rows, asked.from)
    const window = withEarlier(asked, before && asked.from > earliest)
    const events = [...timelineEvents(rows, caseId, window), ...runsAgainstStop(data, caseId)]
    const caps = await capsOfDays(tx, targetOf(frame, actor.clinicId), window, now)
    const model = timelineModel(data, events, window, { caps, over })
    const at = search.at === null ? null : dayNumber(search.at)
    const shown = at !== null && at >= window.from && at <= window.to ? linkDays(search.weeks, at) : null
    const chosen = shown && { ...shown, entries: await entriesOf(tx, frame, actor.clinicId, shown, model) }
    return { frame, search, model, chosen }
  })
}

const targetOf = ({ caseId, patientId, zone }: CaseFrame, clinicId: string) => ({
  clinicId,
  caseId,
  patientId,
  timeZone: zone,
})

async function entriesOf(
  tx: Tx,
  frame: CaseFrame,
  clinicId: string,
  { from, to }: { from: DayNumber; to: DayNumber },
  model: TimelineModel,
): Promise<DayEntry[]> {
  const events = model.days.filter(({ day }) => day >= from && day <= to).flatMap((one) => one.events)
  const happened = events.map(({ id, day, kind, title, text, href }) => ({
    id,
    day,
    kind,
    title,
    text,
    href,
    cameText: null,
    score: null,
  }))
  const logged = await readDays(tx, frame, clinicId, isoDay(from), isoDay(to))
  return [...happened, ...logged].sort((a, b) => a.day - b.day)
}
