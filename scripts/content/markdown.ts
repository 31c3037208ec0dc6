/** What the clinical specification files have in common: sections, tables, back-ticked words. */

/** The lines below a heading that starts with `start`, up to the next heading of the same or a higher level. */
export function sectionLines(markdown: string, start: string): string[] {
  const lines = markdown.split('\n')
  const first = lines.findIndex((line) => line.startsWith(start))
  if (first < 0) throw new Error(`No heading "${start}"`)
  const level = /^#+/.exec(start)?.[0].length ?? 0
  const rest = lines.slice(first + 1)
  const end = rest.findIndex((line) => {
    const hashes = /^#+(?= )/.exec(line)?.[0].length
    return hashes !== undefined && hashes <= level
  })
  return end < 0 ? rest : rest.slice(0, end)
}

/** The rows of every table in the lines, each as an object by the header's words. */
export function tableRows(lines: readonly string[]): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  let header: string[] | null = null
  for (const line of lines) {
    if (!line.startsWith('|')) {
      header = null
      continue
    }
    const cells = line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim())
    if (!header) header = cells
    else if (!cells.every((cell) => /^-+$/.test(cell))) {
      if (cells.length !== header.length) throw new Error(`A row does not fit its header: ${line}`)
      rows.push(Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])))
    }
  }
  return rows
}

/** The texts between back-ticks. */
export const ticked = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')

export function onlyTicked(text: string): string {
  const [first, ...others] = ticked(text)
  if (first === undefined || others.length > 0) throw new Error(`Expected one back-ticked text: ${text}`)
  return first
}

/** The column of a row; throws when the table has another shape than expected. */
export function cell(row: Record<string, string>, column: string): string {
  const text = row[column]
  if (text === undefined) throw new Error(`No column "${column}" in ${JSON.stringify(row)}`)
  return text
}

/** The specification is written in British English, the product in American; ids stay as they are. */
const spelling: readonly (readonly [british: RegExp, american: string])[] = [
  [/rogramme/g, 'rogram'],
  [/immobilised/g, 'immobilized'],
  [/\b([Hh])aem(?=arthrosis|optysis)/g, '$1em'],
  [/ischaemia/g, 'ischemia'],
  [/tumour/g, 'tumor'],
  [/\bbehaviour/g, 'behavior'],
  [/rthopaedic/g, 'rthopedic'],
]

export const american = (text: string): string =>
  spelling.reduce((said, [british, word]) => said.replace(british, word), text)
