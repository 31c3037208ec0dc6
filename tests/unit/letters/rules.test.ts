import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { printed, unprintable } from '#lib/letters/characters/rules.ts'
import { letterPdf } from '#lib/letters/pdf/rules.ts'
import { differences, kindOf, readBody, sameLetter, unready, writtenSections } from '#lib/letters/rules.ts'
import { saveLetterInput, startLetterInput } from '#lib/letters/schema.ts'

const ids = { caseId: crypto.randomUUID(), letterId: crypto.randomUUID() }
const posted = {
  ...ids,
  version: '1',
  on: '2026-11-20',
  recipientKind: 'orthopaedic',
  recipient: 'Dr. A\r\nBern ',
}
const saved = (more: Record<string, string> = {}) => saveLetterInput.parse({ ...posted, ...more }).text

/** What draws the letters reads fonts with it; it comes without types. */
const { create } = createRequire(import.meta.url)('fontkit') as {
  create: (file: Buffer) => { hasGlyphForCodePoint: (code: number) => boolean }
}

describe('a letter', () => {
  it('is read from a form and from the database alike', () => {
    const text = saved({ reason: 'Pain\r\nagain' })
    expect([text.recipient, text.body.reason, text.body.plan]).toEqual(['Dr. A\nBern', 'Pain\nagain', ''])
    expect(readBody({ reason: 'a', unknown: 'b', plan: 3 }).reason).toBe('a')
    expect(readBody({ plan: 3 }).plan).toBe('')
    expect(kindOf('of the future')).toBe('progress_report')
    const begun = {
      id: ids.letterId,
      caseId: ids.caseId,
      kind: 'referral',
      recipientKind: 'other',
      recipient: '',
    }
    expect(startLetterInput.parse({ ...begun, pattern: 'pat_pfp' }).pattern).toEqual(['pat_pfp'])
    expect(startLetterInput.parse(begun).pattern).toEqual([])
  })

  it('differs by head and by section, with both texts', () => {
    const [a, b] = [saved({ reason: 'a' }), saved({ reason: 'b', urgency: 'urgent' })]
    expect(sameLetter(a, a)).toBe(true)
    expect(sameLetter(a, b)).toBe(false)
    expect(differences(a, b)).toEqual([
      { label: 'Urgency', saved: 'Routine', mine: 'Urgent, within days' },
      { label: 'Reason', saved: 'a', mine: 'b' },
    ])
  })

  it('is ready when somebody gets it and it says why, a referral when it asks something', () => {
    expect(Object.keys(unready('referral', saved({ recipient: '' })))).toEqual([
      'recipient',
      'reason',
      'question',
    ])
    expect(unready('progress_report', saved({ reason: 'Pain' }))).toEqual({})
    expect(writtenSections('referral', saved({ reason: 'Pain', plan: 'x' }).body)).toEqual(['reason'])
  })
})

describe('its characters', () => {
  it('are those that the embedded sets have', () => {
    const fonts = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'].map((set) =>
      create(readFileSync(`node_modules/@fontsource/inter/files/inter-${set}-400-normal.woff`)),
    )
    const codes = Array.from({ length: 0x2fe0 }, (_, at) => at + 32)
    const same = (code: number) => printed(String.fromCodePoint(code)) === String.fromCodePoint(code)
    const wrong = codes.filter(
      (code) =>
        same(code) &&
        (unprintable(String.fromCodePoint(code)).length === 0) !==
          fonts.some((font) => font.hasGlyphForCodePoint(code)),
    )
    expect(wrong).toEqual([])
    expect(unprintable('Łódź Őri Πόνος боль Nguyễn Müller ß – “a” • … −5° ½ × µ €')).toEqual([])
  })

  it('stand for those that it lacks, and what is left keeps a letter from being signed', () => {
    expect(printed('pain ≥ 3 → stop')).toBe('pain >= 3 -> stop')
    expect(printed('co\u00adop\u202f5\u2011a')).toBe('coop 5-a')
    expect(unprintable('≥ ≤ ≈ →\nfine')).toEqual([])
    expect(unprintable('😀 日本 😀')).toEqual(['😀', '日', '本'])
    expect(unready('progress_report', saved({ reason: 'Pain 😀' }))).toEqual({
      reason: ['Please write these in other signs, they cannot be printed: 😀'],
    })
  })
})

/** What the pages draw. Fonts and pictures, which are packed the same way, hold nothing that looks like it. */
function texts(pdf: Buffer): string {
  const out: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue
    const packed = pdf.subarray(at + 7, pdf.indexOf('endstream', at))
    const text = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
    if (text.includes(' Tf')) out.push(text)
  }
  return out.join('\n')
}

/** How far below the edge of the sheet texts of a size are drawn. */
function heightsOf(drawn: string, size: number): number[] {
  const outer: number[] = []
  const heights: number[] = []
  let y = 0
  for (const line of drawn.split('\n')) {
    const moved = /^1 0 0 1 \S+ (\S+) cm$/.exec(line)
    if (moved) y += Number(moved[1])
    else if (line === 'q') outer.push(y)
    else if (line === 'Q') y = outer.pop() ?? 0
    else if (line.endsWith(` ${size} Tf`)) heights.push(y)
  }
  return heights
}

describe('its file', () => {
  const document = {
    clinic: { name: 'Praxis Müller', address: 'Bahnhofstraße 1\n8001 Zürich', phone: '+41 44 000 00 01' },
    kind: 'Referral',
    onText: '20 Nov 2026',
    recipient: 'Dr. Łukasz Őri\nKlinika Čapek',
    urgency: 'Routine',
    patient: { name: 'Jana Nováková', born: 'born 1 Jan 1990', number: 'SW-1001' },
    sections: [{ title: 'Reason', text: 'Schmerz ≥ 3\n\n• Πόνος, боль' }],
    signedBy: 'Anna Berger',
    signedText: '20 Nov 2026, 10:12',
    signedAt: new Date('2026-11-20T09:12:00Z'),
    letterId: ids.letterId,
  }

  it('is a PDF with the embedded font and nothing of the network', async () => {
    const text = Buffer.from(await letterPdf(document)).toString('latin1')
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toMatch(/\/FontName \/[A-Z]+\+Inter/)
    expect(text).toMatch(/\/FontFile2? /)
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1)
  })

  it('grows by pages when the text is long', async () => {
    const long = Array.from({ length: 150 }, (_, at) => `Line ${at} of a long letter.`).join('\n')
    const bytes = await letterPdf({ ...document, sections: [{ title: 'History', text: long }] })
    const pages = Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)
    expect(pages?.length).toBeGreaterThan(2)
    expect(bytes.byteLength).toBeLessThan(400_000)
  })

  it('says at the foot of every page whose letter it is and which page', async () => {
    const long = Array.from({ length: 100 }, (_, at) => `Line ${at} of a long letter.`).join('\n')
    const bytes = Buffer.from(await letterPdf({ ...document, sections: [{ title: 'History', text: long }] }))
    const pages = bytes.toString('latin1').match(/\/Type \/Page\b/g)
    // The foot alone is written in 8 points: two texts a page, on a sheet that is 842 points high.
    const feet = heightsOf(texts(bytes), 8)
    expect(pages?.length).toBeGreaterThan(1)
    expect(feet).toHaveLength(2 * (pages?.length ?? 0))
    for (const foot of feet) expect(foot).toSatisfy((y: number) => y > 790 && y < 830)
  })
})
