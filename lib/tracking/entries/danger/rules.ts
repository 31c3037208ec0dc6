import type { ClinicTimes } from '#lib/clinic/hours/rules.ts'
import { injuryHeardMessage } from '#lib/content/flags/log-handling.ts'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import { type ClinicNumbers, numberToCall, patientMessages, pausedLines } from '#lib/flags/messages/rules.ts'
import { severeLines } from '../rules.ts'
import type { EntryDanger } from './schema.ts'

/** What the statement of queries.ts says about an entry. */
export type DangerRow = ClinicTimes & {
  /** The gravest first. */
  readonly flags: readonly {
    readonly id: string
    readonly flagId: string
    readonly urgency: Urgency
    readonly block: Block
  }[]
  readonly severe: boolean
  readonly injured: boolean
  readonly numbers: ClinicNumbers
}

/** Null for an entry that tells of none. `isOpen`: somebody picks up at the clinic now. */
export function dangerOf(
  { flags, severe, injured, numbers }: Omit<DangerRow, keyof ClinicTimes>,
  { minor, isOpen }: { readonly minor: boolean; readonly isOpen: boolean },
): EntryDanger | null {
  const alerts = [...(injured ? ['New injury'] : []), ...(severe ? ['Severe pain'] : [])]
  const level = flags[0]?.urgency ?? (alerts.length > 0 ? 'same_day' : null)
  if (level === null) return null
  const ids = flags.map(({ flagId }) => flagId)
  const { message, lines, guardian } = patientMessages(ids, numbers, { minor, log: true })
  const isPaused = injured || flags.some(({ block }) => block === 'programme')
  // Who is sent to a doctor now is not to wait for a call today.
  const call = numberToCall(level, numbers, isOpen)
  const own = new Set([
    ...(severe && level !== 'emergency' ? severeLines(numbers, call) : []),
    ...(isPaused ? pausedLines(numbers, call) : []),
  ])
  return {
    flags: flags.map(({ id, flagId, urgency }) => ({
      id,
      title: flagTitles[flagId] ?? flagId,
      urgency,
      urgencyText: urgencyTitles[urgency],
    })),
    alerts,
    level,
    tell: [message, ...lines, guardian, ...own].filter((text) => text !== null),
  }
}

/**
 * Of an entry that is not saved, to whoever entered it for the patient: by what names it stands with the team, and what the
 * patient would have read.
 */
export function heardForPatient({ flags, injured }: DangerRow, words: string): string {
  const named = flags.map(
    ({ flagId, urgency }) => `${flagTitles[flagId] ?? flagId} (${urgencyTitles[urgency]})`,
  )
  const names = [...named, ...(injured && named.length === 0 ? ['New injury'] : [])].join('; ')
  const said = words.replace(`${injuryHeardMessage} `, '')
  return `${names ? `On the list of the team now: ${names}. ` : ''}Tell the patient: “${said}”`
}
