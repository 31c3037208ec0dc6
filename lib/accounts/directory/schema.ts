import { z } from 'zod'
import type { Silence } from '#lib/alerts/nightly/schema.ts'
import { fullName, printedName } from '#lib/patients/schema.ts'
import { emailInput } from '../schema.ts'

/** A box that is ticked once arrives as text, twice as a list. */
const staffRoles = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z
    .array(z.enum(['physio', 'admin']))
    .min(1, 'Choose at least one role.')
    .max(2),
)

export const inviteStaffInput = z.strictObject({ name: fullName, email: emailInput, roles: staffRoles })
export type InviteStaffInput = z.output<typeof inviteStaffInput>

export const accountIdInput = z.strictObject({ accountId: z.uuid() })
export type AccountIdInput = z.output<typeof accountIdInput>

export const changeRolesInput = z.strictObject({
  accountId: z.uuid(),
  version: z.coerce.number().int().min(1).max(1_000_000),
  roles: staffRoles,
  /** An admin means to be none any more. */
  givesUp: z.literal('yes').optional(),
})
export type ChangeRolesInput = z.output<typeof changeRolesInput>

export const changeEmailInput = z.strictObject({
  accountId: z.uuid(),
  version: z.coerce.number().int().min(1).max(1_000_000),
  email: emailInput,
})
export type ChangeEmailInput = z.output<typeof changeEmailInput>

export const changeNameInput = z.strictObject({
  accountId: z.uuid(),
  version: z.coerce.number().int().min(1).max(1_000_000),
  name: fullName,
  printedName,
})
export type ChangeNameInput = z.output<typeof changeNameInput>

export const accountViews = ['staff', 'patients', 'invited', 'suspended'] as const
export type AccountViewName = (typeof accountViews)[number]

export type AccountRow = {
  id: string
  name: string
  email: string
  roles: ('patient' | 'physio' | 'admin')[]
  status: 'invited' | 'active' | 'suspended'
  own: boolean
  /** "Today 08:12", "Expires Sun 15 Nov", "Link has run out" or nothing. */
  when: string
}

export type AccountList = {
  view: AccountViewName
  search: string
  counts: Record<AccountViewName, number>
  rows: AccountRow[]
  page: number
  pages: number
  total: number
  /** Cases that need somebody and that nobody who can sign in treats, by whom they are handed over from. */
  unattended: { id: string; name: string; cases: number }[]
  /** How many cases the last night could not ask the rules of; null when it asked them of all. */
  notAsked: { cases: number; dayText: string } | null
  silence: Silence
}

export type AccountDetail = AccountRow & {
  version: number
  printedName: string | null
  /** Which case she leads or belongs to, without what is in it. */
  cases: {
    caseId: string
    patientName: string
    patientNumber: number
    leads: boolean
    leadName: string | null
    /** Closed, and something of it waits for an answer. */
    closed: boolean
    since: string
  }[]
  /** Forms that she is on and that nobody has decided: they go back to everybody when she leaves. */
  forms: { intakeId: string; patientName: string; patientNumber: number }[]
  /** Physios who can take a case. */
  others: { id: string; name: string }[]
  /** Of a suspended account: what it is again when it is restored. */
  restoredAs: 'active' | 'invited' | null
  /** How many of the cases nobody else treats who can sign in. */
  alone: number
}
