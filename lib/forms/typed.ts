/** Numbers as people type them. */

export const KM_A_MILE = 1.609344

const grouped = (separators: string) => new RegExp(`^[1-9]\\d{0,2}(?:[${separators}]\\d{3})+`)
/** "1,000", "1.000", "1 000", "1'000": of a whole number they can only be thousands. */
const wholeGroups = new RegExp(`${grouped(",. '’").source}$`)
/** What parts nothing but thousands, also where a decimal may follow. */
const sureGroups = new RegExp(`${grouped(" '’").source}(?:[.,]\\d{1,9})?$`)
const unclear = /^([1-9]\d{0,2})[.,](\d{3})$/

const plainOf = (text: string): string => text.normalize('NFKC').trim()

/** A number as it was typed, "7,5" like "7.5"; null for what is none, and for "1,200" where it may be 1.2 as well. */
export function typedNumber(text: string, whole: boolean): number | null {
  const typed = plainOf(text)
  if (!whole && unclear.test(typed)) return null
  const isGrouped = (whole ? wholeGroups : sureGroups).test(typed)
  const plain = isGrouped ? typed.replaceAll(whole ? /[,. '’]/g : /[ '’]/g, '') : typed
  const point = plain.replace(',', '.')
  return /^[+-]?\d{1,9}(\.\d{1,9})?$/.test(point) ? Number(point) : null
}

/** What "1,200" may be: 1200 and 1.2, of two places at most, which are clear. Null where it is clear what a number is. */
export function unclearNumber(text: string, whole: boolean): { thousands: number; decimal: number } | null {
  const [, before, after] = (!whole && unclear.exec(plainOf(text))) || []
  if (!before || !after) return null
  return { thousands: Number(before + after), decimal: Math.round(Number(before + after) / 10) / 100 }
}
