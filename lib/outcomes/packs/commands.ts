import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { sameContent } from '#lib/tracking/entries/rules.ts'
import { keepablePacks, mayKeepPacks } from './policy.ts'
import { readPack } from './rules.ts'
import type { PackInput, RetireInput } from './schema.ts'

/**
 * Brings the item texts of an instrument into use; those of the same language before go out of use and stay as what was
 * shown. Sent twice it is one pack. Throws NotFound for anybody but an admin, Invalid when the texts do not fit the
 * instrument.
 */
export function addPack(
  actor: Actor,
  input: PackInput,
  now: Date = new Date(),
): Promise<{ measure: string }> {
  const { id, measure, language, permission } = input
  const instrument = instruments[measure]
  return asActor(actor, async (tx) => {
    if (!mayKeepPacks(actor, { clinicId: actor.clinicId }) || actor.kind !== 'account')
      throw new NotFound('instrument packs')
    const { texts, problems } = readPack(instrument, input)
    if (Object.keys(problems).length > 0)
      throw new Invalid(problems, 'These texts do not fit the instrument yet.')
    const before = await tx.instrumentPack.findFirst({ where: { AND: [keepablePacks(actor), { id }] } })
    if (before) {
      const same = { measure: before.measure, language: before.language, texts: before.texts }
      if (sameContent(same, { measure, language, texts })) return { measure }
      throw new Conflict('Other texts were already saved from this page. Load it again.')
    }
    await tx.instrumentPack.updateMany({
      where: { ...keepablePacks(actor), measure, language, retiredAt: null },
      data: { retiredAt: now, retiredById: actor.accountId },
    })
    await tx.instrumentPack.create({
      data: {
        id,
        measure,
        language,
        permission,
        options: input.options,
        clinicId: actor.clinicId,
        version: instrument.version,
        texts: texts.map(({ text, options }) => ({ text, options: [...options] })),
        addedById: actor.accountId,
        addedAt: now,
      },
    })
    await recordAudit(tx, actor, {
      type: 'instrument_pack.added',
      subjectId: id,
      data: { measure, language },
    })
    return { measure }
  })
}

/** Takes a pack out of use. What was filled with it stays. Throws NotFound for anybody but an admin of the clinic. */
export function retirePack(
  actor: Actor,
  input: RetireInput,
  now: Date = new Date(),
): Promise<{ measure: string }> {
  return asActor(actor, async (tx) => {
    const pack = await tx.instrumentPack.findFirst({
      where: { AND: [keepablePacks(actor), { id: input.packId }] },
      select: { measure: true, language: true, retiredAt: true },
    })
    if (!pack || actor.kind !== 'account') throw new NotFound('instrument pack')
    const { measure, language } = pack
    if (pack.retiredAt) return { measure }
    await tx.instrumentPack.updateMany({
      where: { ...keepablePacks(actor), id: input.packId, retiredAt: null },
      data: { retiredAt: now, retiredById: actor.accountId },
    })
    await recordAudit(tx, actor, {
      type: 'instrument_pack.retired',
      subjectId: input.packId,
      data: { measure, language },
    })
    return { measure }
  })
}
