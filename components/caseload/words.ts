import { alertTitle } from '#lib/content/alerts/table.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import type { CaseloadSearch } from '#lib/tracking/caseload/schema.ts'

export const logWords = (days: number | null): string => {
  if (days === null) return 'None yet'
  if (days === 0) return 'Today'
  return days === 1 ? 'Yesterday' : `${days} days`
}

/** "Today", "3 days late", else the day. */
export const reviewWords = (days: number | null, day: string): string => {
  if (days === null) return 'Not planned'
  if (days === 0) return 'Today'
  if (days < 0) return days === -1 ? '1 day late' : `${-days} days late`
  return days === 1 ? 'Tomorrow' : day
}

export const findingTitle = (id: string): string => flagTitles[id] ?? alertTitle(id)

/** The address of the caseload with some of it changed, on its first page; what is usual is left out. */
export function caseloadAddress(search: CaseloadSearch, change: Partial<CaseloadSearch> = {}): string {
  const next = { ...search, page: 1, ...change }
  const entries = Object.entries(next).filter(
    ([name, value]) =>
      value !== null &&
      value !== '' &&
      !(name === 'tab' && value === 'all') &&
      !(name === 'sort' && value === 'urgent') &&
      !(name === 'page' && value === 1),
  )
  const query = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()
  return query ? `/caseload?${query}` : '/caseload'
}
