import { describe, expect, test } from 'vitest'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import { readPack } from '#lib/outcomes/packs/rules.ts'

const block = (options: number, name = 'Item') =>
  [name, ...Array.from({ length: options }, (_, at) => `option ${at + 1}`)].join('\n')
const akps = instruments.akps.items.map((item) => block(item.values.length))

describe('what an admin pastes', () => {
  test('blocks between empty lines: the item, then its own answers', () => {
    const read = readPack(instruments.akps, { items: akps.join('\n\n') })
    expect(read.problems).toEqual({})
    expect(read.texts).toHaveLength(13)
    expect(read.texts[3]).toEqual({ text: 'Item', options: ['option 1', 'option 2', 'option 3', 'option 4'] })
  })
  test('with answers that all items share, one item a line', () => {
    const items = Array.from({ length: 20 }, (_, at) => `Activity ${at + 1}`).join('\n')
    const read = readPack(instruments.lefs, { items, answers: 'a\nb\nc\n\nd\ne\n' })
    expect(read.problems).toEqual({})
    expect(read.texts[19]).toEqual({ text: 'Activity 20', options: ['a', 'b', 'c', 'd', 'e'] })
  })
  test('lines of other systems and stray blanks do not matter', () => {
    const read = readPack(instruments.akps, {
      items: `\n\n${akps.join('\n \n').replaceAll('\n', '\r\n')}\r\n\r\n`,
    })
    expect(read.problems).toEqual({})
  })
  test('a wrong number of items is said', () => {
    const { problems } = readPack(instruments.akps, { items: akps.slice(1).join('\n\n') })
    expect(problems.items?.[0]).toBe('AKPS has 13 items; 12 found.')
  })
  test('a wrong number of answers is said, with the item', () => {
    const items = akps.map((text, at) => (at === 3 ? block(3) : text)).join('\n\n')
    expect(readPack(instruments.akps, { items }).problems.items).toEqual([
      'Item 4 (stairs) needs 4 answers in the order of the form; 3 found.',
    ])
    const shared = readPack(instruments.lefs, { items: 'one', answers: 'a\nb' }).problems
    expect(shared.answers).toEqual(['Each item needs 5 answers in the order of the form; 2 found.'])
  })
})
