import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { wellsView } from '#lib/assessment/wells/rules.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { dayIn, timeText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { type MissingView, missingViews } from '#lib/factors/words/rules.ts'
import { type DueLine, dueOf, handledAs } from '#lib/flags/due/rules.ts'
import { evaluateFlags, type FlagTrace, notAssessed, tracesOf } from '#lib/flags/evaluation/rules.ts'
import { type FiredAnswers, stateOf } from '#lib/flags/history/rules.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'
import { occasionsOf } from '#lib/flags/occasions/queries.ts'
import { type Around, occasionValues } from '#lib/flags/occasions/rules.ts'
import { answerKindWords } from '#lib/flags/responses/schema.ts'
import type { FlagSource } from '#lib/flags/schema.ts'
import { sortByUrgency } from '#lib/flags/targets/rules.ts'
import { isForm, type ToldHow, toldOf } from '#lib/flags/told/rules.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { cameText } from '#lib/tracking/entries/waited/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { firedBy, physioWords, type WhyLine, whyLines } from './rules.ts'

export type FlagResponseView = {
  kind: keyof typeof answerKindWords
  words: string
  text: string
  by: string
  at: string
  atText: string
}

/** A flag as its card shows it; plain JSON. For physios only. */
export type FlagCardView = {
  id: string
  flagId: string
  title: string
  urgency: Urgency
  /** The urgency it is handled with, graver than its own while another flag makes it so. */
  level: Urgency
  block: Block
  state: 'unresolved' | 'resolved' | 'superseded'
  /** What to consider, as the specification words it. */
  text: string
  /** Of a possible thrombosis what was told about the risk of a clot, and where the score is recorded in a case. */
  clot: { told: readonly string[]; scoreAt: string | null } | null
  raisedText: string
  /** That the log waited on the phone of its patient, and until when; null when it came at once. */
  cameText: string | null
  /** When something else said it again last; null when nothing did. */
  saidAgain: { at: string; text: string } | null
  /** "Answer by Fri 13 Nov 18:00" until it is answered, "Seen by Thu 26 Nov" until it is settled. */
  due: DueLine[]
  answerChanged: boolean
  /** Answered in a save that was refused: the form never held it. */
  notSaved: boolean
  /** Of a form that was not sent. */
  notSent: boolean
  /** The assessment that raised it was taken back, with the words of whoever did; null where it was not. */
  withdrawn: { signed: boolean; by: string; atText: string; reason: string } | null
  /** What the patient read about it; null where there is nothing to read. `atText` when she read it. */
  told: { how: ToldHow; atText: string | null } | null
  source: 'intake' | 'review_form' | 'log' | 'assessment'
  /** Titles of the flags that cover this one. */
  coveredBy: string[]
  ruleSetVersion: number
  rule: string
  why: WhyLine[]
  responses: FlagResponseView[]
  answered: boolean
  /** It is settled, and no row of the same flag is open: whoever may answer can say that it stands after all. */
  mayStand: boolean
}

/** `missing`: what to ask, and in a case where. */
export type NotAssessedView = { flagId: string; title: string; missing: MissingView[] }

const sources: Record<FlagCardView['source'], FlagSource> = {
  intake: 'intake',
  review_form: 'intake',
  log: 'log',
  assessment: 'assessment',
}

const title = (flagId: string) => flagTitles[flagId] ?? flagId

const clotOf = (caseId: string | null, values: RuleValues): FlagCardView['clot'] => ({
  told: wellsView(values).told,
  scoreAt: caseId && `/cases/${caseId}/assessment?field=wells_items`,
})

/**
 * The flags of a patient that match `where` (from `lib/flags/responses/policy.ts`, and which ones), most urgent first, settled ones
 * last, each with the answers of its own occasion and the limits that held. `around`: what her forms say.
 */
