import { expect, inject, test } from 'vitest'
import { desk, newDevice, signIn, testBrowser } from '#tests/support/browser.ts'

const browser = testBrowser()
const baseURL = inject('serverUrl')

test('two who examine at once: the second is told, and going over it takes nothing that she did not touch', async () => {
  const [one, two] = [
    await newDevice(browser.get(), { baseURL, viewport: desk }),
    await newDevice(browser.get(), { baseURL, viewport: desk }),
  ]
  for (const { page } of [one, two]) await signIn(page, 'piet.modell@demo.example')
  const field = ({ page }: typeof one, side: string) =>
    page.locator(`input[name="rom_hip_ir_deg_${side}"]`).first()
  await one.page.goto('/caseload')
  const caseAt = await one.page.locator('main a[href^="/cases/"]').last().getAttribute('href')
  await one.page.goto(`${caseAt}/assessment`)
  await one.page.getByRole('button', { name: 'Start an assessment' }).click()
  await one.page.waitForURL(/section=observation/)
  await two.page.goto(one.page.url())

  await field(one, 'left').fill('30')
  await one.page.getByText('Everything is saved').waitFor()
  await field(two, 'right').fill('35')
  await two.page
    .getByText(/has saved this part meanwhile/)
    .first()
    .waitFor()
  await two.page.getByRole('button', { name: 'Save mine over it' }).click()
  await two.page.getByText('Everything is saved').waitFor()
  await one.page.reload()
  expect([await field(one, 'left').inputValue(), await field(one, 'right').inputValue()]).toEqual([
    '30',
    '35',
  ])

  // What is emptied is empty, although the page had drawn it so.
  await field(two, 'right').fill('')
  await two.page.getByText('Not saved yet').waitFor()
  await two.page.getByText('Everything is saved').waitFor()
  await one.page.reload()
  expect([await field(one, 'left').inputValue(), await field(one, 'right').inputValue()]).toEqual(['30', ''])

  // A key writes where the focus is, and Enter alone goes on: no finding lands on the other side.
  const { page } = one
  await page.goto(`${page.url().split('?')[0]}?section=ligaments`)
  await page.getByRole('button', { name: 'Both normal' }).first().waitFor()
  const groups = page.locator('main fieldset:has(input[type=radio][value=normal])')
  const chosen = () =>
    Promise.all([0, 1].map((at) => groups.nth(at).locator('input:checked').getAttribute('value')))
  await groups.nth(0).locator('input').first().focus()
  for (const key of ['n', 'Enter', '2']) await page.keyboard.press(key)
  expect(await chosen()).toEqual(['normal', 'positive'])
  await page.keyboard.press('u')
  expect(await chosen()).toEqual(['normal', 'unclear'])
  await page.getByText('Everything is saved').waitFor()
  expect(await page.locator('nav [aria-current=step]').last().textContent()).toContain('2 recorded')
  expect([...one.complaints, ...two.complaints]).toEqual([])
})
