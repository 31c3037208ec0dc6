import { expect, test } from 'vitest'
import { AlertItem } from '#components/alerts/alert-item.tsx'
import { type CardRow, cardOf } from '#lib/alerts/worklist/rules.ts'
import { html, text } from './render.ts'

const now = new Date('2026-11-20T12:00:00Z')
const row = (more: Partial<CardRow>): CardRow => ({
  id: '0197f0a0-0000-7000-8000-000000000001',
  alertId: 'al_flare',
  severity: 'watch',
  sourceId: null,
  asked: 2,
  overdue: null,
  askedAt: null,
  came: null,
  rule: 'ind_flare_days >= 3',
  ruleSetVersion: 1,
  inputs: {},
  openedAt: now,
  caseId: 'case',
  complaint: 'Pain around the kneecap',
  side: 'left',
  status: 'open',
  name: 'A Patient',
  number: 1,
  today: '2026-11-20',
  snoozedUntil: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgement: null,
  owner: null,
  glass: null,
  team: null,
  ...more,
})
const item = (more: Partial<CardRow> = {}) => (
  <AlertItem alert={cardOf(row(more), null, 'Europe/Zurich', now)} mayWrite />
)

test('whatever answers an alert says what its page had shown', () => {
  const forms = html(item()).split('<form').slice(1)
  expect(forms).toHaveLength(3)
  for (const form of forms) expect(form).toContain('name="seen" value="watch 2"')
})

test('the alert of broken glass says who and why, and leads to who saw the case', () => {
  const glass = { by: 'Other Physio', reason: 'Covering today' }
  const broken = item({ alertId: 'al_break_glass', rule: '', glass })
  expect(text(broken)).toContain('Other Physio: Covering today')
  expect(html(broken)).toContain('href="/cases/case/seen"')
})
