import 'server-only'
import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { alertOfBrokenGlass } from '#lib/alerts/opening/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { type BreakGlassInput, glassMinutes } from './schema.ts'

type DirectoryRow = { caseId: string; patientId: string; leadId: string | null }

/**
 * Opens a record for an hour to a physio of the clinic who is not on its care team. The lead is told by an alert, and the
 * patient can see it. Asked again within the hour it is open already. Throws NotFound for a case that the clinic does not
 * have and for one of which the actor is the patient, Conflict for one that she treats.
 */
export function breakGlass(
  actor: Actor,
  input: BreakGlassInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    if (!isPhysio(actor)) throw new NotFound('case')
    const rows = await tx.$queryRaw<DirectoryRow[]>`
      SELECT "caseId", "patientId", "leadId" FROM case_directory(${input.patientId}::uuid, NULL)
      WHERE "caseId" = ${input.caseId}::uuid`
    const [target] = rows
    if (!target || target.patientId === actor.patientId) throw new NotFound('case')
    const mine = await tx.careTeamMember.count({
      where: {
        clinicId: actor.clinicId,
        caseId: target.caseId,
        accountId: actor.accountId,
        removedAt: null,
      },
    })
    if (mine > 0) throw new Conflict('You are on the care team of this case, so you can open it as it is.')
    await takeTurn(tx, 'glass', `${actor.accountId} ${target.caseId}`)
    const open = await tx.breakGlass.count({
      where: {
        clinicId: actor.clinicId,
        caseId: target.caseId,
        accountId: actor.accountId,
        expiresAt: { gt: now },
      },
    })
    if (open > 0) return { caseId: target.caseId }
    const id = newId()
    const about = { patientId: target.patientId, caseId: target.caseId }
    await tx.breakGlass.createMany({
      data: {
        id,
        clinicId: actor.clinicId,
        ...about,
        accountId: actor.accountId,
        reason: input.reason,
        at: now,
        expiresAt: new Date(now.getTime() + glassMinutes * 60_000),
      },
    })
    await alertOfBrokenGlass(tx, actor, about, id, target.leadId, now)
    await recordAudit(tx, actor, { type: 'case.glass_broken', ...about, subjectId: id })
    return { caseId: target.caseId }
  })
}
