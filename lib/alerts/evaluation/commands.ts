import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { sinceEnd } from '#lib/outcomes/indicators/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { changesOf, changesOfInjury, type EvaluatedCase, type Made, type When } from './changes/rules.ts'
import { caseOf, closedOfEntry, openRedFlags, readForAlerts } from './queries.ts'
import { isCalm, isInjuredAnew } from './rules.ts'
import type { Done, EntryFacts } from './schema.ts'
import { write } from './writing/commands.ts'

type OfCase = { clinicId: string; caseId: string }
type Target = OfCase & { patientId: string }

/** Asks the rules of one case, in its turn and on duty. */
const askOfCase = (
  tx: Tx,
  actor: Actor,
  { clinicId, caseId }: OfCase,
  entry: EntryFacts | null,
  asked: When,
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    await takeTurn(tx, 'case', caseId)
    const cases = await readForAlerts(tx, actor, caseOf(clinicId, caseId), now)
    const since = (one: EvaluatedCase) => ({ ...one, outcomes: one.outcomes && sinceEnd(one.outcomes) })
    await evaluateCases(tx, actor, asked === 'ended' ? cases.map(since) : cases, entry, asked, now)
  })

/**
 * Asks all rules again for one case with a new entry of it, or with one less (`entry` null), in the transaction of that. It
 * is done on duty: nothing of it comes back to whoever made the entry.
 */
export const alertsAfterEntry = (
  tx: Tx,
  actor: Actor,
  target: OfCase,
  entry: EntryFacts | null,
  now: Date,
): Promise<void> => askOfCase(tx, actor, target, entry, 'entry', now)

/** What an entry that is not saved tells of danger: it opens `al_red_flag` or asks again, and nothing else is asked. */
export const alertOfRefused = (
  tx: Tx,
  actor: Actor,
  target: OfCase,
  entry: EntryFacts,
  now: Date,
): Promise<void> => askOfCase(tx, actor, target, entry, 'refused', now)

/**
 * A new injury of an entry that is not saved, of a case whose rules cannot be asked: it opens `al_red_flag` or asks again,
 * whatever they would say (clinical/red-flags.md 5).
 */
export const alertOfInjury = (
  tx: Tx,
  actor: Actor,
  { clinicId, caseId, patientId }: Target,
  entry: EntryFacts,
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    if (!isInjuredAnew(entry)) return
    await takeTurn(tx, 'case', caseId)
    const open = await openRedFlags(tx, { clinicId, caseId })
    const closed = await closedOfEntry(tx, { clinicId, caseId }, entry.id)
    const made = changesOfInjury({ caseId, patientId }, entry, open, closed)
    await write(tx, actor, made, entry, now)
  })

/** What is answered after a case has ended: whether it got worse since, a severe pain, and nothing else. */
export const alertOfEnded = (
  tx: Tx,
  actor: Actor,
  target: OfCase,
  now: Date,
  entry: EntryFacts | null = null,
): Promise<void> => askOfCase(tx, actor, target, entry, 'ended', now)

/** The same by night, for the cases of a batch. */
export const alertsByNight = (
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  allowed: Prisma.Sql,
  now: Date,
): Promise<Done> =>
  onSafetyDuty(tx, async () => {
    await takeTurn(tx, 'case', ...ids)
    return evaluateCases(tx, actor, await readForAlerts(tx, actor, allowed, now), null, 'night', now)
  })

async function evaluateCases(
  tx: Tx,
  actor: Actor,
  cases: readonly EvaluatedCase[],
  entry: EntryFacts | null,
  when: When,
  now: Date,
): Promise<Done> {
  const made: Made[] = []
  for (const one of cases) {
    const of = { clinicId: actor.clinicId, caseId: one.one.caseId }
    const answered = entry && !isCalm(entry) ? await closedOfEntry(tx, of, entry.id) : []
    made.push(...changesOf(one, entry, answered, when))
  }
  return { cases: cases.length, ...(await write(tx, actor, made, entry, now)) }
}
