/** Names as people type them. */

/** Letters that do not come apart into a plain one and its accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
}

/** A name without what keyboards differ in: accents, apostrophes, hyphens, dots, spaces and capitals. */
const foldedName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\s\p{P}\p{Sk}]/gu, '')
    .replace(/[ßæœøłđðı]/g, (letter) => plainLetters[letter] ?? letter)

/** Is it one name, however it was typed? Two empty ones are none. */
export const sameName = (a: unknown, b: unknown): boolean => {
  const [one, other] = [a, b].map((name) => foldedName(String(name ?? '')))
  return one !== '' && one === other
}
