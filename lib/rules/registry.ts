/**
 * What the rule language knows about ids (clinical/intake.md 1.3, "Type of the id").
 *
 * A registry answers one question: what is this id? `lib/content/ids.ts` holds the registry of the product; tests
 * build small ones with `registryOf`.
 */

/** Options that are stored answers but evidence neither for nor against anything. */
const noInformationOptions = [
  'unknown',
  'not_tried',
  'prefer_not_to_say',
  'not_tested',
  'unable',
  'unclear',
] as const

const noInformation: ReadonlySet<unknown> = new Set(noInformationOptions)

export const isNoInformation = (value: unknown): boolean => noInformation.has(value)

/** Words that no id may have as its name. */
export const reservedWords: ReadonlySet<string> = new Set([
  'always',
  'in',
  'includes',
  'includes_any',
  'filled',
  'known',
])

/** Beside `age_years` while two ages of a person count; `age_years` is the younger one (lib/patients/births). */
export const olderAgeId = 'age_years_older'

export type Side = 'left' | 'right'

/**
 * `sided`: recorded as `<id>_left` and `<id>_right`; the bare id means the side that the rule is evaluated for.
 * A number may have options besides, such as "I don't know".
 */
export type IdSpec =
  | { readonly type: 'number'; readonly options?: readonly string[]; readonly sided?: boolean }
  | { readonly type: 'option'; readonly options: readonly string[]; readonly sided?: boolean }
  | { readonly type: 'list'; readonly options: readonly string[]; readonly sided?: boolean }
  | { readonly type: 'text' | 'date'; readonly sided?: boolean }

export type IdType = IdSpec['type']

export interface Registry {
  get(id: string): IdSpec | undefined
}

/** A registry from a plain object; safe against names such as `__proto__`. */
export function registryOf(specs: Readonly<Record<string, IdSpec>>): Registry {
  return new Map(Object.entries(specs))
}

/** Asks the first registry, then the next ones. */
export function joinRegistries(...registries: readonly Registry[]): Registry {
  return {
    get(id) {
      for (const registry of registries) {
        const spec = registry.get(id)
        if (spec) return spec
      }
      return undefined
    },
  }
}

/** A stored value: number, option, text or ISO date as a string, list of options, or null for "missing". */
export type RuleValue = number | string | readonly string[] | null

/** Values by id. An id that is absent or null is missing. Sided values stand under `<id>_left` and `<id>_right`. */
export type RuleValues = ReadonlyMap<string, RuleValue>
