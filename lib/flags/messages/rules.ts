/**
 * What the patient reads (clinical/red-flags.md 3.1): the message of the most urgent level, then the lines of all
 * raised flags, once each. Never the name of a flag, never a diagnosis.
 *
 *   patientMessages(raisedIds, { emergencyNumber: '112', clinicPhone: '…', outOfHoursPhone: '…' }, { minor: false })
 */
import { examinationMessages } from '#lib/content/flags/examination-messages.ts'
import { flagLines } from '#lib/content/flags/lines.ts'
import { closedMessage, minorMessage, pausedMessage } from '#lib/content/flags/log-handling.ts'
import { levelMessages } from '#lib/content/flags/messages.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import type { FlagSpec, Urgency } from '#lib/content/flags/types.ts'
import { urgencies } from '#lib/content/flags/types.ts'

export interface ClinicNumbers {
  readonly emergencyNumber: string
  readonly clinicPhone: string
  readonly outOfHoursPhone: string
}

export interface PatientMessages {
  /** The most urgent level; null without any flag. */
  readonly level: Urgency | null
  /** Null for `monitor`, and without any flag. */
  readonly message: string | null
  readonly lines: readonly string[]
  /** "Please tell your parent or guardian now." for a minor, at the two most urgent levels. */
  readonly guardian: string | null
  /** True: show it before anything else; otherwise at the end of the form. */
  readonly atOnce: boolean
}

const flagById: ReadonlyMap<string, FlagSpec> = new Map(flagTable.map((flag) => [flag.id, flag]))

/** The flag of the table; throws for an id that it does not have. */
export function flagOf(id: string): FlagSpec {
  const flag = flagById.get(id)
  if (!flag) throw new Error(`Unknown flag ${id}`)
  return flag
}

/** Who is meant by a number that the clinic has not entered: whom to call is never a hole in a sentence. */
export const meantBy: ClinicNumbers = {
  emergencyNumber: 'the emergency number',
  clinicPhone: 'the clinic',
  outOfHoursPhone: 'the out-of-hours doctor',
}

/** Fills the clinic's numbers into a text with `{emergency_number}`, `{clinic_phone}`, `{out_of_hours_phone}`. */
export function fillNumbers(text: string, numbers: ClinicNumbers): string {
  const said = (name: keyof ClinicNumbers) => numbers[name].trim() || meantBy[name]
  return text
    .replaceAll('{emergency_number}', said('emergencyNumber'))
    .replaceAll('{clinic_phone}', said('clinicPhone'))
    .replaceAll('{out_of_hours_phone}', said('outOfHoursPhone'))
}

/**
 * Whom to call now about answers of that level: at `emergency` the emergency number, else whoever picks up at this hour. Empty
 * while the clinic has not entered that number: then there is no button.
 */
export const numberToCall = (level: Urgency | null, numbers: ClinicNumbers, isOpen: boolean): string =>
  level === 'emergency' ? numbers.emergencyNumber : isOpen ? numbers.clinicPhone : numbers.outOfHoursPhone

/** Words about the clinic's answer, and whom to call while nobody is there: `call`, from `numberToCall`, is another number then. */
export function withClosed(text: string, numbers: ClinicNumbers, call: string): readonly string[] {
  const closed = call === numbers.outOfHoursPhone && call !== numbers.clinicPhone
  return [text, ...(closed ? [closedMessage] : [])].map((one) => fillNumbers(one, numbers))
}

/** What stands below while the plan is paused, with `call` as the number of the button. */
export const pausedLines = (numbers: ClinicNumbers, call: string): readonly string[] =>
  withClosed(pausedMessage, numbers, call)

function mostUrgent(flagIds: readonly string[]): Urgency | null {
  const levels = new Set(flagIds.map((id) => flagOf(id).urgency))
  return urgencies.find((urgency) => levels.has(urgency)) ?? null
}

export const isAlarming = (level: Urgency | null): boolean => level === 'emergency' || level === 'same_day'

export interface MessageOptions {
  /** Under 18 today. Where no birth date is known `flag_minor` says it, which may stand for years after. */
  readonly minor?: boolean | undefined
  /** A log shows the level `urgent_referral` at once as well. */
  readonly log?: boolean
  /** Ids that an examination alone raised: no answer did, and the patient was told in person (3.2). */
  readonly found?: ReadonlySet<string>
}

export function patientMessages(
  raisedIds: readonly string[],
  numbers: ClinicNumbers,
  options: MessageOptions = {},
): PatientMessages {
  const level = mostUrgent(raisedIds)
  const gravest = raisedIds.filter((id) => flagOf(id).urgency === level)
  const words = gravest.every((id) => options.found?.has(id)) ? examinationMessages : levelMessages
  const message = level && words[level]
  const minor = options.minor ?? raisedIds.includes('flag_minor')
  return {
    level,
    message: message === null ? null : fillNumbers(message, numbers),
    lines: flagLines
      .filter((line) => line.flagIds.some((id) => raisedIds.includes(id)))
      .map((line) => fillNumbers(line.text, numbers)),
    guardian: minor && isAlarming(level) ? minorMessage : null,
    atOnce: isAlarming(level) || (options.log === true && level === 'urgent_referral'),
  }
}

const rank = ({ level }: PatientMessages) => (level ? urgencies.indexOf(level) : urgencies.length)

/** What one entry says of several treatments: the gravest message with the lines of all; null without any. */
export function inOneMessage(all: readonly (PatientMessages | null)[]): PatientMessages | null {
  const [gravest, ...others] = all.filter((one) => one !== null).sort((a, b) => rank(a) - rank(b))
  if (!gravest) return null
  const lines = [gravest, ...others].flatMap((one) => one.lines)
  return { ...gravest, lines: [...new Set(lines)] }
}

/** All of them in one text, where there is no page to put them on. */
export const inOneText = ({ message, lines, guardian }: PatientMessages): string =>
  [message, ...lines, guardian].filter((text) => text !== null).join(' ')
