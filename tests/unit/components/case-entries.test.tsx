import { expect, test } from 'vitest'
import { VisitForm } from '#components/intake/visit-form.tsx'
import { CaseEntriesScreen } from '#components/tracking/entries/case-entries-screen.tsx'
import { CaseEntryScreen } from '#components/tracking/entries/case-entry-screen.tsx'
import { EntriesScreen } from '#components/tracking/entries/entries-screen.tsx'
import type { EntryView } from '#lib/tracking/entries/history/queries.ts'
import type { Entry } from '#lib/tracking/entries/history/schema.ts'
import { html, text } from './render.ts'

const state = (id: string, title: string) => ({
  id,
  title,
  day: '2026-10-05',
  details: 'easy, trail',
  recordedAt: new Date('2026-10-05T10:00:00Z'),
  came: null,
  by: 'Eva',
  onBehalf: false,
  reason: '',
  facts: new Map(),
  worst: null,
})
const entry: Entry = {
  ...state('e2', 'Run, 6 km in 31 min'),
  by: 'Hanna',
  onBehalf: true,
  reason: 'Typed 60 for 6.0',
  caseId: 'c1',
  kind: 'run',
  context: null,
  withdrawn: null,
  before: [state('e1', 'Run, 60 km in 31 min')],
}
const frame = {
  caseId: 'c1',
  today: '2026-10-06',
  zone: 'Europe/Zurich',
  mayWrite: true,
} as EntryView['frame']
const pain = {
  caseId: 'c1',
  knee: null,
  day: '2026-10-05',
  today: '2026-10-06',
  earliest: '2026-09-22',
  supersedes: 'e2',
  context: 'now' as const,
  before: 4,
  entered: null,
}

test('an entry of a case shows who corrected it and why, with what it said before', () => {
  const view = {
    frame,
    entries: [entry],
    from: '2026-09-09',
    to: '2026-10-06',
    earlier: '2026-09-08',
    later: null,
  }
  const words = text(<CaseEntriesScreen view={view} />)
  expect(words).toContain('Entered for the patient by Hanna, Mon 5 Oct. Typed 60 for 6.0')
  expect(words).toContain('Run, 60 km in 31 min')
  expect(html(<CaseEntriesScreen view={view} />)).toContain('href="/cases/c1/entries/e2"')
  const reading = { ...view, frame: { ...frame, mayWrite: false } }
  expect(text(<CaseEntriesScreen view={reading} />)).not.toMatch(/Correct or withdraw|Enter for/)
})

test('its page corrects and withdraws with a reason, and offers neither once it is withdrawn', () => {
  const view: EntryView = { frame, entry, correction: { kind: 'pain', view: pain } }
  const page = html(<CaseEntryScreen view={view} newId="n1" done="corrected" danger={null} />)
  expect(page.match(/name="reason"/g)).toHaveLength(2)
  expect(page).toContain('name="supersedes" value="e2"')
  expect(page).toContain('name="entryId" value="e2"')
  const withdrawn = { at: new Date('2026-10-06T10:00:00Z'), by: 'Hanna', reason: 'Twice', onBehalf: true }
  const gone: EntryView = { frame, entry: { ...entry, withdrawn }, correction: null }
  const over = html(<CaseEntryScreen view={gone} newId="n1" done={undefined} danger={null} />)
  expect(over).not.toContain('<form')
  expect(text(<CaseEntryScreen view={gone} newId="n1" done={undefined} danger={null} />)).toContain(
    'Taken back by Hanna, Tue 6 Oct. Twice',
  )
})

test('the patient reads that the clinic corrected her entry, and what is other than before', () => {
  const mine = {
    id: 'e2',
    caseId: 'c1',
    kind: 'run' as const,
    day: '2026-10-05',
    text: 'Run, 6 km in 31 min',
    knee: null,
    correct: '/today/run?correct=e2',
    takenBack: null,
    changed: { reason: 'Typed 60 for 6.0', changes: ['Distance: was 60 km, now 6 km'] },
  }
  const words = text(<EntriesScreen recent={{ entries: [mine], ended: false }} done={null} />)
  expect(words).toMatch(/Corrected by the clinic: Typed 60 for 6\.0\s*Distance: was 60 km, now 6 km/)
})

test('the form at the visit begins with the wanted question, in the unit of the patient’s runs', () => {
  const ask = ['warmup_freq', 'shoe_km']
  const view = {
    caseId: 'c1',
    id: 'f1',
    ask,
    answers: {},
    shown: ask,
    opening: null,
    unit: 'mi' as const,
  }
  const page = html(<VisitForm view={view} wanted={['warmup_freq', 'shoe_km']} />)
  expect(page.indexOf('question-warmup_freq')).toBeLessThan(page.indexOf('question-shoe_km'))
  expect(page.indexOf('question-warmup_freq')).toBeGreaterThan(0)
  expect(page).toMatch(/<option value="mi" selected="">/)
  expect(page).toContain('name="ask" value="warmup_freq,shoe_km"')
})
