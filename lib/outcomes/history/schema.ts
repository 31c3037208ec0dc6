import type { Day } from '#lib/dates.ts'
import type { ItemText } from '../packs/schema.ts'
import type { Origin } from '../record/schema.ts'
import type { Administration } from '../schema.ts'
import type { EntryRow } from '../views/schema.ts'

/** A form as it once stood: put right since, put right by it, or taken back. */
export type FormState = Administration & {
  readonly caseId: string
  readonly origin: Extract<Origin, { kind: 'entry' }>
  /** The words that it was filled with. */
  readonly texts: readonly ItemText[] | null
  readonly supersedesId: string | null
  readonly superseded: boolean
  readonly recordedOn: Day
  /** Why staff put another one right by it. */
  readonly reason: string | null
  /** `told`: whoever wrote the reason knew that the patient reads it. */
  readonly withdrawn: {
    readonly on: Day
    readonly by: string | null
    readonly reason: string
    readonly told: boolean
  } | null
}

/** By id. */
export type FormHistory = ReadonlyMap<string, FormState>

/** What the clinic did with a form that the patient had filled, as she reads it. */
export type ByClinic = { readonly reason: string; readonly changes: readonly string[] }

/** A filled form for the care team, with what it said before and why it does not count. */
export type FormRow = EntryRow & {
  /** The patient filled it, and reads what is changed in it. */
  readonly own: boolean
  readonly changed: ByClinic | null
  readonly before: readonly { readonly id: string; readonly text: string }[]
  readonly withdrawn: string | null
}
