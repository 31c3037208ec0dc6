import { expect, test } from 'vitest'
import { placeWords, seenWords } from '#lib/cases/seen/rules.ts'

test.each([
  [['case.read'], 'Read'],
  [['case.read', 'letter.file_read', 'case.glass_broken', 'alert.opened'], 'Read'],
  [['case.read', 'note.signed'], 'Read and wrote'],
  [['case.read', 'progress.exported'], 'Read, made a file'],
  [['care_team.changed'], 'Changed the care team only'],
  [['suggestion.made'], 'Rules in this name only'],
])('%s is %s', (types, words) => {
  expect(seenWords(types)).toBe(words)
})

test('says on which place somebody is, or was', () => {
  expect([placeWords('lead', true), placeWords('member', true), placeWords(null, true)]).toEqual([
    'Leads',
    'On the care team',
    'Was on the care team',
  ])
  expect(placeWords(null, false)).toBe('Not on the care team')
})