export async function flagCards(
  tx: Tx,
  actor: Actor,
  patientId: string,
  where: Prisma.RedFlagWhereInput,
  now: Date,
): Promise<{ cards: FlagCardView[]; around: Around }> {
  const newest = await tx.redFlag.findMany({
    where: { AND: [{ patientId }, where] },
    include: { responses: { orderBy: { at: 'asc' }, include: { by: { select: { name: true } } } } },
    // What is unresolved is never cut off.
    orderBy: [
      { supersededAt: { sort: 'desc', nulls: 'first' } },
      { resolvedAt: { sort: 'desc', nulls: 'first' } },
      { raisedAt: 'desc' },
    ],
    take: 200,
  })
  const rows = newest.toSorted((a, b) => a.raisedAt.getTime() - b.raisedAt.getTime())
  const { clinicId } = actor
  const ids = rows.map(({ id }) => id)
  const { entered, around } = await occasionsOf(tx, { clinicId, patientId }, ids)
  const open = new Set(rows.filter((row) => stateOf(row) === 'unresolved').map(({ flagId }) => flagId))
  const withdrawnView = (one: { signed: boolean; at: Date; by: string; reason: string } | null) =>
    one && {
      signed: one.signed,
      by: one.by,
      reason: one.reason,
      atText: timeText(one.at, actor.timeZone, now),
    }
  const cardOf = (row: (typeof rows)[number], level: Urgency, due: DueLine[]): FlagCardView => {
    const came = entered.get(row.id) ?? {
      sentAt: null,
      onBehalf: false,
      withdrawn: null,
      said: null,
      came: null,
    }
    const inputs = (row.inputs ?? {}) as FiredAnswers
    const limits = { ...defaultLimits, ...(row.limits as Partial<Limits> | null) }
    const values = () => occasionValues({ ...row, inputs }, came.said, around)
    const today = () => tracesOf(row.flagId, sources[row.source], values(), limits)
    // Without those of its day, an older row is explained by the rules of today.
    const traces = firedBy((row.traces as FlagTrace[] | null) ?? today(), inputs)
    const told = toldOf(row, rows, came)
    return {
      id: row.id,
      flagId: row.flagId,
      title: title(row.flagId),
      urgency: row.urgency,
      level,
      block: row.block,
      state: stateOf(row),
      text: physioWords(flagOf(row.flagId).physioText),
      clot: row.flagId === 'flag_dvt' ? clotOf(row.caseId, values()) : null,
      raisedText: timeText(row.raisedAt, actor.timeZone, now),
      cameText: cameText(came.came, actor.timeZone, dayIn(actor.timeZone, now)),
      saidAgain: row.saidAgainAt && {
        at: row.saidAgainAt.toISOString(),
        text: timeText(row.saidAgainAt, actor.timeZone, now),
      },
      due,
      answerChanged: row.answerChangedAt !== null,
      notSaved: row.answerChangedAt?.getTime() === row.raisedAt.getTime(),
      notSent: isForm(row) && row.intakeId !== null && came.sentAt === null,
      withdrawn: withdrawnView(came.withdrawn),
      told: told && { how: told.how, atText: told.at && timeText(told.at, actor.timeZone, now) },
      source: row.source,
      coveredBy: (row.supersededBy ?? '').split(' ').filter(Boolean).map(title),
      ruleSetVersion: row.ruleSetVersion,
      rule:
        traces.find((trace) => trace.result === 'T')?.rule ?? withNumbers(flagOf(row.flagId).trigger, limits),
      why: whyLines(traces),
      responses: row.responses.map((response) => ({
        kind: response.kind,
        words: answerKindWords[response.kind],
        text: response.text,
        by: response.by.name,
        at: response.at.toISOString(),
        atText: timeText(response.at, actor.timeZone, now),
      })),
      answered: row.respondedAt !== null,
      mayStand: stateOf(row) === 'resolved' && !open.has(row.flagId),
    }
  }
  const order = { unresolved: 0, resolved: 1, superseded: 2 } as const
  const clock = { zone: actor.timeZone, now }
  const cards = sortByUrgency(rows.map((row) => ({ ...handledAs(row, rows), row })))
    .map(({ row, ...handled }) => cardOf(row, handled.urgency, dueOf(handled, clock)))
    .toSorted((a, b) => order[a.state] - order[b.state])
  return { cards, around }
}

/** Flags that the answers of forms do not decide, with the questions that are missing; of a case with the way to ask each. */
export function notAssessedFlags(
  values: RuleValues,
  limits: Limits,
  caseId: string | null = null,
): NotAssessedView[] {
  return notAssessed(evaluateFlags(values, 'intake', limits)).map(({ id, missing }) => ({
    flagId: id,
    title: title(id),
    missing: missingViews(missing, values, caseId),
  }))
}
