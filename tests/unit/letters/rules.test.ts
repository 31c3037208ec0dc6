import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { nameOnLetters, printed, unprintable } from '#lib/letters/characters/rules.ts'
import {
  differences,
  kindOf,
  nameTroubles,
  readBody,
  sameLetter,
  unready,
  writtenSections,
} from '#lib/letters/rules.ts'
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

describe('a name on letters', () => {
  const clinic = { name: 'Praxis Müller', address: 'Bahnhofstraße 1\n8001 Zürich', phone: '+41' }
  const [jana, mei] = [
    { name: 'Jana Nováková', printedName: null },
    { name: '王美', printedName: null },
  ]

  it('is the one that was written for them where the font lacks signs of the other', () => {
    expect(nameOnLetters('王美', 'Wang Mei')).toBe('Wang Mei')
    expect(nameOnLetters('Jana Nováková', 'Jana N.')).toBe('Jana Nováková')
    expect(
      nameTroubles({ patient: { name: '王美', printedName: 'Wang Mei' }, signer: jana, clinic }),
    ).toEqual([])
  })

  it('is said beforehand where it cannot be printed', () => {
    expect(nameTroubles({ patient: jana, signer: jana, clinic })).toEqual([])
    expect(nameTroubles({ patient: mei, signer: mei, clinic: { ...clinic, name: 'คลินิก' } })).toMatchObject([
      { where: 'patient', text: 'The name of the patient cannot be printed: 王 美' },
      { where: 'signer' },
      { where: 'clinic' },
    ])
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

  it.each(['… [shortened]', '… see the record'])(
    'with “%s” is not signed: whoever reads it lacks the rest',
    (mark) => {
      const errors = unready(
        'progress_report',
        saved({ reason: 'Pain', history: `Fell on${mark}`, advice: `Run${mark}` }),
      )
      expect(errors).toEqual({
        history: [`History: please write the rest of what ends in “${mark}”, or take these words out.`],
        advice: [`Advice given: please write the rest of what ends in “${mark}”, or take these words out.`],
      })
    },
  )

  it('with a place that nobody has filled in is not signed', () => {
    const reason = 'Call {emergency_number}, or {out_of_hours_phone}; {emergency_number}'
    expect(unready('progress_report', saved({ reason }))).toEqual({
      reason: ['Please write what stands for {emergency_number} and {out_of_hours_phone}.'],
    })
  })
})
