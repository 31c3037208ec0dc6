import type { Instrument } from '#lib/content/outcomes/types.ts'
import { countText } from '#lib/dates.ts'
import type { ItemText } from './schema.ts'

const MOST_TEXT = 600
const MOST_OPTION = 200

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** With shared answers each line is an item; else each block is one, its first line the item, the others its options. */
function itemsIn(text: string, shared: readonly string[]): ItemText[] {
  if (shared.length > 0) return linesOf(text).map((line) => ({ text: line, options: shared }))
  return text
    .split(/\r?\n[ \t]*\r?\n/)
    .map(linesOf)
    .flatMap(([first, ...options]) => (first === undefined ? [] : [{ text: first, options }]))
}

export type PackRead = {
  readonly texts: readonly ItemText[]
  /** At `items` or `answers`; empty when the pack fits its instrument. */
  readonly problems: Readonly<Record<string, string[]>>
}

/** What was pasted, as texts of the items in the order of the form, with everything that does not fit the instrument. */
export function readPack(
  instrument: Instrument,
  pasted: { items: string; answers?: string | undefined },
): PackRead {
  const shared = linesOf(pasted.answers ?? '')
  const texts = itemsIn(pasted.items, shared)
  const problems: Record<string, string[]> = {}
  const add = (field: string, words: string) => {
    problems[field] = [...(problems[field] ?? []), words]
  }
  const wanted = instrument.items.length
  if (texts.length !== wanted)
    add('items', `${instrument.short} has ${countText(wanted, 'item')}; ${texts.length} found.`)
  const uneven = instrument.items.flatMap((item, at) => {
    const found = texts[at]
    return found && found.options.length !== item.values.length ? [{ item, at, found }] : []
  })
  const [first] = uneven
  if (first) {
    const { item, at, found } = first
    const place = shared.length > 0 ? 'Each item' : `Item ${at + 1} (${item.theme})`
    const more =
      uneven.length > 1 && shared.length === 0 ? ` The same goes for ${uneven.length - 1} more.` : ''
    add(
      shared.length > 0 ? 'answers' : 'items',
      `${place} needs ${countText(item.values.length, 'answer')} in the order of the form; ${found.options.length} found.${more}`,
    )
  }
  if (texts.some(({ text }) => text.length > MOST_TEXT))
    add('items', `An item has at most ${MOST_TEXT} characters.`)
  if (texts.some(({ options }) => options.some((option) => option.length > MOST_OPTION)))
    add(shared.length > 0 ? 'answers' : 'items', `An answer has at most ${MOST_OPTION} characters.`)
  return { texts, problems }
}
