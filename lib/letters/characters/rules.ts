import { Invalid } from '#lib/errors.ts'

/**
 * Which characters a letter can print: code points with a glyph in both weights of the embedded sets of @fontsource/inter, in
 * hexadecimal digits. A character without a glyph would print as another one, so a letter that holds one is not signed.
 */
const ranges = `
  20-7e a0-ac ae-148 14a-1c3 1c5-254 256-27b 27e-284 286-290 292-2a4 2a6-2cc 2ce-2d7 2da 2dc-301
  303-304 308-309 323 374-376 37a-37f 384-38a 38c 38e-3a1 3a3-3d7 3dc-3dd 3f0-3f6 3f9-3fa 3fc-45f
  490-491 4b0-4b1 1d00 1d0d 1d1b 1d43 1d47-1d49 1d4d 1d4f-1d50 1d52 1d56-1d58 1d5b 1d62-1d65 1d9c
  1da0 1dbb 1dbf 1e00-1e9b 1e9d-1eff 2002 2009 200b 2013-2014 2018-201a 201c-201e 2020 2022 2026
  2032-2033 2039-203a 2044 20a0-20af 20b1-20b5 20b8-20ba 20bc-20bf 2113 2116 2122 2191 2193 2212
  2c7c 2c7f`

const known: readonly (readonly [number, number])[] = ranges
  .trim()
  .split(/\s+/)
  .map((range) => {
    const [from = '', to = from] = range.split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
  })

/** Signs that clinicians write and the font lacks, in signs that it has. */
const instead: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≤': '<=',
  '≠': '=/=',
  '≈': '~',
  '→': '->',
  '←': '<-',
  '✓': 'yes',
  '\t': '  ',
}

/** Signs that are seen by nobody, and dashes and spaces that have a plain one. */
const plain: readonly (readonly [RegExp, string])[] = [
  [/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g, ''],
  [/[\u2003-\u200a\u202f\u205f]/g, ' '],
  [/[\u2010-\u2012\u2015]/g, '-'],
  [/[\u2028\u2029]/g, '\n'],
]

/** The text as it is printed. */
export const printed = (text: string): string =>
  [...plain.reduce((so, [signs, sign]) => so.replace(signs, sign), text.normalize('NFC'))]
    .map((sign) => instead[sign] ?? sign)
    .join('')

/** A name as it stands on a letter: itself, or what was written for letters where it has signs that cannot be printed. */
export const nameOnLetters = (name: string, printedName: string | null): string =>
  printedName !== null && unprintable(name).length > 0 ? printedName : name

/** Throws Invalid at its field for a name on letters that cannot be printed either. */
export function assertPrints(printedName: string | undefined): void {
  const signs = unprintable(printedName ?? '')
  if (signs.length > 0)
    throw new Invalid({
      printedName: [`Letters cannot print ${signs.join(' ')}. Use Latin, Greek or Cyrillic letters.`],
    })
}

/** What cannot be printed, each once. */
export const unprintable = (text: string): string[] => [
  ...new Set(
    [...printed(text)].filter((sign) => {
      const code = sign.codePointAt(0) ?? 0
      return sign !== '\n' && !(code >= 32 && known.some(([from, to]) => code >= from && code <= to))
    }),
  ),
]
