import { Server } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { addressRange, clientAddress } from '#lib/accounts/address.ts'
import { sinceText } from '#lib/accounts/directory/rules.ts'
import { handOverInput } from '#lib/accounts/handover/schema.ts'
import { deadLink, obviousPassword } from '#lib/accounts/password/rules.ts'
import { markPeers, PEER_HEADER } from '#lib/accounts/peers.ts'
import { secondsToWait, sessionLimits, waitMessage } from '#lib/accounts/rules.ts'
import { limitKey } from '#lib/accounts/tokens.ts'
import { auditDetail } from '#lib/audit/detail/rules.ts'
import { auditWords } from '#lib/audit/rules.ts'
import { log } from '#lib/log.ts'
import { intakeMail, invitationMail, newAddressMail, oldAddressMail, resetMail } from '#lib/mail/rules.ts'
import { numberIn } from '#lib/patients/rules.ts'

describe('where a request came from', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff:1:2:3', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
  ])('%s is in %s', (address, range) => expect(addressRange(address)).toBe(range))

  const seen = (chain: string, hops: number, peer: string | null = '10.0.0.9') =>
    clientAddress({ get: (name) => (name === 'x-forwarded-for' ? chain : peer) }, hops, 'peer')

  test('what a client made up does not count', () => {
    expect(seen('1.1.1.1', 0)).toBe('10.0.0.9')
    expect(seen('1.1.1.1, 198.51.100.7', 1)).toBe('198.51.100.7')
    expect(seen('1.1.1.1, 198.51.100.7, 10.0.0.2', 2)).toBe('198.51.100.7')
    expect(seen('198.51.100.7', 2)).toBe('198.51.100.7')
  })

  test('a key tells nothing and differs by kind', () => {
    const keys = ['account', 'range', 'reset'].map((kind) => limitKey('s', kind as 'account', 'x'))
    expect(new Set(keys).size).toBe(3)
  })
})

test('the wait is said in minutes, up to 15', () => {
  const now = new Date('2026-03-29T01:00:00Z')
  expect(secondsToWait(new Date(now.getTime() - 60_000), now)).toBe(840)
  expect(waitMessage(840)).toContain('14 minutes')
  expect(waitMessage(20)).toContain('1 minute,')
})

test('sessions: staff 12 hours and 30 minutes idle, also when they are patients here; patients 30 days', () => {
  const now = new Date('2026-03-29T00:30:00Z')
  expect(sessionLimits(['patient', 'physio'], now)).toEqual({
    expiresAt: new Date('2026-03-29T12:30:00Z'),
    idleMinutes: 30,
  })
  expect(sessionLimits(['patient'], now)).toEqual({
    expiresAt: new Date('2026-04-28T00:30:00Z'),
    idleMinutes: null,
  })
})

describe('passwords that are guessed first', () => {
  const about = { email: 'hanna.muster@demo-clinic.example', name: 'Hanna Muster', clinic: 'Demo Clinic' }
  test.each([
    'hannamuster1',
    'hanna.muster@demo-clinic.example',
    'Demo Clinic 2026',
    'password1234',
    'Stepwise2026!',
    '123456789012',
    'aaaaaaaaaaaa',
    'abcdefghijkl',
    '0000 1111 2222',
  ])('%s is refused', (password) => expect(obviousPassword(password, about)).not.toBeNull())
  test.each([
    'seven quiet green tables',
    'hanna runs up the long stairs',
    'Tr4ppe-Kühl-Birne',
    '長い合言葉をここに書く十二',
  ])('%s is taken', (password) => expect(obviousPassword(password, about)).toBeNull())
})

test('every dead link says what to do', () => {
  for (const kind of ['invitation', 'password_reset'] as const) {
    for (const state of ['used', 'expired', 'revoked', 'unknown'] as const) {
      expect(deadLink(kind, state).text).toMatch(/ask|Ask|Sign in/)
    }
  }
})

test('behind an invitation that nobody accepted no new password can be asked for', () => {
  for (const state of ['expired', 'revoked', 'unknown'] as const)
    expect(deadLink('invitation', state)).toMatchObject({
      reset: false,
      text: expect.stringContaining('clinic'),
    })
  expect(deadLink('invitation', 'used').reset).toBe(true)
  expect(deadLink('password_reset', 'expired').reset).toBe(true)
})

