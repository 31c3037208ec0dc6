import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import {
  assessmentsOf,
  type ExaminedCase,
  measuredIn,
  newestFindings,
  type StoredAssessment,
} from '../record/queries.ts'
import type { Raw } from '../schema.ts'
import { examinedIds } from './rules.ts'

/** The flags of what is found in one of these, over what was found before it; whether there is anything to be marked. */
async function raiseFound(
  tx: Tx,
  actor: Actor,
  target: ExaminedCase,
  { all, id, refused }: { all: readonly StoredAssessment[]; id: string; refused: boolean },
  now: Date,
): Promise<boolean> {
  const own = all.filter((one) => one.id === id)
  const { values: found } = newestFindings({ all: [...all.filter((one) => one.id !== id), ...own], target })
  const values = new Map([...target.intake, ...found])
  const answered = new Set(own.flatMap((one) => [...examinedIds(measuredIn(one, target), found)]))
  const { patientId, caseId } = target
  const subject = { patientId, caseId, intakeId: null, source: 'assessment', sourceId: id } as const
  const { messages } = await raiseFlags(tx, actor, { ...subject, answered, refused }, values, now)
  return messages !== null
}

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
  await raiseFound(tx, actor, target, { all: await assessmentsOf(tx, target), id, refused: false }, now)
  await reevaluateFactors(tx, actor, target.caseId, now, id)
}

/** The flags of findings that a fault undid, in words for whoever examines; null without any. */
export async function hearFindings(
  tx: Tx,
  actor: Actor,
  target: ExaminedCase,
  { id, raw }: { id: string; raw: Raw },
  now: Date,
): Promise<string | null> {
  const all = (await assessmentsOf(tx, target)).map((one) =>
    one.id === id ? { ...one, document: { ...one.document, raw } } : one,
  )
  const isRaised = await raiseFound(tx, actor, target, { all, id, refused: true }, now)
  return isRaised ? 'What needs attention in these findings is marked as a red flag already.' : null
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
