import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import { injuriesOf } from '#lib/assessment/record/queries.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type Day, dayIn, fromDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { waitedOf } from '#lib/forms/waited.ts'
import { adviseAfterLog } from '#lib/programs/progression/commands.ts'
import { type EntryCase, entryCase, ownedBy, takeFlagsTurn } from '#lib/tracking/entries/commands.ts'
import { counting } from '#lib/tracking/entries/policy.ts'
import { assertReason, correctedMeanwhile } from '#lib/tracking/entries/rules.ts'
import type { Corrects, EntryKind, WithdrawInput } from '#lib/tracking/entries/schema.ts'

type Mark =
  | { supersededAt: Date }
  | { withdrawnAt: Date; withdrawnById: string; withdrawReason: string | null }

/** Marks an entry that still counts, and the pains that belong to it. How many entries were marked: 0 or 1. */
async function marked(tx: Tx, target: EntryCase, kind: EntryKind, id: string, data: Mark): Promise<number> {
  const of = { clinicId: target.clinicId, caseId: target.caseId, ...counting }
  if (kind === 'pain') {
    // A pain of a session or a run goes with it, never alone.
    const where = { ...of, id, sessionLogId: null, runLogId: null }
    return (await tx.painScore.updateMany({ where, data })).count
  }
  const { count } =
    kind === 'session'
      ? await tx.sessionLog.updateMany({ where: { ...of, id }, data })
      : await tx.runLog.updateMany({ where: { ...of, id }, data })
  const belongs = kind === 'session' ? { sessionLogId: id } : { runLogId: id }
  if (count > 0) await tx.painScore.updateMany({ where: { ...of, ...belongs }, data })
  return count
}

/** The same, and what rested on an injury that the entry told of is evaluated again. */
async function mark(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  { kind, id, now }: { kind: EntryKind; id: string; now: Date },
  data: Mark,
): Promise<boolean> {
  const told = (await injuriesOf(tx, target)).some((injury) => injury.id === id)
  // As whoever tells of danger: the turn of the flags before that of the case.
  if (told) await takeFlagsTurn(tx, target)
  if ((await marked(tx, target, kind, id, data)) === 0) return false
  if (told) await reevaluateFactors(tx, actor, target.caseId, now)
  return true
}

/** The older entry stops counting; it stays readable. Throws Conflict when it does not count any more. */
async function supersede(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  kind: EntryKind,
  id: string,
  now: Date,
): Promise<void> {
  if (!(await mark(tx, actor, target, { kind, id, now }, { supersededAt: now }))) throw correctedMeanwhile()
}

type Kind = EntryFacts['kind']
/** A morning is stored as a pain. */
const storedAs = (kind: Kind): EntryKind => (kind === 'morning' ? 'pain' : kind)
const logOf = { pain: 'pain_score', session: 'session_log', run: 'run_log' } as const

/**
 * Ends what a new entry puts right, if it puts anything right, and writes the audit row of the new one. Throws Conflict when the
 * older entry does not count any more.
 */
export async function settleEntry(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  ofKind: Kind,
  { id, supersedesId }: { id: string; supersedesId: string | null },
  now: Date,
  entered: Date = now,
): Promise<void> {
  const kind = storedAs(ofKind)
  if (supersedesId) await supersede(tx, actor, target, kind, supersedesId, now)
  await recordAudit(tx, actor, {
    patientId: target.patientId,
    caseId: target.caseId,
    subjectId: id,
    ...(supersedesId
      ? { type: `${logOf[kind]}.corrected`, data: { supersedes: supersedesId, onBehalf: target.onBehalf } }
      : { type: `${logOf[kind]}.recorded`, data: { onBehalf: target.onBehalf, ...waitedOf(now, entered) } }),
  })
}

/**
 * Takes an entry back: it stops counting and stays readable for the care team, and flags that it raised stay. Taken back
 * twice it is taken back once. Throws NotFound for an entry that is not of this case, Invalid for the care team without a
 * reason, Conflict when it was corrected.
 */
export function withdrawEntry(
  actor: Actor,
  input: WithdrawInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await entryCase(tx, actor, input.caseId)
    const { kind, entryId: id, reason } = input
    assertReason(reason, target.onBehalf)
    const { enteredById: withdrawnById } = ownedBy(actor, target)
    const data = { withdrawnAt: now, withdrawnById, withdrawReason: reason || null }
    if (!(await mark(tx, actor, target, { kind, id, now }, data))) {
      const row = await storedEntry(tx, actor, target, kind, id)
      if (!row) throw new NotFound('entry')
      if (row.supersededAt)
        throw new Conflict('This entry was corrected meanwhile. Look at your entries again.')
      return { caseId: target.caseId }
    }
    await recordAudit(tx, actor, {
      type: `${logOf[kind]}.withdrawn`,
      patientId: target.patientId,
      caseId: target.caseId,
      subjectId: id,
      data: { onBehalf: target.onBehalf },
    })
    await alertsAfterEntry(tx, actor, target, null, now)
    const today = dayIn(target.timeZone, now)
    await adviseAfterLog(tx, actor, target, { id, day: today }, now)
    return { caseId: target.caseId }
  })
}

function storedEntry(tx: Tx, actor: Actor, target: EntryCase, kind: EntryKind, id: string) {
  const where = { id, clinicId: target.clinicId, caseId: target.caseId, case: loggableCases(actor) }
  const select = { logDate: true, safetyAsked: true, supersededAt: true, withdrawnAt: true }
  if (kind === 'session') return tx.sessionLog.findFirst({ where, select })
  if (kind === 'run') return tx.runLog.findFirst({ where, select })
  const alone = { ...where, sessionLogId: null, runLogId: null }
  return tx.painScore.findFirst({ where: alone, select: { ...select, context: true } })
}

export type Corrected = { day: Day; safetyAsked: boolean }

/**
 * The entry that another one puts right, null when it puts none right. Throws NotFound for one that is not of this case, and for a
 * morning that a pain of the day would end, or the other way round: the swelling and the safety answers would go with it;
 * Invalid for the care team without a reason.
 */
export async function correctedEntry(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  kind: Kind,
  { supersedes, reason }: Corrects,
): Promise<Corrected | null> {
  if (!supersedes) return null
  assertReason(reason, target.onBehalf)
  const row = await storedEntry(tx, actor, target, storedAs(kind), supersedes)
  const other = row && 'context' in row && (row.context === 'next_morning') !== (kind === 'morning')
  if (!row || other) throw new NotFound('entry')
  return { day: fromDbDate(row.logDate), safetyAsked: row.safetyAsked }
}
