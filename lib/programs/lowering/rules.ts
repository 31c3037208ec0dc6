import { stageOfItem } from '#lib/programs/progression/past/rules.ts'
import type { ProgramItem, ProgramPhase, ProgramVersionContent } from '#lib/programs/schema.ts'

/** Whether a version only takes away from the one before it: lowering a dose is always allowed (clinical/programmes.md 3.1). */

const amounts = ['sets', 'reps', 'holdSeconds', 'minutes', 'distanceM', 'loadKg', 'rpeMax'] as const

/** Nothing where nothing was, and no more of what was. */
const notMore = (before: number | null, after: number | null): boolean =>
  before === null || after === null ? before === after : after <= before

const lowered = {
  sets: 0,
  reps: null,
  holdSeconds: null,
  minutes: null,
  distanceM: null,
  loadKg: null,
  rpeMax: null,
  rpeMin: null,
  restSeconds: 0,
  optional: false,
  days: [],
  perWeek: null,
}
/** All that may not change; what only goes down is left out. */
const rest = (item: ProgramItem): string => JSON.stringify({ ...item, ...lowered })

/** How often a week at most; chosen days say it where nothing else does. */
const timesOf = ({ days, perWeek }: ProgramItem): number | null =>
  perWeek?.max ?? (days === 'each_run' ? null : days.length)

function fewerDays(before: ProgramItem, after: ProgramItem): boolean {
  const { days: then } = before
  const { days: now } = after
  const days =
    then === 'each_run' || now === 'each_run' ? then === now : now.every((day) => then.includes(day))
  return days && notMore(timesOf(before), timesOf(after))
}

function notHarder(before: ProgramItem, after: ProgramItem): boolean {
  const [then, now] = [stageOfItem(before), stageOfItem(after)]
  if (then !== null && now !== null && then !== now) return now < then && fewerDays(before, after)
  return (
    rest(before) === rest(after) &&
    amounts.every((amount) => notMore(before[amount], after[amount])) &&
    notMore(before.rpeMin, after.rpeMin) &&
    after.restSeconds >= before.restSeconds &&
    (after.optional || !before.optional) &&
    fewerDays(before, after)
  )
}

function samePhase({ items: _, ...before }: ProgramPhase, { items: __, ...after }: ProgramPhase): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

function lowersPhase(before: ProgramPhase, after: ProgramPhase | undefined): boolean {
  if (!after || !samePhase(before, after)) return false
  return after.items.every((item) => {
    const then = before.items.find(({ key }) => key === item.key)
    return then !== undefined && notHarder(then, item)
  })
}

/** True when something differs and nothing of it is added, raised or changed in another way. */
export const onlyLowers = (before: ProgramVersionContent, after: ProgramVersionContent): boolean =>
  before.phases.length === after.phases.length &&
  before.phases.every((phase, at) => lowersPhase(phase, after.phases[at])) &&
  JSON.stringify(before.phases) !== JSON.stringify(after.phases)
