import { expect, test } from 'vitest'

/** Screens are written in American English; ids and the titles of cited sources keep their spelling. */
const british =
  /\b(?:\w*(?:haem|anaem)\w*|\w*oedema\w*|\w*paed\w*|tumours?|(?:kilo|centi|milli)?metres?|litres?|centres?|\w*fibres?|(?:colour|behaviour|favour|labour|neighbour)\w*|programmes?|grey|whilst|learnt|practis\w*|licence|\w*(?:organ|recogn|minim|maxim|normal|stabil|mobil|local|special|general)is(?:e|ed|es|ing|ation)|analys(?:e|ed|ing)|travell\w*|judgement|ageing|diarrhoea)\b/i

type Found = { where: string; text: string }

function textsIn(value: unknown, where: string, seen: Set<unknown>): Found[] {
  if (typeof value === 'string') return [{ where, text: value }]
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const parts = value instanceof Map ? [...value] : Object.entries(value)
  return parts.flatMap(([key, part]) => textsIn(part, `${where}.${String(key)}`, seen))
}

/** Without what only rules read: ids, and options that are compared with. */
const shown = (text: string): string =>
  / /.test(text)
    ? text.replace(/\b\w*_\w*\b/g, '').replace(/ (?:=|in|includes|includes_any) (?:\{[^}]*\}|\w+)/g, '')
    : text.replace(/^[a-z0-9_]+$/, '')

const modules = import.meta.glob<Record<string, unknown>>('/lib/content/**/*.ts', { eager: true })

test('no word on a screen is British', () => {
  const texts = Object.entries(modules)
    .filter(([path]) => !path.endsWith('/sources.ts'))
    .flatMap(([path, module]) => textsIn({ ...module }, path, new Set()))
  expect(texts.length).toBeGreaterThan(2000)
  expect(texts.filter(({ text }) => british.test(shown(text)))).toEqual([])
})

test.each([
  ['haemarthrosis – ACL rupture', true],
  ['A few metres', true],
  ['Localised tenderness', true],
  ['limb ischemia, tumor, edema', false],
  ['run_pain_behaviour = worsens', false],
  ['NOT block_level = programme', false],
  ['flag_haemarthrosis', false],
])('the list tells them apart: %s', (text, found) => expect(british.test(shown(text))).toBe(found))
