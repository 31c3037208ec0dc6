import 'server-only'
import { type Actor, isPatient } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { isClosed } from '#lib/cases/rules.ts'
import { type CaseSide, caseSideOptions } from '#lib/cases/schema.ts'
import { readAs } from '#lib/db/as-actor.ts'

/** What a physio gave the patient to read about one knee: words and nothing else. */
export type OwnFactorTexts = {
  /** "Left knee"; null when she has no other treatment that runs. */
  knee: string | null
  explanations: readonly string[]
  advice: readonly string[]
}

type Text = { caseId: string; kind: 'explanation' | 'advice'; text: string }

const kneeText = (side: CaseSide) => caseSideOptions.find(({ value }) => value === side)?.label ?? null

/**
 * The texts of each treatment of the patient that runs, the newest first, as her program shows; without one those of the newest
 * that has ended, since what she was given for the time afterwards is hers to keep. Empty for everybody else.
 */
export function ownFactorTexts(actor: Actor): Promise<OwnFactorTexts[]> {
  if (!isPatient(actor)) return Promise.resolve([])
  return readAs(actor, async (tx) => {
    const cases = await tx.case.findMany({
      where: ownCases(actor),
      orderBy: { openedAt: 'desc' },
      select: { id: true, patientId: true, side: true, status: true },
      take: 50,
    })
    const running = cases.filter(({ status }) => !isClosed(status))
    const shown = running.length > 0 ? running : cases.slice(0, 1)
    const rows = await tx.$queryRaw<Text[]>`
      SELECT "caseId", kind::text AS kind, text FROM own_factor_texts()
      WHERE "caseId" = ANY (${shown.map(({ id }) => id)}::uuid[])`
    const read = shown.filter(({ id }) => rows.some(({ caseId }) => caseId === id))
    for (const { id: caseId, patientId } of read)
      await recordAudit(tx, actor, {
        type: 'own_record.read',
        patientId,
        caseId,
        data: { page: 'advice' },
      })
    return read.map(({ id, side }) => {
      const of = (kind: Text['kind']) =>
        rows.filter((row) => row.caseId === id && row.kind === kind).map(({ text }) => text)
      return {
        knee: shown.length > 1 ? kneeText(side) : null,
        explanations: of('explanation'),
        advice: of('advice'),
      }
    })
  })
}
