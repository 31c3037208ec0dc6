import { expect, test } from 'vitest'
import { OverviewScreen } from '#components/cases/overview-screen.tsx'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseProgress } from '#lib/tracking/progress/queries.ts'
import { html } from '#tests/unit/components/render.ts'
import { lead, one, setUp } from '../factors/setting.ts'

await setUp()

test('what is due has one act, and the others are one press away', async () => {
  const now = new Date()
  const view = await caseOverview(lead, one.a.caseId, now)
  const page = html(
    <OverviewScreen view={view} progress={await caseProgress(lead, one.a.caseId, '12', now)} />,
  )
  const [, panel = ''] = page.split('>Due</div>')
  const [acts = '', more = ''] = panel.split('</details>')[0]?.split('<details') ?? []
  expect(acts.match(/<a [^>]*btn[^>]*>/g)).toHaveLength(1)
  expect(acts).toContain('Start review')
  for (const text of ['Enter for the patient', 'the review']) expect(more).toContain(text)
})
