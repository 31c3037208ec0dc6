import { expect, it } from 'vitest'
import { ClosedScreen } from '#components/intake/closed-screen.tsx'
import { OpenScreen } from '#components/intake/open-screen.tsx'
import { text } from '../render.ts'

const of = { token: 'x', clinic: 'Uster', clinicPhone: '044 1', emergencyNumber: '144' }
const open = async () => ({ status: 'idle' as const })
const words = 'Your last answers were not saved'

it('says of a form that was closed before it was sent that nobody has it, and whom to call', () => {
  const page = text(<OpenScreen {...of} open={open} unsaved />)
  expect(page).toContain(words)
  expect(page).toContain('If something is urgent, call 144 or 044 1 .')
  expect(text(<OpenScreen {...of} open={open} unsaved={false} />)).not.toContain(words)
})

it('says so as well where the link has run out meanwhile', () => {
  const clinic = { name: 'Uster', phone: '044 1', emergencyNumber: '144', outOfHoursPhone: '044 2' }
  expect(text(<ClosedScreen reason="expired" clinic={clinic} unsaved />)).toContain(words)
  expect(text(<ClosedScreen reason="expired" clinic={clinic} />)).not.toContain(words)
})
