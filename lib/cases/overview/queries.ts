import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { openAlertCards, stoppingAlertCards } from '#lib/alerts/worklist/queries.ts'
import type { AlertCard } from '#lib/alerts/worklist/schema.ts'
import { ofCaseSql } from '#lib/cases/policy.ts'
import { activePhysios } from '#lib/cases/team/policy.ts'
import { type LetterKind, letterKindWords } from '#lib/content/letters/kinds.ts'
import { noteTemplate } from '#lib/content/notes/templates.ts'
import { instruments, isMeasureId } from '#lib/content/outcomes/instruments.ts'
import type { ScaleId } from '#lib/content/outcomes/types.ts'
import { type Day, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import {
  type FlagCardView,
  flagCards,
  type NotAssessedView,
  notAssessedFlags,
} from '#lib/flags/cards/queries.ts'
import { newestValues } from '#lib/flags/occasions/rules.ts'
import { bearingOn } from '#lib/flags/queries.ts'
import { activitiesOf, planFacts } from '#lib/intake/record/rules.ts'
import { reviewFormState } from '#lib/intake/review-form/asked/queries.ts'
import type { ReviewFormState } from '#lib/intake/review-form/asked/schema.ts'
import { scoreText } from '#lib/outcomes/indicators/rules.ts'
import { readCaseOutcomes } from '#lib/outcomes/queries.ts'
import type { Scores } from '#lib/outcomes/schema.ts'
import { dueRows } from '#lib/outcomes/views/rules.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { decisionWords } from '#lib/review/schema.ts'
import { countsSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { changeText } from '../change/rules.ts'
import { storedChange } from '../change/schema.ts'
import { type CaseFrame, readCaseFrame } from '../queries.ts'
import { isClosed } from '../rules.ts'
import { type CaseStatus, caseStatusWords } from '../schema.ts'
import { readEnd } from '../status/queries.ts'
import { reasonInWords } from '../status/schema.ts'
import { type CaseStep, type DueLine, dueOf, waitingOf } from './rules.ts'

export type HappenedLine = {
  id: string
  at: string
  atText: string
  kind:
    | 'session'
    | 'run'
    | 'pain'
    | 'version'
    | 'status'
    | 'change'
    | 'review'
    | 'note'
    | 'letter'
    | 'assessment'
    | 'measure'
  text: string
  note: string
  /** Where it can be read, for what has a page of its own. */
  href: string | null
  score: number | null
}

export type CaseOverview = {
  frame: CaseFrame
  flags: FlagCardView[]
  /** Of an open case, what the newest answers of its forms leave undecided. */
  notAssessed: NotAssessedView[]
  alerts: AlertCard[]
  happened: HappenedLine[]
  due: DueLine[]
  /** What a case needs next: it is examined, gets a program, and from then on it is reviewed. */
  step: CaseStep
  reviewForm: ReviewFormState | null
  plan: { term: string; value: string }[]
  activities: { activity: string; score: number | null }[]
  closing: { words: string; note: string; by: string; atText: string; why: string } | null
  physios: { id: string; name: string }[]
}

type Happened = {
  id: string
  kind: HappenedLine['kind']
  at: Date
  a: string | null
  b: string | null
  c: string | null
  score: number | null
}

const contexts: Readonly<Record<string, string>> = {
  now: 'Pain now',
  during_exercise: 'Pain during an exercise',
  after_exercise: 'Pain after exercises',
  during_run: 'Pain during a run',
  after_run: 'Pain after a run',
  next_morning: 'Pain in the morning',
  day_worst: 'Worst pain of the day',
}

function wordsOf(row: Happened, today: Day): { text: string; note: string } {
  switch (row.kind) {
    case 'session':
      return { text: `Session, ${row.a ?? '0'} of ${row.b ?? '0'} exercises`, note: row.c ?? '' }
    case 'run':
      return { text: `Run ${row.a} km in ${row.b} min`, note: row.c ?? '' }
    case 'pain':
      return { text: contexts[row.a ?? ''] ?? 'Pain', note: row.c ?? '' }
    case 'version':
      return { text: `Program version ${row.a} published`, note: row.b ?? '' }
    case 'status': {
      const [reason, note, why] = JSON.parse(row.b ?? '["","",""]') as [string, string, string]
      const said = [reasonInWords(reason), note].filter(Boolean).join(': ')
      return {
        text: `Case: ${caseStatusWords[(row.a ?? 'open') as CaseStatus].toLowerCase()}`,
        note: why ? `${said} · Although the discharge criteria were not met: ${why}` : said,
      }
    }
    case 'change': {
      const [before, after] = storedChange(row.a)
      return { text: changeText(before, after, today), note: row.b ?? '' }
    }
    case 'review':
      return {
        text: `Review: ${decisionWords[(row.a ?? 'continue') as keyof typeof decisionWords].toLowerCase()}`,
        note: row.b ?? '',
      }
    case 'note':
      return { text: `Note signed: ${noteTemplate(row.a ?? '').label.toLowerCase()}`, note: '' }
    case 'letter':
      return { text: `Letter signed: ${letterKindWords[row.a as LetterKind].toLowerCase()}`, note: '' }
    case 'assessment':
      return { text: 'Assessment signed', note: '' }
    case 'measure':
      return measureWords(row)
  }
}

/** `a`: the measure, `b`: its scores by scale. */
function measureWords({ a, b }: Happened): { text: string; note: string } {
  const name = a !== null && isMeasureId(a) ? instruments[a].name : 'Questionnaire'
  const scores = Object.entries(JSON.parse(b ?? '{}') as Scores).flatMap(([id, score]) =>
    typeof score === 'number' ? [scoreText(id as ScaleId, score)] : [],
  )
  return { text: `${name} answered`, note: scores.length > 0 ? `Score ${scores.join(', ')}` : '' }
}

const pages: Partial<Record<HappenedLine['kind'], string>> = {
  review: 'reviews',
  note: 'notes',
  letter: 'letters',
  assessment: 'assessment',
}

const hrefOf = (caseId: string, { kind, id }: Happened): string | null => {
  if (kind === 'measure') return `/cases/${caseId}/outcomes`
  return pages[kind] ? `/cases/${caseId}/${pages[kind]}/${id}` : null
}

/** The newest of everything that happened in a case, in one statement; each part reads its index backwards. */
const latest = (clinicId: string, caseId: string, zone: string) => {
  const of = (alias: string) => ofCaseSql(alias, { clinicId, caseId })
  const counts = (alias: string) => Prisma.sql`${of(alias)} AND ${countsSql(alias)}`
  return Prisma.sql`
    (SELECT l.id, 'session' AS kind, ${madeAtSql('l')} AS at,
       (SELECT count(*) FROM "ExerciseLog" e WHERE e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id AND e."skipReason" IS NULL)::text AS a,
       (SELECT count(*) FROM "ExerciseLog" e WHERE e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id)::text AS b,
       l.note AS c, (SELECT max(s.score) FROM "PainScore" s WHERE s."clinicId" = l."clinicId" AND s."sessionLogId" = l.id) AS score
     FROM "SessionLog" l WHERE ${counts('l')} ORDER BY l."logDate" DESC LIMIT 6)
    UNION ALL (SELECT r.id, 'run', ${madeAtSql('r')}, trim_scale(r.km)::text, r.minutes::text, r.note,
       (SELECT max(s.score) FROM "PainScore" s WHERE s."clinicId" = r."clinicId" AND s."runLogId" = r.id)
     FROM "RunLog" r WHERE ${counts('r')} ORDER BY r."logDate" DESC LIMIT 6)
    UNION ALL (SELECT s.id, 'pain', s.at, s.context::text, NULL, s.note, s.score
     FROM "PainScore" s WHERE ${counts('s')} AND s."sessionLogId" IS NULL AND s."runLogId" IS NULL ORDER BY s."logDate" DESC LIMIT 6)
    UNION ALL (SELECT v.id, 'version', v."publishedAt", v.number::text, NULL, NULL, NULL
     FROM "ProgramVersion" v WHERE ${of('v')} AND v."publishedAt" IS NOT NULL AND NOT ${overtakenSql(zone)} ORDER BY v.number DESC LIMIT 3)
    UNION ALL (SELECT h.id, 'status', h.at, h."to"::text, json_build_array(h.reason, h.note, COALESCE(h.criteria ->> 'why', ''))::text, NULL, NULL
     FROM "CaseStatusChange" h WHERE ${of('h')} ORDER BY h.at DESC LIMIT 4)
    UNION ALL (SELECT x.id, 'change', x.at, json_build_array(
         json_build_object('complaint', x."fromComplaint", 'side', x."fromSide", 'nextReviewOn', x."fromReviewOn"),
         json_build_object('complaint', x."toComplaint", 'side', x."toSide", 'nextReviewOn', x."toReviewOn"))::text, x.reason, NULL, NULL
     FROM "CaseChange" x WHERE ${of('x')} ORDER BY x.at DESC LIMIT 3)
    UNION ALL (SELECT w.id, 'review', w."signedAt", w.decision::text, w.text, NULL, NULL
     FROM "Review" w WHERE ${of('w')} ORDER BY w."signedAt" DESC LIMIT 3)
    UNION ALL (SELECT n.id, 'note', n."signedAt", n.template, NULL, NULL, NULL
     FROM "Note" n WHERE ${of('n')} AND n."signedAt" IS NOT NULL ORDER BY n."on" DESC LIMIT 3)
    UNION ALL (SELECT t.id, 'letter', t."signedAt", t.kind, NULL, NULL, NULL
     FROM "Letter" t WHERE ${of('t')} AND t."signedAt" IS NOT NULL ORDER BY t."signedAt" DESC LIMIT 3)
    UNION ALL (SELECT m.id, 'assessment', m."signedAt", NULL, NULL, NULL, NULL
     FROM "Assessment" m WHERE ${of('m')} AND m."signedAt" IS NOT NULL AND m."withdrawnAt" IS NULL ORDER BY m."on" DESC LIMIT 3)
    UNION ALL (SELECT q.id, 'measure', q."recordedAt", q.measure, q.scores::text, NULL, NULL
     FROM "OutcomeMeasure" q WHERE ${counts('q')} ORDER BY q."on" DESC LIMIT 4)
    ORDER BY at DESC LIMIT 12`
}

/** The first page of a case. Throws NotFound for whoever may not read it. */
export function caseOverview(actor: Actor, caseId: string, now: Date): Promise<CaseOverview> {
  return asActor(actor, async (tx) => {
    const { answers, ...frame } = await readCaseFrame(tx, actor, caseId, 'overview', now)
    const bearing = await bearingOn(tx, { clinicId: actor.clinicId, caseId })
    const { cards: flags, around } = await flagCards(tx, actor, frame.patientId, bearing, now)
    const told = newestValues(caseId, around, now)
    const stops = isClosed(frame.status)
      ? []
      : await stoppingAlertCards(tx, actor, frame.patientId, caseId, now)
    const alerts = [...stops, ...(await openAlertCards(tx, actor, caseId, now))]
    const happened = await tx.$queryRaw<Happened[]>(latest(actor.clinicId, caseId, frame.zone))
    const ended = await readEnd(tx, { clinicId: actor.clinicId, caseId }, frame.status)
    const physios = frame.leads
      ? await tx.account.findMany({
          where: activePhysios(actor, frame.patientId),
          select: { id: true, name: true },
          orderBy: { name: 'asc' },
        })
      : []
    const { step, suggestions } = await programState(tx, { clinicId: actor.clinicId, caseId })
    const record = await readCaseOutcomes(tx, actor, caseId, now)
    const measures = dueRows(record).filter(({ overdue }) => overdue)
    const choosesKnee = frame.mayWrite && record.input.chosen.knee === null
    const time = (at: Date) => timeText(at, actor.timeZone, now)
    return {
      frame,
      flags,
      notAssessed: told && !isClosed(frame.status) ? notAssessedFlags(told, around.limits, caseId) : [],
      alerts,
      happened: happened.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        atText: time(row.at),
        kind: row.kind,
        ...wordsOf(row, frame.today),
        href: hrefOf(caseId, row),
        score: row.score,
      })),
      due: [...dueOf(frame, flags, step), ...waitingOf(measures, suggestions, choosesKnee)],
      step,
      reviewForm: await reviewFormState(tx, actor, caseId, now),
      plan: planFacts(answers),
      activities: activitiesOf(answers),
      closing: ended
        ? {
            words: ended.words,
            note: ended.note,
            by: ended.by,
            atText: time(ended.at),
            why: ended.criteria?.why ?? '',
          }
        : null,
      physios,
    }
  })
}

/** What the case needs next, and how many suggestions wait for a decision. */
async function programState(tx: Tx, { clinicId, caseId }: { clinicId: string; caseId: string }) {
  const [row] = await tx.$queryRaw<{ step: CaseStep; suggestions: number }[]>`
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM "ProgramVersion" v WHERE v."clinicId" = c.clinic AND v."caseId" = c.id AND v."publishedAt" IS NOT NULL)
          THEN 'review'
        WHEN EXISTS (SELECT 1 FROM "Assessment" m WHERE m."clinicId" = c.clinic AND m."caseId" = c.id AND m."withdrawnAt" IS NULL) THEN 'program'
        ELSE 'assessment' END AS step,
      (SELECT count(*)::int FROM "Suggestion" s WHERE s."clinicId" = c.clinic AND s."caseId" = c.id AND s.state = 'open') AS suggestions
    FROM (SELECT ${clinicId}::uuid AS clinic, ${caseId}::uuid AS id) c`
  return row ?? { step: 'assessment' as const, suggestions: 0 }
}
