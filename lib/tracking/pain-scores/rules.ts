import { z } from 'zod'
import { signInPath } from '#lib/accounts/way-back/rules.ts'
import { isDay } from '#lib/dates.ts'
import { AppError, Conflict, Ended, Invalid, NotFound, OutcomeUnknown, SignedOut } from '#lib/errors.ts'
import type { NotSaved } from '#lib/forms/endpoint.ts'
import { teamFormAt } from '#lib/tracking/entries/rules.ts'

/** Why a number was not saved, in the one word that its page turns into a sentence. */
function painProblem(error: unknown): string {
  if (error instanceof NotFound) return 'gone'
  if (error instanceof Invalid) return 'day'
  if (error instanceof Ended) return 'ended'
  if (error instanceof Conflict) return 'other'
  return error instanceof AppError && !(error instanceof OutcomeUnknown) ? 'refused' : 'unknown'
}

/** The page that the number stood on, with what it was about, so that trying again is one tap. */
function formPage(form: FormData, patient: boolean): string {
  const known = (name: string) => z.uuid().safeParse(form.get(name)).data
  const [caseId, corrected, date] = [known('caseId'), known('supersedes'), form.get('logDate')]
  const day = typeof date === 'string' && isDay(date) ? date : null
  if (!patient) return caseId ? teamFormAt(caseId, day) : '/caseload?'
  const query = new URLSearchParams()
  if (caseId) query.set('case', caseId)
  if (form.get('context') === 'day_worst') query.set('about', 'day_worst')
  if (day) query.set('day', day)
  if (corrected) query.set('correct', corrected)
  return `/today/pain?${query}${query.size > 0 ? '&' : ''}`
}

/** Where it is read why a number was not saved: on the page that was posted from, unless there is no such page any more. */
export function problemPage({ error, form, actor, from }: NotSaved): string {
  if (error instanceof SignedOut && !actor) return signInPath(from, 'number')
  const problem = painProblem(error)
  const page = formPage(form, actor === null || actor.patientId !== null)
  const isLost = problem === 'gone' || problem === 'ended'
  return `${isLost && page.startsWith('/today') ? '/today?' : page}problem=${problem}`
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
