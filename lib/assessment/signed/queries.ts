import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { fullContext } from '../context/rules.ts'
import { type FindingRow, findingRows, type Spoken, spokenFindings } from '../reading/rules.ts'
import { assessmentsOf, contextNow, type ExaminedCase, measuredIn, namesOf } from '../record/queries.ts'
import { computedFindings } from '../rules.ts'

/** A signed examination in words. */
export type SignedExamination = {
  readonly id: string
  readonly on: Day
  readonly signedAt: Date
  readonly by: string
  readonly rows: readonly FindingRow[]
  readonly spoken: readonly Spoken[]
  readonly outstanding: readonly string[]
  readonly generalNote: string | null
}

/**
 * The signed examinations of a case, oldest first, for a note and a letter. The caller has checked that the actor reaches
 * the case and records the reading.
 */
export async function signedExaminations(
  tx: Tx,
  actor: Actor,
  target: ExaminedCase,
): Promise<SignedExamination[]> {
  const signed = (await assessmentsOf(tx, target)).filter((one) => one.signedAt !== null)
  if (signed.length === 0) return []
  const names = await namesOf(
    tx,
    actor,
    signed.map((one) => one.byId),
  )
  return signed.map((one, at) => {
    const context = contextNow(one, target)
    const values = measuredIn(one, target)
    const earlier = signed.slice(0, at).map((other) => measuredIn(other, target))
    const { raw } = one.document
    const computed = computedFindings(values, fullContext(context, target, earlier))
    const exam = { raw, context, values, computed, limits: target.limits }
    const spoken = spokenFindings(exam)
    return {
      id: one.id,
      on: one.on,
      signedAt: one.signedAt ?? one.createdAt,
      by: names.get(one.byId) ?? '',
      rows: findingRows(exam),
      spoken,
      outstanding: spoken.filter(({ marked }) => marked).map(({ text }) => text),
      generalNote: typeof raw.general_note === 'string' ? raw.general_note : null,
    }
  })
}
