import { afterEach, expect, test, vi } from 'vitest'
import { NOT_TAKEN } from '#public/offline/pages.js'
import { accounts, emptyPhone, noNetwork, origin, pageOf, phoneWith, plan } from './phone.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const [ownAccount, otherAccount] = accounts

/** An answer that comes when it is let go. */
function hanging() {
  let come: (response: Response) => void = () => undefined
  const answer = new Promise<Response>((resolve) => {
    come = resolve
  })
  return { answer, come: (response: Response) => come(response) }
}

async function withToday() {
  const own = await phoneWith()
  own.phone.network = () => plan('Run 5 km')
  await own.keep('/today')
  return own
}

test('a page that was opened is shown without a network, as a copy', async () => {
  const own = await withToday()
  own.phone.network = noNetwork
  expect(await own.textOf('/today')).toMatch(/No connection\. This is how it was on .*Run 5 km/)
  expect(await own.textOf('/my/forms')).toContain('You can reach the clinic at 044 1.')
})

/** Today hangs, something happens meanwhile, and what the phone shows at last. */
async function hangingToday(meanwhile: (own: Awaited<ReturnType<typeof withToday>>) => Promise<unknown>) {
  const own = await withToday()
  const late = hanging()
  own.phone.network = () => late.answer
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const opened = own.open('/today')
  await new Promise(setImmediate)
  await meanwhile(own)
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(8000)
    expect(await Promise.race([opened.answer, null])).not.toBeNull()
  })
  vi.useRealTimers()
  return { own, late, opened, shown: await (await opened.answer)?.text() }
}

async function withCopyShown() {
  const { shown, ...at } = await hangingToday(async () => undefined)
  expect(shown).toContain('No connection. This is how it was')
  return at
}

test('a copy that went while its page was waited for is not shown', async () => {
  const { shown } = await hangingToday(async (own) => {
    own.phone.network = () => answered()
    await own.act('/today/safety').done
  })
  expect(shown).toContain('<h1>No connection</h1>')
})

test('a page that comes late is shown instead of its copy', async () => {
  const { own, late, opened } = await withCopyShown()
  late.come(plan('Run 6 km'))
  await opened.done
  expect(own.phone.told).toEqual([{ type: 'came' }])
  own.phone.network = noNetwork
  const shown = await own.textOf('/today')
  expect(shown).toContain('Run 6 km')
  expect(shown).not.toContain('No connection.')
})

test('a page that comes late from before an entry, or for whoever has signed out, is shown to nobody', async () => {
  for (const act of ['/today/run', '/sign-in'] as const) {
    const { own, late, opened } = await withCopyShown()
    own.phone.network = () => new Response('', { headers: { 'x-action-redirect': '/today' } })
    if (act === '/sign-in') await own.keep(act)
    else await own.act(act).done
    late.come(plan('Run 6 km'))
    await opened.done
    own.phone.network = () => pageOf('Your plan is paused', otherAccount)
    expect(await own.textOf('/today')).toContain('Your plan is paused')
    expect(own.phone.told).toEqual([])
  }
})

const answered = (headers: Record<string, string> = {}) => new Response('', { headers })

test('whatever was sent and answered ends the copies of the plan, since it may have been heard', async () => {
  for (const path of ['/today/safety', '/my/forms/f1', '/today/pain']) {
    const own = await withToday()
    own.phone.network = () => answered()
    await own.act(path).done
    expect(await own.copies()).not.toContain('/today')
  }
  const own = await withToday()
  own.phone.network = () => answered()
  await own.post('/today/safety', {}).done
  expect(await own.copies()).not.toContain('/today')
})

test('after a refused log the plan is fetched anew, as it is now', async () => {
  const own = await withToday()
  own.phone.network = ({ method }) => (method === 'POST' ? answered() : pageOf('Your plan is paused'))
  await own.act('/today/run').done
  own.phone.network = noNetwork
  expect(await own.textOf('/today')).toContain('Your plan is paused')
})

test('after any other form the plan is fetched anew too, unless it leads to today, which is opened itself', async () => {
  const send = {
    act: (own: Awaited<ReturnType<typeof withToday>>) => own.act('/my/forms/f1'),
    post: (own: Awaited<ReturnType<typeof withToday>>) => own.post('/my/record', {}),
  }
  for (const way of ['act', 'post'] as const) {
    const own = await withToday()
    own.phone.network = ({ method }) => (method === 'POST' ? answered() : plan('Run 6 km'))
    await send[way](own).done
    own.phone.network = noNetwork
    expect(await own.textOf('/today')).toContain('Run 6 km')
  }
  for (const [to, isKept] of [
    ['/my/record;push', true],
    ['/today;push', false],
  ] as const) {
    const own = await withToday()
    own.phone.network = ({ method }) =>
      method === 'POST' ? answered({ 'x-action-redirect': to }) : plan('Run 6 km')
    await own.act('/my/forms/f1').done
    expect((await own.copies()).includes('/today')).toBe(isKept)
  }
})

