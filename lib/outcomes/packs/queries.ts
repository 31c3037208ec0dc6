import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { isMeasureId } from '#lib/content/outcomes/instruments.ts'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import { dayIn, fullDayText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { keepablePacks, readablePacks } from './policy.ts'
import type { ItemText } from './schema.ts'

export type PackView = {
  id: string
  measure: MeasureId
  language: string
  texts: readonly ItemText[]
  permission: string
  options: readonly string[]
  by: string
  onText: string
}

/** The packs in use, for whoever keeps them. Throws NotFound for anybody but an admin. */
export function packList(actor: Actor): Promise<PackView[]> {
  return asActor(actor, async (tx) => {
    const clinic = keepablePacks(actor)
    if (!('clinicId' in clinic)) throw new NotFound('instrument packs')
    const rows = await tx.instrumentPack.findMany({
      where: { ...clinic, retiredAt: null },
      include: { addedBy: { select: { name: true } } },
      orderBy: [{ measure: 'asc' }, { language: 'asc' }],
    })
    return rows.flatMap(({ id, measure, language, texts, permission, options, addedBy, addedAt }) =>
      isMeasureId(measure)
        ? [
            {
              id,
              measure,
              language,
              permission,
              options,
              by: addedBy.name,
              texts: texts as unknown as ItemText[],
              onText: fullDayText(dayIn(actor.timeZone, addedAt)),
            },
          ]
        : [],
    )
  })
}

/** The texts of a pack in use, inside the transaction of the form that shows them. */
export async function packTexts(tx: Tx, actor: Actor, packId: string): Promise<readonly ItemText[]> {
  const row = await tx.instrumentPack.findFirst({
    where: { AND: [readablePacks(actor), { id: packId, retiredAt: null }] },
    select: { texts: true },
  })
  if (!row) throw new NotFound('form')
  return row.texts as unknown as ItemText[]
}
