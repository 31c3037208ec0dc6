import { expect, test } from 'vitest'
import {
  dueAgain,
  isAboutOneMessage,
  isRefusedForGood,
  MAX_ATTEMPTS,
  mailState,
  PATIENCE_MS,
  refusedForGood,
} from '#lib/mail/rules.ts'

const now = new Date('2026-03-29T00:30:00Z')
const minutes = (attempts: number) => (dueAgain(attempts, now).getTime() - now.getTime()) / 60_000

test('the pause after a failed attempt grows from a minute to a day, and there is one for every attempt', () => {
  const pauses = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => minutes(index + 1))
  expect(pauses).toEqual([1, 5, 15, 60, 180, 720, 1440])
  expect(minutes(MAX_ATTEMPTS)).toBe(1440)
})

test('an attempt is given up before another server may begin one', () => {
  expect(PATIENCE_MS).toBeLessThan(minutes(1) * 60_000)
})

test.each([
  [{ code: 'EENVELOPE', responseCode: 550 }, true],
  [{ code: 'EMESSAGE', responseCode: 554 }, true],
  [{ code: 'EENVELOPE', responseCode: 450 }, true],
  [{ code: 'EENVELOPE', responseCode: 421 }, false],
  [{ code: 'EENVELOPE' }, false],
  [{ code: 'ETIMEDOUT' }, false],
  [{ code: 'EAUTH', responseCode: 535 }, false],
])('whether %j is about one message: %s', (error, isAbout) => {
  expect(isAboutOneMessage(error)).toBe(isAbout)
})

test.each([
  ['550 no such user', true],
  ['550 5.1.1 no such user', true],
  ['554 5.7.1 Relay access denied', false],
  ['550 relaying denied', false],
  ['450 try later', false],
])('whether %j to an address is for good: %s', (response, isForGood) => {
  const error = {
    code: 'EENVELOPE',
    command: 'RCPT TO',
    responseCode: Number(response.slice(0, 3)),
    response,
  }
  expect(isRefusedForGood(error)).toBe(isForGood)
  // The sender or the words were refused.
  expect(isRefusedForGood({ ...error, command: 'MAIL FROM' })).toBe(false)
})

test.each([
  [{ sentAt: null, error: null, attempts: 0 }, 'waiting'],
  // On its way for the first time.
  [{ sentAt: null, error: null, attempts: 1 }, 'waiting'],
  [{ sentAt: null, error: 'ETIMEDOUT', attempts: 2 }, 'failing'],
  [{ sentAt: null, error: refusedForGood, attempts: MAX_ATTEMPTS }, 'refused'],
  [{ sentAt: null, error: 'ETIMEDOUT', attempts: MAX_ATTEMPTS }, 'given up'],
  // A server ended during the last attempt.
  [{ sentAt: null, error: null, attempts: MAX_ATTEMPTS }, 'given up'],
  [{ sentAt: now, error: null, attempts: MAX_ATTEMPTS }, 'sent'],
])('the outbox shows %j as %s', (mail, state) => {
  expect(mailState({ ...mail, endsAt: new Date(now.getTime() + 1) }, now)).toBe(state)
})

test('the outbox shows what waited longer than it was of use as too old', () => {
  const waiting = { sentAt: null, error: null, attempts: 0 }
  expect(mailState({ ...waiting, endsAt: now }, now)).toBe('too old')
  expect(mailState({ ...waiting, sentAt: now, endsAt: now }, now)).toBe('sent')
})
