import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { clinicCalendar } from '#lib/clinic/hours/rules.ts'
import { toDbDate } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { callDuty, readClinic } from '#lib/flags/commands.ts'
import { timeOf } from '#lib/flags/evaluation/rules.ts'
import type { FiredAnswers } from '#lib/flags/history/rules.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'
import { flagTarget } from '#lib/flags/targets/rules.ts'
import { newId } from '#lib/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'

/**
 * Raises a flag that was settled by mistake once more, with the same answers: it blocks, is due and is called back about as any
 * that is raised now, and who settled the first one stays in the record. Throws Conflict when the flag is open again already.
 */
export async function raiseAnew(tx: Tx, actor: Actor, flagRowId: string, now: Date): Promise<void> {
  const { clinicId } = actor
  const settled = await tx.redFlag.findFirstOrThrow({ where: { clinicId, id: flagRowId } })
  const { patientId, intakeId, caseId, flagId, urgency, source } = settled
  const open = await tx.redFlag.count({
    where: {
      clinicId,
      patientId,
      flagId,
      resolvedAt: null,
      supersededAt: null,
      ...(caseId ? { caseId } : { intakeId }),
    },
  })
  if (open > 0)
    throw new Conflict('This flag is open again already. Load the page again and answer that one.')
  const fired = new Map(Object.entries(settled.inputs as FiredAnswers))
  const calendar = clinicCalendar(await readClinic(tx, clinicId))
  const { respondBy, appointmentBy, callBack } = flagTarget(
    flagId,
    timeOf(flagOf(flagId), fired),
    now,
    calendar,
  )
  const anew = {
    id: newId(now.getTime()),
    clinicId,
    patientId,
    intakeId,
    caseId,
    source,
    flagId,
    urgency,
    sourceId: settled.sourceId,
    block: settled.block,
    ruleSetVersion: settled.ruleSetVersion,
    inputs: settled.inputs as Prisma.InputJsonObject,
    limits: settled.limits ?? Prisma.DbNull,
    traces: settled.traces ?? Prisma.DbNull,
    // What was heard in a save that was refused has both times equal, and was not saved since.
    answerChangedAt:
      settled.answerChangedAt?.getTime() === settled.raisedAt.getTime() ? now : settled.answerChangedAt,
    raisedAt: now,
    shownTo: 'clinic',
    dueAt: respondBy,
    appointmentBy: appointmentBy && toDbDate(appointmentBy),
    callBack,
  }
  await onSafetyDuty(tx, () => tx.redFlag.createMany({ data: [anew] }))
  await recordAudit(tx, actor, {
    type: 'flag.raised',
    patientId,
    caseId,
    subjectId: anew.id,
    data: { flagId, urgency },
  })
  if (callBack) await onSafetyDuty(tx, () => callDuty(tx, actor, { patientId, intakeId, caseId }))
}
