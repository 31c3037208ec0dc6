import { describe, expect, test } from 'vitest'
import { caseloadAddress } from '#components/caseload/words.ts'
import {
  filterRows,
  flagConcern,
  groupCounts,
  groupOf,
  isSilentOnList,
  orderedFindings,
  pageOf,
  sortRows,
  tabCounts,
} from '#lib/tracking/caseload/rules.ts'
import { type CaseloadRow, caseloadSearch } from '#lib/tracking/caseload/schema.ts'

const me = '00000000-0000-7000-8000-000000000001'

const row = (name: string, more: Partial<CaseloadRow> = {}): CaseloadRow => ({
  caseId: name,
  name,
  number: 1001,
  age: '34',
  side: 'right',
  complaint: 'Around the kneecap',
  status: 'open',
  pain: [],
  mean: null,
  done: null,
  paused: false,
  programDay: 30,
  beginsOn: null,
  daysSinceLog: 0,
  silentAfter: 7,
  silentDays: 0,
  findings: [],
  review: 20,
  reviewOn: null,
  lead: { id: me, name: 'Hanna Muster' },
  group: 'track',
  ...more,
})
const search = (query: Record<string, unknown> = {}) => caseloadSearch.parse(query)
const names = (rows: readonly CaseloadRow[]) => rows.map(({ name }) => name)

test('a flag that nobody answered is as urgent as its level, an answered one is kept in view', () => {
  expect(flagConcern('emergency', false)).toBe('urgent')
  expect(flagConcern('urgent_referral', false)).toBe('act')
  expect(flagConcern('emergency', true)).toBe('watch')
})

test('the gravest finding comes first and a flag is not told twice', () => {
  const flag = { id: 'flag_dvt', concern: 'urgent' as const, answered: false }
  const alert = (id: string, concern: 'urgent' | 'watch') => ({ id, concern, answered: false })
  const found = orderedFindings([flag], [alert('al_flare', 'watch'), alert('al_red_flag', 'urgent')])
  expect(found.map(({ id }) => id)).toEqual(['flag_dvt', 'al_flare'])
})

test.each([
  ['answered', { id: 'flag_dvt', concern: 'watch' as const, answered: true }],
  ['less urgent', { id: 'flag_bsi_knee', concern: 'act' as const, answered: false }],
])('a flag that is %s does not hide what a log says today', (_, flag) => {
  const found = orderedFindings([flag], [{ id: 'al_red_flag', concern: 'urgent', answered: false }])
  expect(found.map(({ id }) => id)).toEqual(['al_red_flag', flag.id])
})

describe('groups', () => {
  const finding = (concern: 'urgent' | 'act' | 'watch' | 'info', answered = false) => ({
    id: 'al_x',
    concern,
    answered,
  })
  test('urgent is for now until somebody is on it, and stays urgent then; act does not', () => {
    expect(groupOf(row('a', { findings: [finding('act'), finding('urgent')] }))).toBe('now')
    expect(groupOf(row('a', { findings: [finding('urgent', true)] }))).toBe('act')
    expect(groupOf(row('a', { findings: [finding('act')] }))).toBe('act')
    expect(groupOf(row('a', { findings: [finding('act', true)] }))).toBe('week')
  })
  test('an emergency comes before what else is for now, and is counted as one that needs action', () => {
    const emergency = { ...finding('urgent'), emergency: true }
    expect(orderedFindings([finding('urgent'), emergency], [])[0]).toBe(emergency)
    const rows = [
      row('a', { group: 'act' }),
      row('b', { group: 'now', findings: [finding('urgent')], review: 1 }),
      row('c', { group: 'now', findings: [emergency] }),
    ]
    expect(names(sortRows(rows, search()))).toEqual(['c', 'b', 'a'])
    expect(tabCounts(rows, me).action).toBe(3)
  })
  test('this week: to watch, a review, silence, a new program', () => {
    expect(groupOf(row('a', { findings: [finding('watch')] }))).toBe('week')
    expect(groupOf(row('a', { review: 7 }))).toBe('week')
    expect(groupOf(row('a', { review: -3 }))).toBe('week')
    expect(groupOf(row('a', { silentDays: 7 }))).toBe('week')
    expect(groupOf(row('a', { silentDays: 7, silentAfter: 10 }))).toBe('track')
    expect(groupOf(row('a', { silentDays: 4, silentAfter: 4 }))).toBe('week')
    expect(groupOf(row('a', { programDay: 5 }))).toBe('week')
    expect(groupOf(row('a', { findings: [finding('info')] }))).toBe('track')
  })
  test('who never logged stands where her program began; who was told to rest is not silent', () => {
    const never = row('a', { daysSinceLog: null, programDay: 8, silentDays: 7 })
    expect(groupOf(never)).toBe('week')
    expect(groupOf({ ...never, silentDays: null })).toBe('track')
    expect(isSilentOnList({ ...never, silentDays: 6 })).toBe(false)
    const of = { silentDays: 9 }
    const rows = [
      row('b', { ...of, daysSinceLog: 9 }),
      row('c', { ...of, daysSinceLog: null, programDay: 21 }),
      never,
    ]
    expect(tabCounts(rows, me).silent).toBe(3)
    expect(names(sortRows(rows, search({ sort: 'log' })))).toEqual(['c', 'b', 'a'])
  })
  test('without a program nobody is on track, and what is more urgent comes first', () => {
    expect(groupOf(row('a', { programDay: null }))).toBe('plan')
    expect(groupOf(row('a', { programDay: null, findings: [finding('info')] }))).toBe('plan')
    expect(groupOf(row('a', { programDay: null, review: 7 }))).toBe('week')
    expect(groupOf(row('a', { programDay: null, findings: [finding('act')] }))).toBe('act')
    const rows = [row('a'), row('b', { programDay: null, group: 'plan' }), row('c', { group: 'week' })]
    expect(names(sortRows(rows, search()))).toEqual(['c', 'b', 'a'])
  })
  test('a program that lies ahead is there, has no first week yet and nothing to log', () => {
    const ahead = row('a', { programDay: null, beginsOn: '2027-01-04', daysSinceLog: null, silentDays: null })
    expect(groupOf(ahead)).toBe('track')
    expect(tabCounts([ahead], me).plan).toBe(0)
    const logged = row('b', { daysSinceLog: 0 })
    for (const dir of ['asc', 'desc'])
      expect(names(sortRows([ahead, logged], search({ sort: 'log', dir })))).toEqual(['b', 'a'])
  })
})

