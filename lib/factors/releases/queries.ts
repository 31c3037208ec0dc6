import 'server-only'
import { type Actor, isPatient } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readAs } from '#lib/db/as-actor.ts'

/** What a physio gave the patient to read: words and nothing else. */
export type OwnFactorTexts = { explanations: string[]; advice: string[] }

/**
 * The texts of the patient's newest case, also when it has ended: what she was given for the time afterwards is hers to keep.
 * Empty for everybody else.
 */
export function ownFactorTexts(actor: Actor): Promise<OwnFactorTexts> {
  const nothing = { explanations: [], advice: [] }
  if (!isPatient(actor)) return Promise.resolve(nothing)
  return readAs(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: ownCases(actor),
      orderBy: { openedAt: 'desc' },
      select: { id: true, patientId: true },
    })
    if (!target) return nothing
    const rows = await tx.$queryRaw<{ kind: 'explanation' | 'advice'; text: string }[]>`
      SELECT kind::text AS kind, text FROM own_factor_texts() WHERE "caseId" = ${target.id}::uuid`
    if (rows.length > 0)
      await recordAudit(tx, actor, {
        type: 'own_record.read',
        patientId: target.patientId,
        caseId: target.id,
        data: { page: 'advice' },
      })
    const of = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.text)
    return { explanations: of('explanation'), advice: of('advice') }
  })
}
