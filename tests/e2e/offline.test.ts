import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayIn, startOfDay } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { isKept } from '#public/offline/pages.js'
import { axeFindings } from '#tests/support/axe.ts'
import { phone, testBrowser } from '#tests/support/browser.ts'
import { type Gate, gateTo } from '#tests/support/gate.ts'
import { openContext, signInAs } from '#tests/support/tour.ts'
import { type ActorName, worldServer } from '#tests/support/world-server.ts'
import { pages } from './access/pages.ts'

/** A patient's phone in a gym cellar: what it shows without a network, and what it sends by itself. */
let gate: Gate | undefined
const w = await worldServer(async (appUrl) => {
  gate = await gateTo(appUrl)
  return gate.url
})
const browser = testBrowser()
const one = () => w.world.one.a
const context = { open: [] as BrowserContext[] }
beforeEach(() => w.snapshot.restore())
afterEach(async () => {
  for (const open of context.open.splice(0)) await open.close()
})

const line = (page: Page) => page.getByText(/^No connection\. This is how it was on /)

async function device(actor: ActorName): Promise<Page> {
  const own = await openContext(browser.get(), w, { viewport: phone, serviceWorkers: 'allow' }, actor)
  context.open.push(own)
  return own.newPage()
}

/** The addresses that the phone has copies of. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('stepwise-pages-'))
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return keys.flat().map(({ url }) => new URL(url).pathname)
  })

/** Whose pages the copies are, as they say themselves. */
const owners = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('stepwise-pages-'))
    const texts: string[] = []
    for (const name of names) {
      const pages = await caches.open(name)
      for (const key of await pages.keys()) texts.push((await (await pages.match(key))?.text()) ?? '')
    }
    const ids = texts.flatMap(
      (text) => /data-account="([^"]*)"|"account":"([^"]*)"/.exec(text)?.slice(1) ?? [],
    )
    return [...new Set(ids.filter(Boolean))]
  })

/** The entries that are on the phone, of whomever. */
const waiting = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('stepwise', 1)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const rows = opening.result.transaction('outbox').objectStore('outbox').getAllKeys()
          rows.onsuccess = () => resolve(rows.result.map(String))
        }
      }),
  )

/** Opens today with a network and waits until the phone has its forms. */
async function withCopies(actor: ActorName = 'patientA'): Promise<Page> {
  const page = await device(actor)
  await page.goto('/today')
  await expect
    .poll(() => kept(page), { timeout: 30_000 })
    .toEqual(expect.arrayContaining(['/today', '/today/run', '/today/morning', '/today/pain']))
  return page
}

const goOffline = (page: Page) => page.context().setOffline(true)

/** Back on the network, of which the page hears again once the worker has it, too: by itself it looks every 10 seconds. */
async function goOnline(page: Page): Promise<void> {
  await page.context().setOffline(false)
  const again = () => setTimeout(() => dispatchEvent(new Event('online')), 500)
  await page.evaluate(again).catch(() => undefined)
}

it('shows today and forms that were never opened, says that they are copies, and nothing else', async () => {
  const page = await withCopies()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await goOffline(page)
  await page.reload()
  await line(page).waitFor()
  await page.getByRole('link', { name: /^Add a run/ }).click()
  await page.waitForURL(/\/today\/run/)
  await line(page).waitFor()
  await page.getByRole('heading', { name: 'How was your run?' }).waitFor()
  await page.goto('/my/forms').catch(() => undefined)
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  await page.goto('/')
  await line(page).waitFor()
  expect(complaints).toEqual([])
  await page.context().setOffline(false)
  await page.reload()
  await page.getByRole('link', { name: /^Add a run/ }).waitFor()
  expect(await line(page).count()).toBe(0)
})

it('keeps nothing of whoever signs out, or is somebody else', async () => {
  const page = await withCopies()
  await page.goto('/my/record')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  expect(await kept(page)).toEqual([])
  await w.snapshot.restore()
  await signInAs(page.context(), w, 'patientA')
  await page.goto('/today')
  await expect.poll(() => kept(page), { timeout: 30_000 }).toContain('/today/run')
  await signInAs(page.context(), w, 'patientB')
  await page.goto('/my/progress')
  await expect.poll(() => kept(page), { timeout: 30_000 }).toContain('/my/progress')
  await expect.poll(() => owners(page), { timeout: 30_000 }).toEqual([w.world.one.b.actor.accountId])
  expect((await kept(page)).filter((path) => path.startsWith('/today'))).toEqual([])
  await goOffline(page)
  await page.goto('/today')
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
})