describe('views', () => {
  const rows = [
    row('Deniz Örnek', { side: 'left', review: 3 }),
    row('Eva Beispiel', { lead: null, daysSinceLog: 9, silentDays: 9 }),
    row('Rui Exemplo', { group: 'act', number: 1042, programDay: null }),
  ]
  test('tabs count what they show', () => {
    expect(tabCounts(rows, me)).toEqual({ all: 3, mine: 2, action: 1, review: 1, silent: 1, plan: 1 })
    expect(names(filterRows(rows, search({ tab: 'silent' }), me))).toEqual(['Eva Beispiel'])
    expect(names(filterRows(rows, search({ tab: 'plan' }), me))).toEqual(['Rui Exemplo'])
  })
  test('a search needs no accents and finds numbers and complaints', () => {
    expect(names(filterRows(rows, search({ q: 'ornek' }), me))).toEqual(['Deniz Örnek'])
    expect(names(filterRows(rows, search({ q: 'SW-1042' }), me))).toEqual(['Rui Exemplo'])
    expect(filterRows(rows, search({ q: 'kneecap' }), me)).toHaveLength(3)
  })
  test('filters add up', () => {
    expect(names(filterRows(rows, search({ side: 'left', lead: me }), me))).toEqual(['Deniz Örnek'])
    expect(filterRows(rows, search({ alerts: 'urgent' }), me)).toEqual([])
  })
  test('an address that means nothing shows everything', () => {
    const odd = search({ tab: ['x'], q: { a: 1 }, sort: 'drop', lead: 'x', side: 7 })
    expect(filterRows(rows, odd, me)).toHaveLength(3)
  })
})

test('rows without a value stand at the end in both directions', () => {
  const mean = (value: number) => ({ mean: { value, daysAgo: 0 } })
  const rows = [row('a', mean(2)), row('b'), row('c', mean(7))]
  expect(names(sortRows(rows, search({ sort: 'pain' })))).toEqual(['c', 'a', 'b'])
  expect(names(sortRows(rows, search({ sort: 'pain', dir: 'asc' })))).toEqual(['a', 'c', 'b'])
})

test('a page that does not exist is the nearest one that does', () => {
  expect(pageOf(1, 0)).toEqual({ page: 1, pages: 1, from: 0 })
  expect(pageOf(9, 101)).toEqual({ page: 3, pages: 3, from: 100 })
  expect(search({ page: '-1' }).page).toBe(1)
  expect(search({ page: ['2'] }).page).toBe(2)
  expect(groupCounts([row('a'), row('b', { group: 'act' })])).toEqual({
    now: 0,
    act: 1,
    week: 0,
    plan: 0,
    track: 1,
  })
})

test('turning the page keeps the view, and another view begins on its first page', () => {
  const here = search({ tab: 'mine', q: 'a', page: '2' })
  expect(caseloadAddress(here, { page: 3 })).toBe('/caseload?tab=mine&q=a&page=3')
  expect(caseloadAddress(here, { page: 1 })).toBe('/caseload?tab=mine&q=a')
  expect(caseloadAddress(here, { tab: 'silent' })).toBe('/caseload?tab=silent&q=a')
})
