import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { examinedCase } from '#lib/assessment/record/queries.ts'
import { signedExaminations } from '#lib/assessment/signed/queries.ts'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { alertTitle } from '#lib/content/alerts/table.ts'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import { type NotePart, noteParts, noteTemplate } from '#lib/content/notes/templates.ts'
import { addDays, type Day, dayIn, dayNumber, fromDbDate, isoDay, startOfDay, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { bearingOn } from '#lib/flags/queries.ts'
import { answerKindWords } from '#lib/flags/responses/schema.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { historyLines } from '#lib/intake/history/rules.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { scoreText } from '#lib/outcomes/indicators/rules.ts'
import { readCaseOutcomes } from '#lib/outcomes/queries.ts'
import { scaleViews } from '#lib/outcomes/views/rules.ts'
import { directionText, statusWords } from '#lib/outcomes/words/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { readableNotes } from '../policy.ts'
import { readCourse } from './course/queries.ts'
import { formLines } from './forms/rules.ts'
import { factsOf } from './rules.ts'
import { safetyOf } from './safety/rules.ts'
import { type Cut, type Fact, newestTold } from './schema.ts'

/** Of suggestions, alerts and flags each, with one that says whether there are more; told from the oldest of them on. */
const take = newestTold + 1

const formNames = { intake: 'intake', review_form: 'review form', visit_form: 'asked at the visit' } as const

type Target = Pick<CaseFrame, 'caseId' | 'patientId' | 'intakeId' | 'zone' | 'openedOn'> & {
  answers: Answers
}

type Asked = { id: string | null; on: Day }
type Facts = { facts: Fact[]; since: Day; first: boolean }

/**
 * The facts for a note (`id` null: one that is begun) of the day `on`: of the logs, from the day of the last signed note
 * that is not of a later day, up to its own; of what was signed, published, raised and answered, what that note cannot have
 * told, because it came after its text was begun or last saved. Of each part the last note is the last of a kind that takes it:
 * on the phone nothing is measured. `partsSince`: of the parts whose last note is an older one. In the transaction of a query or a
 * command that has checked the case and records the reading. About two dozen statements and a few more for an older note, none per row.
 */
export async function readFacts(
  tx: Tx,
  actor: Actor,
  target: Target,
  note: Asked,
  now: Date,
): Promise<Facts & { partsSince: Day | null }> {
  const signed = await signedBefore(tx, actor, target.caseId, note, now)
  const [newest = null] = signed
  const record = await readRecord(tx, actor, target, note, now)
  const own = await factsAfter(tx, actor, target, note, newest, record)
  const lastOf = (part: NotePart) =>
    signed.find(({ template }) => noteTemplate(template).facts.includes(part)) ?? null
  const older = noteParts.filter((part) => lastOf(part) !== newest)
  const [first] = older
  if (!first) return Object.assign(own, { partsSince: null })
  // Parts are taken by visits and not by calls: the older ones have one last note.
  const before = await factsAfter(tx, actor, target, note, lastOf(first), record)
  const isOlder = ({ part }: Fact) => older.includes(part)
  const facts = [...own.facts.filter((fact) => !isOlder(fact)), ...before.facts.filter(isOlder)]
  return { ...own, facts, partsSince: before.since }
}

type Signed = { template: string; on: Date; createdAt: Date; savedAt: Date | null }

/** The last signed note of each kind, the newest first. */
const signedBefore = (tx: Tx, actor: Actor, caseId: string, note: Asked, now: Date): Promise<Signed[]> =>
  tx.note.findMany({
    distinct: ['template'],
    where: {
      ...readableNotes(actor, caseId, now),
      signedAt: { not: null },
      on: { lte: toDbDate(note.on) },
      ...(note.id ? { id: { not: note.id } } : {}),
    },
    orderBy: [{ on: 'desc' }, { createdAt: 'desc' }],
    select: { template: true, on: true, createdAt: true, savedAt: true },
  })

/** What is the same from whichever note on. */
async function readRecord(tx: Tx, actor: Actor, target: Target, { on }: Asked, now: Date) {
  const { caseId, patientId, zone } = target
  const of = { clinicId: actor.clinicId, caseId }
  const examined = await examinedCase(tx, caseId, readableNotes(actor, caseId, now).case, now)
  const { today } = examined
  const examinations = await signedExaminations(tx, actor, examined)
  const asOf = on < today ? new Date(startOfDay(addDays(on, 1), zone).getTime() - 1) : now
  const { input } = await readCaseInput(tx, { ...of, patientId, timeZone: zone }, asOf)
  const scales = scaleViews(await readCaseOutcomes(tx, actor, caseId, now))
  const forms = (await toldIn(tx, of)).forms.map((form) => ({ ...form, answers: cleanAnswers(form.answers) }))
  return {
    today,
    examinations,
    scales,
    forms,
    logs: currentLogs(input.logs),
    indicators: indicatorsOf(input),
  }
}

/** `last`: the note before it; null for none, of which the case tells since it was opened. */
async function factsAfter(
  tx: Tx,
  actor: Actor,
  target: Target,
  note: Asked,
  last: Signed | null,
  { today, examinations, scales, forms, logs, indicators }: Awaited<ReturnType<typeof readRecord>>,
): Promise<Facts> {
  const { caseId, zone } = target
  const { clinicId } = actor
  const of = { clinicId, caseId }
  const since = last ? fromDbDate(last.on) : target.openedOn
  const after = last ? (last.savedAt ?? last.createdAt) : startOfDay(since, zone)
  const until = note.on
  const course = await readCourse(tx, { ...of, zone }, after, take)
  const sent = forms.filter((form) => form.at > after && form.id !== target.intakeId).toReversed()
  const steps = await tx.suggestion.findMany({
    where: { ...of, state: { in: ['accepted', 'changed', 'declined', 'noted'] }, decidedAt: { gt: after } },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take,
    select: { id: true, text: true, day: true, state: true, reason: true },
  })
  const alerts = await tx.alert.findMany({
    where: {
      ...of,
      OR: [
        { openedAt: { gt: after } },
        { closedAt: null },
        { closedAt: { gt: after } },
        { acknowledgedAt: { gt: after } },
      ],
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take,
  })
  const flags = await tx.redFlag.findMany({
    where: {
      AND: [
        await bearingOn(tx, of),
        {
          supersededAt: null,
          OR: [
            { raisedAt: { gt: after } },
            { resolvedAt: null },
            { responses: { some: { at: { gt: after } } } },
          ],
        },
      ],
    },
    orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }],
    take,
    select: {
      id: true,
      flagId: true,
      urgency: true,
      raisedAt: true,
      respondedAt: true,
      responses: { orderBy: { at: 'desc' }, take: 1, select: { kind: true, text: true } },
    },
  })
  const found = { flags, alerts, steps, ...course, forms: sent } satisfies Record<Cut, readonly unknown[]>
  const told = <T>(rows: readonly T[]) => rows.slice(0, newestTold).toReversed()
  const day = (at: Date) => dayIn(zone, at)
  const facts = factsOf({
    today,
    since,
    until,
    first: last === null,
    logs,
    cut: (Object.keys(found) as Cut[]).filter((kind) => found[kind].length > newestTold),
    intake: historyLines([{ answers: target.answers, on: null }]),
    intakeOn: target.openedOn,
    indicators,
    examined: examinations
      .filter(({ signedAt }) => signedAt > after)
      .map(({ id, on, by, outstanding, rows }) => ({ id, on, by, outstanding, recorded: rows.length })),
    versions: told(course.versions),
    events: told(course.events),
    reviews: told(course.reviews),
    forms: told(sent).map((form) => ({
      id: form.id,
      name: formNames[form.kind],
      on: form.on,
      lines: formLines(form, forms.slice(0, forms.indexOf(form))),
    })),
    steps: told(steps).map(({ day: on, ...step }) => ({ ...step, on: fromDbDate(on) })),
    alerts: told(alerts).map((row) => ({
      id: row.id,
      title: alertTitle(row.alertId),
      severity: row.severity,
      openedOn: day(row.openedAt),
      acknowledgement: row.acknowledgement,
      closed: row.closedAt !== null,
    })),
    flags: told(flags).map((row) => {
      const answer = row.respondedAt ? row.responses[0] : undefined
      return {
        id: row.id,
        title: flagTitles[row.flagId] ?? row.flagId,
        urgencyText: urgencyTitles[row.urgency],
        raisedOn: day(row.raisedAt),
        answer: answer ? `${answerKindWords[answer.kind].toLowerCase()}: ${answer.text}` : null,
      }
    }),
    outcomes: scales.flatMap((scale) => {
      const newest = scale.points.findLast((point) => point.day <= dayNumber(until))
      if (!newest || scale.id === 'nprs' || newest.day < dayNumber(since)) return []
      const score = `${scoreText(scale.id, newest.value)} (${directionText(scale)})`
      const status =
        scale.lastChange?.status && newest === scale.points.at(-1)
          ? `; ${statusWords[scale.lastChange.status].toLowerCase()} (${scale.lastChange.deltaText})`
          : ''
      return [{ id: scale.id, name: scale.name, text: `${score}${status}`, on: isoDay(newest.day) }]
    }),
    safety: safetyOf(logs, since, until),
  })
  return { facts, since, first: last === null }
}
