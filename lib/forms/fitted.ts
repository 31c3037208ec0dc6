/** What stands where something was cut: in a note it points to the record, a letter goes to somebody who does not have it. */
export const cutMarks = { note: '… see the record', letter: '… [shortened]' } as const
type Mark = (typeof cutMarks)[keyof typeof cutMarks]

/** A line is not cut below this. */
const least = 80

/** Cut between two characters: half of one is nothing that can be stored. */
const cut = (line: string, most: number, mark: Mark): string =>
  line.length <= most
    ? line
    : `${line
        .slice(0, most - mark.length)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}${mark}`

/**
 * Lines that have `room` characters together at most, so that what begins with them can be saved: the long ones are cut, each to the
 * same length, and what has no room even so is left out. `mark` says that there is more.
 */
export function fitted(lines: readonly string[], room: number, mark: Mark): string[] {
  const size = (most: number) => lines.reduce((sum, line) => sum + Math.min(line.length, most) + 1, 0)
  const longest = lines.reduce((most, line) => Math.max(most, line.length), least)
  if (size(longest) <= room) return [...lines]
  if (size(least) > room) {
    const kept = Math.max(0, Math.floor((room - mark.length) / (least + 1)))
    return [...lines.slice(0, kept).map((line) => cut(line, least, mark)), mark]
  }
  let [fits, over] = [least, longest]
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2)
    if (size(middle) <= room) fits = middle
    else over = middle
  }
  return lines.map((line) => cut(line, fits, mark))
}

/** The line at the end of a text, once: where the text has it already it stays, and where it was cut it stands whole in its place. */
export function withLine(text: string, line: string): string {
  const lines = text.replace(/\s+$/, '').split('\n')
  if (lines.some((one) => one.trim() === line)) return text
  const isCut = (one: string) => {
    const begun = one.trim().slice(0, -cutMarks.note.length)
    return one.trim().endsWith(cutMarks.note) && begun !== '' && line.startsWith(begun)
  }
  const at = lines.findIndex(isCut)
  if (at >= 0) return lines.with(at, line).join('\n')
  return lines.join('\n') === '' ? line : [...lines, line].join('\n')
}
