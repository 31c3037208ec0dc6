/** Blanks in front hide none, and wide signs are taken for the plain ones. */
const formula = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * One field of a CSV line (RFC 4180). A text that a spreadsheet would take for a formula is given a quote mark in front,
 * so that it stays a text.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (fields: readonly (string | number | null)[]): string =>
  `${fields.map(csvField).join(',')}\r\n`

/** Excel reads UTF-8 only behind this mark. */
export const byteOrderMark = '\u{FEFF}'
