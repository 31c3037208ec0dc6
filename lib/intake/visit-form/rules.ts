import { surfaceIds } from '#lib/content/intake/groups.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { visitIds } from './schema.ts'

/** The parts of a whole are asked together: they have to add up. */
const together = (id: string): readonly string[] => (surfaceIds.some((one) => one === id) ? surfaceIds : [id])

const opensBy = (id: string): string[] => {
  const rule = questionById.get(id)?.showIf ?? 'always'
  return rule === 'always' ? [] : idsOf(parseRule(rule)).filter((one) => visitIds.has(one))
}

/** The wanted questions, and those whose answers open them. */
export function askedWith(wanted: readonly string[]): string[] {
  const asked = new Set<string>()
  const add = (id: string) => {
    if (asked.has(id)) return
    asked.add(id)
    opensBy(id).forEach(add)
  }
  wanted.flatMap(together).forEach(add)
  return [...asked]
}

/** The answers from before without those that are asked again. */
export const without = (before: Answers, ids: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(before).filter(([id]) => !ids.includes(id)))

/** What was answered: what was left open stays what it was, for an empty answer would stand over an older one. */
export const given = (answers: Answers, asked: ReadonlySet<string>): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(
      ([id, value]) => asked.has(id) && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )
