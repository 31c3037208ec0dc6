import { constants, inflateSync } from 'node:zlib'

/** A run of one font: where it begins and ends from the left, how far below the edge of the sheet, in points. */
export type Run = { sheet: number; x: number; end: number; y: number; size: number; text: string }

const inflated = (packed: Buffer): string =>
  inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')

/** The objects of a file of our own making, by number: the dictionary, and what its stream packs. */
function objects(pdf: Buffer): Map<string, { head: string; packed: Buffer | null }> {
  const raw = pdf.toString('latin1')
  const found = new Map<string, { head: string; packed: Buffer | null }>()
  for (const match of raw.matchAll(/(?<=\n)(\d+) 0 obj\n/g)) {
    const from = match.index + match[0].length
    const length = /^<<\n\/Length (\d+)\n/.exec(raw.slice(from, from + 40))?.[1]
    const stream = length ? raw.indexOf('stream\n', from) : -1
    found.set(match[1] ?? '', {
      head: raw.slice(from, length ? stream : raw.indexOf('endobj', from)),
      packed: length ? pdf.subarray(stream + 7, stream + 7 + Number(length)) : null,
    })
  }
  return found
}

/** What the glyphs of a font stand for. */
function letters(map: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const [, from = '', , to = ''] of map.matchAll(/<(\w+)> <(\w+)> \[(.*?)\]/gs))
    for (const [at, [, codes = '']] of [...to.matchAll(/<([\w ]+)>/g)].entries())
      found.set(
        Number.parseInt(from, 16) + at,
        codes
          .split(' ')
          .map((code) =>
            String.fromCharCode(...(code.match(/.{4}/g) ?? []).map((one) => Number.parseInt(one, 16))),
          )
          .join(''),
      )
  return found
}

/** The text of a letter with where it stands, in the order in which it is drawn. */
export function readPdf(bytes: Uint8Array): Run[] {
  const all = objects(Buffer.from(bytes))
  const text = (id: string | undefined) => {
    const packed = all.get(id ?? '')?.packed
    return packed ? inflated(packed) : ''
  }
  const pages = [...all.values()].filter(({ head }) => /\/Type \/Page\n/.test(head))
  return pages.flatMap(({ head }, sheet) => {
    const [, content] = /\/Contents (\d+) 0 R/.exec(head) ?? []
    const [, resources] = /\/Resources (\d+) 0 R/.exec(head) ?? []
    const fonts = new Map(
      [...(all.get(resources ?? '')?.head ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => {
        const [, map] = /\/ToUnicode (\d+) 0 R/.exec(all.get(id ?? '')?.head ?? '') ?? []
        return [name, letters(text(map))]
      }),
    )
    const runs: Run[] = []
    const outer: { x: number; y: number }[] = []
    let [at, font, size] = [{ x: 0, y: 0 }, '', 0]
    for (const line of text(content).split('\n')) {
      const moved = /^1 0 0 1 (\S+) (\S+) cm$/.exec(line)
      const set = /^\/(F\d+) (\S+) Tf$/.exec(line)
      if (moved) {
        at = { x: at.x + Number(moved[1]), y: at.y + Number(moved[2]) }
        const last = runs.at(-1)
        // What was drawn is followed by its width.
        if (last && Number.isNaN(last.end)) last.end = at.x
      } else if (line === 'q') outer.push(at)
      else if (line === 'Q') at = outer.pop() ?? at
      else if (set) [font, size] = [set[1] ?? '', Number(set[2])]
      else if (line.endsWith(' TJ')) {
        const glyphs = [...line.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        const read = glyphs.map((glyph) => fonts.get(font)?.get(Number.parseInt(glyph, 16)) ?? '?').join('')
        runs.push({ sheet, ...at, end: Number.NaN, size, text: read })
      }
    }
    return runs
  })
}

/** The text by lines, top to bottom, as somebody reads it. */
export function linesOf(runs: readonly Run[]): string[] {
  const lines = new Map<string, string>()
  for (const { sheet, y, size, text } of runs) {
    const key = `${sheet} ${y.toFixed(1)} ${size}`
    lines.set(key, `${lines.get(key) ?? ''}${text}`)
  }
  return [...lines.values()].map((line) => line.trimEnd())
}
