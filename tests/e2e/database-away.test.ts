import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callAction } from '#tests/support/actions.ts'
import { type Gate, gateTo } from '#tests/support/gate.ts'
import { endpoints } from '#tests/support/manifest.ts'
import { type ActorName, actorNames, worldServer } from '#tests/support/world-server.ts'
import { pages } from './access/pages.ts'

/** What people read while the database is away, in the document itself: no script runs here. */
let gate: Gate | undefined
const w = await worldServer(async (appUrl) => {
  gate = await gateTo(appUrl)
  return gate.url
})

beforeAll(async () => {
  // Connections are open and statements are known, as on a day like any other.
  await get('/caseload', 'physioA')
  await gate?.shut()
})
afterAll(() => gate?.shut())

const get = (path: string, actor: ActorName, headers: Record<string, string> = {}) =>
  fetch(w.server.url + path, {
    redirect: 'manual',
    headers: { accept: 'text/html', cookie: w.cookies[actor] ?? '', ...headers },
  })

const words = (html: string) =>
  html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Asks the database for nothing. */
const needsNoDatabase = ['/reset']

describe('while the database is away', () => {
  test.each(Object.keys(pages).filter((address) => !needsNoDatabase.includes(address)))(
    '%s answers 503 with words, a way back and a code',
    async (address) => {
      const row = pages[address]
      // Whoever has a cookie is looked up; the pages by link are read by their link.
      const actor = actorNames.find((name) => row?.allowed[name] && w.cookies[name]) ?? 'physioA'
      const response = await get(row?.at(w) ?? address, actor)
      const html = await response.text()
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toBe('10')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(words(html)).toMatch(/saved before is safe.*Load the page again.*the code [A-Z0-9]{6} ?\./)
      expect(html).not.toMatch(/<script|node_modules|\bat \w+ \(/)
      expect(html).not.toMatch(/CANARY|PERSON|link-of-the-open-form/)
    },
  )

  test('the code is in the log of the server, beside the reason', async () => {
    const html = await (await get('/today', 'patientA')).text()
    const code = /<b>([A-Z0-9]{6})<\/b>/.exec(html)?.[1] ?? 'none'
    await expect.poll(() => w.server.output()).toContain(code)
    const lines = w.server.output().split('\n')
    expect(lines.find((line) => line.includes(code) && line.includes('database away'))).toBeDefined()
    expect(w.server.output()).not.toMatch(/CANARY|PERSON|link-of-the-open-form|session-ONE/)
  })

  test('a patient is told what to do when it cannot wait', async () => {
    expect(await (await get('/today', 'patientA')).text()).toContain(
      'call your clinic, or the emergency number',
    )
    expect(await (await get(w.form.path, 'linkHolder')).text()).toContain('tell your clinic the code')
    expect(await (await get('/caseload', 'physioA')).text()).toContain('tell your admin the code')
  })

  test('a page that needs no database works', async () => {
    expect((await get('/reset', 'anonymous')).status).toBe(200)
    expect((await get('/sign-in', 'anonymous')).status).toBe(200)
  })

  test('a file is refused as 503 and not begun', async () => {
    const response = await get(`/cases/${w.world.one.a.caseId}/progress/export`, 'physioA')
    expect([response.status, response.headers.get('content-disposition')]).toEqual([503, null])
  })

  test.each([
    ['a form by link', () => `${w.form.path}/save`, 'linkHolder'],
    ['a form for a patient', () => `/intakes/${w.form.intakeId}/fill/save`, 'physioA'],
  ] as const)('autosave of %s hears 503 and that it may send again', async (_name, at, actor) => {
    const body = new FormData()
    body.append('section', 'consent')
    const response = await fetch(w.server.url + at(), {
      method: 'POST',
      body,
      headers: { origin: w.server.url, cookie: w.cookies[actor] ?? '' },
    })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ status: 'error', unknown: true })
  })

  test('a pain score hears 503, so that a phone keeps it, and is never said to be saved', async () => {
    const post = (accept: string) =>
      fetch(`${w.server.url}/api/log/pain`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ score: '3' }),
        headers: { origin: w.server.url, accept, cookie: w.cookies.patientA ?? '' },
      })
    expect((await post('application/json')).status).toBe(503)
    const page = await post('text/html')
    expect([page.status, page.headers.get('location')]).toEqual([503, null])
    expect(words(await page.text())).toMatch(/not know yet whether this was saved.*It counts once/)
  })

  test('an action says that it is not known yet, and gives back what was typed', async () => {
    const action = endpoints().actions.find(({ name }) => name === 'lib/patients/actions.ts#addPatientAction')
    const answer = await callAction({
      url: `${w.server.url}/patients/new`,
      id: action?.id ?? '',
      fields: { fullName: 'Typed Name' },
      cookie: w.cookies.physioA,
    })
    expect(answer.status).toBeLessThan(500)
    expect(answer.result).toMatchObject({
      status: 'error',
      unknown: true,
      message: expect.stringContaining('send it again'),
      values: { fullName: 'Typed Name' },
    })
  })

  test('a form that is posted without scripts is answered 503 and can be sent once more', async () => {
    const body = new FormData()
    body.append('$ACTION_REF_1', '')
    const action = endpoints().actions.find(({ name }) => name === 'lib/patients/actions.ts#addPatientAction')
    body.append('$ACTION_1:0', JSON.stringify({ id: action?.id, bound: '$@1' }))
    body.append('$ACTION_1:1', JSON.stringify([{ status: 'idle' }]))
    body.append('$ACTION_KEY', 'k')
    body.append('fullName', 'Typed Name')
    const response = await fetch(`${w.server.url}/patients/new`, {
      method: 'POST',
      body,
      headers: { origin: w.server.url, accept: 'text/html', cookie: w.cookies.physioA ?? '' },
    })
    expect(response.status).toBe(503)
    expect(words(await response.text())).toMatch(
      /not know yet whether this was saved.*It counts once.*[A-Z0-9]{6}/,
    )
  })

  test('the process lives, and says that it is not ready', async () => {
    expect((await get('/api/health', 'anonymous')).status).toBe(200)
    expect((await get('/api/ready', 'anonymous')).status).toBe(503)
  })

  test('every page is back as soon as the database is', async () => {
    await gate?.open()
    const statuses = await Promise.all(
      ['/caseload', `/cases/${w.world.one.a.caseId}`, '/patients'].map((path) =>
        get(path, 'physioA').then(({ status }) => status),
      ),
    )
    expect(statuses).toEqual([200, 200, 200])
    expect((await get(`${w.form.path}/consent`, 'linkHolder')).status).toBe(200)
  })
})
