import { type FormSection, formSections } from '#lib/assessment/fields/schema.ts'
import { sectionTitles } from '#lib/content/assessment/index.ts'

export const stepTitles: Record<FormSection, string> = { ...sectionTitles, finish: 'Summary' }

/** What follows a section, and how its button says so. */
export function stepAfter(section: FormSection): { go: string; title: string } {
  const next = formSections[formSections.indexOf(section) + 1]
  return next ? { go: next, title: `Next: ${stepTitles[next]}` } : { go: 'sign', title: 'Check and sign' }
}
