import { expect, test } from 'vitest'
import { VersionList } from '#components/programs/version-list.tsx'
import { text } from './render.ts'

const list = (closed: boolean) => (
  <VersionList
    {...{ caseId: 'c', today: '2026-11-26', closed }}
    versions={[
      {
        number: 3,
        startsOn: '2026-11-24',
        publishedBy: 'Hanna Muster',
        writtenAt: new Date(0),
        holds: true,
        note: '',
        phases: [],
      },
    ]}
  />
)

test('a version holds today, and in a case that has ended no longer', () => {
  expect(text(list(false))).toContain('holds today')
  expect(text(list(true))).not.toContain('today')
})
