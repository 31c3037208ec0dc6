import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { timeText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { type DueLine, dueOf, handledAs } from '#lib/flags/due/rules.ts'
import { evaluateFlags, type FlagResult, notAssessed } from '#lib/flags/evaluation/rules.ts'
import { stateOf } from '#lib/flags/history/rules.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'
import { type AnswerKind, answerKindWords } from '#lib/flags/responses/schema.ts'
import type { FlagSource } from '#lib/flags/schema.ts'
import { sortByUrgency } from '#lib/flags/targets/rules.ts'
import { enteredOf } from '#lib/flags/told/queries.ts'
import { isForm, type ToldHow, toldOf } from '#lib/flags/told/rules.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { inputLabel, physioWords, type WhyLine, whyLines } from './rules.ts'

export type FlagResponseView = {
  kind: AnswerKind
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
  raisedText: string
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
}

export type NotAssessedView = { flagId: string; title: string; missing: string[] }

const sources: Record<FlagCardView['source'], FlagSource> = {
  intake: 'intake',
  review_form: 'intake',
  log: 'log',
  assessment: 'assessment',
}

const title = (flagId: string) => flagTitles[flagId] ?? flagId

/** The answers that fired a flag, and the limits that its triggers name as the clinic had them. */
type Then = { fired: ReadonlyMap<string, RuleValue>; limits: Partial<Limits> | null }

/**
 * The flags that match `where` (from `lib/flags/responses/policy.ts`, and which ones), most urgent first, settled ones
 * last. `values`: the answers around them as they are now; the answers that fired a flag are put back over
 * them, and the limits that held.
 */
export async function flagCards(
  tx: Tx,
  actor: Actor,
  where: Prisma.RedFlagWhereInput,
  values: RuleValues,
  now: Date,
): Promise<FlagCardView[]> {
  const newest = await tx.redFlag.findMany({
    where,
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
  const entered = await enteredOf(
    tx,
    actor.clinicId,
    rows.map(({ id }) => id),
  )
  const results = new Map<FlagSource, readonly FlagResult[]>()
  const resultOf = (flagId: string, source: FlagSource, { fired, limits }: Then) => {
    const changed = [...fired].some(([id, value]) => JSON.stringify(values.get(id)) !== JSON.stringify(value))
    if (changed || limits) {
      const then = new Map<string, RuleValue>([...values, ...fired])
      return evaluateFlags(then, source, { ...defaultLimits, ...limits }).find(({ id }) => id === flagId)
    }
    const known = results.get(source) ?? evaluateFlags(values, source, defaultLimits)
    results.set(source, known)
    return known.find((result) => result.id === flagId)
  }
  const withdrawnView = (one: { signed: boolean; at: Date; by: string; reason: string } | null) =>
    one && {
      ...{ signed: one.signed, by: one.by, reason: one.reason },
      atText: timeText(one.at, actor.timeZone, now),
    }
  const cardOf = (row: (typeof rows)[number], level: Urgency, due: DueLine[]): FlagCardView => {
    const fired = new Map(Object.entries((row.inputs ?? {}) as Record<string, RuleValue>))
    const limits = row.limits as Partial<Limits> | null
    const result = resultOf(row.flagId, sources[row.source], { fired, limits })
    const came = entered.get(row.id) ?? { sentAt: null, onBehalf: false, withdrawn: null }
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
      raisedText: timeText(row.raisedAt, actor.timeZone, now),
      saidAgain: row.saidAgainAt && {
        at: row.saidAgainAt.toISOString(),
        text: timeText(row.saidAgainAt, actor.timeZone, now),
      },
      due,
      answerChanged: row.answerChangedAt !== null,
      notSaved: row.answerChangedAt?.getTime() === row.raisedAt.getTime(),
      notSent: isForm(row) && came.sentAt === null,
      withdrawn: withdrawnView(came.withdrawn),
      told: told && { how: told.how, atText: told.at && timeText(told.at, actor.timeZone, now) },
      source: row.source,
      coveredBy: (row.supersededBy ?? '').split(' ').filter(Boolean).map(title),
      ruleSetVersion: row.ruleSetVersion,
      rule:
        result?.traces.find((trace) => trace.result === 'T')?.rule ??
        withNumbers(flagOf(row.flagId).trigger, { ...defaultLimits, ...limits }),
      why: result ? whyLines(result.traces) : [],
      responses: row.responses.map((response) => ({
        kind: response.kind,
        words: answerKindWords[response.kind],
        text: response.text,
        by: response.by.name,
        at: response.at.toISOString(),
        atText: timeText(response.at, actor.timeZone, now),
      })),
      answered: row.respondedAt !== null,
    }
  }
  const order = { unresolved: 0, resolved: 1, superseded: 2 } as const
  const clock = { zone: actor.timeZone, now }
  return sortByUrgency(rows.map((row) => ({ ...handledAs(row, rows), row })))
    .map(({ row, ...handled }) => cardOf(row, handled.urgency, dueOf(handled, clock)))
    .toSorted((a, b) => order[a.state] - order[b.state])
}

/** Flags of a form that could not be decided, with the questions that are missing, in words. */
export const notAssessedFlags = (values: RuleValues, limits: Limits): NotAssessedView[] =>
  notAssessed(evaluateFlags(values, 'intake', limits)).map((result) => ({
    flagId: result.id,
    title: title(result.id),
    missing: result.missing.map(inputLabel),
  }))
