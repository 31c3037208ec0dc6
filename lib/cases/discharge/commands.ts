import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { teamCases } from '../policy.ts'
import { assertOpen } from '../rules.ts'
import { newestDischargeAnswer } from './queries.ts'
import type { DischargeAnswerInput } from './schema.ts'

const said = (value: boolean | null) => (value === null ? 'not answered' : value ? 'yes' : 'no')

/**
 * Keeps what the physio says about the goal and the patient's own rules, as an answer of its own; the newest holds. Sending it
 * twice keeps it once. Throws NotFound off the team, Conflict in a closed case and when somebody else answered in between.
 */
export function answerDischarge(
  actor: Actor,
  input: DischargeAnswerInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { AND: [{ id: input.caseId }, teamCases(actor)] },
      select: { patientId: true, status: true },
    })
    if (!target || actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const { id, caseId, seen, noRunningGoal, goalReached, selfManagementOk } = input
    await takeTurn(tx, 'discharge', caseId)
    const newest = await newestDischargeAnswer(tx, { clinicId: actor.clinicId, caseId })
    if (newest.id === id) return { caseId }
    if (newest.id !== seen)
      throw new Conflict(
        `${newest.by} answered meanwhile: no running goal ${said(newest.noRunningGoal)}, goal reached ${said(newest.goalReached)}, explains the rules ${said(newest.selfManagementOk)}. Yours is still here; load the page again and decide.`,
      )
    await tx.dischargeAnswer.createMany({
      data: [
        {
          ...{ id, caseId, noRunningGoal, goalReached, selfManagementOk, at: now },
          ...{ clinicId: actor.clinicId, patientId: target.patientId, byId: actor.accountId },
        },
      ],
    })
    const about = { patientId: target.patientId, caseId, subjectId: id }
    await recordAudit(tx, actor, { type: 'discharge.answered', ...about })
    return { caseId }
  })
}
