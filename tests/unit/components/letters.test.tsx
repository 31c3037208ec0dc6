import { describe, expect, it } from 'vitest'
import { LetterScreen } from '#components/letters/letter-screen.tsx'
import { letterSections } from '#lib/content/letters/kinds.ts'
import type { FlagNews } from '#lib/letters/flags/rules.ts'
import type { LetterBody } from '#lib/letters/schema.ts'
import { html } from './render.ts'

const empty = Object.fromEntries(letterSections.map((name) => [name, ''])) as LetterBody

const draft = (body: Partial<LetterBody>, flagNews: readonly FlagNews[] = [], more: object = {}) =>
  html(
    <LetterScreen
      view={
        {
          id: 'letter',
          kind: 'referral',
          title: 'Referral',
          onText: 'Thu 26 Nov',
          by: 'Piet Modell',
          version: 1,
          recipient: 'Dr. Beispiel',
          recipientKind: 'specialist',
          urgency: 'routine',
          urgencyText: 'Routine',
          body: { ...empty, ...body },
          signed: null,
          sha256: null,
          sent: [],
          clinic: { name: 'Demo Clinic', address: 'Musterstrasse 1', phone: '+41 44 000 00 10' },
          flagNews,
          news: { since: 'Today 10:12', lines: [] },
          names: [],
          frame: { caseId: 'case', onTeam: true, today: '2026-11-26', consents: { doctor: 'yes' } },
          ...more,
        } as never
      }
    />,
  )

describe('the tick that the patient agrees', () => {
  const said = { reason: 'Knee pain', question: 'An image?' }
  it('is not asked for a doctor to whom the form says yes', () => {
    expect(draft(said)).not.toContain('name="agreed"')
  })
  it('is asked for somebody else, whatever the form says about the doctor', () => {
    const read = draft(said, [], { recipientKind: 'other' })
    expect(read).toContain('name="agreed"')
    expect(read).toContain('this letter goes to somebody else')
  })
  it('can be set where a letter is sent to another name', () => {
    const read = draft(said, [], { signed: 'Piet Modell, today 10:12' })
    expect(read).toMatch(/name="agreed"/)
    expect(read).toContain('Needed when it goes to somebody other than Dr. Beispiel')
  })
})

describe('a draft that is read before it is signed', () => {
  it('says what is missing instead of offering to sign, and leads back to the writing', () => {
    const read = draft({ reason: 'Knee pain' })
    expect(read).toContain('Please write what you ask the doctor.')
    expect(read).toMatch(/Not ready to be signed.*href="\/cases\/case\/letters\/letter"/s)
    expect(read).not.toContain('Sign the letter')
  })
  it('is signed there when nothing is missing', () => {
    const read = draft({ reason: 'Knee pain', question: 'An image?' })
    expect(read).toContain('Sign the letter')
    expect(read).not.toContain('Not ready')
    expect(read).not.toContain('Red flags since')
  })
  it('says what is new about red flags and asks to tick it', () => {
    const news = [
      { key: 'a open', how: 'raised', line: 'Stuck knee (today), 4 Aug 2026. Not answered yet' },
      { key: 'b settled', how: 'changed', line: 'Fever (today), 3 Aug 2026, settled' },
    ]
    const read = draft({ reason: 'Knee pain', question: 'An image?' }, news)
    expect(read).toContain('Stuck knee (today), 4 Aug 2026. Not answered yet')
    expect(read).toMatch(/name="flags"[^>]* value="a open,b settled"/)
  })
})
