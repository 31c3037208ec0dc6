import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { fullContext } from '../context/rules.ts'
import { measuredValues } from '../measured/rules.ts'
import { replaces } from '../newest/rules.ts'
import { assessmentsOf, type ExaminedCase, measuredIn, newestFindings } from '../record/queries.ts'
import { findingValues } from '../rules.ts'
import type { AssessmentDocument } from '../schema.ts'
import { examinedIds } from './rules.ts'

/**
 * What follows from findings that were saved or signed, in their transaction: the flags that they raise, and the factors.
 */
export async function actOnFindings(
  tx: Tx,
  actor: Actor,
  target: ExaminedCase,
  one: { id: string; document: AssessmentDocument },
  now: Date,
): Promise<void> {
  const { raw, context } = one.document
  const all = await assessmentsOf(tx, target)
  const earlier = all.filter((other) => other.id !== one.id && other.signedAt)
  const measured = measuredValues(raw, context.weightKg)
  const findings = findingValues(
    measured,
    fullContext(
      context,
      target,
      earlier.map((other) => measuredIn(other, target)),
    ),
  )
  // What was found before counts until it is tested again; what is found here counts, also in one that is entered late.
  const newest = newestFindings({ all, target }).values
  const tested = [...findings].filter(([id, value]) => replaces(newest.get(id), value))
  const values = new Map([...target.intake, ...newest, ...tested])
  const subject = { patientId: target.patientId, caseId: target.caseId, intakeId: null }
  const answered = examinedIds(raw, findings)
  await raiseFlags(tx, actor, { ...subject, source: 'assessment', sourceId: one.id, answered }, values, now)
  await reevaluateFactors(tx, actor, target.caseId, now, one.id)
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
