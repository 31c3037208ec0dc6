import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { endRunStop } from '#lib/alerts/ending/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import type { Change } from '../../schema.ts'
import { gone } from '../rules.ts'
import type { AcceptForm, Answered } from '../schema.ts'

export type Done = Answered & { readonly caseId: string }
/** A suggestion as it was kept, answered or not. */
export type Waiting = {
  id: string
  state: string
  subject: string
  ruleId: string
  text: string
  advice: string
  inputs: unknown
  change: Change
  needsPhysio: boolean
  version: { id: string; number: number }
}

/** Throws NotFound where the actor does not reach it. */
export async function suggestionOf(
  tx: Tx,
  actor: Actor,
  input: AcceptForm,
  target: PrescribedCase,
): Promise<Waiting> {
  const row = await tx.suggestion.findFirst({
    where: {
      id: input.suggestionId,
      clinicId: target.clinicId,
      caseId: target.caseId,
      case: prescribableCases(actor),
    },
    select: {
      id: true,
      state: true,
      subject: true,
      ruleId: true,
      text: true,
      change: true,
      inputs: true,
      advice: true,
      needsPhysio: true,
      version: { select: { id: true, number: true } },
    },
  })
  if (!row) throw new NotFound('suggestion')
  return { ...row, change: row.change as Change }
}

const stopOutcome = ({ state, reason }: { state: string; reason?: string }) =>
  state === 'accepted'
    ? 'The stop was accepted: running is paused until a new version lets her run again.'
    : `The stop was declined. ${reason ?? ''}`

/** Answers what waits, in the transaction of the caller. Throws Conflict when somebody was faster. */
export async function answerSuggestion(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  waiting: Pick<Waiting, 'id' | 'ruleId'>,
  how: {
    state: 'accepted' | 'changed' | 'declined'
    reason?: string
    appliedNumber?: number
    itself?: boolean
  },
  now: Date,
): Promise<Done> {
  if (actor.kind !== 'account') throw new NotFound('suggestion')
  const { count } = await tx.suggestion.updateMany({
    where: {
      id: waiting.id,
      clinicId: target.clinicId,
      caseId: target.caseId,
      state: 'open',
      case: prescribableCases(actor),
    },
    data: { ...how, decidedAt: now, decidedById: actor.accountId },
  })
  if (count === 0) throw gone()
  const { patientId, caseId } = target
  if (waiting.ruleId === 'r_run_stop') await endRunStop(tx, actor, target, stopOutcome(how), now)
  await recordAudit(tx, actor, {
    type: 'suggestion.answered',
    patientId,
    caseId,
    subjectId: waiting.id,
    data: { ruleId: waiting.ruleId, state: how.state, itself: how.itself ?? false },
  })
  return { caseId, did: how.appliedNumber === undefined ? 'nothing' : 'version', dropped: [] }
}
