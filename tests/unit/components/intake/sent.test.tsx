import { expect, test } from 'vitest'
import { SentScreen } from '#components/intake/sent-screen.tsx'
import { text } from '../render.ts'
import { formFrame } from './frame.ts'

const numbers = { clinicPhone: '01 23', emergencyNumber: '112', outOfHoursPhone: '116' }

test('who was referred on before sending does not read that the answers were sent, or of a first visit', () => {
  const frame = { ...formFrame({ numbers, messages: null, call: '01 23' }), sent: true }
  const shown = (unfinished: boolean) => text(<SentScreen frame={{ ...frame, unfinished }} />)
  expect(shown(false)).toMatch(/have been sent.*first visit/s)
  expect(shown(true)).not.toMatch(/been sent|first visit/)
  expect(shown(true)).toContain('You do not need to finish this form')
})
