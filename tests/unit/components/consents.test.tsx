import { describe, expect, it } from 'vitest'
import { ConsentsSection } from '#components/cases/consents-section.tsx'
import { NoExamination } from '#components/intakes/no-examination.tsx'
import { AgreedList } from '#components/patients/record/agreed-list.tsx'
import { consentViews } from '#lib/intake/consents/rules.ts'
import type { OwnRecord } from '#lib/patients/record/schema.ts'
import { html, text } from './render.ts'

const signed = {
  question: 'consent_assessment',
  answer: 'no',
  at: new Date('2026-11-01'),
  saidId: null,
}
const taken = { question: 'consent_messages', answer: 'no', at: new Date('2026-11-20'), saidId: 'a' }
const said = [
  {
    id: 'a',
    question: 'consent_messages',
    answer: 'no',
    note: null,
    by: null,
    at: new Date('2026-11-20'),
  },
]
const own = (agreesHerself: boolean) =>
  ({
    consents: [{ id: 'form', given: '1 Nov 2026', version: 1, answers: [] }],
    agreed: consentViews([signed, taken], said, { zone: 'UTC', own: true }),
    agreesHerself,
    said: [],
  }) as unknown as OwnRecord

describe('what a patient agrees to', () => {
  it('stands by the newest answer, with a button for what it is not', () => {
    const page = html(<AgreedList record={own(true)} />)
    expect(text(<AgreedList record={own(true)} />)).toMatch(
      /No ?: You may send me reminders about my program. You, 20 Nov 2026/,
    )
    const messages = page.slice(page.indexOf('value="messages"'), page.indexOf('value="film"'))
    expect(messages.match(/value="(yes|no)"/g)).toEqual(['value="yes"'])
    expect(
      page
        .slice(page.indexOf('value="film"'))
        .match(/value="(yes|no)"/g)
        ?.slice(0, 2),
    ).toEqual(['value="yes"', 'value="no"'])
  })

  it('is a guardian’s to agree to below the age of consent', () => {
    const page = html(<AgreedList record={own(false)} />)
    expect(page).not.toContain('value="yes"')
    expect(page).toContain('Your parent or guardian')
  })

  it('is read by her before she signed a form, as her team wrote it down', () => {
    const noted = { id: 'a', text: 'No: Written down by the clinic' }
    const record = Object.assign(own(true), { consents: [], agreed: [], said: [noted] })
    expect(text(<AgreedList record={record} />)).toContain(noted.text)
  })

  it('is written down by the team alone, where the notice leads to', () => {
    const standing = consentViews([signed], [], { zone: 'UTC', own: false })
    const section = (mayNote: boolean) =>
      html(<ConsentsSection caseId="case" consents={{ standing, said: [], isMoreSaid: false, mayNote }} />)
    expect(section(true)).toContain('name="note"')
    expect(section(false)).not.toContain('<form')
    expect(section(true)).not.toContain('Said besides the forms')
    const said = [{ id: 'a', text: 'No: Said at the desk' }]
    const more = { standing, said, isMoreSaid: true, mayNote: false }
    expect(text(<ConsentsSection caseId="case" consents={more} />)).toContain('Said at the desk')
    const consents = { examination: 'no', doctor: null, messages: null, film: null, research: null } as const
    expect(html(<NoExamination consents={consents} caseId="case" />)).toContain('/cases/case/intake#consents')
    expect(html(<NoExamination consents={consents} />)).not.toContain('href')
  })
})
