/**
 * Every id that a clinical rule may name, with its type and options: `loadRule(text, clinicalIds)`.
 *
 * A rule with an id that is not here is an error when it is loaded.
 */
import { exerciseById } from '#lib/content/exercises/index.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { IdSpec, Registry } from '#lib/rules/registry.ts'
import { joinRegistries } from '#lib/rules/registry.ts'

/** `ind_good_<exercise id>` and `ind_top_<exercise id>` exist for every exercise of the library. */
const exerciseIndicators: Registry = {
  get(id): IdSpec | undefined {
    const found = /^ind_(good|top)_(ex_[a-z0-9_]+)$/.exec(id)
    if (!found?.[2] || !exerciseById(found[2])) return undefined
    return found[1] === 'good' ? { type: 'number' } : { type: 'option', options: ['yes', 'no'] }
  },
}

export { questionnaireIds } from '#lib/content/ids/flags.ts'

export const clinicalIds: Registry = joinRegistries(flagRuleIds, exerciseIndicators)
