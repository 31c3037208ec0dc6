import type { Page } from 'playwright-core'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { fillSection } from './fill-intake.ts'

/** A physio examines as she does in the treatment room: section by section, then reads it once more and signs. */
export async function examine(page: Page, caseAt: string, findings: Answers): Promise<void> {
  await page.goto(`${caseAt}/assessment`)
  await page.getByRole('button', { name: 'Start an assessment' }).click()
  await page.waitForURL(/section=observation/)
  const next = page.getByRole('button', { name: /^Next: / })
  const review = page.getByRole('button', { name: 'Check and sign' })
  while ((await next.count()) > 0) {
    await fillSection(page, findings)
    const section = page.url()
    await next.click()
    await page.waitForURL((url) => url.href !== section)
  }
  await fillSection(page, findings)
  await review.last().click()
  await page.getByRole('button', { name: 'Sign the assessment' }).click()
  await page.getByText(/^signed by /).waitFor()
}