test('handing over takes a choice by case and nothing else', () => {
  const id = '01900000-0000-7000-8000-000000000001'
  expect(handOverInput.parse({ accountId: id, toAll: '', [`to.${id}`]: id })).toEqual({
    accountId: id,
    toAll: '',
    byCase: { [id]: id },
  })
  expect(handOverInput.safeParse({ accountId: id, role: 'x' }).success).toBe(false)
  expect(handOverInput.safeParse({ accountId: id, [`to.${id}`]: 'x' }).success).toBe(false)
})

test('no message and no word of the audit is clinical', () => {
  const to = {
    to: 'a@example.invalid',
    name: 'Mara',
    clinic: 'Demo Clinic',
    url: 'https://x.example/f/t',
    until: 'Tue 8 Dec',
    phone: '044 000 00 01',
  }
  const calls = [intakeMail(to), oldAddressMail(to), newAddressMail(to)].map(({ text }) => text)
  for (const text of calls) expect(text).toContain(': 044 000 00 01.')
  expect(oldAddressMail({ ...to, phone: ' ' }).text).toContain('please call us.')
  const mails = [intakeMail(to), invitationMail(to), resetMail(to), oldAddressMail(to), newAddressMail(to)]
  const words = mails.map((m) => `${m.subject} ${m.text}`)
  const audit = Object.values(auditWords).map((w) => w.text)
  for (const text of [...words, ...audit])
    expect(text).not.toMatch(/pain|knee|flag|urgen|diagnos|alert|injur|refer/i)
  expect(auditDetail('flag.raised', { flagId: 'flag_dvt', urgency: 'emergency' })).toBe('')
  expect(auditDetail('review.signed', { decision: 'regress' })).toBe('')
})

test('the audit counts in words and calls a field as its form does', () => {
  expect(auditDetail('audit.read', { rows: 1 })).toBe('1 row')
  expect(auditDetail('account.cases_handed_over', { cases: 2 })).toBe('2 cases')
  const fields = ['emergencyNumber', 'outOfHoursPhone', 'closedDays']
  expect(auditDetail('clinic.settings_changed', { fields })).toBe(
    'emergency number, out-of-hours number, closed days',
  )
  expect(auditDetail('patient.changed', { fields: ['dateOfBirth', 'sexAtBirth', 'phoneAt'] })).toBe(
    'birth date, sex at birth, phone said to be right',
  )
  expect(auditDetail('clinic.threshold_set', { thresholdId: 'flare_watch', from: null, to: 4 })).toBe(
    '“Flare: to watch after”: the default became 4',
  )
})

test('a number is found however it is written', () => {
  expect(['SW-1042', 'sw 1042', '1042', ' SW1042 '].map(numberIn)).toEqual([1042, 1042, 1042, 1042])
  expect(['Mara', '10 42', 'SW-'].map(numberIn)).toEqual([null, null, null])
})

test('two cases of one patient, opened on one day, are told apart by the time', () => {
  const opened = (patientId: string, time: string) => ({
    patientId,
    openedAt: new Date(`2026-11-28T${time}:00Z`),
  })
  const all = [opened('pat', '09:10'), opened('pat', '09:25'), opened('zoe', '09:10')]
  const now = new Date('2026-12-03T12:00:00Z')
  expect(all.map((one) => sinceText(one, all, 'UTC', now))).toEqual([
    'Sat 28 Nov 09:10',
    'Sat 28 Nov 09:25',
    'Sat 28 Nov',
  ])
})

test('a proxy in front is warned of once, and what Next asks itself is none', () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue()
  markPeers()
  const server = new Server()
  const asked = (headers: Record<string, string>, remoteAddress: string) => {
    server.emit('request', { method: 'GET', url: '/', headers, socket: { remoteAddress } }, {})
    return headers
  }
  const first = asked({}, '203.0.113.7')
  expect(first[PEER_HEADER]).toBe('203.0.113.7')
  // Next adds the peer to what it was asked, and after an action fetches the next page with all of it.
  asked({ ...first, 'x-forwarded-for': '203.0.113.7' }, '127.0.0.1')
  expect(warn).not.toHaveBeenCalled()
  const proxied = asked({ 'x-forwarded-for': '203.0.113.7' }, '127.0.0.1')
  asked(proxied, '127.0.0.1')
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
})
