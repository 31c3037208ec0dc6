/**
 * Flags over time: they are never deleted (clinical/red-flags.md 1, principles 4 and 7 to 9).
 *
 *   const changes = mergeFlags(stored, results, { occasion: intakeId })
 *
 * The command then inserts `raise` (state `unresolved`) and `recordSuperseded` (state `superseded`), sets the state of
 * `supersede`, keeps the occasion with `sayAgain`, and sets or clears the mark "answer changed". It never deletes and
 * never touches a response.
 */
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import { blocks, urgencies } from '#lib/content/flags/types.ts'
import { type FlagResult, isNewEvidence } from '#lib/flags/evaluation/rules.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'
import type { FlagState } from '#lib/flags/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

/** The answers that fired a flag, by id. */
export type FiredAnswers = Readonly<Record<string, RuleValue>>

export interface StoredFlag {
  /** The id of the row. */
  readonly id: string
  /** `flag_…` */
  readonly flagId: string
  readonly state: FlagState
  /** The form, log or examination whose answers fired it. */
  readonly occasion: string
  readonly fired: FiredAnswers
  readonly answerChanged: boolean
  /** She was promised a call about it, and it was answered; what was answered lifted nothing while it is unresolved. */
  readonly calledBack: boolean
  /** The newest occasion after its own that said it, too. */
  readonly saidAgainIn: string | null
}

export interface Occasion {
  /** The id of the form, log or examination. */
  readonly occasion: string
  /**
   * The ids answered on this occasion, for a log or an examination that also reads older answers: what only older
   * answers fire is not new. Leave it out for a form, whose answers are all its own.
   */
  readonly answered?: ReadonlySet<string>
  /** Of what was answered: history that was shown to be confirmed, and was as it stood. */
  readonly confirmed?: ReadonlySet<string>
  /** Entries that this one puts right without another word about safety: it says nothing new about them. */
  readonly repeats?: ReadonlySet<string>
  /** What the rules read now: an answer that is still the same was not changed, though the clinic's limit may be another. */
  readonly values?: RuleValues
}

export interface FlagChanges {
  readonly raise: readonly FlagResult[]
  readonly recordSuperseded: readonly FlagResult[]
  /** Rows that stand and that this occasion says as well. */
  readonly sayAgain: readonly string[]
  /** Rows that were raised on the same occasion and are covered now. */
  readonly supersede: readonly { readonly id: string; readonly by: readonly string[] }[]
  readonly markChanged: readonly string[]
  readonly clearChanged: readonly string[]
}

export const firedAnswers = (result: FlagResult): FiredAnswers =>
  Object.fromEntries(result.fired.map((input) => [input.id, input.value]))

const sameValue = (a: RuleValue | undefined, b: RuleValue | undefined) =>
  JSON.stringify(a) === JSON.stringify(b)

/** A birthday is no new answer. */
const answersOf = (fired: FiredAnswers) => Object.keys(fired).filter((id) => id !== 'age_years')

function sameAnswers(a: FiredAnswers, b: FiredAnswers): boolean {
  const ids = answersOf(a)
  if (ids.length !== answersOf(b).length) return false
  return ids.every((id) => Object.hasOwn(b, id) && sameValue(a[id], b[id]))
}

const isOf = (row: StoredFlag, { occasion, repeats }: Occasion): boolean =>
  row.occasion === occasion || (repeats?.has(row.occasion) ?? false)

/** Whether the words of a flag promise that the clinic calls, at once or by the next working day (clinical/red-flags.md 3.1). */
export const promisesCall = (row: { urgency: Urgency; callBack: boolean }): boolean =>
  row.callBack || row.urgency === 'urgent_referral'

/** Nothing else that was answered fired it: what was confirmed is the answer that was stored. */
function isConfirmed({ fired }: FlagResult, { answered, confirmed }: Occasion): boolean {
  const own = fired.filter(({ id }) => id !== 'age_years' && (answered?.has(id) ?? true))
  return own.length > 0 && own.every(({ id }) => confirmed?.has(id))
}

/** A resolved flag is raised anew by answers it was not resolved for; the same stored answers do not raise it. */
function settles(row: StoredFlag, result: FlagResult, occasion: Occasion): boolean {
  if (row.state !== 'resolved' || row.answerChanged) return false
  if (!isOf(row, occasion) && !isConfirmed(result, occasion)) return false
  return sameAnswers(row.fired, firedAnswers(result))
}

