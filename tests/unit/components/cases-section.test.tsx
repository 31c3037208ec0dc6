import { expect, it } from 'vitest'
import { AccountSection } from '#components/patients/account-section.tsx'
import { CasesSection } from '#components/patients/cases-section.tsx'
import { html } from './render.ts'

const anna = { id: '01990000-0000-7000-8000-000000000001', name: 'Anna Berger' }
const ben = { id: '01990000-0000-7000-8000-000000000002', name: 'Ben Roth' }
const one = {
  caseId: '01990000-0000-7000-8000-00000000000a',
  status: 'open' as const,
  opened: '3 Nov',
  leadName: anna.name,
  access: 'closed' as const,
}
const page = (team: Parameters<typeof CasesSection>[0]['cases'][number]['team']) =>
  html(<CasesSection patientId="p" cases={[{ ...one, team }]} physios={team ? [anna, ben] : []} />)

it('lets an admin change the team of a case that does not open for him', () => {
  const words = page({ token: 'x', members: [{ ...anna, role: 'lead' }] })
  expect(words).toContain('Change the team')
  expect(words).toContain('Ben Roth')
  expect(words).not.toContain('href="/cases/')
})

it('shows nobody else the team', () => {
  const words = page(null)
  expect(words).toContain('Lead: Anna Berger')
  expect(words).not.toMatch(/Change the team|Ben Roth/)
})

it.each([
  ['Old@example.invalid', 'Invited', 'Send invitation again'],
  ['new@example.invalid', 'Invitation taken back', 'Its link does not work'],
  [null, 'Invitation taken back', 'Add an e-mail address'],
])('calls somebody with the address %s invited while the invitation went there', (email, state, then) => {
  const account = { status: 'invited' as const, email: 'old@example.invalid' }
  const words = html(<AccountSection patient={{ id: 'p', email, account, showsReset: false }} />)
  expect(words).toContain(`${state}<`)
  expect(words).toContain(then)
})
