import type { Locator, Page } from 'playwright-core'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'

/** Stored `zone_peripatellar:left`; the map posts `left:zone_peripatellar`, while the main spot is chosen as it is stored. */
const posted = (id: string, value: string) =>
  id === 'pain_zones' ? value.split(':').reverse().join(':') : value

/** Ticks a box or a radio as a thumb does: on the label around it, since the control itself may be covered by its picture. */
async function tick(control: Locator): Promise<void> {
  if (await control.isChecked()) return
  const own = control.locator('xpath=ancestor::label[1]')
  // Away from the bars that stick to the top and the bottom.
  await own.evaluate((label) => label.scrollIntoView({ block: 'center' }))
  await own.click()
}

async function answer(page: Page, id: string, value: AnswerValue): Promise<void> {
  const named = page.locator(`[name="${id}"]:enabled`)
  const values = (Array.isArray(value) ? value : [value]).map((one) => posted(id, `${one}`))
  if ((await named.count()) === 0) {
    if (typeof value !== 'string' || (await page.locator(`[name="${id}.day"]`).count()) === 0) return
    const [year = '', month = '', day = ''] = value.split('-')
    await fillBirth(page, id, { year, month, day })
    return
  }
  const type = await named.first().getAttribute('type')
  if (type === 'radio' || type === 'checkbox') {
    for (const one of values) await tick(page.locator(`[name="${id}"][value="${one}"]:enabled`))
    return
  }
  await named.first().fill(values[0] ?? '')
}

export type DayParts = { year: string; month: string; day: string }

/** The three fields of a birth date. */
export async function fillBirth(page: Page, name: string, parts: DayParts): Promise<void> {
  for (const part of ['day', 'month', 'year'] as const) {
    await page.locator(`[name="${name}.${part}"]`).fill(parts[part])
  }
}

/** Answers what stands open on this part of the form, and what those answers open. */
export async function fillSection(page: Page, answers: Answers): Promise<void> {
  const done = new Set<string>()
  for (;;) {
    const open = await page
      .locator('form :is(input, textarea):enabled:not([type=hidden], [type=range])')
      .evaluateAll((all) => all.map((one) => one.getAttribute('name')?.split('.')[0] ?? ''))
    const next = open.find((id) => !done.has(id))
    if (next === undefined) return
    done.add(next)
    const value = answers[next]
    if (value !== undefined && value !== null) await answer(page, next, value)
  }
}
