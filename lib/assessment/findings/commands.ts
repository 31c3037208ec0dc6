import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { assessmentsOf, type ExaminedCase, measuredIn, newestFindings } from '../record/queries.ts'
import { examinedIds } from './rules.ts'

/**
 * What follows from findings that were saved or signed, in their transaction: the flags that they raise, and the factors. What was
 * found before counts until it is tested again; what is found here counts last, also in one that is entered late.
 */
export async function actOnFindings(
  tx: Tx,
  actor: Actor,
  target: ExaminedCase,
  id: string,
  now: Date,
): Promise<void> {
  const all = await assessmentsOf(tx, target)
  const own = all.filter((one) => one.id === id)
  const { values: found } = newestFindings({ all: [...all.filter((one) => one.id !== id), ...own], target })
  const values = new Map([...target.intake, ...found])
  const answered = new Set(own.flatMap((one) => [...examinedIds(measuredIn(one, target), found)]))
  const subject = { patientId: target.patientId, caseId: target.caseId, intakeId: null }
  await raiseFlags(tx, actor, { ...subject, source: 'assessment', sourceId: id, answered }, values, now)
  await reevaluateFactors(tx, actor, target.caseId, now, id)
}

/**
 * What follows when an assessment counts no more, in the same transaction: a flag that it alone raised stays and is marked as
 * changed, nothing new is raised, and the factors are those of what is left.
 */
export async function actOnWithdrawal(
  tx: Tx,
  actor: Actor,
  target: ExaminedCase,
  sourceId: string,
  now: Date,
): Promise<void> {
  const left = newestFindings({ all: await assessmentsOf(tx, target), target })
  const values = new Map([...target.intake, ...left.values])
  const subject = { patientId: target.patientId, caseId: target.caseId, intakeId: null }
  const answered: ReadonlySet<string> = new Set()
  await raiseFlags(tx, actor, { ...subject, source: 'assessment', sourceId, answered }, values, now)
  await reevaluateFactors(tx, actor, target.caseId, now)
}
