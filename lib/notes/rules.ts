import {
  type NotePart,
  type NoteTemplate,
  noteParts,
  notePartWords,
  noteTemplate,
  noteTemplates,
} from '#lib/content/notes/templates.ts'
import { type Day, dayText } from '#lib/dates.ts'
import { cutMarks, fitted, withLine } from '#lib/forms/fitted.ts'
import type { Apart } from '#lib/forms/overtaken.ts'
import type { Fact } from './facts/schema.ts'
import { composedLength, type NoteText } from './schema.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A stored text; what an older note holds under another name stands in the first part. */
export function readNoteText(stored: unknown): NoteText {
  const from = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  return {
    subjective: asText(from.subjective) || asText(from.text),
    objective: asText(from.objective),
    assessment: asText(from.assessment),
    plan: asText(from.plan),
  }
}

export const sameText = (a: NoteText, b: NoteText): boolean => noteParts.every((part) => a[part] === b[part])

export const isEmptyText = (text: NoteText): boolean => noteParts.every((part) => text[part].trim() === '')

type Prompts = Pick<NoteTemplate, 'prompts'>

const everyPrompt = (part: NotePart) => noteTemplates.flatMap(({ prompts }) => prompts[part])

/** The lines of every template: a draft may have been begun as another kind of visit than it is now. */
export const anyTemplate: Prompts = {
  prompts: {
    subjective: everyPrompt('subjective'),
    objective: everyPrompt('objective'),
    assessment: everyPrompt('assessment'),
    plan: everyPrompt('plan'),
  },
}

/** What only a template says is not written yet. */
export const isUntouched = (text: NoteText): boolean =>
  noteParts.every((part) => {
    const prompts = new Set(anyTemplate.prompts[part])
    return text[part].split('\n').every((line) => line.trim() === '' || prompts.has(line.trim()))
  })

/**
 * The text without the headings of the template under which nothing stands. What stands below a heading, up to the next one,
 * belongs to it; a line that somebody wrote on from is no empty heading, and neither is a whole sentence of the template.
 */
export function writtenText(text: NoteText, template: Prompts): NoteText {
  const written = (part: NotePart): string => {
    const headings = template.prompts[part].filter((prompt) => prompt.endsWith(':'))
    const begins = (line: string) => headings.some((heading) => line.trim().startsWith(heading))
    const lines = text[part].split('\n')
    const isEmpty = (index: number) => {
      if (!headings.includes(lines[index]?.trim() ?? '')) return false
      const next = lines.slice(index + 1).find((line) => line.trim() !== '')
      return next === undefined || begins(next)
    }
    const kept = lines.filter((_, index) => !isEmpty(index))
    return kept.length === lines.length ? text[part] : kept.join('\n').trim()
  }
  return {
    subjective: written('subjective'),
    objective: written('objective'),
    assessment: written('assessment'),
    plan: written('plan'),
  }
}

type Written = { on: Day; template: string; text: NoteText }

/** The parts that differ, with both texts whole, for the one who comes second. */
export function differences(saved: Written, mine: Written): Apart[] {
  const parts = noteParts.flatMap((part) =>
    saved.text[part] === mine.text[part]
      ? []
      : [{ label: notePartWords[part].title, saved: saved.text[part], mine: mine.text[part] }],
  )
  const head = [
    {
      label: 'Kind of visit',
      saved: noteTemplate(saved.template).label,
      mine: noteTemplate(mine.template).label,
    },
    { label: 'Day of the visit', saved: dayText(saved.on), mine: dayText(mine.on) },
  ]
  return [...head.filter((one) => one.saved !== one.mine), ...parts]
}

const oneLine = (text: string): string => text.trim().replace(/\s*[\r\n]\s*/g, ' / ')

/** "Worst pain of the day: mean 2.8 (log, 12 to 20 Nov)": a fact in one line of plain text, with where it comes from. */
export const factLine = ({ text, source }: Pick<Fact, 'text' | 'source'>): string =>
  `${oneLine(text)} (${oneLine(source)})`

export const withFact = (text: NoteText, fact: Fact): NoteText => ({
  ...text,
  [fact.part]: withLine(text[fact.part], factLine(fact)),
})

/** The draft to begin with: what the record says, as far as there is room, then the lines of the template. */
export function draftText(template: NoteTemplate, facts: readonly Fact[]): NoteText {
  const lines = (part: NotePart) => [
    ...(template.facts.includes(part)
      ? fitted(facts.filter((fact) => fact.part === part).map(factLine), composedLength, cutMarks.note)
      : []),
    ...template.prompts[part],
  ]
  return {
    subjective: lines('subjective').join('\n'),
    objective: lines('objective').join('\n'),
    assessment: lines('assessment').join('\n'),
    plan: lines('plan').join('\n'),
  }
}
