import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { alertsAfterMeasure } from '#lib/alerts/measures/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import type { KneeMeasureInput } from './schema.ts'

/**
 * Chooses the knee measure of a case; the choices before stay. Choosing the same again changes nothing;
 * another one asks the alerts of the case, since other forms may be due and other scores count. Throws NotFound
 * off the team, Conflict in a closed case.
 */
export function chooseKneeMeasure(
  actor: Actor,
  input: KneeMeasureInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { id: input.caseId, ...teamCases(actor) },
      select: { id: true, patientId: true, status: true },
    })
    if (!target || actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const of = { clinicId: actor.clinicId, caseId: target.id }
    const before = await tx.outcomeChoice.findFirst({ where: of, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
    if (before?.kneeMeasure === input.kneeMeasure) return { caseId: target.id }
    const id = newId()
    await tx.outcomeChoice.create({
      data: {
        ...of,
        id,
        patientId: target.patientId,
        kneeMeasure: input.kneeMeasure,
        byId: actor.accountId,
        at: now,
      },
    })
    await recordAudit(tx, actor, {
      type: 'outcome.knee_measure_chosen',
      patientId: target.patientId,
      caseId: target.id,
      subjectId: id,
      data: { measure: input.kneeMeasure },
    })
    const { patientId, status } = target
    await alertsAfterMeasure(tx, actor, { ...of, patientId, status }, now)
    return { caseId: target.id }
  })
}
