import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Day } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { activeProgram, pausesOf } from '#lib/programs/active/queries.ts'
import { pausedDays } from '#lib/programs/active/rules.ts'
import { allowedUnder, restsBetween, waitsWithRuns } from '#lib/programs/block/rules.ts'
import { dueInPlan, isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import { readHolds } from '#lib/programs/progression/holds/queries.ts'
import { readTold } from '#lib/programs/progression/told/queries.ts'
import { lessOf } from '#lib/programs/progression/told/rules.ts'
import { phaseOfRow } from '#lib/programs/rows/rules.ts'
import { dueItems, phaseByKey, weekOfPhase } from '#lib/programs/rules.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'
import { answersShown, logFrameOf } from '#lib/tracking/entries/forms/rules.ts'
import { entersOnBehalf } from '#lib/tracking/entries/policy.ts'
import { type FormCase, formCase, readWordsAtOnce } from '#lib/tracking/entries/queries.ts'
import { readOfEntry, stillCounts } from '#lib/tracking/entries/rules.ts'
import type { LogAsk } from '#lib/tracking/entries/schema.ts'
import { loggedLately } from '#lib/tracking/lately/queries.ts'
import { ranLately } from '#lib/tracking/ran/queries.ts'
import { ranElsewhere } from '#lib/tracking/ran/rules.ts'
import { whyWaits } from '#lib/tracking/waits/queries.ts'
import { wordsOf } from '#lib/tracking/waits/rules.ts'
import type { Waits } from '#lib/tracking/waits/schema.ts'
import { type Done, sessionItem } from './rules.ts'
import type { SessionFormView, SessionItem } from './schema.ts'

type Shown = Pick<SessionFormView, 'state' | 'run'> & { items: SessionItem[]; rests: boolean }

/**
 * The form of a session: for the given case, else the newest that is not closed. `correct`: the entry that is put right.
 * Throws NotFound for a case or an entry that the actor may not log into, Conflict for an entry that does not count any more.
 */
export function sessionForm(actor: Actor, ask: LogAsk, now: Date = new Date()): Promise<SessionFormView> {
  return asActor(actor, async (tx) => {
    const row = ask.correct
      ? stillCounts(await tx.sessionLog.findFirst({ where: { id: ask.correct, case: loggableCases(actor) } }))
      : null
    const target = await formCase(tx, actor, row?.caseId ?? ask.caseId, now)
    const { frame, said } = logFrameOf(row, ask, target)
    const { day, today } = frame
    // What stops the plan now does not change what was planned on a day before.
    const { quiet = false } = ask
    const waits = row || day < today ? null : await whyWaits(tx, { ...target, quiet }, now)
    const own = !entersOnBehalf(actor, target.patientId)
    const { rests, ...shown }: Shown = row
      ? { state: 'planned', run: false, rests: false, items: await itemsOfLog(tx, target, row.id) }
      : await itemsOfDay(tx, target, { day, waits, own }, now)
    if (!own || shown.items.length > 0) await recordAudit(tx, actor, readOfEntry(actor, target, 'session'))
    const lately = row || !own ? null : (waits?.lately ?? (await loggedLately(tx, target)))
    const ran = own && shown.run && day === today ? await ranLately(tx, actor, today) : []
    return {
      id: newId(),
      ...frame,
      waits: waits && wordsOf(waits),
      ...shown,
      run: shown.run && !ran.some((one) => one.caseId === target.caseId && one.day === today),
      ranElsewhere: ranElsewhere(ran, { caseId: target.caseId, today, rests }),
      words: own ? await readWordsAtOnce(tx, target, { ...frame, before: said }) : null,
      mornings: lately?.openMornings ?? [],
      answers: answersShown(said, frame.after),
      note: row?.note ?? '',
    }
  })
}

/**
 * What was planned for the day besides runs, which have a form of their own; on a day without any, all of its
 * week of the phase that held then. What is paused can still be logged when it was done.
 */
async function itemsOfDay(
  tx: Tx,
  target: FormCase,
  { day, waits, own }: { day: Day; waits: Waits | null; own: boolean },
  now: Date,
): Promise<Shown> {
  const { caseId } = target
  const active = await activeProgram(tx, caseId, day)
  const phase = active ? phaseByKey(active.content, active.phaseKey) : null
  if (!active || !phase) return { state: 'none', run: false, rests: false, items: [] }
  const blockLevel = waits?.block ?? 'none'
  const spans = await pausesOf(tx, caseId)
  const { phaseKey, phaseStartedOn } = active
  const of = { day, runStop: waits?.runStop ?? false }
  const { runsWait, ...held } = (await readHolds(tx, target, active, of, now)).rows
  const at = { phaseKey, phaseStartedOn, date: day, pausedDays: pausedDays(spans, day) }
  const week = Math.max(1, weekOfPhase(phaseStartedOn, day, at.pausedDays))
  const planned = dueItems(active.content, { ...at, block: blockLevel, ...held, runStop: runsWait })
  const due = planned.filter((item) => !isPlannedRun(item))
  const paused = waits !== null && (waits.stops || target.onHold)
  const state = paused ? 'paused' : due.length > 0 ? 'planned' : 'extra'
  const ofWeek = phase.items.filter(
    (item) =>
      dueInPlan(phase, item, { week, ...held }) && !isPlannedRun(item) && !(runsWait && waitsWithRuns(item)),
  )
  const all = blockLevel === 'programme' ? ofWeek : ofWeek.filter((item) => allowedUnder(blockLevel, item))
  const start = (item: ProgramItem) => (state === 'planned' && !item.optional ? 'planned' : 'skipped')
  const told = own && waits ? await readTold(tx, target, day, now) : []
  const less = lessOf(told, phase).items
  // What goes with each run is done around one, and is part of no session.
  const onDays = all.filter(({ days }) => days !== 'each_run')
  const items = (state === 'planned' ? due : onDays.length > 0 ? onDays : all).flatMap((item) => {
    const itemId = active.itemIds[item.key]
    return (
      (itemId ? sessionItem(item, itemId, phase.params, start(item), { less: less[item.key] }) : null) ?? []
    )
  })
  const run = !paused && due.length < planned.length
  return { state: items.length > 0 ? state : 'none', run, rests: planned.some(restsBetween), items }
}

/** The items of an entry with what was said of them. */
async function itemsOfLog(tx: Tx, target: FormCase, sessionLogId: string): Promise<SessionItem[]> {
  const done = await storedDone(tx, target, sessionLogId)
  const phases = await tx.programPhase.findMany({
    where: {
      clinicId: target.clinicId,
      caseId: target.caseId,
      items: { some: { id: { in: done.map((entry) => entry.itemId) } } },
    },
    include: { items: { orderBy: { position: 'asc' } } },
    orderBy: { position: 'asc' },
  })
  return phases.flatMap((row) => {
    const { items, params } = phaseOfRow(row)
    return items.flatMap((item, index) => {
      const entry = done.find(({ itemId }) => itemId === row.items[index]?.id)
      return (entry ? sessionItem(item, entry.itemId, params, 'skipped', { done: entry }) : null) ?? []
    })
  })
}

/** What was saved of a session, item by item. The caller has checked that the actor reaches the case. */
export async function storedDone(
  tx: Tx,
  of: { clinicId: string; caseId: string },
  sessionLogId: string,
): Promise<Done[]> {
  const rows = await tx.exerciseLog.findMany({
    where: { clinicId: of.clinicId, caseId: of.caseId, sessionLogId },
    include: { painScores: { select: { context: true, score: true } } },
  })
  return rows.map(
    ({ itemId, exerciseId, setsDone, repsDone, holdSeconds, minutes, rpe, skipReason, ...row }) => {
      const pain = (context: string) =>
        row.painScores.find((entry) => entry.context === context)?.score ?? null
      return {
        itemId,
        exerciseId,
        setsDone,
        repsDone,
        holdSeconds,
        minutes,
        rpe,
        skipReason,
        loadKg: row.loadKg === null ? null : Number(row.loadKg),
        pain: pain('during_exercise'),
        after: pain('after_exercise'),
      }
    },
  )
}
