import { expect, it } from 'vitest'
import { SeenScreen } from '#components/cases/seen-screen.tsx'
import { html } from './render.ts'

it('who saw a case asks for no width of its own, and says place and deed under the name on a phone', () => {
  const person = {
    id: '1',
    name: 'Piet Modell',
    role: 'Physio',
    place: 'Leads',
    what: 'Read and wrote',
    days: '3 days',
    last: '2026-11-26T10:00:00Z',
    lastText: 'today 11:00',
  }
  const page = html(<SeenScreen view={{ people: [person], glass: [] } as never} />)
  expect(page).not.toContain('min-width')
  expect(page).toMatch(/Piet Modell.*class="[^"]*sm:hidden[^"]*">Leads; Read and wrote/s)
})
