import type { CaseSide } from '#lib/cases/schema.ts'
import type { Day } from '#lib/dates.ts'
import type { GroupView } from '#lib/factors/views/schema.ts'
import type { Consents } from '#lib/intake/consents/rules.ts'
import type { IntakeRecord } from '#lib/intake/record/rules.ts'
import type { Contacts } from '#lib/patients/contacts/rules.ts'

/** Who decided, when and why. */
export type Said = { by: string; atText: string; reason: string }

/** An intake as its page shows it, without the cards of its flags; plain JSON. */
export type TriageDetail = {
  id: string
  patientId: string
  patientName: string
  ageAndSex: string
  /** The dates of birth that count, that of the record first. */
  births: Day[]
  consents: Consents
  number: string
  contacts: Contacts
  side: CaseSide | null
  status: 'draft' | 'submitted' | 'referred'
  atText: string
  /** "Filled in by …"; null for the patient's own hand alone. */
  handText: string | null
  assignee: { id: string; name: string; me: boolean } | null
  decided: Said | null
  /** Referrals that were taken back, the oldest first. */
  takenBack: (Said & { id: string; back: Said })[]
  complete: boolean
  screen: { complete: boolean; missing: string[]; ageDays: number | null }
  /** What may add to it, by the answers so far. */
  factors: GroupView[]
  record: IntakeRecord
  suggestion: { complaint: string; side: CaseSide | null; nextReviewOn: Day; lastReviewOn: Day }
  physios: { id: string; name: string }[]
  me: string
}
