import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import { injuriesOf } from '#lib/assessment/record/queries.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { adviseAfterLog } from '#lib/programs/progression/commands.ts'
import { type EntryCase, entryCase } from '#lib/tracking/entries/commands.ts'
import { loggableCases } from '#lib/tracking/entries/policy.ts'
import { correctedMeanwhile } from '#lib/tracking/entries/rules.ts'
import type { EntryKind, WithdrawInput } from '#lib/tracking/entries/schema.ts'

const current = { supersededAt: null, withdrawnAt: null }
type Mark = { supersededAt: Date } | { withdrawnAt: Date; withdrawReason: string | null }

/** Marks an entry that still counts, and the pains that belong to it. How many entries were marked: 0 or 1. */
async function marked(tx: Tx, target: EntryCase, kind: EntryKind, id: string, data: Mark): Promise<number> {
  const of = { clinicId: target.clinicId, caseId: target.caseId, ...current }
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

const logOf = { pain: 'pain_score', session: 'session_log', run: 'run_log' } as const

/**
 * Ends what a new entry puts right, if it puts anything right, and writes the audit row of the new one. Throws Conflict when the
 * older entry does not count any more.
 */
export async function settleEntry(
  tx: Tx,
  actor: Actor,
  target: EntryCase,
  kind: EntryKind,
  { id, supersedesId }: { id: string; supersedesId: string | null },
  now: Date,
): Promise<void> {
  if (supersedesId) await supersede(tx, actor, target, kind, supersedesId, now)
  await recordAudit(tx, actor, {
    patientId: target.patientId,
    caseId: target.caseId,
    subjectId: id,
    ...(supersedesId
      ? { type: `${logOf[kind]}.corrected`, data: { supersedes: supersedesId } }
      : { type: `${logOf[kind]}.recorded`, data: { onBehalf: target.onBehalf } }),
  })
}

/**
 * Takes an entry back: it stops counting and stays readable for the care team, and flags that it raised stay. Taken back
 * twice it is taken back once. Throws NotFound for an entry that is not of this case, Conflict when it was corrected.
 */
export function withdrawEntry(
  actor: Actor,
  input: WithdrawInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await entryCase(tx, actor, input.caseId)
    const { kind, entryId: id } = input
    const data = { withdrawnAt: now, withdrawReason: input.reason || null }
    if (!(await mark(tx, actor, target, { kind, id, now }, data))) {
      const row = await entryState(tx, actor, target, kind, id)
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
    })
    await alertsAfterEntry(tx, actor, target, null, now)
    const today = dayIn(target.timeZone, now)
    await adviseAfterLog(tx, actor, target, { id, day: today }, now)
    return { caseId: target.caseId }
  })
}

function entryState(tx: Tx, actor: Actor, target: EntryCase, kind: EntryKind, id: string) {
  const where = { id, clinicId: target.clinicId, caseId: target.caseId, case: loggableCases(actor) }
  const select = { supersededAt: true, withdrawnAt: true }
  if (kind === 'session') return tx.sessionLog.findFirst({ where, select })
  if (kind === 'run') return tx.runLog.findFirst({ where, select })
  return tx.painScore.findFirst({ where: { ...where, sessionLogId: null, runLogId: null }, select })
}