it('has her told by no page that it fetches ahead, and by the first that she opens', async () => {
  await w.snapshot.sql`
    INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", "flagId", urgency, block, source, "ruleSetVersion", inputs, "shownTo")
    SELECT ${newId()}, "clinicId", "patientId", id, 'flag_malignancy', 'urgent_referral', 'programme', 'review_form', 1, '{}', 'clinic'
    FROM "Case" WHERE id = ${one().caseId}`
  const told = () => w.snapshot.sql`
    SELECT 1 FROM "RedFlag" WHERE "caseId" = ${one().caseId} AND "flagId" = 'flag_malignancy' AND "shownAt" IS NOT NULL`
  const read = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(w.server.url + path, {
      headers: { accept: 'text/html', cookie: w.cookies.patientA ?? '', ...headers },
    })
    await answer.text()
  }
  const paths = Object.values(pages).map((row) => new URL(row.at(w), w.server.url))
  const ahead = paths.filter(isKept).map(({ pathname, search }) => pathname + search)
  expect(ahead).toContain('/my/program')
  for (const path of ahead) await read(path, { 'x-stepwise-quiet': '1' })
  expect(await told()).toEqual([])
  await read('/my/program', {})
  expect((await told()).length).toBe(1)
})

const box = (page: Page, value: string) => page.locator(`[name=log_safety][value=${value}]`)
const bar = (page: Page, text: string) => page.getByText(text, { exact: false })
const oneWaits = '1 entry waits on this phone. It goes by itself as soon as there is a connection.'

async function fillRun(page: Page, km: string, safety = 'none'): Promise<void> {
  await page.getByLabel('Distance').fill(km)
  await page.getByLabel('Time').fill('42')
  await page.locator('[name=finished][value=yes]').check({ force: true })
  await page.getByLabel('Kind of run').selectOption({ index: 1 })
  await page.getByLabel('Ground').selectOption({ index: 1 })
  await page.locator('[name=pain_during][value="2"]').check({ force: true })
  await box(page, safety).check({ force: true })
}

const openRun = async (page: Page) => {
  await page.goto(`/today/run?case=${one().caseId}`)
  await line(page).waitFor()
  // Its scripts have come when a draft would be kept.
  await page.waitForFunction(() => document.querySelector('form')?.querySelector('[name="$opener"]') !== null)
  await page.waitForLoadState('networkidle')
}

const runsOf = async (...km: number[]) => {
  const rows = await w.snapshot.sql<{ km: string; day: string }[]>`
    SELECT trim_scale(km)::text AS km, to_char("logDate", 'YYYY-MM-DD') AS day FROM "RunLog"
    WHERE "caseId" = ${one().caseId} ORDER BY km`
  return rows.filter((row) => km.includes(Number(row.km))).map((row) => Number(row.km))
}

