import type {
  CaseloadGroup,
  CaseloadRow,
  CaseloadSearch,
  CaseloadTab,
  Concern,
  OpenFinding,
} from './schema.ts'

const rank: Readonly<Record<Concern, number>> = { urgent: 0, act: 1, watch: 2, info: 3 }

/** The gravest first; an emergency that nobody has answered before all. */
const rankOf = (finding: OpenFinding | undefined): number =>
  finding?.emergency && !finding.answered ? -1 : rank[finding?.concern ?? 'info']

/** How urgent a flag is beside the alerts (clinical/red-flags.md 2, review.md 3). An answered one is kept in view. */
export function flagConcern(urgency: string, answered: boolean): Concern {
  if (answered) return 'watch'
  if (urgency === 'emergency' || urgency === 'same_day') return 'urgent'
  if (urgency === 'urgent_referral') return 'act'
  return urgency === 'routine_referral' ? 'watch' : 'info'
}

/** The gravest first. An `al_red_flag` says nothing beside a flag that is as urgent and waits for an answer like it. */
export function orderedFindings(
  flags: readonly OpenFinding[],
  alerts: readonly OpenFinding[],
): OpenFinding[] {
  const isTold = flags.some(({ concern, answered }) => concern === 'urgent' && !answered)
  const told = isTold ? alerts.filter(({ id }) => id !== 'al_red_flag') : alerts
  return [...flags, ...told].sort((a, b) => rankOf(a) - rankOf(b))
}

/** Since the last log; since the program began where there is none. */
const daysWithoutLog = (row: Pick<CaseloadRow, 'daysSinceLog' | 'programDay'>): number | null =>
  row.daysSinceLog ?? (row.programDay === null ? null : row.programDay - 1)

type Silence = Pick<CaseloadRow, 'silentDays' | 'silentAfter'>

/** As many days without a log as `al_no_log_7` asks for, of somebody who was not told to rest. */
export const isSilentOnList = ({ silentDays, silentAfter }: Silence): boolean =>
  silentDays !== null && silentDays >= silentAfter

type Program = Pick<CaseloadRow, 'programDay' | 'beginsOn'>

const lacksProgram = ({ programDay, beginsOn }: Program): boolean => programDay === null && beginsOn === null

type Grouped = Pick<CaseloadRow, 'findings' | 'review'> & Program & Silence

/**
 * Now: something urgent that nobody has answered. Act within two days: something urgent that somebody is on, or an act alert
 * that nobody has acknowledged. This week: something to watch, a review that is due within 7 days, too long without a log, or a program in its first week. The rest is on track if it has a
 * program, be it one that lies ahead: without one there is no track to be on.
 */
export function groupOf(row: Grouped): CaseloadGroup {
  if (row.findings.some(({ concern, answered }) => concern === 'urgent' && !answered)) return 'now'
  if (row.findings.some(({ concern, answered }) => concern === 'urgent' || (concern === 'act' && !answered)))
    return 'act'
  if (row.findings.some(({ concern }) => concern === 'watch' || concern === 'act')) return 'week'
  if (row.review !== null && row.review <= 7) return 'week'
  if (isSilentOnList(row)) return 'week'
  if (lacksProgram(row)) return 'plan'
  return row.programDay !== null && row.programDay <= 7 ? 'week' : 'track'
}

const inTab: Readonly<Record<CaseloadTab, (row: CaseloadRow, accountId: string) => boolean>> = {
  all: () => true,
  mine: (row, accountId) => row.lead?.id === accountId,
  action: (row) => row.group === 'now' || row.group === 'act',
  review: (row) => row.review !== null && row.review <= 7,
  silent: isSilentOnList,
  plan: lacksProgram,
}

export function tabCounts(rows: readonly CaseloadRow[], accountId: string): Record<CaseloadTab, number> {
  const count = (tab: CaseloadTab) => rows.filter((row) => inTab[tab](row, accountId)).length
  return {
    all: rows.length,
    mine: count('mine'),
    action: count('action'),
    review: count('review'),
    silent: count('silent'),
    plan: count('plan'),
  }
}

/** Rows on a page: a screen and a half, and few enough that drawing them costs less than reading them. */
export const pageSize = 50

/** The page that can be shown: a number past the last one means the last. `from` counts from 0. */
export function pageOf(wanted: number, found: number): { page: number; pages: number; from: number } {
  const pages = Math.max(1, Math.ceil(found / pageSize))
  const page = Math.min(wanted, pages)
  return { page, pages, from: (page - 1) * pageSize }
}

/** How many rows each group has on all pages together. */
export function groupCounts(rows: readonly Pick<CaseloadRow, 'group'>[]): Record<CaseloadGroup, number> {
  const counts = { now: 0, act: 0, week: 0, plan: 0, track: 0 }
  for (const { group } of rows) counts[group] += 1
  return counts
}

/** Letters without case and accents, so that "ornek" finds "Örnek". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function matches(row: CaseloadRow, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = plain(`${row.name} sw-${row.number} ${row.complaint}`)
  return words.every((word) => text.includes(word))
}

/** The rows that the address asks for, in its order. */
export function filterRows(
  rows: readonly CaseloadRow[],
  search: CaseloadSearch,
  accountId: string,
): CaseloadRow[] {
  const words = plain(search.q).split(/\s+/).filter(Boolean)
  const shown = rows.filter(
    (row) =>
      inTab[search.tab](row, accountId) &&
      (search.side === null || row.side === search.side) &&
      (search.lead === null || row.lead?.id === search.lead) &&
      (search.complaint === null || row.complaint === search.complaint) &&
      (search.alerts === null || (row.findings[0]?.concern ?? 'none') === search.alerts) &&
      matches(row, words),
  )
  return sortRows(shown, search)
}

const groups: readonly CaseloadGroup[] = ['now', 'act', 'week', 'plan', 'track']
const byName = (a: CaseloadRow, b: CaseloadRow) => a.name.localeCompare(b.name, 'en')

/** More days than any review is away. */
const never = 99_999

const urgency = (a: CaseloadRow, b: CaseloadRow) =>
  groups.indexOf(a.group) - groups.indexOf(b.group) ||
  rankOf(a.findings[0]) - rankOf(b.findings[0]) ||
  (a.review ?? never) - (b.review ?? never) ||
  byName(a, b)

const keys: Readonly<Record<'pain' | 'done' | 'log' | 'review', (row: CaseloadRow) => number | null>> = {
  pain: (row) => row.mean?.value ?? null,
  done: (row) => row.done,
  log: daysWithoutLog,
  review: (row) => row.review,
}

/** Which way a column is sorted at first: the worst on top. */
export const firstDirection = (sort: CaseloadSearch['sort']): 'asc' | 'desc' =>
  sort === 'pain' || sort === 'log' ? 'desc' : 'asc'

/** Rows without a value stand at the end, whichever the direction. */
export function sortRows(rows: readonly CaseloadRow[], search: CaseloadSearch): CaseloadRow[] {
  const { sort } = search
  const turn = (search.dir ?? firstDirection(sort)) === 'desc' ? -1 : 1
  if (sort === 'urgent') return [...rows].sort((a, b) => turn * urgency(a, b))
  if (sort === 'name') return [...rows].sort((a, b) => turn * byName(a, b))
  const key = keys[sort]
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)]
    if (x === null || y === null) return x === y ? byName(a, b) : x === null ? 1 : -1
    return turn * (x - y) || byName(a, b)
  })
}
