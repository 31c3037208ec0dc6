import { tolerance } from '#lib/rules/evaluate.ts'

/** Distance build-up from stage 10 (clinical/programmes.md 6.4). Kilometers. */

/** Under this length the cap grows by half a kilometer, because 10 % of little is nothing. */
const shortRun = 5
const capShare = 1.1
const weekShare = 1.1
const mostShare = 1.3
const lighterShare = 0.75
const everyWeeks = 4

const halfUp = (km: number) => Math.floor(km * 2 + 0.5 + tolerance) / 2
const halfDown = (km: number) => Math.floor(km * 2 + tolerance) / 2

/** `ind_session_cap_km`: a single run more than 10 % longer went with more overuse injuries [11]. To 0.1 km, down. */
export function sessionCap(longest30Km: number): number {
  const cap = longest30Km < shortRun - tolerance ? longest30Km + 0.5 : longest30Km * capShare
  return Math.floor(cap * 10 + tolerance * 10) / 10
}

export type BuildUp = {
  /** The last two complete weeks, Monday to Sunday, older one first. */
  readonly weeks: readonly [number, number]
  /** A run of these weeks was amber, over the limit or red: the distance is held. */
  readonly held: boolean
  /** The week of the build-up that the target is for, from 1: every fourth is lighter. */
  readonly week: number
}

/** The target of the next week and why; a soft guide: the cap of a single run is the hard rule [11][12][14]. */
export function weekTarget({ weeks, held, week }: BuildUp): { km: number; why: string } {
  const base = (weeks[0] + weeks[1]) / 2
  const notAbove = (km: number) => (held ? Math.min(km, weeks[1]) : km)
  if (week % everyWeeks === 0)
    return { km: notAbove(halfUp(base * lighterShare)), why: 'a lighter fourth week' }
  const most = halfDown(base * mostShare)
  const wanted = Math.min(Math.max(halfUp(base * weekShare), base + 1), most)
  if (held && weeks[1] < wanted) return { km: weeks[1], why: 'held: a run of these weeks was over the limit' }
  return { km: wanted, why: '10 % more than the last two weeks' }
}