/**
 * Whether an unresolved flag says what was answered. One that she was promised a call about and that has its answer does not say it
 * of another occasion: chest pain that comes back after she was referred is somebody's call again.
 */
const says = (row: StoredFlag, occasion: Occasion): boolean =>
  row.state === 'unresolved' && (!row.calledBack || isOf(row, occasion))

export function mergeFlags(
  stored: readonly StoredFlag[],
  results: readonly FlagResult[],
  occasion: Occasion,
): FlagChanges {
  const rowsOf = (result: FlagResult) => stored.filter((row) => row.flagId === result.id)
  const here = (row: StoredFlag) => row.occasion === occasion.occasion
  const open = (row: StoredFlag) => row.state === 'unresolved'
  const stands = ({ fired }: StoredFlag) => {
    const own = Object.entries(fired)
    return own.length > 0 && own.every(([id, value]) => sameValue(value, occasion.values?.get(id)))
  }
  const isNew = (result: FlagResult) => isNewEvidence(result, occasion.answered)
  const fresh = results.filter((result) => result.outcome === 'raised' && isNew(result))
  const covered = results.filter((result) => result.outcome === 'superseded' && isNew(result))
  const silent = results.filter((result) => result.outcome === 'absent' || result.outcome === 'not_assessed')
  const rowIds = (list: readonly FlagResult[], pick: (row: StoredFlag) => boolean) =>
    list.flatMap((result) =>
      rowsOf(result)
        .filter(pick)
        .map((row) => row.id),
    )
  return {
    raise: fresh.filter(
      (result) => !rowsOf(result).some((row) => says(row, occasion) || settles(row, result, occasion)),
    ),
    sayAgain: rowIds(
      fresh,
      (row) => says(row, occasion) && !isOf(row, occasion) && row.saidAgainIn !== occasion.occasion,
    ),
    // What the entry that is put right had covered is recorded with it already.
    recordSuperseded: covered.filter((result) => !rowsOf(result).some((row) => isOf(row, occasion))),
    supersede: covered.flatMap((result) =>
      rowsOf(result)
        .filter((row) => open(row) && here(row))
        .map((row) => ({ id: row.id, by: result.supersededBy })),
    ),
    markChanged: rowIds(
      silent,
      (row) => here(row) && row.state !== 'superseded' && !row.answerChanged && !stands(row),
    ),
    clearChanged: rowIds(fresh, (row) => here(row) && open(row) && row.answerChanged),
  }
}

type When = Date | string | null

/** The state of a stored flag: what was superseded counts no more, whether it was resolved or not. */
export function stateOf(row: { supersededAt: When; resolvedAt: When }): FlagState {
  if (row.supersededAt) return 'superseded'
  return row.resolvedAt ? 'resolved' : 'unresolved'
}

type FlagRow = Pick<StoredFlag, 'flagId' | 'state'>

const unresolved = (flags: readonly FlagRow[]) => flags.filter((flag) => flag.state === 'unresolved')

/** `unresolved_level`: the highest urgency among the unresolved flags. */
export function unresolvedLevel(flags: readonly FlagRow[]): Urgency | 'none' {
  const levels = new Set(unresolved(flags).map((flag) => flagOf(flag.flagId).urgency))
  return urgencies.find((urgency) => levels.has(urgency)) ?? 'none'
}

/** `block_level`: the strongest block of the unresolved flags; `programme` while the safety screen is incomplete. */
export function blockLevel(
  flags: readonly FlagRow[],
  options: { readonly safetyScreenIncomplete?: boolean } = {},
): Block {
  if (options.safetyScreenIncomplete) return 'programme'
  const found = new Set(unresolved(flags).map((flag) => flagOf(flag.flagId).block))
  return blocks.find((block) => found.has(block)) ?? 'none'
}

/** The value of a flag id in a rule. A superseded flag counts as absent; one unresolved row decides. */
export function flagValue(flags: readonly FlagRow[], flagId: string): 'absent' | 'unresolved' | 'resolved' {
  const states = new Set(flags.filter((flag) => flag.flagId === flagId).map((flag) => flag.state))
  if (states.has('unresolved')) return 'unresolved'
  return states.has('resolved') ? 'resolved' : 'absent'
}