test('what is not answered leaves the plan on the phone', async () => {
  const own = await withToday()
  own.phone.network = noNetwork
  await own.act('/today/run').done
  expect(await (await own.post('/today/safety', {}).answer)?.text()).toContain('was not saved')
  expect(await own.copies()).toContain('/today')
})

const unknown = () =>
  new Response('1:{"status":"error","unknown":true}', { headers: { 'content-type': 'text/x-component' } })

test('an entry of which the server cannot tell whether it is saved leaves the plan; any other form ends it', async () => {
  const away = { proxy: () => new Response('Bad gateway', { status: 502 }), unknown }
  for (const network of Object.values(away)) {
    for (const [path, isLeft] of [
      ['/today/run?case=c1', true],
      ['/today/run?correct=e1', false],
      ['/today/safety', false],
    ] as const) {
      const own = await withToday()
      own.phone.network = network
      await own.act(path).done
      expect((await own.copies()).includes('/today')).toBe(isLeft)
    }
  }
})

test('a refusal before the action is told to the script of the form in words, and is none of ours where it is', async () => {
  const own = await withToday()
  const told = async (status: number, headers: Record<string, string> = {}) => {
    own.phone.network = () =>
      new Response('<html>', { status, headers: { 'content-type': 'text/html', ...headers } })
    const answer = await own.act('/today/run').answer
    return [answer?.status, answer?.headers.get('content-type'), await answer?.text()]
  }
  for (const status of [400, 404, 409, 413, 422])
    expect(await told(status)).toEqual([422, 'text/plain', NOT_TAKEN])
  expect(await own.copies()).toContain('/today')
  expect((await told(404, { 'x-nextjs-action-not-found': '1' }))[2]).toBe('<html>')
  expect((await told(422, { 'content-type': 'text/x-component' }))[2]).toBe('<html>')
})

test('while the server is away a page without a copy says what waits, and else what the server says', async () => {
  const own = await withToday()
  const of = (status: number) => () => new Response('The database does not answer.', { status })
  own.phone.network = of(503)
  expect(await own.textOf('/my/forms')).toBe('The database does not answer.')
  own.phone.network = of(502)
  expect(await own.textOf('/my/forms')).toContain('You can reach the clinic at 044 1.')
  await own.post('/today/run', run).done
  own.phone.network = of(503)
  expect(await own.textOf('/my/forms')).toContain('1 entry waits on this phone')
})

test('a number that is tapped and answered has the plan fetched anew, whatever became of it', async () => {
  const own = await withToday()
  own.phone.network = ({ method }) =>
    method === 'POST' ? Response.redirect(`${origin}/today/pain?problem=refused`, 303) : plan('Run 6 km')
  const fields = { $opener: ownAccount, id: 'p1', caseId: 'c1', context: 'now', score: '4' }
  await own.post('/api/log/pain', fields, '/today/pain?case=c1').done
  own.phone.network = noNetwork
  expect(await own.textOf('/today')).toContain('Run 6 km')
})

test('the sign-in takes what is hers, and leaves the number of the clinic and that something waits', async () => {
  const own = await withToday()
  own.phone.network = noNetwork
  await own.post('/today/run', { ...run, log_safety: 'calf_swollen' }).done
  expect(await own.textOf('/my/forms')).toContain('Your plan is paused')
  own.phone.network = () => answered()
  await own.keep('/sign-in')
  own.phone.network = noNetwork
  const page = await own.textOf('/today')
  expect(page).toContain('You can reach the clinic at 044 1.')
  expect(page).toContain('1 entry waits on this phone')
  expect(page).not.toContain('paused')
})

const run = { $opener: ownAccount, id: 'e1', caseId: 'c1', distance: '5', log_safety: 'none' }

test('an entry that waited and is refused ends the copies of the plan, since it may have been heard', async () => {
  const own = await withToday()
  own.phone.network = noNetwork
  await own.post('/today/run', run).done
  expect(own.rows.get('e1')).toMatchObject({ account: ownAccount, state: 'waits' })
  own.phone.network = ({ method }) =>
    method === 'POST' ? Response.json({ error: 'Too far.' }, { status: 422 }) : pageOf('Your plan is paused')
  await own.message({ type: 'send', account: ownAccount })
  expect(own.rows.get('e1')?.state).toBe('refused')
  own.phone.network = noNetwork
  const nowhere = await own.textOf('/my/forms')
  expect(nowhere).toContain('1 entry was not taken, and is only on this phone.')
  expect(nowhere).not.toContain('waits')
  expect(await own.textOf('/today')).toContain('Your plan is paused')
})

