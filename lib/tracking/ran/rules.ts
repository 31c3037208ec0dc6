import type { Day } from '#lib/dates.ts'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'
import type { Ran } from './schema.ts'

/** What runs of today, and of yesterday for another treatment, say of one more: she runs with both knees (clinical/programmes.md 3.8). */

const oneBody = 'It counts for both treatments: please do not run once more today.'
const dayBetween = 'It counts for both treatments: please leave a day between, and do not run today.'
const onceADay = 'Enter here what you ran besides, and please do not run once more today.'

/** `rests`: between the runs of this treatment lies a day. */
type Of = { readonly caseId: string; readonly today: Day; readonly rests: boolean }

/** "5.5 km, entered for the left knee". */
const said = (runs: readonly Ran[]): string =>
  runs
    .map(({ km, unit, knee }) => {
      const of = knee ? `, entered for the ${knee.charAt(0).toLowerCase()}${knee.slice(1)}` : ''
      return `${distanceText(km, unit)}${of}`
    })
    .join('; ')

/** Where she has run for another treatment, so that today's run is not to be; else null. */
export function ranElsewhere(runs: readonly Ran[], { caseId, today, rests }: Of): string | null {
  const others = runs.filter((run) => run.caseId !== caseId)
  const now = others.filter(({ day }) => day === today)
  if (now.length > 0) return `You have run today (${said(now)}). ${oneBody}`
  return rests && others.length > 0 ? `You ran yesterday (${said(others)}). ${dayBetween}` : null
}

/** The same on the page of a run, which her run of today for this treatment leads to as well. */
export function ranAlready(runs: readonly Ran[], of: Of): string | null {
  const now = runs.filter(({ day }) => day === of.today)
  const own = now.some(({ caseId }) => caseId === of.caseId)
  if (!own) return ranElsewhere(runs, of)
  const both = now.some(({ caseId }) => caseId !== of.caseId)
  return `You have run today (${said(now)}). ${both ? oneBody : onceADay}`
}
