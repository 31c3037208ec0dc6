import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertOfRunStop } from '#lib/alerts/opening/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type Day, dayIn, dayNumber, toDbDate } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { blockLevel, flagValue } from '#lib/flags/history/rules.ts'
import { bearingOn } from '#lib/flags/queries.ts'
import { newId } from '#lib/ids.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import type { CaseInput } from '#lib/review/indicators/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { adviceRow, pastSubjects } from './kept/rules.ts'
import { lookBack } from './missed/rules.ts'
import type { Advised } from './rules.ts'
import { decide, nothingLeft } from './rules.ts'
import { runWeekAfter, toldOn } from './run-rows/rules.ts'
import { saidAlready, waitsOn, withMissed } from './waiting/rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }
/** What it is worked out after, and the day that it is about. */
type Source = { id: string; day: Day }

/**
 * Works out what follows from a log that was just saved, corrected or taken back, in its own transaction: so a result and the
 * advice that rests on it are never apart. What is new is kept; what a newer result contradicts stops waiting. While the
 * program is stopped or paused nothing new is advised, but a step up that the newer result contradicts does not wait on. The
 * patient's transaction writes it and cannot read it.
 */
export const adviseAfterLog = (
  tx: Tx,
  actor: Actor,
  target: Target,
  source: Source,
  now: Date,
): Promise<void> => advise(tx, actor, target, { source, lessOnly: false }, now)

/**
 * What the logs called for while the program stood still and nothing was advised, in the transaction of what lets it go on: a
 * stop, a step back or the same again, said today. A step up waits for the next log. `id`: what was answered or changed.
 * For an actor of the care team; says nothing while something else still stops the program.
 */
export const adviseAfterStop = (
  tx: Tx,
  actor: Actor,
  target: Target,
  id: string,
  now: Date,
): Promise<void> => {
  const source = { id, day: dayIn(target.timeZone, now) }
  return advise(tx, actor, target, { source, lessOnly: true }, now)
}

const advise = (
  tx: Tx,
  actor: Actor,
  target: Target,
  { source, lessOnly }: { source: Source; lessOnly: boolean },
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    const { read, all, stopped } = await decideNow(tx, target, now)
    if (!read.versionId || !read.input.phase) return
    const advised = lessOnly ? all.filter(({ decision }) => decision && decision.advice !== 'progress') : all
    await keep(tx, actor, target, { read, advised, source, stopped, now })
  })

/** What the rules say of the case, which waits for its turn, and whether it stands still. On the safety duty. */
export async function decideNow(
  tx: Tx,
  target: Target,
  now: Date,
): Promise<{ read: CaseInput; all: readonly Advised[]; stopped: boolean }> {
  await takeTurn(tx, 'case', target.caseId)
  const read = await readCaseInput(tx, target, now, lookBack)
  if (!read.versionId || !read.input.phase) return { read, all: [], stopped: true }
  const flags = await flagStates(tx, target)
  const level = blockLevel(flags.list, { safetyScreenIncomplete: !read.screenComplete })
  const { today } = read.input
  const resting = read.input.course.paused.some(
    ({ from, to }) => from <= today && (to === null || today <= to),
  )
  const values = new Map<string, RuleValue>([...read.answers, ...flags.values, ['block_level', level]])
  const runWeek = runWeekAfter(read.runs)
  const { stopsAnswered, heldElsewhere } = read.runs
  const told = toldOn(heldElsewhere, today)
  const decided = decide({
    ...read,
    values,
    told,
    runWeek,
    stopsAnswered,
    backs: await backsOf(tx, target),
  })
  return { read, all: [...decided, ...nothingLeft(read.input)], stopped: level === 'programme' || resting }
}

async function flagStates(tx: Tx, { clinicId, caseId }: Target) {
  const rows = await tx.redFlag.findMany({
    where: { AND: [await bearingOn(tx, { clinicId, caseId }), { supersededAt: null }] },
    select: { flagId: true, resolvedAt: true, block: true },
  })
  const list = rows.map(({ flagId, resolvedAt, block }) => ({
    flagId,
    block,
    state: resolvedAt ? ('resolved' as const) : ('unresolved' as const),
  }))
  // Of a flag that was raised anew the open row decides.
  return { list, values: list.map(({ flagId }) => [flagId, flagValue(list, flagId)] as const) }
}

/** When a step back of the running stages was taken over, as it was or into a draft that was not discarded. */
async function backsOf(tx: Tx, { clinicId, caseId, timeZone }: Target) {
  const rows = await tx.suggestion.findMany({
    where: {
      clinicId,
      caseId,
      ruleId: 'r_run_back',
      OR: [{ state: 'accepted' }, { state: 'changed', reason: null }],
      decidedAt: { not: null },
    },
    select: { decidedAt: true },
  })
  return rows.flatMap(({ decidedAt: at }) =>
    at ? [{ day: dayNumber(dayIn(timeZone, at)), at: at.getTime() }] : [],
  )
}

