import type { Role } from '#lib/access/actor.ts'
import { dayIn, dayText, inSentence, timeText } from '#lib/dates.ts'
import { searchWords } from '#lib/patients/rules.ts'
import type { AccountViewName } from './schema.ts'

export const ACCOUNTS_PER_PAGE = 50

const staff = { hasSome: ['physio', 'admin'] as Role[] }

/** Which accounts a tab of the list holds. */
export function viewFilter(view: AccountViewName) {
  switch (view) {
    case 'staff':
      return { status: { not: 'suspended' as const }, roles: staff }
    case 'patients':
      return { status: { not: 'suspended' as const }, NOT: { roles: staff } }
    case 'invited':
      return { status: 'invited' as const }
    case 'suspended':
      return { status: 'suspended' as const }
  }
}

/** The words of a name or an address, in any order. */
export const accountSearched = (text: string) => ({
  AND: searchWords(text).map((word) => ({
    OR: [
      { name: { contains: word, mode: 'insensitive' as const } },
      { email: { contains: word.toLowerCase() } },
    ],
  })),
})

/** What an account is again when its suspension ends: invited while nobody ever accepted the invitation. */
export function statusAfterSuspension(p: {
  invitations: number
  accepted: number
  signedIn: boolean
}): 'active' | 'invited' {
  return p.invitations > 0 && p.accepted === 0 && !p.signedIn ? 'invited' : 'active'
}

/** The roles that an account has after an admin chose its roles as staff; being a patient here is not hers to change. */
export const rolesAfter = (before: readonly Role[], chosen: readonly ('physio' | 'admin')[]): Role[] =>
  (['patient', 'physio', 'admin'] as const).filter((role) =>
    role === 'patient' ? before.includes('patient') : chosen.includes(role),
  )

type Opened = { patientId: string; openedAt: Date }

/** Since when a case runs; with the time where its patient has two: so an admin tells them apart who reads neither. */
export function sinceText(own: Opened, all: readonly Opened[], zone: string, now: Date): string {
  const several = all.filter(({ patientId }) => patientId === own.patientId).length > 1
  return several
    ? inSentence(timeText(own.openedAt, zone, now))
    : dayText(dayIn(zone, own.openedAt), dayIn(zone, now))
}
