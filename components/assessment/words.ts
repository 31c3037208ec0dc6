import { type FormSection, formSections } from '#lib/assessment/fields/schema.ts'
import type { CaseSide } from '#lib/cases/schema.ts'
import { sectionTitles } from '#lib/content/assessment/index.ts'
import type { Side } from '#lib/content/assessment/types.ts'

export const stepTitles: Record<FormSection, string> = { ...sectionTitles, finish: 'Summary' }

/** What follows a section, and how its button says so. */
export function stepAfter(section: FormSection): { go: string; title: string } {
  const next = formSections[formSections.indexOf(section) + 1]
  return next ? { go: next, title: `Next: ${stepTitles[next]}` } : { go: 'sign', title: 'Check and sign' }
}

/** The name of a column of one side; a knee that hurts alone is named. */
export const sideWords = (side: Side, affected: CaseSide | null, word: string = side): string =>
  affected === side ? `${word}, painful` : word