it('two runs from one copy and a number that is tapped wait, go by themselves, and are stored once each', async () => {
  const page = await withCopies()
  await goOffline(page)
  await openRun(page)
  const first = await page.locator('[name=id]').inputValue()
  await fillRun(page, '7.1')
  await page.getByRole('button', { name: 'Save run' }).click()
  await page.waitForURL(/\/today\?case=/)
  await bar(page, oneWaits).waitFor()
  await page.getByText(/^Your run of /).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await openRun(page)
  expect(await page.getByLabel('Distance').inputValue()).toBe('')
  expect(await page.locator('[name=id]').inputValue()).not.toBe(first)
  await fillRun(page, '7.2')
  await page.getByRole('button', { name: 'Save run' }).dblclick()
  await bar(page, '2 entries wait on this phone. They go by themselves').waitFor()
  await page.goto(`/today/pain?case=${one().caseId}`)
  await page.getByRole('button', { name: /^4$/ }).click()
  await bar(page, '3 entries wait on this phone.').waitFor()
  await page.goto('/my/forms')
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.goto('/today')
  expect(await runsOf(7.1, 7.2)).toEqual([])
  await goOnline(page)
  await expect.poll(() => runsOf(7.1, 7.2), { timeout: 60_000 }).toEqual([7.1, 7.2])
  const saved = page.getByText(/^Your (run|pain score) of .* is saved/)
  await expect.poll(() => saved.count(), { timeout: 30_000 }).toBe(3)
  expect(await page.getByText(/on this phone\./).count()).toBe(0)
  const [pain] = await w.snapshot.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "PainScore" WHERE "caseId" = ${one().caseId} AND context = 'now' AND score = 4`
  expect(pain?.count).toBe(1)
  await page.reload()
  await page.getByText('7.2 km', { exact: false }).first().waitFor()
  expect(await page.getByText(/on this phone\./).count()).toBe(0)
})

it('an entry that a server without its database cannot save waits as without a network', async () => {
  const page = await withCopies()
  await page.goto(`/today/run?case=${one().caseId}`)
  await page.waitForLoadState('networkidle')
  await fillRun(page, '7.8')
  await gate?.shut()
  try {
    await page.getByRole('button', { name: 'Save run' }).click()
    await line(page).waitFor()
    await bar(page, oneWaits).waitFor()
    await page.getByRole('link', { name: /^Add a run/ }).waitFor()
  } finally {
    await gate?.open()
  }
  await goOnline(page)
  await expect.poll(() => runsOf(7.8), { timeout: 30_000 }).toEqual([7.8])
})

it('what waits goes with no page open, when the browser finds a network', async () => {
  const page = await withCopies()
  await goOffline(page)
  await openRun(page)
  await fillRun(page, '7.9')
  await page.getByRole('button', { name: 'Save run' }).click()
  await bar(page, oneWaits).waitFor()
  const devtools = await page.context().newCDPSession(page)
  const registered = new Promise<string>((found) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(w.server.url))
      if (own) found(own.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  const registrationId = await registered
  await page.goto('about:blank')
  await page.context().setOffline(false)
  expect(await runsOf(7.9)).toEqual([])
  const about = { origin: w.server.url, registrationId, tag: 'stepwise-outbox', lastChance: false }
  await devtools.send('ServiceWorker.dispatchSyncEvent', about)
  await expect.poll(() => runsOf(7.9), { timeout: 10_000 }).toEqual([7.9])
})

it('what waits is told on the sign-in, and before signing out deletes it; nobody else sees what it is', async () => {
  const page = await withCopies()
  await goOffline(page)
  await openRun(page)
  await fillRun(page, '7.3')
  await page.getByRole('button', { name: 'Save run' }).click()
  await bar(page, oneWaits).waitFor()
  await page.context().clearCookies()
  await page.context().setOffline(false)
  await page.goto('/sign-in?why=waits')
  await page.getByText(/^An entry waits on this phone\. Sign in to send it, or call the clinic at /).waitFor()
  await signInAs(page.context(), w, 'patientB')
  await page.goto('/today')
  await page.waitForLoadState('networkidle')
  expect(await page.getByText(/on this phone\./).count()).toBe(0)
  expect(await runsOf(7.3)).toEqual([])
  await signInAs(page.context(), w, 'patientA')
  await page.route('**/api/log/**', (route) => route.abort())
  await page.context().route('**/api/log/**', (route) => route.abort())
  await page.goto('/my/record')
  await page.getByText(/^1 entry waits for a connection and would be lost/).waitFor()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  expect(await kept(page)).toEqual([])
  expect(await waiting(page)).toEqual([])
})

it('a dangerous answer keeps its words on every page and holds the plan until it arrives as a flag', async () => {
  const page = await withCopies()
  await goOffline(page)
  await openRun(page)
  await fillRun(page, '7.4', 'calf_swollen')
  await page.getByRole('button', { name: 'Save run' }).click()
  await bar(page, oneWaits).waitFor()
  const words = page.getByRole('alert').filter({ hasText: 'nobody at the clinic knows of it yet' })
  await words.waitFor()
  expect(await words.textContent()).toContain('Your plan is paused until we have spoken with you')
  expect(await page.locator('a[href^="/today/session"]:visible, a[href^="/today/run"]:visible').count()).toBe(
    0,
  )
  expect(await axeFindings(page)).toEqual([])
  await page.goto(`/today/morning?case=${one().caseId}`)
  await words.waitFor()
  await page.goto('/today')
  const flags = () =>
    w.snapshot
      .sql`SELECT 1 FROM "RedFlag" WHERE "caseId" = ${one().caseId} AND source = 'log' AND "resolvedAt" IS NULL`
  const before = (await flags()).length
  await goOnline(page)
  await page.waitForURL(/saved=run/, { timeout: 60_000 })
  await expect.poll(async () => (await flags()).length).toBeGreaterThan(before)
  await page.getByText('Your plan is paused', { exact: false }).first().waitFor()
  await expect.poll(() => words.count()).toBe(0)
  expect(await line(page).count()).toBe(0)
  await goOffline(page)
  await page.goto(`/today/session?case=${one().caseId}`)
  expect(await page.locator('[data-plan]:visible').count()).toBe(0)
})

/** As if the phone had fetched its pages the day before. */
const makeOld = (page: Page) => {
  const now = new Date()
  const today = dayIn(zone, now)
  const days = [today, addDays(today, -1)]
  const starts = [addDays(today, 1), today].map((day) => `${startOfDay(day, zone).getTime()}`)
  return page.evaluate(
    async ({ days, starts }) => {
      for (const name of (await caches.keys()).filter((one) => one.startsWith('stepwise-pages-'))) {
        const pages = await caches.open(name)
        for (const key of await pages.keys()) {
          const response = await pages.match(key)
          if (!response || !key.url.includes('/today')) continue
          const headers = new Headers(response.headers)
          headers.set('x-kept-at', `${Date.now() - 86_400_000}`)
          const text = await response.text()
          const old = text
            .replaceAll(days[0] ?? '', days[1] ?? '')
            .replaceAll(starts[0] ?? '', starts[1] ?? '')
          await pages.put(key, new Response(old, { headers }))
        }
      }
    },
    { days, starts },
  )
}
const zone = 'Europe/Zurich'

it('a copy of yesterday asks which day is meant, and saves to today', async () => {
  const page = await withCopies()
  await makeOld(page)
  await goOffline(page)
  await openRun(page)
  await page.getByText(/^This page is from /).waitFor()
  await fillRun(page, '7.5')
  await page.getByRole('button', { name: 'Save run' }).click()
  await page.getByText('Choose a day first. Nothing is saved yet.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByLabel(/^Today, /).check()
  await page.getByRole('button', { name: 'Save run' }).click()
  await bar(page, oneWaits).waitFor()
  await goOnline(page)
  await expect.poll(() => runsOf(7.5), { timeout: 60_000 }).toEqual([7.5])
  const [row] = await w.snapshot
    .sql`SELECT to_char("logDate", 'YYYY-MM-DD') AS day FROM "RunLog" WHERE km = 7.5`
  expect(row?.day).toBe(dayIn(zone, new Date()))
})

it('of a morning that is entered the phone has the form of a new one, and a second of a day stands beside the first', async () => {
  const today = dayIn(zone, new Date())
  const mornings = () => w.snapshot.sql<{ score: number }[]>`
    SELECT score FROM "PainScore" WHERE "caseId" = ${one().caseId} AND context = 'next_morning'
      AND "supersededAt" IS NULL AND "logDate" = ${today}::date`
  const first = { id: newId(), caseId: one().caseId, score: '2', swelling: 'none', log_safety: 'none' }
  await fetch(`${w.server.url}/api/log/morning`, {
    method: 'POST',
    headers: { origin: w.server.url, accept: 'application/json', cookie: w.cookies.patientA ?? '' },
    body: new URLSearchParams(first),
  })
  const page = await withCopies()
  await goOffline(page)
  await page.goto(`/today/morning?case=${one().caseId}`)
  await line(page).waitFor()
  await page.getByText(/You entered the morning of .* already: pain 2 of 10/).waitFor()
  expect(await page.locator('[name=supersedes]').count()).toBe(0)
  await page.waitForLoadState('networkidle')
  await page.locator('[name=score][value="5"]').check({ force: true })
  await page.locator('[name=swelling][value=mild]').check({ force: true })
  await box(page, 'none').check({ force: true })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await bar(page, oneWaits).waitFor()
  await page.context().setOffline(false)
  const told = page.getByRole('alert').filter({ hasText: 'was not saved' })
  await told.waitFor({ timeout: 60_000 })
  await told.getByRole('button', { name: 'Open it' }).click()
  await page.getByText('Pain 5, a little swollen').waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(await told.count()).toBe(1)
  await page.getByRole('button', { name: 'Use it instead' }).click()
  await expect.poll(() => told.count()).toBe(0)
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect(await mornings()).toEqual([{ score: 5 }])
  expect(await page.getByText('is not saved yet').count()).toBe(0)
})

it('an entry that is refused comes back with its reason, into its form', async () => {
  const page = await withCopies()
  await goOffline(page)
  await openRun(page)
  await fillRun(page, '7.6')
  await page.getByLabel('Distance').fill('far')
  await page.getByRole('button', { name: 'Save run' }).click()
  await bar(page, oneWaits).waitFor()
  await goOnline(page)
  const told = page.getByRole('alert').filter({ hasText: 'was not saved' })
  await told.waitFor({ timeout: 60_000 })
  await told.getByRole('button', { name: 'Open it' }).click()
  await page.waitForURL(/\/today\/run/)
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[name=distance]')?.value === 'far',
  )
  await page.getByLabel('Distance').fill('7.6')
  // Asked anew.
  expect(await page.locator('[name=log_safety]:checked').count()).toBe(0)
  await page.locator('label:has([name=log_safety][value=none])').click()
  await page.getByRole('button', { name: 'Save run' }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect(await runsOf(7.6)).toEqual([7.6])
  expect(await told.count()).toBe(0)
})

it('a browser that takes no worker goes on as before', async () => {
  const own = await openContext(browser.get(), w, { viewport: phone }, 'patientA')
  context.open.push(own)
  const page = await own.newPage()
  await page.goto(`/today/run?case=${one().caseId}`)
  await page.waitForLoadState('networkidle')
  await fillRun(page, '7.7')
  await own.setOffline(true)
  await page.getByRole('button', { name: 'Save run' }).click()
  await page.getByText(/^Not saved: there was no answer/).waitFor()
  await own.setOffline(false)
  await page.getByRole('button', { name: 'Save run' }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect(await runsOf(7.7)).toEqual([7.7])
})

describe('what a phone sends', () => {
  const run = (extra: Record<string, string> = {}) => ({
    id: newId(),
    caseId: one().caseId,
    distance: '8.1',
    unit: 'km',
    minutes: '30',
    finished: 'yes',
    type: 'easy',
    surface: 'trail',
    shoes: '',
    pain_during: '1',
    note: '',
    log_safety: 'none',
    ...extra,
  })
  async function post(fields: Record<string, string>, actor: ActorName = 'patientA', kind = 'run') {
    const response = await fetch(`${w.server.url}/api/log/${kind}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: w.server.url, accept: 'application/json', cookie: w.cookies[actor] ?? '' },
      body: new URLSearchParams(fields),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  it('counts once, and another content under its id is refused', async () => {
    const fields = run()
    const [first, again] = [await post(fields), await post({ ...fields, $waited: '60' })]
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toEqual({
      id: fields.id,
      next: `/today?case=${fields.caseId}&saved=run&entry=${fields.id}`,
    })
    expect((await post({ ...fields, minutes: '31' })).status).toBe(409)
    expect(await runsOf(8.1)).toEqual([8.1])
  })

  it('is of the day on which it was entered where it names none', async () => {
    const id = newId()
    const fields = { id, caseId: one().caseId, context: 'now', score: '3', $waited: `${2 * 86_400}` }
    expect((await post(fields, 'patientA', 'pain')).status).toBe(201)
    const [row] = await w.snapshot
      .sql`SELECT to_char("logDate", 'YYYY-MM-DD') AS day FROM "PainScore" WHERE id = ${id}`
    expect(row?.day).toBe(dayIn(zone, new Date(Date.now() - 2 * 86_400_000)))
    const late = { ...fields, id: newId(), $waited: `${20 * 86_400}` }
    expect((await post(late, 'patientA', 'pain')).status).toBe(201)
    const [longest] = await w.snapshot
      .sql`SELECT to_char("logDate", 'YYYY-MM-DD') AS day FROM "PainScore" WHERE id = ${late.id}`
    expect(longest?.day).toBe(dayIn(zone, new Date(Date.now() - 14 * 86_400_000)))
  })

  it('is never saved in the name of another, nor of nobody', async () => {
    const opener = w.world.one.a.actor.accountId
    for (const kind of ['run', 'pain']) {
      expect(await post(run({ $opener: opener }), 'patientB', kind)).toMatchObject({
        status: 401,
        body: { other: true },
      })
      expect((await post(run({ $opener: opener }), 'anonymous', kind)).status).toBe(401)
    }
    expect(await runsOf(8.1)).toEqual([])
  })

  it('is heard where it is refused', async () => {
    const told = await post(run({ distance: 'far', log_safety: 'calf_swollen' }))
    expect(told).toMatchObject({ status: 422, body: { fieldErrors: { distance: [expect.any(String)] } } })
    expect(String(told.body.error).length).toBeGreaterThan(80)
    const rows = await w.snapshot
      .sql`SELECT 1 FROM "RedFlag" WHERE "caseId" = ${one().caseId} AND source = 'log'`
    expect(rows.length).toBeGreaterThan(0)
  })
})
