import { dayText } from '#lib/dates.ts'
import { isoDay } from '#lib/tracking/progress/series/rules.ts'
import { worstOf } from '#lib/tracking/timeline/rules.ts'
import type { TimelineDay, TimelineSearch } from '#lib/tracking/timeline/schema.ts'

export const sessionWords = {
  ...{ done: 'session done', part: 'session in part', missed: 'session missed', ahead: 'session planned' },
} as const

/** "Thu 12 Nov: pain 4, run 5 km, session done, review: progress". */
export function dayWords(day: TimelineDay): string {
  const worst = worstOf(day.pain)
  const parts = [
    worst === null ? null : `worst pain ${worst}`,
    day.km === null ? null : `${day.runs === 1 ? 'run' : `${day.runs} runs`} ${day.km} km`,
    day.session === null ? null : sessionWords[day.session],
    ...day.events.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)),
  ].filter((part) => part !== null)
  return `${dayText(isoDay(day.day))}: ${parts.length === 0 ? 'nothing' : parts.join(', ')}`
}

type Place = Partial<Pick<TimelineSearch, 'weeks' | 'until' | 'at' | 'table'>>

/** What follows the path of the page in its address, with some of it changed. */
export function timelineQuery(search: TimelineSearch, change: Place): string {
  const { weeks, until, at, table } = { ...search, ...change }
  const query = new URLSearchParams({
    weeks,
    ...(until ? { until } : {}),
    ...(at ? { at } : {}),
    ...(table ? { table } : {}),
  })
  return `?${query}`
}

export const timelineHref = (caseId: string, search: TimelineSearch, change: Place): string =>
  `/cases/${caseId}/timeline${timelineQuery(search, change)}`
