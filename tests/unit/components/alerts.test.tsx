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
  done: null,
  owner: null,
  glass: null,
  team: null,
  flags: null,
  byClinic: false,
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

test('why names indicators in words, each value with its unit', () => {
  const inputs = { ind_adherence_pct: 84.6, ind_mic_count: 0, ind_trend: 'no_clear_trend', run_km: 7.04 }
  const said = text(item({ inputs }))
  for (const { label, value } of cardOf(row({ inputs }), null, 'Europe/Zurich', now).inputs) {
    expect(said).toContain(label)
    expect(`${label}${value}`).not.toMatch(/_|^(Ind|Mic|Adherence pct)\b/)
  }
  expect(said).toContain('84.6 %')
  expect(said).toContain('No clear trend')
})

test('an alert says who put it aside, who handed it on, and what they wrote', () => {
  const event = { by: 'Piet Modell', to: null, severity: 'watch' as const, until: null }
  const said = text(
    item({
      acknowledgedAt: now,
      acknowledgedBy: 'Hanna Muster',
      acknowledgement: 'Will call.',
      done: [
        {
          ...event,
          id: 'a',
          kind: 'acknowledged',
          at: '2026-11-20T12:00:00+00:00',
          by: 'Hanna Muster',
          text: 'Will call.',
        },
        {
          ...event,
          id: 'b',
          kind: 'snoozed',
          at: '2026-11-20T13:00:00+00:00',
          until: '2026-11-24',
          text: 'Back on Tuesday.',
        },
        {
          ...event,
          id: 'c',
          kind: 'handed_over',
          at: '2026-11-20T14:00:00+00:00',
          to: 'Mia Probe',
          text: 'I am away.',
        },
      ],
    }),
  )
  expect(said).toContain('Hanna Muster took it on')
  expect(said.match(/Will call/g)).toHaveLength(1)
  expect(said).toMatch(/Snoozed until Tue 24 Nov, Piet Modell, .*: Back on Tuesday/)
  expect(said).toMatch(/Handed over to Mia Probe, Piet Modell, .*: I am away/)
})

test('the alert of broken glass says who and why, and leads to who saw the case', () => {
  const glass = { by: 'Other Physio', reason: 'Covering today' }
  const broken = item({ alertId: 'al_break_glass', rule: '', glass })
  expect(text(broken)).toContain('Other Physio: Covering today')
  expect(html(broken)).toContain('href="/cases/case/seen"')
})

test('a red flag in a log goes by the flags that wait, and why names them before the answered ones', () => {
  const flags = [
    { flagId: 'flag_cauda_equina', urgency: 'emergency' as const, answered: false },
    { flagId: 'flag_hot_joint', urgency: 'same_day' as const, answered: true },
  ]
  const said = text(item({ alertId: 'al_red_flag', severity: 'urgent', flags }))
  expect(said).toContain('Red flag in a log: Saddle numbness, bladder or bowel trouble Emergency')
  expect(said).toMatch(/Waits for an answer: Saddle.*Answered: Hot or red swollen knee/)
  const answered = flags.map((flag) => ({ ...flag, answered: true }))
  expect(text(item({ alertId: 'al_red_flag', severity: 'urgent', flags: answered }))).toMatch(
    /Red flag in a log Today/,
  )
  // A flag that has days makes an urgent alert no less urgent.
  const slow = [{ flagId: 'flag_locked_knee', urgency: 'urgent_referral' as const, answered: false }]
  expect(text(item({ alertId: 'al_red_flag', severity: 'urgent', flags: slow }))).toMatch(
    /^Red flag in a log: [^:]*Today Since/,
  )
})

test('a severe pain that the clinic entered is still to be told', () => {
  const pain = (byClinic: boolean) => text(item({ alertId: 'al_pain_severe', severity: 'urgent', byClinic }))
  expect(pain(false)).toContain('The patient was told to stop exercising and running for now.')
  expect(pain(true)).toContain('Entered by the clinic: tell the patient')
})
