import 'server-only'
import { flagTitles } from '#lib/content/flags/titles.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import type { FormSection } from '../fields/schema.ts'
import { againstHops, stoppedHops, stoppedWords } from '../hops/rules.ts'
import { knownRaw } from '../newest/rules.ts'
import type { ExaminedCase } from '../record/queries.ts'
import type { Raw } from '../schema.ts'
import { stopReason } from '../stop/rules.ts'
import type { Warnings } from './schema.ts'

/** `before`: the examinations that were signed before this one, the oldest first. The caller has checked the case. */
export async function warningsOf(
  tx: Tx,
  target: ExaminedCase,
  { id, section, raw }: { id: string; section: FormSection; raw: Raw },
  before: readonly { document: { raw: Raw } }[],
): Promise<Warnings> {
  const { clinicId, caseId } = target
  const safety = await caseSafety(tx, target, target.today)
  const flags = await tx.redFlag.findMany({
    where: { clinicId, caseId, sourceId: id, resolvedAt: null, supersededAt: null },
    select: { id: true, flagId: true, urgency: true },
  })
  return {
    flags: flags.map(({ flagId, ...flag }) => ({ ...flag, title: flagTitles[flagId] ?? flagId })),
    stop: stopReason(raw, safety.unresolvedLevel),
    hops: {
      stopped: stoppedWords(safety),
      closed: [...stoppedHops(section, raw, safety.blockLevel)],
      against: againstHops(raw, knownRaw(before.map((one) => one.document.raw))),
    },
  }
}
