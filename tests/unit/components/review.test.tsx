import { describe, expect, test } from 'vitest'
import { AdvicePanel } from '#components/review/advice-panel.tsx'
import { OutcomePart } from '#components/review/outcome-part.tsx'
import { ReadingTable } from '#components/review/reading-table.tsx'
import { SafetyPart } from '#components/review/safety-part.tsx'
import { dayNumber } from '#lib/dates.ts'
import type { ReadingRow, ReviewRecord, ScoreRow } from '#lib/review/record/schema.ts'
import { html, text } from './render.ts'

const row = (more: Partial<ReadingRow> = {}): ReadingRow => ({
  id: 'ind_pain_7d',
  label: 'Pain, last 7 days',
  unit: 'of 10',
  value: '1.7',
  missing: null,
  note: '5.2 at the start',
  definition: 'Mean of the worst pain of each day.',
  minimum: '3 days',
  source: 'Review 2',
  inputs: ['Wed 25 Nov: 2'],
  ...more,
})

describe('rows of a review', () => {
  test('the number, what it was, and behind it how it is made', () => {
    const shown = text(<ReadingTable rows={[row()]} before={{ ind_pain_7d: '3.4' }} />)
    expect(shown).toContain('1.7 of 10 5.2 at the start; was 3.4')
    expect(shown).toContain('Mean of the worst pain of each day.')
    expect(shown).toContain('Needs: 3 days. Source: Review 2. ind_pain_7d')
  })

  test('what did not change says nothing of before', () => {
    expect(text(<ReadingTable rows={[row()]} before={{ ind_pain_7d: '1.7' }} />)).not.toContain('was')
  })

  test('without a value the row says what is missing', () => {
    const missing = 'needs 8 days with pain entries; 5 so far'
    const shown = text(<ReadingTable rows={[row({ value: null, note: null, missing })]} />)
    expect(shown).toContain(missing)
    expect(shown).not.toContain('of 10')
  })
})

const record = (advice: Partial<ReviewRecord['advice']>) =>
  ({
    advice: { decision: 'continue', lines: [], notAssessed: [], ...advice },
    program: { next: null, checks: [], discharge: [], phase: null, versions: [], steps: [] },
  }) as unknown as ReviewRecord

describe('advice', () => {
  test('a rule stands with its text, what it read and where it is written', () => {
    const line = {
      ruleId: 'al_pain_high',
      rule: 'ind_red_runs_7d >= 2',
      title: 'The load is too high',
      action: 'Apply the regress rules.',
      source: 'Review 3',
      advises: 'regress' as const,
      safety: true,
      against: ['progress' as const],
      inputs: [{ id: 'ind_red_runs_7d', label: 'Red runs', value: 2 }],
    }
    const shown = text(<AdvicePanel record={record({ decision: 'regress', lines: [line] })} />)
    for (const part of ['Regress', 'Safety', 'The load is too high', 'ind_red_runs_7d &gt;= 2', 'Red runs 2'])
      expect(shown).toContain(part)
  })

  test('nothing to say is said', () => {
    expect(text(<AdvicePanel record={record({})} />)).toContain(
      'No rule asks for a change, and none for care.',
    )
  })
})

test('without flags and alerts safety is one calm line; an open flag is never calm', () => {
  const safety: ReviewRecord['safety'] = {
    blockLevel: 'none',
    unresolvedLevel: 'none',
    screenComplete: true,
    flags: [],
    alerts: [],
  }
  expect(text(<SafetyPart safety={safety} />)).toContain('No open flag, no open alert')
  expect(text(<SafetyPart safety={{ ...safety, screenComplete: false }} />)).toContain('not complete')
  const flag = { title: '<b>Swollen calf</b>', urgency: 'Today', level: 'same_day', sinceText: 'Today 07:10' }
  const shown = html(<SafetyPart safety={{ ...safety, flags: [flag] }} answerAt="/cases/1" />)
  expect(shown).not.toContain('No open flag')
  expect(shown).toContain('&lt;b&gt;Swollen calf&lt;/b&gt;')
  expect(shown).toContain('tag-red')
})

describe('the scores of a review', () => {
  const score: ScoreRow = {
    id: 'ostrc_o2',
    name: 'OSTRC-O2',
    primary: false,
    min: 0,
    max: 100,
    better: 'lower',
    value: 92,
    valueText: '92',
    baseline: 24,
    deltaText: '−68',
    status: null,
    sentence: null,
    missing: null,
    mdc: null,
    mic: null,
    note: 'Substantial problem.',
  }
  const shown = (row: ScoreRow) =>
    text(
      <OutcomePart
        record={
          {
            today: dayNumber('2026-06-10'),
            scores: [row],
            micReached: null,
            symmetry: [],
            rows: {},
          } as unknown as ReviewRecord
        }
      />,
    )

  test('a change that nothing judges stands without a verdict, with what it means', () => {
    expect(shown(score)).toContain('−68')
    expect(shown(score)).toContain('Substantial problem.')
    expect(shown(score)).not.toMatch(/No change yet|No detectable change/)
  })
  test('says of which days the scores are; an older record has none', () => {
    const days = { baselineOn: dayNumber('2026-01-12'), on: dayNumber('2026-02-09') }
    expect(shown({ ...score, ...days })).toContain('start Mon 12 Jan, newest Mon 9 Feb')
    expect(shown({ ...score, ...days, baselineOn: days.on })).toContain('newest Mon 9 Feb')
    expect(shown({ ...score, ...days, baselineOn: days.on })).not.toContain('start Mon')
    expect(shown(score)).not.toMatch(/newest \d/)
  })
  test('without a change the row says what is missing', () => {
    expect(shown({ ...score, deltaText: null, note: undefined })).toContain('No change yet.')
  })
})
