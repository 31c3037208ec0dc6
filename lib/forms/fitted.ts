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
