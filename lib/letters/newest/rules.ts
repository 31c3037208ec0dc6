import { letterSections } from '#lib/content/letters/kinds.ts'
import { cutMarks, fitted } from '#lib/forms/fitted.ts'
import { readBody } from '../rules.ts'
import { composedLength, type LetterBody, sectionLength } from '../schema.ts'

/** A letter as it was composed of the record, uncut, with the patterns that were ticked, as nouns. */
export type Composed = { readonly patterns: readonly string[]; readonly body: LetterBody }

/** Null for a letter from before it was kept. */
export function readComposed(stored: unknown): Composed | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { patterns, body } = stored as Record<string, unknown>
  const nouns = Array.isArray(patterns) ? patterns.filter((noun) => typeof noun === 'string') : []
  return { patterns: nouns, body: readBody(body) }
}

const shortened = (lines: readonly string[], room = composedLength): string =>
  fitted(lines, room, cutMarks.letter).join('\n')
const sectionText = (composed: string): string => shortened(composed.split('\n'))

/** A composed body as a letter begins with it: what is long is cut, so that there is room to write in. */
export const shortenedBody = (composed: LetterBody): LetterBody =>
  Object.fromEntries(letterSections.map((name) => [name, sectionText(composed[name])])) as LetterBody

/** Where less is left than a line or two, nothing is added: somebody has to shorten what is there. */
const leastRoom = 200

/** What somebody has written stays; below it comes each line that the record did not say when it was composed, known by its uncut text. */
function withNewLines(written: string, then: string, newest: string): string {
  const known = new Set([...then.split('\n'), ...written.split('\n')].map((line) => line.trim()))
  const lines = newest.split('\n').filter((line) => line.trim() !== '' && !known.has(line.trim()))
  if (lines.length === 0) return written
  const above = written.trimEnd()
  const left = sectionLength - above.length - 1
  return [above, shortened(lines, left < leastRoom ? composedLength : Math.min(composedLength, left))]
    .filter(Boolean)
    .join('\n')
}

/**
 * The letter with the newest facts: a section that nobody touched is composed anew, one that somebody wrote in is added to.
 * `then` and `newest` are uncut.
 */
export function withNewest(written: LetterBody, then: LetterBody | null, newest: LetterBody): LetterBody {
  const isSame = (one: string, other: string) => one.trim() === other.trim()
  const section = (name: (typeof letterSections)[number]) => {
    const [text, before, now] = [written[name], then?.[name] ?? '', newest[name]]
    // A letter from before there was a cut began whole, and stays so where it can be saved.
    if (then && isSame(text, before) && now.length <= sectionLength) return now
    if (then && [before, sectionText(before)].some((one) => isSame(text, one))) return sectionText(now)
    return withNewLines(text, before, now)
  }
  return Object.fromEntries(letterSections.map((name) => [name, section(name)])) as LetterBody
}

/** Parts that have become too long for the newest facts, by field; null when there is none. */
export function tooLong(body: LetterBody): Record<string, string[]> | null {
  const long = letterSections.filter((name) => body[name].length > sectionLength)
  const text = 'The newest facts do not fit in here any more. Please shorten this part first.'
  return long.length === 0 ? null : Object.fromEntries(long.map((name) => [name, [text]]))
}
