import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noteParts, noteTemplate, noteTemplates } from '#lib/content/notes/templates.ts'
import { withLine } from '#lib/forms/fitted.ts'
import type { Fact } from '#lib/notes/facts/schema.ts'
import {
  anyTemplate,
  differences,
  draftText,
  factLine,
  isEmptyText,
  isUntouched,
  readNoteText,
  sameText,
  withFact,
  writtenText,
} from '#lib/notes/rules.ts'
import { partLength, saveNoteInput } from '#lib/notes/schema.ts'

const text = (subjective = '', plan = '') => ({ subjective, objective: '', assessment: '', plan })
const fact = (part: Fact['part'], id: string = part): Fact => ({
  id,
  part,
  text: `Said ${id}`,
  source: 'log',
})

describe('a note', () => {
  const template = 'follow_up'

  it('is read from whatever is stored', () => {
    expect(readNoteText({ subjective: 'a', plan: 3 })).toEqual(text('a'))
    expect(readNoteText({ text: 'old' })).toEqual(text('old'))
    expect(readNoteText(null)).toEqual(text())
  })

  it('is the same with the line ends of a browser', () => {
    const posted = { subjective: 'a\r\nb', objective: '', assessment: '', plan: '' }
    const ids = { caseId: crypto.randomUUID(), noteId: crypto.randomUUID() }
    expect(
      saveNoteInput.parse({ ...ids, version: '2', template, on: '2026-10-05', ...posted }).text.subjective,
    ).toBe('a\nb')
    expect(
      saveNoteInput.safeParse({ ...ids, version: '2', template, on: '2026-10-35', ...posted }).success,
    ).toBe(false)
    expect(
      saveNoteInput.safeParse({
        ...ids,
        version: '2',
        template,
        on: '2026-10-05',
        ...posted,
        plan: 'x'.repeat(8001),
      }).success,
    ).toBe(false)
  })

  it('differs part by part, by its day and by its kind', () => {
    const saved = { on: '2026-10-05', template, text: text('a', 'same') }
    expect(differences(saved, { ...saved, text: text('b', 'same') })).toEqual([
      { label: 'Subjective', saved: 'a', mine: 'b' },
    ])
    expect(differences(saved, { ...saved, on: '2026-10-06' })).toEqual([
      { label: 'Day of the visit', saved: 'Mon 5 Oct', mine: 'Tue 6 Oct' },
    ])
    expect(differences(saved, { ...saved, template: 'phone_call' })).toEqual([
      { label: 'Kind of visit', saved: 'Follow-up', mine: 'Phone call' },
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

  it('gets a fact of several lines in one, once', () => {
    const said = { ...fact('plan'), text: ' No pain.\r\n\r\n  Swells \n' }
    const once = withFact(text(), said)
    expect(once.plan).toBe('No pain. / Swells (log)')
    expect(withFact(once, said)).toEqual(once)
  })

  it('gets a fact that was cut whole, in its place', () => {
    const facts = ['a', 'b', 'c'].map((id) => ({ ...fact('subjective', id), text: id.repeat(3000) }))
    const draft = draftText(noteTemplate('follow_up'), facts)
    const [first, second, ...rest] = draft.subjective.split('\n')
    expect(second).toMatch(/^b+… see the record$/)
    const whole = withFact(draft, facts[1] as Fact)
    expect(whole.subjective.split('\n')).toEqual([first, `${'b'.repeat(3000)} (log)`, ...rest])
    expect(withFact(whole, facts[1] as Fact)).toEqual(whole)
    // What says alone that there is more is no line that was cut.
    expect(withLine('… see the record', 'b (log)')).toBe('… see the record\nb (log)')
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
      expect(isUntouched(bare)).toBe(true)
      expect(isUntouched(draft)).toBe(false)
      expect(isUntouched({ ...bare, plan: `${bare.plan}\nRest` })).toBe(false)
    },
  )

  it.each(noteTemplates)('$id: begins no longer than it may be saved, with every prompt', (template) => {
    const long = noteParts.flatMap((part) =>
      Array.from({ length: 40 }, (_, at) => ({ ...fact(part, `${part}${at}`), text: 'x'.repeat(900) })),
    )
    const draft = draftText(template, long)
    for (const part of noteParts) {
      expect(draft[part].length).toBeLessThan(partLength)
      expect(draft[part].endsWith(template.prompts[part].join('\n'))).toBe(true)
      expect(draft[part].includes('… see the record')).toBe(template.facts.includes(part))
    }
  })

  it.each(noteTemplates)('$id: what is read is what was written, without empty headings', (template) => {
    const bare = draftText(template, [])
    const whole = (one: string) => template.prompts.objective.includes(one) && !one.endsWith(':')
    expect(Object.values(writtenText(bare, template)).filter((part) => part !== '' && !whole(part))).toEqual(
      [],
    )
    const answered = template.prompts.plan.map((prompt, index) => `${prompt}${index % 2 ? '\n' : ' '}yes`)
    const full = { ...bare, plan: answered.join('\n') }
    expect(writtenText(full, template).plan).toBe(full.plan)
  })

  it('leave no empty heading of another one in a draft whose kind was changed', () => {
    const begun = draftText(noteTemplate('first_visit'), [])
    const changed = { ...begun, objective: 'Not examined (phone).', plan: `${begun.plan}\nAgreed:` }
    expect(writtenText(changed, anyTemplate)).toEqual({ ...text(), objective: 'Not examined (phone).' })
    expect(isUntouched(changed)).toBe(true)
  })

  it('keep a heading with what stands below it, and drop the one before the next heading', () => {
    const plan = 'Seen twice (log)\nChanged today:\n\nNext visit:\n\n  in two weeks\nor earlier'
    expect(writtenText(text('', plan), noteTemplate('follow_up')).plan).toBe(
      'Seen twice (log)\n\nNext visit:\n\n  in two weeks\nor earlier',
    )
    expect(writtenText(text('', 'Changed today:\nNext visit: Friday'), noteTemplate('follow_up')).plan).toBe(
      'Next visit: Friday',
    )
    expect(writtenText(text(' Own words:\n'), noteTemplate('follow_up')).subjective).toBe(' Own words:\n')
  })

  it('lose nothing else, whatever is written', () => {
    const template = noteTemplate('first_visit')
    const line = fc.oneof(fc.string(), fc.constantFrom(...template.prompts.plan))
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const plan = lines.join('\n')
        const kept = writtenText(text('', plan), template)
        const words = (of: string) =>
          of
            .split('\n')
            .map((one) => one.trim())
            .filter((one) => one && !template.prompts.plan.includes(one))
        expect(words(kept.plan)).toEqual(words(plan))
        expect(writtenText(kept, template)).toEqual(kept)
      }),
    )
  })

  it('are a follow-up when the name is not known', () => {
    expect(noteTemplate('of_the_future').id).toBe('follow_up')
    expect([isEmptyText(text(' ')), isEmptyText(text('a')), sameText(text('a'), text('a'))]).toEqual([
      true,
      false,
      true,
    ])
  })
})

it('a kind of note takes all parts that another kind leaves out, or none: they have one last note', () => {
  for (const { facts: taken } of noteTemplates) {
    const left = noteParts.filter((part) => !taken.includes(part))
    for (const { facts } of noteTemplates)
      expect([0, left.length]).toContain(left.filter((part) => facts.includes(part)).length)
  }
})
