/** When an examination leaves out the hop tests (clinical/red-flags.md 2, clinical/assessment.md 5). */
import { type Field, type FormSection, fieldOf, sectionFields } from '#lib/assessment/fields/schema.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import { sides } from '#lib/content/assessment/types.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import type { Block } from '#lib/content/flags/types.ts'
import { fieldText } from '../draft/rules.ts'

const isHop = ({ item, part }: Field) => item?.hop === true && (part === 'value' || part === 'pain')

export const hasHops = (section: FormSection): boolean => sectionFields(section).some(isHop)

const valueName = ({ item, side }: Field) => [item?.id, side].filter(Boolean).join('_')

/**
 * Names of the hop tests that a block stops: those without a result. One that was done before can be corrected, and its pain
 * belongs to it.
 */
export function stoppedHops(section: FormSection, raw: Raw, block: Block): ReadonlySet<string> {
  if (block === 'none') return new Set()
  const done = (field: Field) => ![undefined, 'not_tested'].includes(raw[valueName(field)] as string)
  const open = sectionFields(section).filter((field) => isHop(field) && !done(field))
  return new Set(open.map(({ name }) => name))
}

const refusal =
  'Not saved: hop tests are stopped while a red flag blocks impact or the safety questions are not complete.'

/** The results of stopped hop tests that were sent all the same, by field; "not tested" is no hop. */
export const refusedHops = (posted: Raw, stopped: ReadonlySet<string>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(posted)
      .filter(([name, value]) => stopped.has(name) && value !== 'not_tested')
      .map(([name]) => [name, refusal]),
  )

/** Why impact is stopped, in words; null while it is not. `blocking`: ids of flags. */
export function stoppedWords(safety: {
  blockLevel: Block
  blocking: readonly string[]
  screen: { complete: boolean }
}): string | null {
  if (safety.blockLevel === 'none') return null
  const titles = safety.blocking.map((id) => flagTitles[id] ?? id)
  const flags = titles.length > 0 ? `Open: ${[...new Set(titles)].join('; ')}.` : ''
  const screen = safety.screen.complete ? '' : 'The safety questions are not complete.'
  return [flags, screen].filter(Boolean).join(' ')
}

const hopPain = 3
const effusions: readonly unknown[] = ['one_plus', 'two_plus', 'three_plus']

const shown = (name: string, raw: Raw): string[] => {
  const field = fieldOf(name)
  return field ? [`${field.label}: ${fieldText(field, raw[name])}`] : []
}

/**
 * What is recorded that speaks against hops: effusion, and pain of more than 3 (clinical/assessment.md 5). `before`: what was
 * recorded on earlier days, of which the effusion counts until it is looked at again.
 */
export function againstHops(raw: Raw, before: Raw): readonly string[] {
  const effusion = sides
    .map((side) => `test_sweep_grade_${side}`)
    .flatMap((name) => {
      const now = raw[name] === undefined || raw[name] === 'not_tested' ? before : raw
      return effusions.includes(now[name]) ? shown(name, now) : []
    })
  const pain = Object.entries(raw).flatMap(([name, value]) => {
    const field = fieldOf(name)
    const isPain = field?.part === 'pain' || field?.item?.id === 'func_hop_pain'
    return isPain && typeof value === 'number' && value > hopPain ? shown(name, raw) : []
  })
  return [...effusion, ...pain]
}
