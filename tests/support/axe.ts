import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const colors = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds wrong on a page as it stands, a line each. `colors` looks at these alone: nothing else changes with the
 * colour scheme. Legacy mode spares a second page per look; no page here has frames.
 */
export async function axeFindings(
  page: Page,
  look: 'everything' | 'colors' = 'everything',
): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({
      resultTypes: ['violations'],
      runOnly: look === 'colors' ? { type: 'rule', values: colors } : { type: 'tag', values: everything },
    })
    .analyze()
  if (passes.length === 0) throw new Error(`axe found nothing to look at on ${page.url()}`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const why = failureSummary.split('\n').slice(1, 3).join(' ').trim()
      return `${id}: ${target.join(' ')}: ${why}`
    }),
  )
}