type Keep = {
  read: CaseInput
  advised: readonly Advised[]
  source: Source
  /** Nothing new is advised. */
  stopped: boolean
  now: Date
}

const stopOf = ({ rule, inputs }: { rule: string; inputs: readonly { id: string; value: RuleValue }[] }) => ({
  rule,
  inputs: Object.fromEntries(inputs.map(({ id, value }) => [id, value])),
})

/** The end of a case closes its alerts, and a stop of running waits on: opened again, the team is told of it again. */
export const alertOfWaitingStop = (
  tx: Tx,
  actor: Actor,
  target: { clinicId: string; patientId: string; caseId: string },
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    const { clinicId, caseId } = target
    const stop = await tx.suggestion.findFirst({
      where: { clinicId, caseId, state: 'open', advice: 'stop' },
      select: { rule: true, inputs: true },
    })
    if (!stop) return
    const inputs = stop.inputs as { id: string; value: RuleValue }[]
    await alertOfRunStop(tx, actor, target, stopOf({ rule: stop.rule, inputs }), now)
  })

type Said = { subject: string; ruleId: string; sourceId: string; state: string; advice: string }

/** When each step down that waits was said first: one that waits again after a draft rests on what it rested on before. */
async function firstSaidAt(tx: Tx, { clinicId, caseId }: Target, newest: readonly Said[]) {
  const waiting = newest.filter(({ state, advice }) => state === 'open' && advice === 'regress')
  if (waiting.length === 0) return new Map<string, Date>()
  const rows = await tx.suggestion.findMany({
    where: {
      clinicId,
      caseId,
      OR: waiting.map(({ subject, ruleId, sourceId }) => ({ subject, ruleId, sourceId })),
    },
    orderBy: { createdAt: 'asc' },
    distinct: ['subject'],
    select: { subject: true, createdAt: true },
  })
  return new Map(rows.map(({ subject, createdAt }) => [subject, createdAt]))
}

async function keep(
  tx: Tx,
  actor: Actor,
  target: Target,
  { read, advised, source, stopped, now }: Keep,
): Promise<void> {
  const { clinicId, caseId, patientId } = target
  const newest = await tx.suggestion.findMany({
    where: { clinicId, caseId, subject: { in: advised.map(({ subject }) => subject) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    distinct: ['subject'],
    select: {
      subject: true,
      state: true,
      advice: true,
      createdAt: true,
      ruleId: true,
      inputs: true,
      change: true,
      sourceId: true,
    },
  })
  const firstSaid = await firstSaidAt(tx, target, newest)
  const before = (subject: string) => newest.find((row) => row.subject === subject)
  const first = (subject: string) => {
    const row = before(subject)
    return row && { ...row, createdAt: firstSaid.get(subject) ?? row.createdAt }
  }
  const changed = advised
    .map((one) => withMissed(before(one.subject), one))
    .filter((one) => !saidAlready(before(one.subject), one) && !waitsOn(first(one.subject), one))
  await tx.suggestion.updateMany({
    where: {
      clinicId,
      caseId,
      OR: [
        { subject: { in: changed.map(({ subject }) => subject) } },
        ...(read.input.phase ? [{ subject: pastSubjects(read.input.phase) }] : []),
      ],
      // What was noted speaks to the patient as well, so it goes with what it rested on.
      state: { in: ['open', 'noted'] },
      ...(stopped ? { advice: 'progress' } : {}),
    },
    data: { state: 'superseded', supersededAt: now },
  })
  if (stopped) return
  const rows = changed.flatMap(({ subject, decision }) =>
    decision
      ? [
          {
            id: newId(),
            clinicId,
            caseId,
            patientId,
            subject,
            ...adviceRow(decision, read.versionId ?? ''),
            sourceId: source.id,
            day: toDbDate(source.day),
            createdAt: now,
            state: decision.change.kind === 'none' ? ('noted' as const) : ('open' as const),
          },
        ]
      : [],
  )
  if (rows.length === 0) return
  await tx.suggestion.createMany({ data: rows, skipDuplicates: true })
  const stop = changed.find(({ decision }) => decision?.advice === 'stop')?.decision
  if (stop) await alertOfRunStop(tx, actor, target, stopOf(stop), now)
  await recordAudit(
    tx,
    actor,
    ...rows.map(({ id, ruleId }) => ({
      type: 'suggestion.made' as const,
      patientId,
      caseId,
      subjectId: id,
      data: { ruleId },
    })),
  )
}
