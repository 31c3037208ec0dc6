import { Conflict } from '#lib/errors.ts'

/** Why a suggestion is not answered. */

export const gone = () =>
  new Conflict(
    'This suggestion does not wait any more: it was answered, or a newer entry says something else.',
  )

export const draftIsOpen = () => new Conflict('A draft of this program is open. Publish or discard it first.')
