import { exerciseById } from '#lib/content/exercises/index.ts'
import { Conflict } from '#lib/errors.ts'
import type { Change } from '../schema.ts'
import type { Answered } from './schema.ts'

/** Lowering is always allowed (clinical/programmes.md 3.1): also beside a draft or a version that waits, which are lowered with it. */
export const lowers = ({ advice }: { readonly advice: string }): boolean =>
  advice === 'regress' || advice === 'stop'

/** Why a suggestion is not answered. */

export const gone = () =>
  new Conflict(
    'This suggestion does not wait any more: it was answered, or a newer entry says something else.',
  )

export const draftIsOpen = () => new Conflict('A draft of this program is open. Publish or discard it first.')

/** A harder exercise that came into the phase since it was suggested. */
export const isTwice = (change: Change) => {
  const name = change.kind === 'swap' ? exerciseById(change.to)?.name : null
  return new Conflict(
    `${name ?? 'This exercise'} is in this phase already, and would be in it twice. Decline this, or change the program by hand.`,
  )
}

/** What the physio reads after she accepted. */
export function acceptedText({ did, dropped }: Answered): string {
  const done = {
    version: 'Accepted. A new version holds from today.',
    pause: 'Accepted. Nothing but runs was planned, so the program is paused until you let it go on.',
    nothing: 'Accepted.',
  }
  const lost = dropped.map((number) => ` Version ${number} does not begin any more: nothing is left of it.`)
  return [done[did], ...lost].join('')
}
