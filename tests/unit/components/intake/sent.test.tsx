import { expect, test } from 'vitest'
import { SentScreen } from '#components/intake/sent-screen.tsx'
import { html, text } from '../render.ts'
import { formFrame } from './frame.ts'

const numbers = { clinicPhone: '01 23', emergencyNumber: '112', outOfHoursPhone: '116' }

test('who was referred on before sending does not read that the answers were sent, or of a first visit', () => {
  const frame = { ...formFrame({ numbers, messages: null, call: '01 23' }), sent: true }
  const shown = (unfinished: boolean) => text(<SentScreen frame={{ ...frame, unfinished }} />)
  expect(shown(false)).toMatch(/have been sent.*first visit/s)
  expect(shown(true)).not.toMatch(/been sent|first visit/)
  expect(shown(true)).toContain('You do not need to finish this form')
})

test('a physio reads of her own form that a colleague reads it, or that there is none', () => {
  const frame = { ...formFrame({ numbers, messages: null, call: '01 23' }), sent: true }
  const shown = (readBy: typeof frame.readBy) => text(<SentScreen frame={{ ...frame, readBy }} />)
  expect(shown('colleague')).toMatch(/A colleague of yours reads your answers.*first visit/s)
  expect(shown('nobody')).toMatch(/nobody there can read your answers/)
  expect(shown('nobody')).not.toContain('first visit')
})

test('danger is the heading, with whom to call, before anything else', () => {
  const level = 'emergency' as const
  const message = 'Call 112 now. Do not drive yourself.'
  const messages = { level, message, lines: [], guardian: null, atOnce: true }
  const frame = {
    ...formFrame({ numbers, messages: null, call: '112' }),
    messages: messages as never,
    sent: true,
  }
  const shown = html(<SentScreen frame={frame} />)
  expect(shown).toMatch(/<h1[^>]*>Call 112 now<\/h1>/)
  expect(shown).toContain('href="tel:112"')
  expect(shown).toContain('have been sent')
  expect(shown).not.toMatch(/Thank you|running shoes/)
})
