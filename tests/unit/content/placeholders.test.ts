import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isLimit } from '#lib/content/limits/index.ts'
import { fillNumbers } from '#lib/flags/messages/rules.ts'

/** Places that what is known of a case fills in, by the file whose texts name them, with what does it. */
const filledOfCase: Readonly<Record<string, RegExp>> = {
  // `explanation`: no text while a value is not known.
  'factors/sentences.ts': /^[a-z_]+$/,
  'factors/form-notes.ts': /^form_note$/,
  // `questionsOf`
  'outcomes/own.ts': /^start_date$/,
  // `reviewAdvice`
  'review/advice.ts': /^acts_unanswered$/,
}

const root = 'lib/content'
const comment = /^\s*(\/?\*|\/\/).*$/gm
/** Not the sets of a rule (`in {a}`), nor the values of a template (`${a}`). */
const place = /(?<!in )(?<!\$)\{([a-z]\w*)\}/g

test('each place in a text of the specification is known to what fills it in', () => {
  const places = globSync('**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(`${root}/${file}`, 'utf8').replace(comment, '')
    return [...text.matchAll(place)].map(([, name = '']) => ({ file: file.replaceAll('\\', '/'), name }))
  })
  expect(places.length).toBeGreaterThan(40)
  const numbers = { emergencyNumber: '144', clinicPhone: '1', outOfHoursPhone: '2' }
  const left = places.filter(
    ({ file, name }) =>
      fillNumbers(`{${name}}`, numbers).includes('{') && !isLimit(name) && !filledOfCase[file]?.test(name),
  )
  expect(left).toEqual([])
})
