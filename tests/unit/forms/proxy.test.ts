import { NextRequest } from 'next/server'
import { describe, expect, it, vi } from 'vitest'
import { proxy } from '../../../proxy.ts'

const home = 'http://stepwise.test'

function request(body: BodyInit | null, headers: Record<string, string> = {}): NextRequest {
  return new NextRequest(`${home}/cases/1`, {
    method: 'POST',
    headers: { host: 'stepwise.test', origin: home, ...headers },
    body,
    // Node wants it for a body that comes in pieces.
    duplex: 'half',
  } as ConstructorParameters<typeof NextRequest>[1])
}

function form(row: string): FormData {
  const fields = new FormData()
  fields.append('_1_reason', 'Because')
  fields.append('0', row)
  return fields
}

function pieces(count: number): ReadableStream<Uint8Array> {
  let left = count
  return new ReadableStream({
    pull: (controller) => {
      if (left-- > 0) controller.enqueue(new Uint8Array(1000))
      else controller.close()
    },
  })
}

/** The address that Next hands to the page, whatever the request says of it. */
const pathTold = (response: Response) => response.headers.get('x-middleware-request-x-stepwise-path')

const called = { 'next-action': '4'.repeat(42) }
/** Next goes on with the request when the answer says so. */
const goesOn = (response: Response) => response.headers.get('x-middleware-next') === '1'

it('tells a page its own address, which nobody else can', async () => {
  const headers = { host: 'stepwise.test', 'x-stepwise-path': '/admin' }
  const asked = new NextRequest(`${home}/today/run?case=1`, { headers })
  expect(pathTold(await proxy(asked))).toBe('/today/run?case=1')
})

it('moves the name that it is opened by to https for thirty days, and no other name', async () => {
  const asked = () => proxy(new NextRequest(`${home}/today`, { headers: { host: 'stepwise.test' } }))
  expect((await asked()).headers.get('strict-transport-security')).toBeNull()
  vi.stubEnv('STEPWISE_URL', 'https://stepwise.test')
  expect((await asked()).headers.get('strict-transport-security')).toBe('max-age=2592000')
  vi.unstubAllEnvs()
})

describe('a write', () => {
  it('goes on, with its headers, when it is one of ours', async () => {
    const response = await proxy(request(form('[{"status":"idle"},"$K1"]'), called))
    expect(goesOn(response)).toBe(true)
    expect(response.headers.get('content-security-policy')).toContain('nonce-')
    expect(goesOn(await proxy(request(new URLSearchParams({ score: '3' }))))).toBe(true)
    expect(goesOn(await proxy(request(form('[{"status":"idle"},"$K1"]'))))).toBe(true)
  })

  it.each([
    ['a row that is no JSON', form('[{"status"'), 400],
    ['no form at all', '["a"]', 400],
    ['too much, said beforehand', 'x'.repeat(1_000_001), 413],
    ['too much, in pieces', pieces(1_001), 413],
  ])('is answered in words before Next reads %s', async (_what, body, status) => {
    const response = await proxy(request(body, called))
    expect(goesOn(response)).toBe(false)
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(/\.$/)
  })

  it('that a proxy calls another host is refused', async () => {
    const forwarded = { ...called, 'x-forwarded-host': 'elsewhere.example' }
    expect((await proxy(request(form('["$K1"]'), forwarded))).status).toBe(403)
    const same = { ...called, 'x-forwarded-host': 'stepwise.test' }
    expect(goesOn(await proxy(request(form('["$K1"]'), same)))).toBe(true)
  })

  it.each(['https://elsewhere.example', 'null', ''])('from %s is refused', async (origin) => {
    expect((await proxy(request(form('["$K1"]'), { ...called, origin }))).status).toBe(403)
  })
})

it.each(['/patients?q=a%00b', '/cases/%', '/cases/%zz', '/cases/%ed%a0%80'])(
  'the address %s is answered before anything looks for it',
  async (path) => {
    const response = await proxy(new NextRequest(home + path))
    expect([response.status, goesOn(response)]).toEqual([400, false])
  },
)
