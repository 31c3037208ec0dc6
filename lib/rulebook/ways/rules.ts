import { assessmentItem } from '#lib/content/assessment/index.ts'
import { findingWords } from '#lib/content/ids/finding-words.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { findingHref, missingViews } from '#lib/factors/words/rules.ts'

/** The field of the assessment that gives a value; the pain in a test is asked beside the test. */
const fieldOf = (id: string): string | null =>
  findingWords(id)?.field ?? assessmentItem(id.replace(/_nprs$/, ''))?.id ?? null

/** How to get a value that a rule misses, and where. `said`: what an indicator itself says of what it waits for. */
export function wayTo(
  id: string,
  caseId: string,
  said: string | null = null,
): { how: string; href: string | null } {
  const field = fieldOf(id)
  if (field) return { how: 'Examine it', href: findingHref(caseId, field) }
  if (/^(chk_|groc|psfs|ind_mic|ind_worse)/.test(id))
    return { how: said ?? 'Fill in the questionnaire', href: `/cases/${caseId}/outcomes` }
  if (id.startsWith('pat_')) return { how: 'Evaluate the factors', href: `/cases/${caseId}/factors` }
  const [question] = questionById.has(id) ? missingViews([id], new Map(), caseId) : []
  if (question) return { how: question.how, href: question.href }
  return { how: said ?? 'Not recorded', href: null }
}
