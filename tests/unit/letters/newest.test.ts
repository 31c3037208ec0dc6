import { expect, test } from 'vitest'
import { letterSections } from '#lib/content/letters/kinds.ts'
import { readComposed, shortenedBody, tooLong, withNewest } from '#lib/letters/newest/rules.ts'
import type { LetterBody } from '#lib/letters/schema.ts'

const body = (more: Partial<LetterBody>) =>
  ({ ...Object.fromEntries(letterSections.map((name) => [name, ''])), ...more }) as LetterBody

const then = body({ measures: '• NPRS: 6', flags: '• Fever', plan: '' })
const newest = body({ measures: '• NPRS: 6\n• NPRS: 2', flags: '• Fever, settled', plan: '' })

test('a part that nobody touched is the newest one, one that somebody wrote in keeps every word', () => {
  const written = body({ measures: 'Better:\n• NPRS: 6', flags: '• Fever', plan: 'Goes on at home.' })
  expect(withNewest(written, then, newest)).toEqual(
    body({ measures: 'Better:\n• NPRS: 6\n• NPRS: 2', flags: '• Fever, settled', plan: 'Goes on at home.' }),
  )
  // A line that somebody took out was known when the letter was composed: it does not come back.
  expect(withNewest(body({ measures: 'Better.' }), then, newest).measures).toBe('Better.\n• NPRS: 2')
})

test('of a letter from before only what it does not say yet is added', () => {
  expect(readComposed(null)).toBeNull()
  expect(withNewest(body({ measures: '• NPRS: 6' }), null, newest).measures).toBe('• NPRS: 6\n• NPRS: 2')
})

test('what does not fit is said and not cut', () => {
  expect(tooLong(then)).toBeNull()
  expect(tooLong(body({ flags: 'x'.repeat(6001) }))).toEqual({ flags: [expect.stringContaining('shorten')] })
})

test('lines that were cut are known, at whatever length they would be cut now', () => {
  const long = Array.from({ length: 7 }, (_, at) => `${at} ${'x'.repeat(850)}`)
  const before = body({ history: long.join('\n') })
  const now = body({ history: [...long, 'One short new line.'].join('\n') })
  const begun = shortenedBody(before)
  expect(begun.history.length).toBeLessThanOrEqual(5000)
  const written = { ...begun, history: `${begun.history}\nMy own words.` }
  const added = withNewest(written, before, now)
  expect(added.history).toBe(`${written.history}\nOne short new line.`)
  expect(tooLong(added)).toBeNull()
  expect(withNewest(added, now, now)).toEqual(added)
  expect(withNewest(begun, before, now)).toEqual(shortenedBody(now))
  expect(withNewest(before, before, now)).toEqual(now)
})

test('what is added is cut where it is long, and a line that changed beyond the cut is new', () => {
  const before = body({ history: 'x'.repeat(5500) })
  const now = body({ history: `${'x'.repeat(5500)}, better` })
  const written = { ...shortenedBody(before), history: 'Short.' }
  expect(withNewest(written, before, now).history).toMatch(/^Short\.\nx{4900,}… \[shortened\]$/)
})

test('a letter that began whole stays whole, and what is added takes the room that is left', () => {
  const whole = Array.from({ length: 7 }, (_, at) => `${at} ${'x'.repeat(780)}`).join('\n')
  const now = body({ history: `${whole}\nOne more.` })
  expect(withNewest(body({ history: whole }), body({ history: whole }), now)).toEqual(now)
  const own = 'y'.repeat(4900)
  const added = withNewest(body({ history: own }), body({}), body({ history: 'z '.repeat(900) }))
  expect(added.history).toMatch(/^y+\nz[z ]+… \[shortened\]$/)
  expect(tooLong(added)).toBeNull()
})
