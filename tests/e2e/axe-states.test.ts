import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, inject, it } from 'vitest'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { slugOf } from '#lib/intake/drafts/rules.ts'
import { axeFindings } from '#tests/support/axe.ts'
import { signIn, testBrowser } from '#tests/support/browser.ts'
import { type DemoPlace, demoPlaces, planEveryDay } from '#tests/support/demo-places.ts'
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
  halfDone: 'Timo Näyte',
} as const
type Who = keyof typeof people

let places: Map<string, DemoPlace>
const of = (who: Who): DemoPlace => {
  const place = places.get(people[who])
  if (!place) throw new Error(`${who} is not in the demo clinic`)
  return place
}
/** A physio who has to break the glass. */
const outsiderOf = (who: Who): string => {
  const emails = [physio, 'sofia.prova@demo.example', 'milan.vzor@demo.example']
  const outsider = emails.find((email) => !of(who).team.includes(email))
  if (!outsider) throw new Error(`every physio is on the team of ${people[who]}`)
  return outsider
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
/** The first exercise of a session, once the browser has made single steps of it. */
const setDone = (page: Page) => page.getByRole('button', { name: /^(Done|Set \d+ done)$/ }).waitFor()
const asked = async (page: Page) => {
  await setDone(page)
  await press('It hurts, or I cannot do this one')(page)
  await page.getByRole('button', { name: 'Back to the sets' }).waitFor()
}
const toTheEnd = async (page: Page) => {
  const save = page.getByRole('button', { name: 'Save session' })
  while (!(await save.isVisible())) {
    await asked(page)
    await press(/^(Next exercise|To the last page)$/)(page)
  }
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
  ...questionnaire.sections.map(({ id }) => ({
    name: `part ${id} of the form`,
    who: () => physio,
    path: () => `/intakes/${of('halfDone').intakeId}/fill/${slugOf(id)}`,
  })),
  { name: 'case of a flare', who: leadOf('flare'), path: caseOf('flare', '') },
  { name: 'care team', who: leadOf('flare'), path: caseOf('flare', ''), reach: opened('Change') },
  { name: 'progress of a flare', who: leadOf('flare'), path: caseOf('flare', '/progress') },
  { name: 'safety of a flare', who: leadOf('flare'), path: caseOf('flare', '/safety') },
  { name: 'factors', who: leadOf('flare'), path: caseOf('flare', '/factors') },
  {
    name: 'a factor of one’s own',
    who: leadOf('flare'),
    path: caseOf('flare', '/factors'),
    reach: opened('Add a factor'),
  },
  { name: 'assessments', who: leadOf('flare'), path: caseOf('flare', '/assessment') },
  { name: 'assessment being entered', who: leadOf('flare'), path: () => draftAt },
  { name: 'review refused', who: leadOf('flare'), path: caseOf('flare', '/reviews'), reach: refused('Sign') },
  { name: 'case that is closed', who: leadOf('discharged'), path: caseOf('discharged', '') },
  {
    name: 'glass, before it is broken',
    who: () => outsiderOf('improving'),
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
  { name: 'session', who: () => patient, path: () => '/today/session', reach: setDone },
  {
    name: 'rest between two sets',
    who: () => patient,
    path: () => '/today/session',
    reach: async (page) => {
      await setDone(page)
      await press(/^(Done|Set 1 done)$/)(page)
      await page.getByRole('button', { name: 'Skip rest' }).waitFor()
    },
  },
  { name: 'how an exercise went', who: () => patient, path: () => '/today/session', reach: asked },
  {
    name: 'session refused',
    who: () => patient,
    path: () => '/today/session',
    reach: async (page) => {
      await toTheEnd(page)
      await refused('Save session')(page)
    },
  },
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
let draftAt = ''
const atDesk = async (email: string, work: (page: Page) => Promise<unknown>) => {
  const context = await browser.get().newContext({ baseURL })
  const page = await context.newPage()
  await signIn(page, email)
  await work(page)
  await context.close()
}

beforeAll(async () => {
  await planEveryDay(inject('serverOwnerUrl'), 'Tomas Vzorek')
  places = await demoPlaces(inject('serverOwnerUrl'), Object.values(people))
  glass = outsiderOf('plateau')
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
    await page.getByRole('textbox', { name: 'Reason' }).fill('Covering for a colleague today.')
    await press('Open for one hour')(page)
    await page.waitForURL(/\/cases\//)
  })
  await atDesk(of('flare').lead, async (page) => {
    await page.goto(`/cases/${of('flare').caseId}/assessment`)
    await press('Start an assessment')(page)
    await page.waitForURL(/\/assessment\/[0-9a-f-]{36}/)
    draftAt = new URL(page.url()).pathname
  })
  await atDesk(of('improving').lead, async (page) => {
    await page.goto(`/cases/${of('improving').caseId}/program`)
    await press('Change the program')(page)
    await page.getByText('Draft', { exact: true }).first().waitFor()
  })
})

it.each(['phone, light', 'desk, dark'] as const)(
  'axe finds nothing in any state: %s',
  { timeout: 600_000 },
  async (view) => {
    const contexts = new Map<string, BrowserContext>()
    const found: string[] = []
    for (const { name, who, path, reach } of states) {
      const email = who()
      const context =
        contexts.get(email ?? '') ??
        (await browser.get().newContext({ baseURL, reducedMotion: 'reduce', ...views[view] }))
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
      // Each state of the session begins at its first exercise, not where the one before was left.
      await page.addInitScript(() => localStorage.clear())
      const answer = await page.goto(path())
      if (answer?.status() !== 200) found.push(`${name}: ${answer?.status()}`)
      try {
        await reach?.(page)
      } catch (error) {
        found.push(`${name} was not reached: ${error}`)
      }
      const look = view === 'phone, light' ? 'everything' : 'colors'
      found.push(...(await axeFindings(page, look)).map((finding) => `${name}: ${finding}`))
      await page.close()
    }
    for (const context of contexts.values()) await context.close()
    expect(found).toEqual([])
  },
)
