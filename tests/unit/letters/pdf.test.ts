import { describe, expect, it } from 'vitest'
import { letterPdf } from '#lib/letters/pdf/commands.ts'
import { sectionLength } from '#lib/letters/schema.ts'
import { linesOf, readPdf } from '#tests/support/pdf-text.ts'

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
  letterId: crypto.randomUUID(),
}
const drawn = async (...texts: string[]) =>
  readPdf(
    await letterPdf({
      ...document,
      sections: texts.map((text, at) => ({ title: at === 0 ? 'History' : `Part ${at}`, text })),
    }),
  )

describe('the file of a letter', { timeout: 60_000 }, () => {
  it('is a PDF with the embedded font and nothing of the network', async () => {
    const bytes = await letterPdf(document)
    const text = Buffer.from(bytes).toString('latin1')
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toMatch(/\/FontName \/[A-Z]+\+Inter/)
    expect(text).toMatch(/\/FontFile2? /)
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect(linesOf(readPdf(bytes))).toEqual(
      expect.arrayContaining(['Klinika Čapek', 'Schmerz >= 3', '• Πόνος, боль', 'Anna Berger']),
    )
  })

  it('grows by pages when the text is long', async () => {
    const long = Array.from({ length: 150 }, (_, at) => `Line ${at} of a long letter.`).join('\n')
    const bytes = await letterPdf({ ...document, sections: [{ title: 'History', text: long }] })
    expect(readPdf(bytes).at(-1)?.sheet).toBeGreaterThan(1)
    expect(bytes.byteLength).toBeLessThan(400_000)
  })

  it('says at the foot of every page whose letter it is and which page', async () => {
    const runs = await drawn(
      Array.from({ length: 100 }, (_, at) => `Line ${at} of a long letter.`).join('\n'),
    )
    const sheets = new Set(runs.map(({ sheet }) => sheet)).size
    // The foot alone is written in 8 points, on a sheet that is 842 points high.
    const feet = runs.filter(({ size }) => size === 8)
    expect(sheets).toBeGreaterThan(1)
    for (let sheet = 0; sheet < sheets; sheet += 1)
      expect(linesOf(feet).filter((line) => line.endsWith(`Page ${sheet + 1} of ${sheets}`))).toHaveLength(1)
    for (const { y } of feet) expect(y).toSatisfy((at: number) => at > 790 && at < 830)
  })

  it('holds every word of a paragraph that is as long as a section may be', async () => {
    const words = Array.from({ length: 900 }, (_, at) => `word${at}`)
    const text = words.join(' ').slice(0, sectionLength)
    const body = (await drawn('Short.', text)).filter(({ size }) => size === 10)
    const read = linesOf(body).join(' ').split(/\s+/)
    expect(text.split(' ').filter((word) => !read.includes(word))).toEqual([])
    // None over the foot.
    for (const { y } of body) expect(y).toBeLessThan(785)
  })

  it('keeps a heading with what it stands over', async () => {
    for (let lines = 34; lines < 42; lines += 1) {
      const runs = await drawn(
        Array.from({ length: lines }, () => 'Line').join('\n'),
        'One two. '.repeat(200),
      )
      const heading = runs.find(({ text }) => text === 'Part 1')
      const first = runs.find(({ text }) => text.startsWith('One two.'))
      expect(first?.sheet, `after ${lines} lines`).toBe(heading?.sheet)
    }
  })

  it('cuts a word that is wider than a line, and no other one', async () => {
    const link = `https://example.org/${'ReferralDocument'.repeat(20)}`
    const name = 'Rehabilitationswissenschaftlerin'
    const runs = await drawn(`See ${link} now. ${`A ${name} wrote. `.repeat(40)}`)
    const width = 595 - 60
    for (const { end, text } of runs) expect(end, text).toBeLessThan(width + 1)
    const lines = linesOf(runs.filter(({ size }) => size === 10))
    expect(lines.join('').replaceAll('-', '')).toContain(link)
    expect(lines.join(' ').match(new RegExp(name, 'g'))).toHaveLength(40)
  })

  it('breaks no line inside a word where the font changes, and adds no hyphen there', async () => {
    const text = Array.from({ length: 60 }, (_, at) => `${'a'.repeat(at % 17)} Nováková-Őri, x-боль`).join(
      '  ',
    )
    const lines = linesOf((await drawn(text)).filter(({ size }) => size === 10))
    expect(lines.join('\n')).not.toContain('--')
    expect(lines.filter((line) => line.endsWith('-'))).toEqual([])
  })
})
