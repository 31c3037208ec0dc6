import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, inject, it } from 'vitest'
import { axeFindings } from '#tests/support/axe.ts'
import { signIn, testBrowser } from '#tests/support/browser.ts'
import { type DemoPlace, demoPlaces } from '#tests/support/demo-places.ts'
import { views } from '#tests/support/tour.ts'

/** What a page can come to be, under axe: refused, opened, empty, stopped, paused. On the demo clinic, which is fuller. */
const browser = testBrowser()
const baseURL = inject('serverUrl')
const admin = 'hanna.muster@demo.example'
const physio = 'piet.modell@demo.example'
const people = {
  flare: 'Ruben Voorbeeld',
  improving: 'Jonas Esimerkki',
  plateau: 'Nora Przykład',
  discharged: 'Greta Modellfall',
  flagged: 'Oskar Beispielmann',
  emergency: 'Henrik Testperson',
} as const
type Who = keyof typeof people

let places: Map<string, DemoPlace>
const of = (who: Who): DemoPlace => {
  const place = places.get(people[who])
  if (!place) throw new Error(`${who} is not in the demo clinic`)
  return place
}
const cookies = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()

type State = {
  name: string
  /** An address of the demo clinic; nobody for the pages before signing in. */
  who: () => string | null
  path: () => string
  reach?: (page: Page) => Promise<unknown>
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
const refused = (name: string | RegExp) => async (page: Page) => {
  await press(name)(page)
  await page.locator('[role=alert] h2').first().waitFor()
}
const opened = (name: string | RegExp) => async (page: Page) => {
  await press(name)(page)
  await page.locator('[popover]:popover-open').first().waitFor()
}
const patient = 'tomas.vzorek@demo.example'
const leadOf = (who: Who) => () => of(who).lead
const caseOf = (who: Who, rest: string) => () => `/cases/${of(who).caseId}${rest}`

const states: State[] = [
  { name: 'sign-in refused', who: () => null, path: () => '/sign-in', reach: refused('Sign in') },
  { name: 'caseload', who: () => physio, path: () => '/caseload' },
  { name: 'caseload without a find', who: () => physio, path: () => '/caseload?q=nobody-has-this-name' },
  {
    name: 'account menu',
    who: () => physio,
    path: () => '/caseload',
    reach: async (page) => {
      await page.locator('button[popovertarget^="account-"]:visible').click()
      await page.locator('[popover]:popover-open').waitFor()
    },
  },
  { name: 'patients without a find', who: () => admin, path: () => '/patients?q=nobody-has-this-name' },
  {
    name: 'new patient refused',
    who: () => physio,
    path: () => '/patients/new',
    reach: refused('Add patient'),
  },
  { name: 'triage of a red flag', who: () => physio, path: () => `/intakes/${of('flagged').intakeId}` },
  {
    name: 'open a case',
    who: () => physio,
    path: () => `/intakes/${of('flagged').intakeId}`,
    reach: opened('Open a case'),
  },
  {
    name: 'form on behalf, stopped',
    who: () => physio,
    path: () => `/intakes/${of('emergency').intakeId}/fill/stop`,
  },
  { name: 'case of a flare', who: leadOf('flare'), path: caseOf('flare', '') },
  { name: 'care team', who: leadOf('flare'), path: caseOf('flare', ''), reach: opened('Change') },
  { name: 'progress of a flare', who: leadOf('flare'), path: caseOf('flare', '/progress') },
  { name: 'safety of a flare', who: leadOf('flare'), path: caseOf('flare', '/safety') },
  { name: 'review refused', who: leadOf('flare'), path: caseOf('flare', '/reviews'), reach: refused('Sign') },
  { name: 'case that is closed', who: leadOf('discharged'), path: caseOf('discharged', '') },
  {
    name: 'glass, before it is broken',
    who: () => (of('improving').lead === physio ? admin : physio),
    path: () => `/patients/${of('improving').patientId}`,
    reach: opened('Open with a reason'),
  },
  { name: 'glass, broken', who: () => glass, path: caseOf('plateau', '') },
  { name: 'program that is paused', who: leadOf('plateau'), path: caseOf('plateau', '/program') },
  { name: 'today, paused', who: () => 'nora.przykad@demo.example', path: () => '/today' },
  { name: 'program draft', who: leadOf('improving'), path: caseOf('improving', '/program') },
  {
    name: 'menu of an exercise',
    who: leadOf('improving'),
    path: caseOf('improving', '/program'),
    reach: opened(/^Actions for/),
  },
  {
    name: 'publish',
    who: leadOf('improving'),
    path: caseOf('improving', '/program'),
    reach: opened(/^Publish version/),
  },
  { name: 'today', who: () => patient, path: () => '/today' },
  { name: 'session refused', who: () => patient, path: () => '/today/session', reach: refused(/^Save/) },
  { name: 'run refused', who: () => patient, path: () => '/today/run', reach: refused(/^Save/) },
  { name: 'own program', who: () => patient, path: () => '/my/program' },
  { name: 'own progress', who: () => patient, path: () => '/my/progress' },
  { name: 'own record', who: () => patient, path: () => '/my/record' },
  {
    name: 'suspend',
    who: () => admin,
    path: () => '/admin/accounts',
    reach: async (page) => {
      await page.getByRole('link', { name: 'Sofia Prova' }).click()
      await opened('Suspend')(page)
    },
  },
  {
    name: 'invitation refused',
    who: () => admin,
    path: () => '/admin/accounts',
    reach: refused('Send invitation'),
  },
  { name: 'outbox', who: () => admin, path: () => '/admin/outbox' },
  { name: 'audit', who: () => admin, path: () => '/admin/audit' },
]

let glass = ''
const atDesk = async (email: string, work: (page: Page) => Promise<unknown>) => {
  const context = await browser.get().newContext({ baseURL })
  const page = await context.newPage()
  await signIn(page, email)
  await work(page)
  await context.close()
}

beforeAll(async () => {
  places = await demoPlaces(inject('serverOwnerUrl'), Object.values(people))
  glass = of('plateau').lead === physio ? 'sofia.prova@demo.example' : physio
  await atDesk(of('plateau').lead, async (page) => {
    await page.goto(`/cases/${of('plateau').caseId}/program`)
    await opened('Pause')(page)
    const sheet = page.getByRole('dialog', { name: /Pause/ })
    await sheet.getByLabel(/Reason|Why/).fill('On a journey until Monday.')
    await sheet.getByRole('button', { name: /^Pause/ }).click()
    await page.getByText('Paused by the team').waitFor()
  })
  await atDesk(glass, async (page) => {
    await page.goto(`/patients/${of('plateau').patientId}`)
    await opened('Open with a reason')(page)
    await page.getByLabel('Reason').fill('Covering for a colleague today.')
    await press('Open for one hour')(page)
    await page.waitForURL(/\/cases\//)
  })
  await atDesk(of('improving').lead, async (page) => {
    await page.goto(`/cases/${of('improving').caseId}/program`)
    await press('Change the program')(page)
    await page.getByText('Draft', { exact: true }).first().waitFor()
  })
})

it.each(Object.entries(views))(
  'axe finds nothing in any state: %s',
  { timeout: 600_000 },
  async (_name, view) => {
    const contexts = new Map<string, BrowserContext>()
    const found: string[] = []
    for (const { name, who, path, reach } of states) {
      const email = who()
      const context =
        contexts.get(email ?? '') ??
        (await browser.get().newContext({ baseURL, reducedMotion: 'reduce', ...view }))
      if (!contexts.has(email ?? '')) {
        contexts.set(email ?? '', context)
        const known = cookies.get(email ?? '')
        if (known) await context.addCookies(known)
        else if (email) {
          const page = await context.newPage()
          await signIn(page, email)
          cookies.set(email, await context.cookies())
          await page.close()
        }
      }
      const page = await context.newPage()
      const answer = await page.goto(path())
      if (answer?.status() !== 200) found.push(`${name}: ${answer?.status()}`)
      await reach?.(page)
      const look = view.colorScheme === 'light' ? 'everything' : 'colors'
      found.push(...(await axeFindings(page, look)).map((finding) => `${name}: ${finding}`))
      await page.close()
    }
    for (const context of contexts.values()) await context.close()
    expect(found).toEqual([])
  },
)
