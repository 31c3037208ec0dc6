import { surfaceIds } from '#lib/content/intake/groups.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { aimIds, forgottenId, isRenewed, visitIds } from './schema.ts'

/** The parts of a whole have to add up, and the main spot is one of the places on the map. */
const wholes: readonly (readonly string[])[] = [surfaceIds, ['pain_zones', 'pain_zone_main']]

const together = (id: string): readonly string[] => wholes.find((ids) => ids.includes(id)) ?? [id]

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

/** Where the form is opened: with what a case came out of, or with the factors that miss something. */
export const pageBefore = (caseId: string, ask: readonly string[]): string =>
  `/cases/${caseId}/${ask.every(isRenewed) ? 'intake' : 'factors'}`

/** The answers from before without those that are asked again. */
export const without = (before: Answers, ids: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(before).filter(([id]) => !ids.includes(id)))

/**
 * Whether the form begins with the last answer: one that is put right, or that only opens what is wanted. What she had forgotten is
 * asked as if she had not.
 */
export const beginsWith = (id: string, wanted: readonly string[]): boolean =>
  isRenewed(id) || (!wanted.includes(id) && id !== forgottenId)

const aims: ReadonlySet<string> = new Set(aimIds)

/**
 * What was answered: what was left open stays what it was, for an empty answer would stand over an older one. Of what she aims at
 * the last answer stood in the form, so that an empty one is meant.
 */
export function given(answers: Answers, asked: ReadonlySet<string>): Answers {
  const said = Object.entries(answers).filter(
    ([id, value]) =>
      asked.has(id) && (aims.has(id) || (value !== null && !(Array.isArray(value) && value.length === 0))),
  )
  // That she remembers is said by what she remembers alone.
  const isEmpty = ([id, value]: readonly [string, unknown]) =>
    id === forgottenId && value === 'no' && !said.some(([other]) => opensBy(other).includes(id))
  return Object.fromEntries(said.filter((one) => !isEmpty(one)))
}