test('signing out on a page of the team ends the copies, and nothing else there does', async () => {
  const own = await withToday()
  own.phone.network = () => answered({ 'x-action-redirect': '/caseload;push' })
  await own.act('/caseload').done
  expect(await own.copies()).toContain('/today')
  own.phone.network = () => answered({ 'x-action-redirect': '/sign-in;push' })
  await own.act('/caseload').done
  expect(await own.copies()).toEqual([])
})

test('a page that signs out has the worker keep nothing that it has asked for', async () => {
  const own = await withToday()
  const late = hanging()
  own.phone.network = () => late.answer
  const opened = own.open('/today')
  await own.message({ type: 'forget' })
  late.come(plan('Run 6 km'))
  await opened.done
  expect(await own.copies()).toEqual([])
})

test('a phone that is full shows no plan that an opened page has taken back', async () => {
  const own = await withToday()
  own.phone.network = () => plan('Session')
  await own.keep('/today/session?case=c1')
  own.state.full = true
  own.phone.network = () => pageOf('Your plan is paused')
  expect(await own.textOf('/today')).toContain('Your plan is paused')
  await own.keep('/today')
  own.phone.network = noNetwork
  expect(await own.textOf('/today')).toContain('<h1>No connection</h1>')
  expect(await own.textOf('/today/session?case=c1')).toContain('<h1>No connection</h1>')
})

test('a phone that is full says that what was posted is not kept', async () => {
  const own = await withToday()
  own.phone.network = noNetwork
  own.state.full = true
  expect(await (await own.post('/today/run', run).answer)?.text()).toContain('was not saved')
  expect(own.rows.size).toBe(0)
})

test('another build keeps what waits and whose phone it is, and no page of the build before', async () => {
  const kept = emptyPhone()
  const before = await phoneWith(kept)
  before.phone.network = () => plan('Run 5 km')
  await before.keep('/today')
  before.phone.network = noNetwork
  await before.post('/today/run', { ...run, log_safety: 'calf_swollen' }).done
  const own = await phoneWith(kept, 'b2')
  await own.fire('activate', {}).done
  expect((await kept.caches.keys()).sort()).toEqual(['stepwise-clinic', 'stepwise-pages-b2'])
  const page = await own.textOf('/today')
  expect(page).not.toContain('Run 5 km')
  for (const part of ['1 entry waits on this phone', 'Your plan is paused', '044 1'])
    expect(page).toContain(part)
})

test('a build that kept the number of the clinic with whose phone it is leaves it to the next', async () => {
  const kept = emptyPhone()
  const about = { account: ownAccount, severe: null, phone: '044 2' }
  await (await kept.caches.open('stepwise-pages-b0')).put(
    '/offline/about',
    new Response(JSON.stringify(about)),
  )
  const own = await phoneWith(kept)
  await own.fire('activate', {}).done
  expect(await own.textOf('/today')).toContain('You can reach the clinic at 044 2.')
  const pages = await (await kept.caches.open('stepwise-pages-b1')).match('/offline/about')
  expect(await pages?.json()).toEqual({ account: ownAccount, severe: null })
})

const saved = async (request: Request) => {
  const id = new URLSearchParams(await request.text()).get('id')
  return Response.json({ id, next: '/today?saved=run' }, { status: 201 })
}

test('a pain of 8 that is tapped stops the plan at once, and goes when the browser finds a network', async () => {
  const own = await withToday()
  own.phone.network = noNetwork
  const tapped = own.post(
    '/api/log/pain',
    { $opener: ownAccount, id: 'p1', caseId: 'c1', context: 'now', score: '8' },
    '/today/pain?case=c1',
  )
  expect((await tapped.answer)?.headers.get('location')).toBe(`${origin}/today?case=c1`)
  await tapped.done
  expect(own.phone.synced).toEqual(['stepwise-outbox'])
  expect(own.rows.get('p1')?.shown[0]?.text).toContain('Please stop exercising and running for now.')
  const sync = () => own.fire('sync', { tag: 'stepwise-outbox' }).done
  await expect(sync()).rejects.toThrow('still no answer')
  own.phone.network = (request) =>
    request.method === 'POST' ? saved(request) : pageOf('Your plan is paused')
  await sync()
  expect(own.rows.get('p1')).toMatchObject({ state: 'saved', fields: [] })
  own.phone.network = noNetwork
  expect(await own.textOf('/today')).toContain('Your plan is paused')
})

test('two that send at once send each entry once', async () => {
  const own = await withToday()
  own.phone.network = noNetwork
  for (const id of ['e1', 'e2']) await own.post('/today/run', { ...run, id, distance: id }).done
  const sent: string[] = []
  own.phone.network = (request) => {
    if (request.method === 'POST') sent.push(request.url)
    return request.method === 'POST' ? saved(request) : plan('Run 5 km')
  }
  const send = () => own.message({ type: 'send', account: ownAccount })
  await Promise.all([send(), send()])
  expect(sent).toHaveLength(2)
  expect([...own.rows.values()].map(({ state }) => state)).toEqual(['saved', 'saved'])
})
