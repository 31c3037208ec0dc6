import type { DraftForm, Intent } from '#lib/programs/draft/schema.ts'
import { moved } from '#lib/programs/edits/rules.ts'
import type { ProgramPhase, ProgramVersionContent } from '#lib/programs/schema.ts'
import { keysOf, nameOf, newsOf, unchanged } from '#lib/programs/seen/rules.ts'
import type { Clash, SeenPhase } from '#lib/programs/seen/schema.ts'
import { itemText } from '#lib/programs/version/rules.ts'

/** What was pressed over an older state of a draft, carried over to the present one. */

/**
 * The place in `now`, counted without the key itself, that a move means which was made in the order `seen`: behind the same
 * neighbor. Sending it twice moves it once.
 */
function placeFor(key: string, to: number, seen: readonly string[], now: readonly string[]): number | null {
  const from = seen.indexOf(key)
  if (from < 0 || !now.includes(key)) return null
  const rest = now.filter((other) => other !== key)
  const wanted = moved(seen, from, to).filter((other) => now.includes(other))
  const behind = wanted[wanted.indexOf(key) - 1]
  return behind === undefined ? 0 : rest.indexOf(behind) + 1
}

/** What was pressed, said about the draft as it is now; null when it is done already or there is nothing to do it to. */
export function intentNow(
  content: ProgramVersionContent,
  phase: ProgramPhase,
  form: DraftForm,
): Intent | null {
  const { intent, seen } = form
  const itemKeys = keysOf(seen.items)
  switch (intent.kind) {
    case 'add':
      // Two people who add the same exercise at once want it once.
      return phase.items.some((i) => i.exerciseId === intent.exerciseId && !itemKeys.includes(i.key))
        ? null
        : intent
    case 'swap': {
      const done = phase.items.some((i) => i.key === intent.key && i.exerciseId === intent.exerciseId)
      return done ? null : intent
    }
    case 'up':
    case 'down':
    case 'move': {
      const from = itemKeys.indexOf(intent.key)
      const to = intent.kind === 'move' ? intent.to : from + (intent.kind === 'up' ? -1 : 1)
      const place = placeFor(intent.key, Math.max(0, to), itemKeys, keysOf(phase.items))
      return place === null ? null : { kind: 'move', key: intent.key, to: place }
    }
    case 'phase_up':
    case 'phase_down': {
      const to = seen.phases.indexOf(phase.key) + (intent.kind === 'phase_up' ? -1 : 1)
      const place = placeFor(phase.key, Math.max(0, to), seen.phases, keysOf(content.phases))
      return place === null ? null : { kind: 'phase_move', to: place }
    }
    default:
      return intent
  }
}

/** What would be taken out or exchanged must be what she saw. */
export function clashOfIntent(phase: ProgramPhase, intent: Intent | null, seen: SeenPhase): Clash | null {
  if (intent?.kind === 'remove' || intent?.kind === 'swap') {
    const now = phase.items.find(({ key }) => key === intent.key)
    const was = seen.items.find(({ key }) => key === intent.key)
    if (!now || unchanged(now, was)) return null
    const mine = intent.kind === 'swap' ? `${nameOf(intent)} in place of it` : 'Taken out'
    return { label: nameOf(now), saved: itemText(now), mine }
  }
  if (intent?.kind !== 'phase_remove') return null
  const news = newsOf(phase, seen)
  return news.length === 0 ? null : { label: phase.name, saved: news.join('; '), mine: 'Taken out' }
}
