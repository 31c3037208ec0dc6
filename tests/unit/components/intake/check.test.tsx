import { expect, it } from 'vitest'
import { CheckScreen } from '#components/intake/check-screen.tsx'
import { patientMessages } from '#lib/flags/messages/rules.ts'
import { type FormMessages, markedMessages } from '#lib/intake/drafts/messages/rules.ts'
import type { CheckView } from '#lib/intake/drafts/queries.ts'
import { html } from '../render.ts'
import { formFrame } from './frame.ts'

const numbers = {
  clinicPhone: '+41 44 000 00 10',
  emergencyNumber: '144',
  outOfHoursPhone: '+41 44 000 00 11',
}
const view = (messages: FormMessages | null, call = numbers.clinicPhone): CheckView => ({
  ...formFrame({ numbers, messages, call }),
  sections: [],
  disagreements: [],
  canSend: true,
})
const screen = (of: CheckView) => (
  <CheckScreen view={of} base="/f/x" send={async () => ({ status: 'idle' as const })} />
)
/** As one text; a number in it is a link. */
const text = (element: ReturnType<typeof screen>) => html(element).replace(/<[^>]+>/g, '')
const raised = (...flags: string[]) => markedMessages(patientMessages(flags, numbers, { minor: true }), [])

it('says an emergency again above everything else, with its lines and the number to call', () => {
  const messages = raised('flag_limb_vascular', 'flag_cardiac_exercise')
  const of = view(messages, '144')
  const page = text(screen(of))
  expect(page).toContain('Please do this first')
  for (const words of [messages.message, messages.guardian, ...messages.lines])
    expect(page.indexOf(String(words))).toBeGreaterThan(-1)
  expect(html(screen(of))).toContain('href="tel:144"')
  expect(page.indexOf('Call 144')).toBeLessThan(page.indexOf('Check your answers'))
  expect(text(screen({ ...of, onBehalf: true }))).toContain('Please tell Test Person now')
})

it('keeps what is said at the end of the form for the end', () => {
  const messages = raised('flag_locked_knee')
  expect(messages.level).toBe('urgent_referral')
  expect(text(screen(view(messages)))).not.toContain(messages.message)
  expect(text(screen(view(null)))).not.toContain('Please do this first')
})
