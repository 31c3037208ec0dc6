import 'server-only'
import { type Actor, isStaff } from '#lib/access/actor.ts'
import { readAs } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { alertLimitValues } from '#lib/limits/rules.ts'
import { limitValues } from '#lib/limits/values/rules.ts'
import type { RuleNumbers } from './schema.ts'

/** The numbers with which the rules hold in the clinic. Throws NotFound for whoever is no staff: they are no patient's data. */
export function ruleNumbers(actor: Actor): Promise<RuleNumbers> {
  return readAs(actor, async (tx) => {
    if (!isStaff(actor)) throw new NotFound('rules')
    const stored = await tx.ruleLimit.findMany({
      where: { clinicId: actor.clinicId, caseId: null },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      select: { caseId: true, limitId: true, value: true },
    })
    const rows = stored.map(({ value, ...row }) => ({ ...row, value: value === null ? null : Number(value) }))
    return { limits: limitValues(rows), alertLimits: alertLimitValues(rows, null) }
  })
}
