/**
 * Whom the clinic calls. The record and a form may name two numbers: both are offered, the newer first, until staff have said
 * which is right.
 *
 *   contactsOf(record, { answers, at }, { minor: true, emergency: false })
 */

import { stampOf } from '#lib/stamp.ts'

export const contactFields = ['phone', 'guardianName', 'guardianPhone'] as const
export type ContactField = (typeof contactFields)[number]

/** Since when each stands as it does: name and number of the guardian are one. */
export const settledBy = {
  phone: 'phoneAt',
  guardianName: 'guardianAt',
  guardianPhone: 'guardianAt',
} as const satisfies Record<ContactField, string>

/** The times are null when nobody knows them. */
export type RecordedContacts = Readonly<Record<ContactField, string | null>> &
  Readonly<Record<(typeof settledBy)[ContactField], Date | null>>

/** A form with the moment of its answers. */
export type ToldContacts = { readonly answers: Readonly<Record<string, unknown>>; readonly at: Date }

export type Call = { readonly label: string; readonly phone: string }

/** What a form says otherwise than the record, and later. */
export type TwoContacts = {
  readonly rows: readonly { field: ContactField; label: string; recorded: string; told: string }[]
  /** Of what is decided about. */
  readonly stamp: string
}

export type Contacts = { readonly calls: readonly Call[]; readonly two: TwoContacts | null }

const labels: Readonly<Record<ContactField, string>> = {
  phone: 'Phone',
  guardianName: 'Parent or guardian',
  guardianPhone: 'Phone of the parent or guardian',
}

const questionOf: Readonly<Record<ContactField, string>> = {
  phone: 'phone',
  guardianName: 'guardian_name',
  guardianPhone: 'guardian_phone',
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

/** Two ways to write a number or a name are one. */
const plain = (field: ContactField, text: string): string =>
  field === 'guardianName' ? text.toLowerCase().replace(/\s+/g, ' ') : text.replace(/[^\d+]/g, '')

type Situation = {
  /** Under 18 the parent or guardian is called as well (clinical/red-flags.md 2). */
  readonly minor: boolean
  /** With an unresolved emergency, so is the person named for one. */
  readonly emergency: boolean
}

export function contactsOf(
  record: RecordedContacts,
  form: ToldContacts | null,
  { minor, emergency }: Situation,
): Contacts {
  const told = (field: ContactField) => textOf(form?.answers[questionOf[field]])
  const differs = (field: ContactField): boolean => {
    const [recorded, said] = [record[field], told(field)]
    return recorded !== null && said !== null && plain(field, recorded) !== plain(field, said)
  }
  const isNewer = (field: ContactField): boolean => {
    const at = record[settledBy[field]]
    return form !== null && (at === null || at < form.at)
  }
  const calls = (field: 'phone' | 'guardianPhone', label: string): Call[] => {
    const [recorded, said] = [record[field], told(field)]
    if (!differs(field)) return [recorded ?? said].flatMap((phone) => (phone ? [{ label, phone }] : []))
    const both = [
      { label: `${label}, number of the form`, phone: said ?? '' },
      { label: `${label}, number of the record`, phone: recorded ?? '' },
    ]
    return isNewer(field) ? both : both.toReversed()
  }
  const fields: readonly ContactField[] = minor ? contactFields : ['phone']
  const open = fields.filter((field) => differs(field) && isNewer(field))
  const rows = open.map((field) => ({
    field,
    label: labels[field],
    recorded: record[field] ?? '',
    told: told(field) ?? '',
  }))
  return {
    calls: [
      ...calls('phone', 'Call'),
      ...(minor ? calls('guardianPhone', 'Call guardian') : []),
      ...(emergency ? emergencyCalls(form) : []),
    ],
    two: rows.length > 0 ? { rows, stamp: stampOf(rows) } : null,
  }
}

function emergencyCalls(form: ToldContacts | null): Call[] {
  const [name, phone] = [form?.answers.emergency_contact_name, form?.answers.emergency_contact_phone].map(
    textOf,
  )
  return phone
    ? [{ label: name ? `Call ${name}, emergency contact` : 'Call the emergency contact', phone }]
    : []
}
