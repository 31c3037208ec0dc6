import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { hear } from '../heard/commands.ts'
import { heardIn } from './rules.ts'

/**
 * Hears what is dangerous in a log that is refused before it reaches its command; sent again it is heard once. Returns the words
 * that stand before the reason, null without any. Throws NotFound for a case that the actor may not log into.
 */
export async function hearRefused(
  actor: Actor,
  posted: unknown,
  now: Date = new Date(),
): Promise<string | null> {
  const heard = heardIn(posted)
  return heard && hear(actor, heard, now)
}
