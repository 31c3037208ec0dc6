import { expect, test } from 'vitest'
import { gradesInWords } from '#lib/content/grades.ts'

test('a reader gets words for the marks of the specification, and keeps the numbers of the sources', () => {
  expect(gradesInWords('Low below 1.56 N·m/kg [EO] [81]')).toBe('Low below 1.56 N·m/kg (expert opinion) [81]')
  expect(gradesInWords('about 85 % [GK], about 94 % [GK]')).toBe(
    'about 85 % (general knowledge), about 94 % (general knowledge)',
  )
  expect(gradesInWords('the cut-points are general knowledge [GK].')).toBe(
    'the cut-points are general knowledge.',
  )
  expect(gradesInWords('[EO]')).toBe('expert opinion')
  expect(gradesInWords('zones [29 GK]')).toBe('zones [29, not confirmed]')
})
