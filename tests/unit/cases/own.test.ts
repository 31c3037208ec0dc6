import { expect, test } from 'vitest'
import { kneeAmong } from '#lib/cases/own/rules.ts'

const one = { id: 'a', side: 'left', complaint: 'Pain on stairs' } as const

test('a knee is named while several are treated, with the complaint where the sides are equal', () => {
  expect(kneeAmong([one], 'a')).toBeNull()
  expect(kneeAmong([one, { ...one, id: 'b', side: 'right' }], 'a')).toBe('Left knee')
  const alike = [one, { ...one, id: 'b', complaint: 'Stiff after sitting' }]
  expect(alike.map(({ id }) => kneeAmong(alike, id))).toEqual([
    'Left knee: Pain on stairs',
    'Left knee: Stiff after sitting',
  ])
})
