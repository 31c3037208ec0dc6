import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { leavePhone } from '#components/accounts/leave-phone.ts'
import { accounts, phoneWith, plan } from './phone.ts'

const [own, other] = accounts
const draft = (account: string) => `stepwise.run.${account}.c1.2026-11-23`
const told = vi.fn((_: string) => false)

type Shared = { waits: readonly string[]; onLine?: boolean; health?: () => Response | Promise<Response> }

/** A phone on which two people have entered something, and whoever signs out now. */
async function shared({ waits, onLine = true, health = () => Response.json({ status: 'ok' }) }: Shared) {
  const phone = await phoneWith()
  phone.phone.network = () => plan('Run 5 km', own)
  await phone.keep('/today')
  phone.phone.network = () => Promise.reject(new TypeError('no network'))
  for (const account of waits)
    await phone.post('/today/run', { $opener: account, id: `e-${account}`, caseId: 'c1' }).done
  phone.phone.network = health
  vi.stubGlobal('navigator', { onLine })
  vi.stubGlobal('confirm', told)
  return phone
}

function drafts(...of: readonly string[]) {
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    removeItem: (name: string) => delete kept[name],
  }
  const kept: Record<string, string> = Object.create(methods)
  for (const account of of) kept[draft(account)] = JSON.stringify({ fields: [], flow: null })
  vi.stubGlobal('localStorage', kept)
  return kept
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00Z'), toFake: ['Date'] })
  told.mockReset()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('who signs out, of the team or not, leaves nothing of her own, and what others entered stays', async () => {
  const phone = await shared({ waits: [own, other] })
  const kept = drafts(own, other)
  told.mockReturnValue(true)
  expect(await leavePhone(own)).toBe('gone')
  expect(told.mock.lastCall?.[0]).toMatch(
    /^1 entry waits for a connection\. Your run of Mon 23 Nov: not saved/,
  )
  expect(await phone.copies()).toEqual([])
  expect([...phone.rows.keys()]).toEqual([`e-${other}`])
  expect(Object.keys(kept)).toEqual([draft(other)])
})

test('she is asked where a draft alone would be lost, and nothing goes before she agrees', async () => {
  const phone = await shared({ waits: [] })
  const kept = drafts(own)
  expect(await leavePhone(own)).toBe('stays')
  expect(told.mock.lastCall?.[0]).toContain('Your run of Mon 23 Nov: not saved yet.')
  expect(Object.keys(kept)).toEqual([draft(own)])
  expect(await phone.copies()).toContain('/today')
})

test('without a connection she stays signed in while something waits, and nothing is asked', async () => {
  const phone = await shared({ waits: [own], onLine: false })
  drafts()
  expect(await leavePhone(own)).toBe('offline')
  expect([told.mock.calls.length, phone.rows.size]).toEqual([0, 1])
  expect(await phone.copies()).toEqual(['/offline/about', '/today'])
  expect(await leavePhone(other)).toBe('gone')
  expect(phone.rows.size).toBe(1)
  // Where nobody is signed in nobody's pages are kept.
  expect(await phone.copies()).toEqual([])
})

test('connected to a network that leads nowhere she stays signed in too, and nothing is deleted', async () => {
  const away = [
    () => Promise.reject(new TypeError('no network')),
    () => new Response('<p>Sign in to this Wi-Fi</p>'),
    () => new Response('', { status: 502 }),
  ]
  for (const health of away) {
    const phone = await shared({ waits: [own], health })
    const kept = drafts(own)
    told.mockReturnValue(true)
    expect(await leavePhone(own)).toBe('offline')
    expect([told.mock.calls.length, phone.rows.size, Object.keys(kept).length]).toEqual([0, 1, 1])
  }
})

test('an entry that was refused is lost too, and nobody says that it waits to be sent', async () => {
  const { rows } = await shared({ waits: [own] })
  drafts()
  const [entry] = rows.values()
  if (entry) rows.set(entry.id, { ...entry, state: 'refused' })
  expect(await leavePhone(own)).toBe('stays')
  expect(told.mock.lastCall?.[0]).toMatch(/^1 entry was not taken, and is only on this device\. Signing out/)
})
