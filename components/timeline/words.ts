import { dayText, isoDay, startLower } from '#lib/dates.ts'
import { worstOf } from '#lib/tracking/timeline/rules.ts'
import type { TimelineDay, TimelineSearch } from '#lib/tracking/timeline/schema.ts'

export const sessionWords = {
  done: 'session done',
  part: 'session in part',
  missed: 'session missed',
  ahead: 'session planned',
} as const

/** "Thu 12 Nov: pain 4, run 5 km, session done, review: progress". */
function dayWords(day: TimelineDay): string {
  const worst = worstOf(day.pain)
  const parts = [
    worst === null ? null : `worst pain ${worst}`,
    day.km === null ? null : `${day.runs.length === 1 ? 'run' : `${day.runs.length} runs`} ${day.km} km`,
    day.session === null ? null : sessionWords[day.session],
    ...day.events.map(({ title }) => startLower(title)),
  ].filter((part) => part !== null)
  return `${dayText(isoDay(day.day))}: ${parts.length === 0 ? 'nothing' : parts.join(', ')}`
}

/** Of a week: "Mon 9 Nov to Sun 15 Nov: worst pain 4, runs 12.3 km, 3 of 4 sessions done, review: progress". */
export function linkWords(days: readonly TimelineDay[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return ''
  if (days.length === 1) return dayWords(first)
  const worst = days.map(({ pain }) => worstOf(pain)).filter((score) => score !== null)
  const km = days.reduce((sum, day) => sum + (day.km ?? 0), 0)
  const planned = days.filter(({ session }) => session !== null && session !== 'ahead')
  const done = planned.filter(({ session }) => session === 'done').length
  const parts = [
    worst.length === 0 ? null : `worst pain ${Math.max(...worst)}`,
    km === 0 ? null : `runs ${Math.round(km * 10) / 10} km`,
    planned.length === 0 ? null : `${done} of ${planned.length} sessions done`,
    ...days.flatMap(({ events }) => events.map(({ title }) => startLower(title))),
  ].filter((part) => part !== null)
  return `${dayText(isoDay(first.day))} to ${dayText(isoDay(last.day))}: ${parts.join(', ')}`
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
