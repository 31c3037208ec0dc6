import { expect, test } from 'vitest'
import { EntriesScreen } from '#components/tracking/entries/entries-screen.tsx'
import { MissingMornings } from '#components/tracking/morning/missing-morning.tsx'
import { html, text } from './render.ts'

const run = {
  id: 'e1',
  caseId: 'c1',
  kind: 'run' as const,
  day: '2026-10-05',
  text: 'Run, 5 km in 30 min',
  knee: null,
  correct: '/today/run?case=c1&correct=e1',
  changed: null,
  takenBack: null,
}

test('an entry is taken back in two steps, so that no slip of a thumb deletes a day', () => {
  const page = html(<EntriesScreen recent={{ entries: [run], ended: false }} done={null} />)
  const [, folded = ''] = /<details[^>]*>(.*)<\/details>/s.exec(page) ?? []
  expect(folded).toContain('Take back this entry')
  expect(page.replace(folded, '')).not.toMatch(/type="submit"/)
  expect(page).not.toContain('<details open')
})

test('an entry that the clinic took back is shown with the reason, and not offered any more', () => {
  const words = text(
    <EntriesScreen
      recent={{ entries: [{ ...run, takenBack: { reason: 'Typed twice' } }], ended: false }}
      done={null}
    />,
  )
  expect(words).toContain('Taken back by the clinic: Typed twice')
  expect(words).not.toMatch(/Correct|Take back this/)
})

test('nobody is told to enter something in a treatment that has ended', () => {
  const words = (ended: boolean) => text(<EntriesScreen recent={{ entries: [], ended }} done={null} />)
  expect(words(true)).toMatch(/has ended Nothing can be entered or changed any more\./)
  expect(words(true)).not.toContain('14 days')
  expect(words(false)).toContain('What you enter stands here for 14 days.')
})

test('who is treated twice reads how an entry comes to the other treatment', () => {
  const words = (knee: string | null) =>
    text(<EntriesScreen recent={{ entries: [{ ...run, knee }], ended: false }} done={null} />)
  expect(words('Left knee: pain on stairs')).toContain('Take it back here, and enter it there.')
  expect(words(null)).not.toContain('other treatment')
})

test('every missing morning is asked for by its day', () => {
  const asked = ['2026-10-05', '2026-10-06'].map((day) => ({ day, text: `After ${day}?` }))
  const hrefs = (list: typeof asked) =>
    [...html(<MissingMornings caseId="c1" asked={list} />).matchAll(/day=([\d-]+)/g)].map(([, day]) => day)
  expect(hrefs(asked)).toEqual(asked.map(({ day }) => day))
  expect(hrefs(asked.slice(0, 1))).toEqual(['2026-10-05'])
  expect(text(<MissingMornings caseId="c1" asked={[]} />)).toBe('')
})
