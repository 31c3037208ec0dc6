import { expect, inject, test } from 'vitest'
import { desk, newDevice, signIn, testBrowser } from '#tests/support/browser.ts'

const browser = testBrowser()
const baseURL = inject('serverUrl')

test('a number out of range is said when its field is left, before anything is sent, and a right one is taken', async () => {
  const { page, complaints } = await newDevice(browser.get(), { baseURL, viewport: desk })
  await signIn(page, 'hanna.muster@demo.example')
  await page.goto('/admin/clinic/limits')
  await page.getByRole('link', { name: 'Progress', exact: true }).click()
  await page.waitForURL(/area=review/)
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(request.url())
  })
  const row = page.locator('main li', { hasText: 'Expert opinion' }).first()
  await row.getByText('Change', { exact: true }).click()
  const value = row.locator('input[name="value"]')
  await value.fill('9999')
  await value.press('Tab')
  await row.getByText(/^Error: Choose/).waitFor()
  expect(await value.getAttribute('aria-invalid')).toBe('true')
  expect(posts).toEqual([])
  const least = /, ([\d.]+) to/.exec((await row.locator('label').first().textContent()) ?? '')?.[1] ?? ''
  await value.fill(least)
  await row.getByText(/^Error: Choose/).waitFor({ state: 'detached' })
  await row.getByLabel('Why').fill('We see our patients every week')
  await row.getByRole('button', { name: 'Set' }).click()
  await page.getByText(/^Saved: /).waitFor()
  expect(posts).toHaveLength(1)
  // What was set is on the page that comes, and counted beside what it is about.
  expect(await page.getByRole('link', { name: 'Progress 1' }).getAttribute('aria-current')).toBe('page')
  expect(complaints).toEqual([])
})
