const more = '… see the record'
/** A line is not cut below this. */
const least = 80

/** Cut between two characters: half of one is nothing that can be stored. */
const cut = (line: string, most: number): string =>
  line.length <= most
    ? line
    : `${line
        .slice(0, most - more.length)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}${more}`

/**
 * Lines that have `room` characters together at most, so that what begins with them can be saved: the long ones are cut, each to the
 * same length, and what has no room even so is left out. It says where the rest stands.
 */
export function fitted(lines: readonly string[], room: number): string[] {
  const size = (most: number) => lines.reduce((sum, line) => sum + Math.min(line.length, most) + 1, 0)
  const longest = lines.reduce((most, line) => Math.max(most, line.length), least)
  if (size(longest) <= room) return [...lines]
  if (size(least) > room) {
    const kept = Math.max(0, Math.floor((room - more.length) / (least + 1)))
    return [...lines.slice(0, kept).map((line) => cut(line, least)), more]
  }
  let [fits, over] = [least, longest]
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2)
    if (size(middle) <= room) fits = middle
    else over = middle
  }
  return lines.map((line) => cut(line, fits))
}
