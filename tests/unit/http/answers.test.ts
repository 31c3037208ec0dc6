import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
// The build of React for tests, before this file says that it is production: others run in the same process.
import 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { answerFaultsInWords } from '#lib/http/answers.ts'
import { noteAway, requestCode } from '#lib/http/request.ts'

/** A server of node:http that answers as Next does: late, in pieces, with headers set before. */
const answers: Record<string, (response: ServerResponse) => Promise<void> | void> = {
  '/fine': (response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<p>fine</p>')
  },
  '/fine/pieces': async (response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.write('<p>')
    await pause(5)
    response.end('fine</p>')
  },
  '/fine/elsewhere': (response) => {
    response.setHeader('location', '/fine')
    response.statusCode = 307
    response.end()
  },
  '/fine/away': (response) => {
    noteAway()
    response.end('known meanwhile')
  },
  '/api/ready': (response) => {
    response.end('not ready')
  },
  '/fault': (response) => {
    response.writeHead(500, { 'content-type': 'text/plain' }).end('stack and secrets')
  },
  '/away': async (response) => {
    await pause(5)
    noteAway()
    response.statusCode = 500
    response.setHeader('content-type', 'text/html')
    response.setHeader('content-encoding', 'gzip')
    response.flushHeaders()
    response.write('stack')
    await pause(5)
    await new Promise<void>((done) => response.write('and secrets', () => done()))
    response.end()
  },
  '/away/code': (response) => {
    noteAway()
    response.setHeader('x-code', requestCode())
    response.statusCode = 500
    response.end()
  },
  '/today/older': (response) => {
    response.setHeader('x-nextjs-action-not-found', '1')
    response.setHeader('content-type', 'text/plain')
    response.statusCode = 409
    response.end('Server Action unavailable.')
  },
  '/away/json': (response) => {
    noteAway()
    response.writeHead(500, { 'content-type': 'application/json' }).end('{"problem":"unknown"}')
  },
}

let newer = false
let server: Server
let url = ''
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url + path, { method, headers: { accept: 'text/html', ...headers } })

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production')
  answerFaultsInWords(() => newer)
  answerFaultsInWords(() => newer)
  server = createServer((request, response) => void answers[request.url ?? '']?.(response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.close()
})

describe('an answer that worked', () => {
  test('is left as it is, with its length', async () => {
    const response = await get('/fine')
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '11'])
    expect(await response.text()).toBe('<p>fine</p>')
    expect(await (await get('/fine/pieces')).text()).toBe('<p>fine</p>')
  })

  test('leads on from a form without posting it again', async () => {
    const lead = async (method: string) =>
      (await fetch(`${url}/fine/elsewhere`, { method, redirect: 'manual' })).status
    expect([await lead('POST'), await lead('GET')]).toEqual([303, 307])
  })

  test('is left as it is also when a statement was lost on the way', async () => {
    const response = await get('/fine/away')
    expect([response.status, await response.text()]).toEqual([200, 'known meanwhile'])
  })
})

test.each(['TRACE', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is taken nowhere', async (method) => {
  // fetch sends no TRACE.
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  httpRequest(`${url}/fine`, { method }, resolve).on('error', reject).end()
  const response = await promise
  response.resume()
  expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD, POST'])
})

describe('a server whose database a newer build has migrated', () => {
  beforeAll(() => {
    newer = true
  })
  afterAll(() => {
    newer = false
  })

  test('shows no page, and says to a patient whom to call', async () => {
    const response = await get('/fine')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await response.text()).toContain('Stepwise is being updated')
    expect(await (await get('/today')).text()).toContain('call your clinic, or the emergency number')
  })

  test('takes nothing, and says that it was not saved', async () => {
    expect(await (await get('/fine', {}, 'POST')).text()).toContain('This was not saved')
    const script = await get('/fine', { accept: '*/*', 'next-action': 'id' }, 'POST')
    expect([script.status, await script.text()]).toEqual([503, expect.stringContaining('This was not saved')])
  })

  test('still says how it is', async () => {
    expect(await (await get('/api/ready')).text()).toBe('not ready')
  })
})

describe('a form of a page that is older than the app', () => {
  test('is answered with a page that says what to do', async () => {
    const response = await get('/today/older', {}, 'POST')
    expect([response.status, response.headers.get('content-type')]).toEqual([409, 'text/html; charset=utf-8'])
    const html = await response.text()
    expect(html).toContain('Go back, copy what you typed')
    expect(html).toContain('call your clinic, or the emergency number')
  })

  test('keeps the answer that its script reads', async () => {
    const response = await get('/today/older', { accept: 'text/x-component', 'next-action': 'id' }, 'POST')
    expect([response.status, await response.text()]).toEqual([409, 'Server Action unavailable.'])
  })
})

describe('an answer that failed', () => {
  test('is a 503 with a page and a time to come back when the database is away', async () => {
    const response = await get('/away')
    const html = await response.text()
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(html).toContain('cannot be reached')
    expect(html).not.toMatch(/stack|secrets/)
    expect(html).toMatch(/<\/html>\n$/)
  })

  test('quotes the code under which it is logged', async () => {
    const response = await get('/away/code')
    expect(await response.text()).toContain(`<b>${response.headers.get('x-code')}</b>`)
  })

  test('stays a 500, in words, when the fault is ours, and says nothing of where it broke', async () => {
    const response = await get('/fault')
    const html = await response.text()
    expect([response.status, response.headers.get('retry-after')]).toEqual([500, null])
    expect(html).toMatch(/Something went wrong on our side.*<b>[A-Z0-9]{6}<\/b>/s)
    expect(html).not.toMatch(/stack|secrets/)
  })

  test('is plain text for whoever asked for no page', async () => {
    const response = await get('/away', { accept: '*/*' }, 'POST')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      503,
      'text/plain; charset=utf-8',
    ])
    expect(await response.text()).toContain('Send it again')
  })

  test.each([
    ['JSON', '/away/json', {}],
    ['the payload of a page', '/away', { rsc: '1' }],
    ['the answer of an action', '/away', { 'next-action': 'id' }],
  ])('keeps its body when it is %s, which its script reads', async (_what, path, headers) => {
    const response = await get(path, { ...headers, 'accept-encoding': 'identity' })
    expect(response.status).toBe(503)
    await response.body?.cancel()
  })

  test('of one request says nothing about the next on the same connection', async () => {
    await (await get('/away')).text()
    expect((await get('/fine')).status).toBe(200)
    expect((await get('/fault')).status).toBe(500)
  })
})
