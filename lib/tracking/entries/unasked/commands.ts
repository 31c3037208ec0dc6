import { dayNumber } from '#lib/dates.ts'
import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { adviseAfterLog } from '#lib/programs/progression/commands.ts'
import { actOnEntry, type EntryCase, entryCase } from '../commands.ts'
import { recordOrHear } from '../heard/commands.ts'
import { assertAsked, correctedMeanwhile, sameContent, toldSafety } from '../rules.ts'
import { type Copy, copyWith, waitingOf } from './copies/commands.ts'
import { type Answer, answersOf } from './rules.ts'
import type { UnaskedInput } from './schema.ts'

/**
 * The patient answers the safety question of entries that the clinic made from paper: a copy with the answer takes the place of
 * each, as a correction does. Sent twice it is one answer. Throws NotFound for a case that is not the patient's own, Invalid
 * without an answer, Conflict when an entry does not wait any more; what is dangerous is heard all the same.
 */
export function answerUnasked(
  actor: Actor,
  input: UnaskedInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  const { caseId, entries } = input
  const { told, byEntry } = answersOf(input)
  const record = async (tx: Tx) => {
    const target = await entryCase(tx, actor, caseId)
    if (target.onBehalf) throw new NotFound('case')
    assertAsked(toldSafety(input.log_safety), false)
    const waiting = await waitingOf(tx, target, entries)
    if (waiting.length < byEntry.size) {
      if (await answeredSo(tx, target, byEntry)) return { caseId }
      throw correctedMeanwhile()
    }
    const copies: Copy[] = []
    for (const entry of waiting)
      copies.push(await copyWith(tx, actor, target, entry, byEntry.get(entry.row.id) ?? told, now))
    const about = copies.findLast(({ answer }) => answer === told) ?? copies.at(-1)
    if (!about) throw new NotFound('entry')
    const { id, kind, day } = about
    // Asked once for all of them: the rules read what each of them says now.
    const facts = { id, kind: kind === 'pain' ? 'morning' : kind, day: dayNumber(day), log: {} } as const
    await actOnEntry(tx, actor, target, facts, told, now)
    await adviseAfterLog(tx, actor, target, { id, day }, now)
    return { caseId }
  }
  return recordOrHear(actor, { id: entries.at(-1) ?? caseId, caseId, answers: told }, record, now)
}

/** Whether all of them were answered in these very words: the answer was sent twice. */
async function answeredSo(
  tx: Tx,
  { clinicId, caseId }: EntryCase,
  byEntry: ReadonlyMap<string, Answer>,
): Promise<boolean> {
  const where = { clinicId, caseId, supersedesId: { in: [...byEntry.keys()] }, safetyAsked: true }
  const select = { supersedesId: true, safety: true, injury: true }
  const answered = [
    ...(await tx.sessionLog.findMany({ where, select })),
    ...(await tx.runLog.findMany({ where, select })),
    ...(await tx.painScore.findMany({ where, select })),
  ]
  const same = answered.filter(({ supersedesId, safety, injury }) =>
    sameContent({ safety, injury }, byEntry.get(supersedesId ?? '')),
  )
  return same.length === byEntry.size
}
