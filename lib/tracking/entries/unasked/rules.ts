import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { toldSafety } from '../rules.ts'
import { type InjuryAnswers, injuryOf } from '../schema.ts'
import type { UnaskedInput } from './schema.ts'

export type Answer = { readonly safety: string[]; readonly injury: InjuryAnswers | null }

const calm: Answer = { safety: [logSafetyNone], injury: null }

/** What was answered, and what each entry gets of it: it belongs to the entries that were named with it; the others were quiet. */
export function answersOf(input: UnaskedInput): { told: Answer; byEntry: ReadonlyMap<string, Answer> } {
  const told = { safety: toldSafety(input.log_safety).safety, injury: injuryOf(input).injury }
  const [only, ...more] = input.entries
  const noticed = new Set(more.length === 0 ? [only] : input.noticed)
  return { told, byEntry: new Map(input.entries.map((id) => [id, noticed.has(id) ? told : calm])) }
}
