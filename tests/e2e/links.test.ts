import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPassword, newDevice, signIn, testBrowser } from '#tests/support/browser.ts'
import { testDatabase } from '#tests/support/database.ts'
import { demoTemplate } from '#tests/support/global-setup.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { type Heard, listenTo } from '#tests/support/statements.ts'

/**
 * Goes through the demo clinic by its links, as its people: every link leads somewhere, and no page asks the database
 * more often than a few times, however many rows it shows.
 */
const db = await testDatabase(demoTemplate)
const browser = testBrowser()
let server: TestServer
let line: Heard

beforeAll(async () => {
  line = await listenTo(db.appUrl)
  // Alerts by night would be heard among the statements of a page.
  server = await startServer(line.gate.url, { SMTP_URL: '', STEPWISE_JOBS_DATABASE_URL: '' })
})
afterAll(async () => {
  await server?.stop()
  await line?.gate.shut()
})

async function cookieOf(email: string): Promise<string> {
  const { page } = await newDevice(browser.get(), { baseURL: server.url })
  await signIn(page, email, demoPassword)
  await page.waitForLoadState('load')
  const cookies = await page.context().cookies()
  await page.context().close()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

const ids = /[0-9a-f]{8}-[0-9a-f-]{27}|\b(?:ex|prog)_\w+|(?<=\/)\d+/g
/** Pages of one kind: the same address but for the ids in it and for what a search looks for. */
const kindOf = (path: string) => {
  const { pathname, searchParams } = new URL(path, server.url)
  return `${pathname.replaceAll(ids, '…')}?${[...searchParams.keys()].sort().join('&')}`
}
/** More than one of a kind, since one may be empty. */
const perKind = 2

const linksIn = (html: string) =>
  [...html.matchAll(/<(?:a|area)\b[^>]*?\shref="(\/[^"#]*)/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )

type Visit = { path: string; status: number; statements: string[] }

async function visit(path: string, cookie: string) {
  line.take()
  const answer = await fetch(new URL(path, server.url), { headers: { cookie }, redirect: 'manual' })
  const text = await answer.text()
  return { answer, text, statements: line.take() }
}

async function walk(start: string, cookie: string): Promise<Visit[]> {
  const visits: Visit[] = []
  const met = new Map<string, Set<string>>()
  const waiting = [start]
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const { answer, text, statements } = await visit(path, cookie)
    visits.push({ path, status: answer.status, statements })
    const further = answer.headers.get('location')
    for (const link of [...linksIn(text), ...(further ? [further] : [])]) {
      const { pathname, search } = new URL(link, server.url)
      const kind = kindOf(pathname + search)
      const known = met.get(kind) ?? new Set()
      met.set(kind, known)
      if (known.has(pathname) || known.size >= perKind) continue
      known.add(pathname)
      waiting.push(pathname + search)
    }
  }
  return visits
}

/** What lists and charts take, whatever they show. Everything else stays below `most`. */
const budgets: [RegExp, number][] = [
  [/^\/cases\/[^/]+\/reviews(\?|$)/, 5],
  // One more for what was put right or taken back in its forms.
  [/^\/cases\/[^/]+\/outcomes(\?|$)/, 6],
  // One more where a phase brings runs or jumps in by the calendar: whether their load may rise.
  [/^\/(caseload|alerts|intakes)(\?|$)|^\/cases\/[^/]+\/progress(\?|$)/, 6],
  // With what the rules of the plan read for the cap of each day, and of the next run.
  [/^\/cases\/[^/]+\/timeline(\?|$)/, 10],
  // A file of a whole record asks once for each kind of row.
  [/\/export(\?|$)/, 60],
  [/^\/(patients|admin\/accounts)(\?|$)/, 9],
]
const most = 30
const budgetOf = (path: string) => budgets.find(([pages]) => pages.test(path))?.[1] ?? most

it.each([
  ['an admin who is a physio too', 'hanna.muster@demo.example', '/caseload', 80],
  ['a patient', 'eva.beispiel@demo.example', '/today', 15],
])('every link of %s leads to a page of few statements', { timeout: 300_000 }, async (...role) => {
  const [, email, start, least] = role
  const cookie = await cookieOf(email)
  const visits = await walk(start, cookie)
  expect(visits.length).toBeGreaterThan(least)
  const lost = visits.filter(({ status }) => status >= 400)
  expect(lost.map(({ status, path }) => `${status} ${path}`)).toEqual([])
  const many: string[] = []
  for (const { path, statements } of visits) {
    if (statements.length <= budgetOf(path)) continue
    // What the page of the sign-in still asked for was heard with the first visit; what a page asks for is heard each time.
    const again = await visit(path, cookie)
    if (again.statements.length > budgetOf(path)) many.push(`${again.statements.length} ${path}`)
  }
  expect(many).toEqual([])
})
