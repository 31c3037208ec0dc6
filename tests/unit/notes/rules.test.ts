import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noteParts, noteTemplate, noteTemplates } from '#lib/content/notes/templates.ts'
import type { Fact } from '#lib/notes/facts/schema.ts'
import {
  differences,
  draftText,
  factLine,
  isEmptyText,
  isUntouched,
  readNoteText,
  sameText,
  withFact,
  withLine,
} from '#lib/notes/rules.ts'
import { saveNoteInput } from '#lib/notes/schema.ts'

const text = (subjective = '', plan = '') => ({ subjective, objective: '', assessment: '', plan })
const fact = (part: Fact['part'], id = part): Fact => ({ id, part, text: `Said ${id}`, source: 'log' })

describe('a note', () => {
  it('is read from whatever is stored', () => {
    expect(readNoteText({ subjective: 'a', plan: 3 })).toEqual(text('a'))
    expect(readNoteText({ text: 'old' })).toEqual(text('old'))
    expect(readNoteText(null)).toEqual(text())
  })

  it('is the same with the line ends of a browser', () => {
    const posted = { subjective: 'a\r\nb', objective: '', assessment: '', plan: '' }
    const ids = { caseId: crypto.randomUUID(), noteId: crypto.randomUUID() }
    expect(saveNoteInput.parse({ ...ids, version: '2', on: '2026-10-05', ...posted }).text.subjective).toBe(
      'a\nb',
    )
    expect(saveNoteInput.safeParse({ ...ids, version: '2', on: '2026-10-35', ...posted }).success).toBe(false)
    expect(
      saveNoteInput.safeParse({ ...ids, version: '2', on: '2026-10-05', ...posted, plan: 'x'.repeat(8001) })
        .success,
    ).toBe(false)
  })

  it('differs part by part, and by its day', () => {
    const saved = { on: '2026-10-05', text: text('a', 'same') }
    expect(differences(saved, { on: '2026-10-05', text: text('b', 'same') })).toEqual([
      { label: 'Subjective', saved: 'a', mine: 'b' },
    ])
    expect(differences(saved, { on: '2026-10-06', text: text('a', 'same') })).toEqual([
      { label: 'Day of the visit', saved: 'Mon 5 Oct', mine: 'Tue 6 Oct' },
    ])
    expect(differences(saved, saved)).toEqual([])
  })

  it('gets a line at its end, once', () => {
    expect(withLine('', 'x')).toBe('x')
    expect(withLine('a\n\n', 'x')).toBe('a\nx')
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z]{1,9}$/), (before, line) => {
        const once = withLine(before, line)
        expect(withLine(once, line)).toBe(once)
        expect(once.split('\n').some((one) => one.trim() === line)).toBe(true)
      }),
    )
    expect(withFact(text('a'), fact('plan')).plan).toBe('Said plan (log)')
  })
})

describe('the templates', () => {
  it.each(noteTemplates)(
    '$id: begins with facts, then prompts; untouched it cannot be signed',
    (template) => {
      const facts = noteParts.map((part) => fact(part))
      const draft = draftText(template, facts)
      for (const part of noteParts)
        expect(draft[part].includes(factLine(fact(part)))).toBe(template.facts.includes(part))
      const bare = draftText(template, [])
      expect(isUntouched(bare, template)).toBe(true)
      expect(isUntouched(draft, template)).toBe(false)
      expect(isUntouched({ ...bare, plan: `${bare.plan}\nRest` }, template)).toBe(false)
    },
  )

  it('are a follow-up when the name is not known', () => {
    expect(noteTemplate('of_the_future').id).toBe('follow_up')
    expect([isEmptyText(text(' ')), isEmptyText(text('a')), sameText(text('a'), text('a'))]).toEqual([
      true,
      false,
      true,
    ])
  })
})
