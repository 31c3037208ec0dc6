import {
  type LetterKind,
  letterKinds,
  letterSections,
  letterSectionWords,
  letterUrgencyWords,
  recipientKindWords,
  sectionsOf,
} from '#lib/content/letters/kinds.ts'
import { type Day, fullDayText } from '#lib/dates.ts'
import { cutMarks } from '#lib/forms/fitted.ts'
import type { Apart } from '#lib/forms/overtaken.ts'
import { nameOnLetters, unprintable } from './characters/rules.ts'
import type { LetterBody, LetterText } from './schema.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

export const kindOf = (stored: string): LetterKind =>
  letterKinds.find((kind) => kind === stored) ?? 'progress_report'

/** A stored body; what is no section is left out. */
export function readBody(stored: unknown): LetterBody {
  const from = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  return Object.fromEntries(letterSections.map((name) => [name, asText(from[name])])) as LetterBody
}

/** "born 17 May 1990"; while two dates count, both, so that nobody outside takes one for sure. */
export const bornText = (births: readonly Day[]): string =>
  `born ${births.map(fullDayText).join(' or ')}${births.length > 1 ? ' (being checked)' : ''}`

/** The sections of a kind that say something. */
export const writtenSections = (kind: LetterKind, body: LetterBody) =>
  sectionsOf[kind].filter((name) => body[name].trim() !== '')

/** A recipient by name: the first line of the address. */
export const recipientName = (recipient: string): string => recipient.trim().split('\n')[0]?.trim() ?? ''

const plain = (name: string) => name.trim().replace(/\s+/g, ' ').toLowerCase()

/**
 * Whether the form lets a letter go (clinical/intake.md 3, `consent_share_doctor`): to a doctor, and when it is sent, to the one
 * whom it is written to. For anybody else the patient is asked.
 */
export const formAllows = (
  doctor: 'yes' | 'no' | null,
  letter: Pick<LetterText, 'recipientKind' | 'recipient'>,
  to: string | null = null,
): boolean =>
  doctor === 'yes' &&
  letter.recipientKind !== 'other' &&
  (to === null || plain(to) === plain(recipientName(letter.recipient)))

export const sameLetter = (a: LetterText, b: LetterText): boolean =>
  a.on === b.on &&
  a.recipient === b.recipient &&
  a.recipientKind === b.recipientKind &&
  a.urgency === b.urgency &&
  letterSections.every((name) => a.body[name] === b.body[name])

/** What differs, with both texts whole, for the one who comes second. */
export function differences(saved: LetterText, mine: LetterText): Apart[] {
  const heads: Apart[] = [
    { label: 'Day', saved: fullDayText(saved.on), mine: fullDayText(mine.on) },
    {
      label: 'Kind of recipient',
      saved: recipientKindWords[saved.recipientKind],
      mine: recipientKindWords[mine.recipientKind],
    },
    { label: 'Recipient', saved: saved.recipient, mine: mine.recipient },
    { label: 'Urgency', saved: letterUrgencyWords[saved.urgency], mine: letterUrgencyWords[mine.urgency] },
    ...letterSections.map((name) => ({
      label: letterSectionWords[name],
      saved: saved.body[name],
      mine: mine.body[name],
    })),
  ]
  return heads.filter((one) => one.saved !== one.mine)
}

export type Named = { readonly name: string; readonly printedName: string | null }
/** Whose name stands on a letter, as the record has it. */
export type NamesOnLetter = {
  readonly patient: Named
  readonly signer: Named
  readonly clinic: { readonly name: string; readonly address: string; readonly phone: string }
}
/** `where`: what holds the signs, whose page has the field that helps. */
export type NameTrouble = { readonly where: 'patient' | 'signer' | 'clinic'; readonly text: string }

const help = {
  patient: 'The name of the patient cannot be printed',
  signer: 'Your name cannot be printed. An admin writes it for letters under Accounts',
  clinic: 'The letterhead cannot be printed. An admin changes it under Clinic',
} as const

/** Names that keep a letter from being signed: with signs that cannot be printed, and not written otherwise for letters. */
export function nameTroubles({ patient, signer, clinic }: NamesOnLetter): NameTrouble[] {
  const printed = {
    patient: nameOnLetters(patient.name, patient.printedName),
    signer: nameOnLetters(signer.name, signer.printedName),
    clinic: [clinic.name, clinic.address, clinic.phone].join(' '),
  }
  return (['patient', 'signer', 'clinic'] as const).flatMap((where) => {
    const signs = unprintable(printed[where].replaceAll('\n', ' '))
    return signs.length === 0 ? [] : [{ where, text: `${help[where]}: ${signs.join(' ')}` }]
  })
}

/** A place in a text that nobody has filled in: `{emergency_number}`. */
const gap = /\{[a-z]+(?:_[a-z]+)+\}/g

/** What keeps a letter from being signed, by field. */
export function unready(kind: LetterKind, text: LetterText): Record<string, string[]> {
  const errors: Record<string, string[]> = {}
  if (text.recipient.length < 3) errors.recipient = ['Please write who gets the letter.']
  if (text.body.reason.trim() === '') errors.reason = ['Please write the reason of the letter.']
  if (kind === 'referral' && text.body.question.trim() === '')
    errors.question = ['Please write what you ask the doctor.']
  for (const name of letterSections) {
    const mark = Object.values(cutMarks).find((one) => text.body[name].includes(one))
    if (mark)
      errors[name] = [
        ...(errors[name] ?? []),
        `${letterSectionWords[name]}: please write the rest of what ends in “${mark}”, or take these words out.`,
      ]
  }
  const texts = { recipient: text.recipient, ...text.body }
  for (const [name, written] of Object.entries(texts)) {
    const signs = unprintable(written)
    const gaps = [...new Set(written.match(gap))]
    const wrong = [
      ...(signs.length > 0
        ? [`Please write these in other signs, they cannot be printed: ${signs.join(' ')}`]
        : []),
      ...(gaps.length > 0 ? [`Please write what stands for ${gaps.join(' and ')}.`] : []),
    ]
    if (wrong.length > 0) errors[name] = [...(errors[name] ?? []), ...wrong]
  }
  return errors
}
