import { lowers } from '../deciding/rules.ts'
import { sameAdvice } from '../kept/rules.ts'
import type { Advised } from '../rules.ts'
import { type Before, waitsOn, withMissed } from '../waiting/rules.ts'

/** What becomes of a suggestion whose draft was discarded. */

/**
 * Kept as the reason of what was taken into a draft, which has one only where that was discarded: the team reads it beside
 * "Taken into a draft".
 */
export const discardedWords = {
  waits: 'The draft was discarded, so it waits again',
  newer: 'The draft was discarded; a newer suggestion was made since',
  unfit: 'The draft was discarded; the program was changed since, so this does not fit any more',
  over: 'The draft was discarded; the rules do not say this any more',
} as const

export type Discarded = keyof typeof discardedWords

export type Now = {
  /** A newer suggestion of the same subject waits or was answered. */
  readonly newer: boolean
  /** Whether the program that holds could still be changed so. */
  readonly fits: boolean
  /** What the rules say of its subject; undefined where nothing newer has a say. */
  readonly advised: Advised | undefined
  /** The program stands still: nothing more is advised. */
  readonly stopped: boolean
}

/** As if it had waited all the time: less goes on waiting until something calm speaks against it, more only while the rules say it. */
export function afterDiscard(taken: Before, { newer, fits, advised, stopped }: Now): Discarded {
  if (newer) return 'newer'
  if (!fits) return 'unfit'
  const less = lowers(taken)
  if (stopped) return less ? 'waits' : 'over'
  if (!advised) return 'waits'
  const before = { ...taken, state: 'open' }
  const now = withMissed(before, advised)
  if (waitsOn(before, now)) return 'waits'
  if (less && now.decision?.advice === 'regress') return 'waits'
  return now.decision && sameAdvice(taken, now.decision) ? 'waits' : 'over'
}
