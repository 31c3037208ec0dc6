import {
  AppError,
  Conflict,
  Ended,
  Forbidden,
  Invalid,
  NotFound,
  OutcomeUnknown,
  SignedOut,
} from '#lib/errors.ts'

export type PainProblem = { status: number; problem: string }

/** What the endpoint of a pain score answers to an error; null for a fault of our own. */
export function painProblem(error: unknown): PainProblem | null {
  if (error instanceof NotFound) return { status: 404, problem: 'gone' }
  if (error instanceof Invalid) return { status: 422, problem: 'day' }
  if (error instanceof Ended) return { status: 409, problem: 'ended' }
  if (error instanceof Conflict) return { status: 409, problem: 'other' }
  if (error instanceof SignedOut) return { status: 401, problem: 'refused' }
  if (error instanceof Forbidden) return { status: 403, problem: 'refused' }
  if (error instanceof OutcomeUnknown) return { status: 503, problem: 'unknown' }
  return error instanceof AppError ? { status: 400, problem: 'refused' } : null
}

/** Where the problem is read: on the page that was posted from, unless there is no such page any more. */
export const problemPage = (problem: string, from: string): string => {
  const lost = problem === 'gone' || problem === 'ended'
  return `${lost && from.startsWith('/today') ? '/today?' : from}problem=${problem}`
}

/** A second morning of a day. Nothing of the first stands in it: that is read where it is put right. */
export const morningEntered = (onBehalf: boolean): Conflict =>
  new Conflict(
    `The morning of this day was entered already, and there is one a day. This one is not saved: ${
      onBehalf
        ? 'look at the entries of the case, and put that one right.'
        : 'open this page again to put that one right.'
    }`,
  )

/** Each day has a morning of its own: one that is put right would be gone from the day that it was about. */
export const otherMorning = (onBehalf: boolean): Invalid =>
  new Invalid({
    logDate: [
      `A correction stays on the day of its morning. Entered for the wrong day? Take it back in ${
        onBehalf ? 'the entries of the case' : 'your entries'
      }, and enter the other day as a new morning.`,
    ],
  })
