import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import type { Suggestion } from '#prisma/generated/client.ts'
import { decideNow } from '../commands.ts'
import { isSameExercise } from '../content/queries.ts'
import { changedContent, loweredContent } from '../content/rules.ts'
import { lowers } from '../deciding/rules.ts'
import type { Change } from '../schema.ts'
import { afterDiscard, discardedWords } from './rules.ts'

/**
 * Lets what was taken into a draft wait again, in the transaction that discards it, and says of the rest why it does not. An
 * answer is kept as it was given, so what waits is a suggestion of its own, after the same entry. `since`: when the draft
 * began. The caller has locked the program and checked the case.
 */
export const reopenTaken = (
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  since: Date,
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    const { clinicId, caseId } = target
    const rows = await tx.suggestion.findMany({
      where: {
        clinicId,
        caseId,
        state: 'changed',
        reason: null,
        decidedAt: { gte: since },
        case: prescribableCases(actor),
      },
    })
    if (rows.length === 0) return
    const { all, stopped } = await decideNow(tx, target, now)
    for (const row of rows) {
      const how = afterDiscard(row, {
        newer: await hasNewer(tx, row),
        fits: await fits(tx, target, row),
        advised: all.find(({ subject }) => subject === row.subject),
        stopped,
      })
      await tx.suggestion.updateMany({
        where: { id: row.id, clinicId, caseId, state: 'changed', case: prescribableCases(actor) },
        data: { reason: discardedWords[how] },
      })
      if (how === 'waits') await waitAgain(tx, actor, row, now)
    }
  })

/** What was only noted, or overtaken, would have left a step down waiting: `afterDiscard` looks at that. */
async function hasNewer(tx: Tx, { clinicId, caseId, subject, createdAt }: Suggestion): Promise<boolean> {
  const answered = ['open', 'accepted', 'changed', 'declined'] as const
  const where = { clinicId, caseId, subject, createdAt: { gt: createdAt }, state: { in: [...answered] } }
  return (await tx.suggestion.count({ where })) > 0
}

async function fits(tx: Tx, target: PrescribedCase, row: Suggestion): Promise<boolean> {
  const active = await activeProgram(tx, target.caseId, target.today)
  if (!active) return false
  const { content, phaseKey } = active
  const change = row.change as Change
  const here = phaseByKey(content, phaseKey)?.items ?? []
  if (!(await isSameExercise(tx, target, { ...row, change }, here))) return false
  const changes = lowers(row) ? loweredContent : changedContent
  return changes(content, phaseKey, row.subject, change) !== null
}

async function waitAgain(tx: Tx, actor: Actor, row: Suggestion, now: Date): Promise<void> {
  const { clinicId, patientId, caseId, versionId, subject, ruleId, ruleSetVersion, advice, rule } = row
  const { inputs, change, text, sentence, sentenceApplied, sourceId, day } = row
  const id = newId()
  await tx.suggestion.createMany({
    data: [
      {
        id,
        clinicId,
        patientId,
        caseId,
        versionId,
        subject,
        ruleId,
        ruleSetVersion,
        advice,
        rule,
        inputs: inputs as object,
        change: change as object,
        text,
        sentence,
        sentenceApplied,
        sourceId,
        day,
        createdAt: now,
        state: 'open',
        // More of what somebody thought twice about is not applied while nobody is at the screen.
        needsPhysio: row.needsPhysio || !lowers(row),
      },
    ],
  })
  await recordAudit(tx, actor, {
    type: 'suggestion.made',
    patientId,
    caseId,
    subjectId: id,
    data: { ruleId },
  })
}
