import { expect, it } from 'vitest'
import { waitingOf } from '#lib/cases/overview/rules.ts'

it('names each measure that is overdue, and suggestions that nobody has answered', () => {
  const akps = { measure: 'akps' as const, name: 'AKPS', text: 'week 6, overdue 3 days', overdue: true }
  expect(waitingOf([akps], 2)).toEqual([
    { text: 'AKPS: week 6, by 3 days', overdue: true, page: 'outcomes' },
    { text: '2 suggestions for the program to answer', overdue: false, page: 'program' },
  ])
  expect(waitingOf([], 1).map(({ text }) => text)).toEqual(['1 suggestion for the program to answer'])
  expect(waitingOf([], 0)).toEqual([])
})

it('a knee measure is asked for until one is chosen', () => {
  expect(waitingOf([], 0, true)).toEqual([
    { text: 'Choose the knee measure', overdue: false, page: 'outcomes' },
  ])
  expect(waitingOf([], 0, false)).toEqual([])
})
