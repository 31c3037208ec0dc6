import { describe, expect, it } from 'vitest'
import { patterns } from '#lib/content/factors/patterns.ts'
import { flagKey, flagNews, type LetterFlag } from '#lib/letters/flags/rules.ts'

const flag = (id: string, state: string, replaced = false): LetterFlag => ({
  id,
  state,
  replaced,
  title: `Flag ${id}`,
  urgency: 'Today',
  raisedOn: '2026-08-04',
  fired: [],
  answer: null,
  settled: state.startsWith('settled'),
})
const how = (told: LetterFlag[], flags: LetterFlag[]) =>
  flagNews(told.map(flagKey), flags).map((one) => `${one.how} ${one.line.slice(0, 6)}`)

describe('what is new about the flags of a letter', () => {
  it('nothing while they are as they were told', () => {
    const flags = [flag('a', 'open'), flag('b', 'settled x'), flag('c', 'replaced', true)]
    expect(how(flags, flags)).toEqual([])
  })
  it('raised, answered, settled, replaced', () => {
    expect(how([], [flag('a', 'open')])).toEqual(['raised Flag a'])
    expect(how([flag('a', 'open')], [flag('a', 'open x')])).toEqual(['changed Flag a'])
    expect(how([flag('a', 'open x')], [flag('a', 'settled x')])).toEqual(['changed Flag a'])
    expect(how([flag('a', 'open')], [flag('a', 'replaced', true), flag('b', 'open')])).toEqual([
      'replaced by a graver flag Flag a',
      'raised Flag b',
    ])
  })
  it('a flag that never stood by itself is told with the graver one', () => {
    expect(how([], [flag('a', 'replaced', true)])).toEqual([])
  })
})

it('a letter names each pattern as a condition', () => {
  const nouns = patterns.map(({ title, noun = title.toLowerCase() }) => noun)
  const condition = /pain|tendinopathy|irritation|injury|osteoarthritis|apophysitis|instability|disease/
  expect(nouns.filter((noun) => !condition.test(noun))).toEqual([])
  expect(nouns).toContain('meniscal injury')
})
